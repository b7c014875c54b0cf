"""Role nouns ("defence minister", "troops", "court") and the composition of CAMEO actor codes from them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal, get_args

from extractors.gazetteer import pieces_of
from schemas.errors import SeedError
from schemas.seeds import read_csv, seed_path

# office: one person's post; holder: a post or part that takes the code of what it belongs to ("army spokesman");
# person: people by what they do; body: an institution; force: armed units; weapon: what forces act with; band: armed
# or criminal groups; state: words for states, which give no role; site: places and things that stand for whom they
# belong to, and only where something is done to them (see `sites`).
RoleCategory = Literal["office", "holder", "person", "body", "force", "weapon", "band", "state", "site"]

ROLE_COLUMNS = ("noun", "code", "category", "examples")
CODE_COLUMNS = ("kind", "code", "label")
ROLE_KINDS = ("primary", "party", "secondary", "tertiary", "international")

IRREGULAR_ENDINGS = (("woman", "women"), ("man", "men"), ("child", "children"), ("person", "people"), ("wife", "wives"))
HUMAN = frozenset({"human", "german", "roman", "talisman", "shaman"})


@dataclass(frozen=True, slots=True)
class Role:
    """A role noun; `code` is one or more three-letter role codes, empty for words that only mean a state or place."""

    noun: str
    code: str
    category: RoleCategory


@dataclass(frozen=True, slots=True)
class RoleHit:
    """A role noun found at `start:end` (characters, half-open)."""

    start: int
    end: int
    role: Role
    is_plural: bool


@dataclass(frozen=True, slots=True)
class RoleTable:
    """Role nouns in singular and plural by their first word, the longest first."""

    nouns: dict[str, list[tuple[tuple[str, ...], Role, bool]]]

    def find(self, text: str) -> list[RoleHit]:
        """The role nouns in `text`, the longest at each place, in order, without overlap; case makes no difference."""
        pieces = list(pieces_of(text))
        words = tuple(piece.lower() for piece, _, _ in pieces)
        hits: list[RoleHit] = []
        i = 0
        while i < len(words):
            found = next((row for row in self._rows(words[i]) if words[i : i + len(row[0])] == row[0]), None)
            if found is None:
                i += 1
                continue
            key, role, is_plural = found
            hits.append(RoleHit(pieces[i][1], pieces[i + len(key) - 1][2], role, is_plural))
            i += len(key)
        return hits

    def _rows(self, word: str) -> list[tuple[tuple[str, ...], Role, bool]]:
        return self.nouns.get(word, [])


def plural_of(word: str) -> str:
    """The regular plural of an English noun, and that of man, woman, child, person and wife."""
    for singular, plural in IRREGULAR_ENDINGS:
        if word.endswith(singular) and word not in HUMAN:
            return word.removesuffix(singular) + plural
    if re.search(r"[^aeiou]y$", word):
        return word[:-1] + "ies"
    return word + ("es" if re.search(r"(?:s|x|z|ch|sh)$", word) else "s")


def plurals(pieces: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """Yield the plurals of a noun: of its last word, and of its head before a preposition ("heads of state")."""
    yield (*pieces[:-1], plural_of(pieces[-1]))
    head = next((i for i, piece in enumerate(pieces) if piece in {"of", "for", "in", "to"}), 0)
    if head:
        yield (*pieces[: head - 1], plural_of(pieces[head - 1]), *pieces[head:])
    elif len(pieces) > 1 and pieces[-1] in {"general", "major"}:
        yield (*pieces[:-2], plural_of(pieces[-2]), pieces[-1])


def build_roles(roles: Iterable[Role]) -> RoleTable:
    """A table of `roles`; a plural that is listed itself as a noun keeps its own row."""
    table: dict[tuple[str, ...], tuple[Role, bool]] = {}
    listed = list(roles)
    for role in listed:
        key = tuple(piece.lower() for piece, _, _ in pieces_of(role.noun))
        table[key] = (role, is_plural_noun(role))
    for role in listed:
        for plural in plurals(tuple(piece.lower() for piece, _, _ in pieces_of(role.noun))):
            table.setdefault(plural, (role, True))
    nouns: dict[str, list[tuple[tuple[str, ...], Role, bool]]] = defaultdict(list)
    for key, (role, is_plural) in table.items():
        nouns[key[0]].append((key, role, is_plural))
    for rows in nouns.values():
        rows.sort(key=lambda row: -len(row[0]))
    return RoleTable(dict(nouns))


def is_plural_noun(role: Role) -> bool:
    """Whether a noun that is listed itself takes a plural verb and "they": "police", "troops", "gunmen"."""
    last = role.noun.split()[-1]
    return last in {"police", "people", "men", "women", "children"} or (
        role.category not in {"body", "office"} and last.endswith(("s", "men")) and not last.endswith(("ss", "corps"))
    )


@cache
def code_ranks() -> dict[str, int]:
    """Role codes by their place in a composed code: primary, party, secondary, tertiary; then as in the table."""
    ranks: dict[str, int] = {}
    for line, row in read_csv(seed_path("cameo", "actor_codes.csv"), CODE_COLUMNS):
        if row["code"] in ranks:
            raise SeedError(f"actor_codes.csv:{line}: code {row['code']} stands twice")
        if row["kind"] in ROLE_KINDS:
            ranks[row["code"]] = ROLE_KINDS.index(row["kind"])
    return ranks


def split_code(code: str) -> tuple[str, ...]:
    """The three-letter parts of a code."""
    return tuple(code[i : i + 3] for i in range(0, len(code), 3))


def rank_of(code: str) -> int:
    """The place of a role in a composed code; what CAMEO's table lacks (a group's own letters) stands last."""
    ranks = code_ranks()
    return ranks[code] if code in ranks else len(ROLE_KINDS)


def compose(prefix: str, roles: Sequence[str]) -> str:
    """A full actor code: country or organisation, then the roles in CAMEO's order, each once.

    Among roles of one rank GOV comes first ("GOVMIL" is a defence ministry), then the order is that of `roles`.
    """
    known = set(split_code(prefix))
    fresh = [role for role in dict.fromkeys(roles) if role not in known]
    return prefix + "".join(sorted(fresh, key=lambda role: (rank_of(role), role != "GOV")))


def sector_of(code: str, country: str | None) -> str | None:
    """The first role of a code: what follows the country, or an international actor's kind; None if nothing."""
    rest = code.removeprefix(country) if country else code
    return rest[:3] or None


