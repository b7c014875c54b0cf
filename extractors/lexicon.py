"""The act lexicon: patterns of verbs and event nouns, read from `seeds/acts/*.yml` and looked up by lemma.

`seeds/README.md` explains the format to those who edit it. A pattern says which words trigger it, what must stand
around them, which CAMEO code the act has (or which stance it takes over another act), and where its source and target
stand. Every pattern carries sentences it must code and near misses it must not; the tests run them all.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, Literal, cast

import yaml

from extractors.composition import STANCES, Stance
from schemas.cameo import cameo_codes
from schemas.errors import SeedError
from schemas.seeds import seed_path

TriggerKind = Literal["verb", "noun", "adjective"]
TRIGGER_KEYS: Mapping[str, TriggerKind] = {"verbs": "verb", "nouns": "noun", "adjectives": "adjective"}
# Where an argument may stand. "owner" is a possessor or premodifier of the trigger noun or of the verb's object
# ("Libya's embassy", "Syrian troops"); a preposition names its own object; "content" is the actor inside the content.
NAMED_SLOTS = frozenset(
    {"subject", "object", "receiver", "owner", "governor", "content", "content_source", "victim", "none"}
)
PREPOSITIONS = frozenset(
    "about across after against along alongside among around as at before behind between beyond by despite during "
    "for from in inside into near of off on onto out outside over past through throughout to toward towards under "
    "until up upon via with within without".split()
)
KEYS = frozenset(
    {
        "id", "verbs", "nouns", "adjectives", "code", "stance", "object", "not_object", "with", "without", "source",
        "target", "content", "reciprocal", "target_optional", "source_sector", "target_sector", "modifier",
        "not_modifier", "status", "confidence", "examples", "near_misses", "passive", "note",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Trigger:
    """A lemma with the particles or prepositions that must stand with it: ("break", ("off",)) is "break off"."""

    kind: TriggerKind
    lemma: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Pattern:
    """One row of the lexicon. `confidence` is the share of its matches that are right, in 0..1, as far as is known."""

    rule_id: str
    triggers: tuple[Trigger, ...]
    code: str | None
    stance: Stance | None
    objects: frozenset[str]
    not_objects: frozenset[str]
    with_words: Mapping[str, frozenset[str]]
    without: frozenset[str]
    modifiers: frozenset[str]
    not_modifiers: frozenset[str]
    source: tuple[str, ...]
    target: tuple[str, ...]
    content: tuple[str, ...]
    is_reciprocal: bool
    is_target_optional: bool
    source_sectors: frozenset[str]
    target_sectors: frozenset[str]
    status: str | None
    passive: bool | None
    confidence: float
    examples: tuple[str, ...]
    near_misses: tuple[str, ...]

    @property
    def specificity(self) -> int:
        """How much a match of this pattern has to satisfy; the most specific of several matches wins."""
        words = (self.objects, self.with_words, self.modifiers)
        roles = (self.source_sectors, self.target_sectors, self.passive is not None)
        return 2 * sum(map(bool, words)) + sum(map(bool, roles))


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All patterns, by (kind, lemma of the first trigger word)."""

    patterns: tuple[Pattern, ...]
    by_trigger: Mapping[tuple[TriggerKind, str], tuple[tuple[Trigger, Pattern], ...]] = field(repr=False)

    def candidates(self, kind: TriggerKind, lemma: str) -> tuple[tuple[Trigger, Pattern], ...]:
        """The patterns that a word of this lemma may trigger, the most specific first."""
        return self.by_trigger.get((kind, lemma), ())


def _words(value: Any, classes: Mapping[str, list[str]], where: str) -> frozenset[str]:
    """Expand a list of words in which "@name" stands for a class of `seeds/acts/words.yml`."""
    found: set[str] = set()
    for word in [value] if isinstance(value, str) else value or []:
        if not word.startswith("@"):
            found.add(word)
        elif word[1:] in classes:
            found.update(classes[word[1:]])
        else:
            raise SeedError(f"{where}: no word class {word!r} in seeds/acts/words.yml")
    return frozenset(found)


def _slots(value: Any, default: tuple[str, ...], where: str) -> tuple[str, ...]:
    if value is None:
        return default
    slots = tuple([value] if isinstance(value, str) else value)
    for slot in slots:
        if slot not in NAMED_SLOTS and slot not in PREPOSITIONS:
            raise SeedError(
                f"{where}: {slot!r} is no slot; use a preposition or one of {', '.join(sorted(NAMED_SLOTS))}"
            )
    return slots


def _triggers(row: Mapping[str, Any]) -> tuple[Trigger, ...]:
    found = []
    for key, kind in TRIGGER_KEYS.items():
        for phrase in row.get(key, []):
            words = phrase.split()
            # "break off" is headed by its verb, "air strike" by its last noun.
            lemma = words.pop(-1 if kind == "noun" else 0)
            found.append(Trigger(kind, lemma, tuple(words)))
    return tuple(found)


