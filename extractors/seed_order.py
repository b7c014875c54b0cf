"""One command for those who edit the seeds: `python -m extractors.seed_order`, or `make seeds`.

It sorts the tables under `seeds/`, reads every pattern of the lexicon, and names what cannot work: rows that stand
twice, word classes that no pattern uses, words that no sentence can match. It ends with status 1 where it names one.
"""

from __future__ import annotations

import csv
import re
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from extractors.lexicon import Lexicon, Pattern, load_lexicon, word_classes
from schemas.errors import SeedError
from schemas.seeds import seed_path

# The columns by which each table is sorted and which together stand once.
TABLE_KEYS: Mapping[str, tuple[str, ...]] = {
    "actors/countries.csv": ("iso3",),
    "actors/groups.csv": ("name", "start"),
    "actors/organisations.csv": ("name", "start"),
    "actors/persons.csv": ("name", "start", "office"),
    "actors/regions.csv": ("name", "iso3"),
    "actors/roles.csv": ("noun",),
    "cameo/codes.csv": ("code",),
    "cameo/composition.csv": ("act",),
}


def in_order(text: str, key: tuple[str, ...]) -> str:
    """The table with its rows sorted by the key columns; rows that are equal in all cells stand once."""
    header, *lines = text.splitlines()
    columns = [next(csv.reader([header])).index(name) for name in key]
    rows = sorted(set(lines), key=lambda line: ([next(csv.reader([line]))[i] for i in columns], line))
    return "\n".join([header, *rows]) + "\n"


def repeated_keys(text: str, key: tuple[str, ...]) -> list[str]:
    """The keys that several rows of a table share."""
    rows = list(csv.DictReader(text.splitlines()))
    keys = [", ".join(row[name] for name in key) for row in rows]
    return sorted({one for one in keys if keys.count(one) > 1}) if len(set(keys)) < len(keys) else []


def unused_classes(lexicon_text: str, classes: Mapping[str, list[str]]) -> list[str]:
    """The classes of `words.yml` that no pattern names."""
    named = set(re.findall(r"@(\w+)", lexicon_text))
    return sorted(set(classes) - named)


def unmatchable(lexicon: Lexicon) -> Iterator[tuple[str, str]]:
    """(rule id, word) for words that match nothing: nouns are compared alone or with one word before them."""
    for pattern in lexicon.patterns:
        for word in sorted(_nouns(pattern)):
            if len(word.split()) > 2 or word != word.lower():
                yield pattern.rule_id, word


def _nouns(pattern: Pattern) -> frozenset[str]:
    return pattern.objects | pattern.not_objects | frozenset().union(*pattern.with_words.values())


def problems() -> list[str]:
    """What is wrong with the seeds, a line each."""
    try:
        lexicon = load_lexicon()
    except SeedError as error:
        return [str(error)]
    text = "".join(path.read_text(encoding="utf-8") for path in seed_path("acts").glob("[0-9]*.yml"))
    found = [f"acts/words.yml: no pattern uses @{name}" for name in unused_classes(text, word_classes())]
    found += [
        f"{rule_id}: {word!r} matches nothing; one word before a noun at most" for rule_id, word in unmatchable(lexicon)
    ]
    for name, key in TABLE_KEYS.items():
        table = seed_path(*name.split("/")).read_text(encoding="utf-8")
        found += [f"{name}: {one} stands twice" for one in repeated_keys(table, key)]
    return found


def put_in_order(root: Path) -> list[str]:
    """Sort the tables under `root`; returns the names of those that were not in order."""
    changed = []
    for name, key in TABLE_KEYS.items():
        path = root / name
        text = path.read_text(encoding="utf-8")
        if in_order(text, key) != text:
            path.write_text(in_order(text, key), encoding="utf-8")
            changed.append(name)
    return changed


def main() -> int:
    """Sort, check and tell; returns the exit status."""
    changed = [f"sorted {name}" for name in put_in_order(seed_path())]
    found = problems()
    sys.stdout.write("\n".join([*changed, *(found or ["the seeds are in order"])]) + "\n")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