def merge_roles(head: Role, modifiers: Sequence[str]) -> tuple[str, ...]:
    """The roles of a noun phrase: those of its head noun and of the nouns before it.

    A holder or site has the role of what it belongs to ("army spokesman" is MIL). Otherwise there is one primary
    role, the head's; only where the head says no more than "armed" does the modifier's hold ("rebel troops" are REB).
    """
    if head.category in {"holder", "site"} and modifiers:
        return tuple(modifiers)
    own = split_code(head.code)
    owner = [role for role in modifiers if rank_of(role) == 0]
    if own in {("MIL",), ("UAF",)} and owner and owner[0] not in {"GOV", "MIL"}:
        return tuple(owner)
    if own and set(own) < set(modifiers):
        return tuple(modifiers)
    has_primary = any(rank_of(role) == 0 for role in own)
    return own + tuple(role for role in modifiers if not has_primary or rank_of(role) != 0)


def read_roles(path: Path, *, is_sorted: bool = True) -> Iterator[Role]:
    """Yield the role nouns of a table. Raises SeedError naming file and line where a code is unknown.

    With `is_sorted` the table must be sorted and unique, too.
    """
    previous = ""
    for line, row in read_csv(path, ROLE_COLUMNS):
        where, noun = f"{path.name}:{line}", row["noun"]
        if is_sorted and noun <= previous:
            raise SeedError(f"{where}: {noun!r} stands twice or out of order after {previous!r}; sort the file by noun")
        if row["category"] not in get_args(RoleCategory):
            raise SeedError(f"{where}: {row['category']!r} is no category; one of {', '.join(get_args(RoleCategory))}")
        unknown = [code for code in split_code(row["code"]) if code not in code_ranks()]
        if unknown or (not row["code"] and row["category"] not in {"state", "site"}):
            raise SeedError(f"{where}: {row['code']!r} is not made of CAMEO role codes (see cameo/actor_codes.csv)")
        if not row["examples"]:
            raise SeedError(f"{where}: {noun!r} has no example")
        previous = noun
        yield Role(noun, row["code"], row["category"])  # type: ignore[arg-type]  # checked above


def role_of_agent(noun: str, code: str, known: RoleTable) -> tuple[Role, bool]:
    """The role of a noun that a dictionary lists with its code alone, and whether it is plural.

    Its category is that of the same noun in `known`, else of its last word there, else people by what they do.
    """
    same = [hit for hit in known.find(noun) if hit.end == len(noun)]
    category: RoleCategory = same[-1].role.category if same else "person"
    role = Role(noun, code, "person" if category == "state" else category)
    is_plural = is_plural_noun(role) or (bool(same) and same[-1].is_plural)
    return role, is_plural


@cache
def load_roles() -> RoleTable:
    """The project's own role nouns, read once per process."""
    return build_roles(read_roles(seed_path("actors", "roles.csv")))