def _pattern(row: Mapping[str, Any], classes: Mapping[str, list[str]], file: str) -> Pattern:
    where = f"{file}: {row.get('id', row)}"
    unknown = set(row) - KEYS
    if unknown or "id" not in row:
        raise SeedError(f"{where}: unknown or missing keys {sorted(unknown) or ['id']}")
    code, stance = row.get("code"), row.get("stance")
    if code is not None and code not in cameo_codes():
        raise SeedError(f"{where}: CAMEO has no code {code!r} (quote it, or YAML reads a number)")
    if stance is not None and stance not in STANCES:
        raise SeedError(f"{where}: stance {stance!r} is none of {', '.join(STANCES)}")
    if not row.get("examples"):
        raise SeedError(f"{where}: a pattern needs at least one example sentence")
    triggers = _triggers(row)
    if not triggers:
        raise SeedError(f"{where}: give verbs, nouns or adjectives")
    return Pattern(
        rule_id=row["id"],
        triggers=triggers,
        code=code,
        stance=cast("Stance | None", stance),
        objects=_words(row.get("object"), classes, where),
        not_objects=_words(row.get("not_object"), classes, where),
        with_words={prep: _words(words, classes, where) for prep, words in (row.get("with") or {}).items()},
        without=_words(row.get("without"), classes, where),
        modifiers=_words(row.get("modifier"), classes, where),
        not_modifiers=_words(row.get("not_modifier"), classes, where),
        source=_slots(row.get("source"), (), where),
        target=_slots(row.get("target"), (), where),
        content=_slots(row.get("content"), (), where),
        is_reciprocal=row.get("reciprocal", False),
        is_target_optional=row.get("target_optional", False),
        source_sectors=_words(row.get("source_sector"), classes, where),
        target_sectors=_words(row.get("target_sector"), classes, where),
        status=row.get("status"),
        passive=row.get("passive"),
        confidence=row.get("confidence", 0.7),
        examples=tuple(row["examples"]),
        near_misses=tuple(row.get("near_misses", ())),
    )


class PlainLoader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """YAML without its surprises: only true and false are booleans, so that the preposition "on" stays a word."""

    def construct_mapping(self, node: Any, deep: bool = False) -> dict[Any, Any]:
        """The mapping of a node. Raises SeedError where a key stands twice, of which YAML would keep the last."""
        keys = [key.value for key, _ in node.value]
        for key in keys:
            if keys.count(key) > 1:
                raise SeedError(f"{node.start_mark.name}:{node.start_mark.line + 1}: {key!r} stands twice")
        return cast("dict[Any, Any]", super().construct_mapping(node, deep=deep))


PlainLoader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:bool" or first in "tTfF"]
    for first, resolvers in PlainLoader.yaml_implicit_resolvers.items()
}


def _rows(path: Path) -> Iterator[Mapping[str, Any]]:
    rows = _yaml(path)
    if not isinstance(rows, list):
        raise SeedError(f"{path.name}: expected a list of patterns")
    yield from rows


@cache
def word_classes() -> Mapping[str, list[str]]:
    """The classes of words that patterns name with "@". Raises SeedError where one is defined twice."""
    classes: dict[str, list[str]] = _yaml(seed_path("acts", "words.yml"))
    return classes


def _yaml(path: Path) -> Any:
    with path.open(encoding="utf-8") as handle:  # YAML names the file in its errors only where it reads from one.
        return yaml.load(handle, Loader=PlainLoader)


@cache
def load_lexicon() -> Lexicon:
    """Read all patterns of `seeds/acts`, once a process. Raises SeedError naming file, pattern and value."""
    paths = sorted(seed_path("acts").glob("[0-9]*.yml"))
    return lexicon_of(pattern for path in paths for pattern in read_patterns(_rows(path), file=path.name))


def read_patterns(rows: Iterable[Mapping[str, Any]], *, file: str) -> list[Pattern]:
    """The patterns of rows that were read from `file`. Raises SeedError naming file, pattern and value."""
    return [_pattern(row, word_classes(), file) for row in rows]


def lexicon_of(patterns: Iterable[Pattern]) -> Lexicon:
    """The patterns as a lexicon. Raises SeedError where two have one id."""
    by_id: dict[str, Pattern] = {}
    for pattern in patterns:
        if pattern.rule_id in by_id:
            raise SeedError(f"seeds/acts: the id {pattern.rule_id} stands twice")
        by_id[pattern.rule_id] = pattern
    return Lexicon(tuple(by_id.values()), _index(by_id.values()))


def _index(patterns: Any) -> Mapping[tuple[TriggerKind, str], tuple[tuple[Trigger, Pattern], ...]]:
    by_trigger: dict[tuple[TriggerKind, str], list[tuple[Trigger, Pattern]]] = defaultdict(list)
    for pattern in patterns:
        for trigger in pattern.triggers:
            by_trigger[trigger.kind, trigger.lemma].append((trigger, pattern))
    return {
        key: tuple(sorted(found, key=lambda pair: (-pair[1].specificity - 3 * len(pair[0].words), pair[1].rule_id)))
        for key, found in by_trigger.items()
    }
