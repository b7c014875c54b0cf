"""Actors that take part in acts and that no list knows: how often, in which words, and what they may be."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from extractors.cities import country_of_city
from extractors.coding import BUSINESS_WORDS, INTERNATIONAL, MEDIA_WORDS
from extractors.dictionaries import KnownActors
from extractors.gazetteer import fold
from extractors.home import DOMESTIC_ROOTS
from extractors.roles import compose, split_code
from schemas.countries import only_country
from schemas.records import Mention

Side = Literal["source", "target"]
ActorGuess = Literal["person", "organisation", "group"]

# The side, the other side's role, the root of the act: the role that mostly stands on that side.
Counterparts = Mapping[tuple[Side, str, str], str]

N_CONTEXTS = 3
# How far from a name a word may stand that says who it is, in characters: "Chilean activist Rojas", "Rojas, a lawyer".
NEAR = 30
# Words beside the name weigh more than what else the sentence or the act tells.
BESIDE, PLACE, PARTNER, COMPANION = 4, 2, 2, 1
# A counterpart is typical where so many acts show it, in so large a share.
MIN_ACTS, MIN_SHARE = 3, 0.5
WORD = re.compile(r"[^\W\d_]+")
# After these another phrase has begun.
CLAUSE_WORDS = frozenset("against and at by for from had has in is of on or said that to was were who with".split())
SMALL_WORDS = frozenset("al and bin d da de del di du el for ibn in la of on the van von".split())


@dataclass(frozen=True, slots=True)
class Guess:
    """What an actor may be, and what speaks for it; `value` None where nothing does."""

    value: str | None
    basis: str


@dataclass(frozen=True, slots=True)
class ActorContext:
    """A sentence in which an unknown actor takes part in an act."""

    sentence: str
    mention_id: str
    article_id: str
    confidence: float


@dataclass(frozen=True, slots=True)
class UnknownActor:
    """An actor without a full code. `n_dyads` are its acts whose other side is known: a code completes them."""

    name: str
    code: str | None
    n_mentions: int
    n_articles: int
    n_as_source: int
    n_as_target: int
    n_dyads: int
    kind: ActorGuess
    country: Guess
    role: Guess
    contexts: tuple[ActorContext, ...]

    @property
    def guess(self) -> str:
        """The code that the guesses make together, empty where there is none."""
        roles = split_code(self.role.value) if self.role.value else ()
        return compose(self.country.value or "", roles) if self.country.value else ""


@dataclass(frozen=True, slots=True)
class Part:
    """One side of a mention."""

    mention: Mention
    side: Side

    @property
    def name(self) -> str | None:
        """What the actor is called."""
        return self.mention.source_name if self.side == "source" else self.mention.target_name

    @property
    def code(self) -> str | None:
        """The actor's code as far as it is known."""
        return self.mention.source_code if self.side == "source" else self.mention.target_code

    @property
    def country(self) -> str | None:
        """The actor's country."""
        return only_country(self.mention.source_country if self.side == "source" else self.mention.target_country)

    @property
    def sector(self) -> str | None:
        """The actor's first role."""
        return self.mention.source_sector if self.side == "source" else self.mention.target_sector

    @property
    def span(self) -> tuple[int, int] | None:
        """Where the actor stands in the sentence, None where it stands in another one."""
        m = self.mention
        start, end = (m.source_start, m.source_end) if self.side == "source" else (m.target_start, m.target_end)
        if start is None or end is None or start < m.sentence_start or end > m.sentence_end:
            return None
        return start - m.sentence_start, end - m.sentence_start

    @property
    def other(self) -> Part:
        """The other side."""
        return Part(self.mention, "target" if self.side == "source" else "source")


def parts_of(mentions: Sequence[Mention]) -> Iterator[Part]:
    """Yield each side of each mention that has an actor."""
    for mention in mentions:
        for part in (Part(mention, "source"), Part(mention, "target")):
            if part.name is not None:
                yield part


def is_unknown(part: Part, known: KnownActors) -> bool:
    """Whether nothing tells the actor's code, or a name has roles but neither a country nor an entry in the lists."""
    name = part.name or ""
    if part.code is None:
        return True
    if part.country is not None or part.code.startswith(INTERNATIONAL) or not is_named(name):
        return False
    name = without_article(name)
    hits = known.roles.find(name)
    is_role = len(hits) == 1 and (hits[0].start, hits[0].end) == (0, len(name))
    return not is_role and not known.gazetteer.lookup(name)


def is_named(name: str) -> bool:
    """Whether a phrase is a name: all its words but the small ones begin with a capital."""
    words = [word for word in WORD.findall(without_article(name)) if word not in SMALL_WORDS]
    return bool(words) and all(word[0].isupper() for word in words)


def without_article(name: str) -> str:
    """`name` without an article before it."""
    return re.sub(r"^(?:the|an|a)\s+", "", name, flags=re.IGNORECASE)


def unknown_actors(mentions: Sequence[Mention], known: KnownActors) -> list[UnknownActor]:
    """The actors without a full code, those first whose coding completes most acts, then the most frequent."""
    parts = list(parts_of(mentions))
    counterparts = typical_counterparts(parts)
    groups: dict[str, list[Part]] = defaultdict(list)
    for part in parts:
        if is_unknown(part, known):
            groups[fold(without_article(part.name or "")).casefold()].append(part)
    found = [describe(group, known, counterparts) for group in groups.values()]
    return sorted(found, key=lambda actor: (-actor.n_dyads, -actor.n_mentions, -actor.n_articles, actor.name))


def describe(parts: Sequence[Part], known: KnownActors, counterparts: Counterparts) -> UnknownActor:
    """All about one unknown actor."""
    names = Counter(without_article(part.name or "") for part in parts)
    codes = Counter(part.code for part in parts if part.code)
    name = min(names, key=lambda text: (-names[text], text))
    role = guess_role(parts, name, known, counterparts)
    return UnknownActor(
        name=name,
        code=min(codes, key=lambda text: (-codes[text], text)) if codes else None,
        n_mentions=len({part.mention.mention_id for part in parts}),
        n_articles=len({part.mention.article_id for part in parts}),
        n_as_source=sum(part.side == "source" for part in parts),
        n_as_target=sum(part.side == "target" for part in parts),
        n_dyads=sum(part.other.code is not None for part in parts),
        kind=guess_kind(parts, name, known),
        country=guess_country(parts, known),
        role=role,
        contexts=contexts_of(parts),
    )


def contexts_of(parts: Sequence[Part]) -> tuple[ActorContext, ...]:
    """Up to three different sentences, the surest acts first."""
    best: dict[str, ActorContext] = {}
    for part in sorted(parts, key=lambda part: (-part.mention.confidence, part.mention.mention_id)):
        m = part.mention
        best.setdefault(m.sentence_text, ActorContext(m.sentence_text, m.mention_id, m.article_id, m.confidence))
    return tuple(best.values())[:N_CONTEXTS]


def guess_country(parts: Sequence[Part], known: KnownActors) -> Guess:
    """The country that most speaks for, with its evidence; None where two are as likely or nothing tells."""
    weights: Counter[str] = Counter()
    reasons: dict[str, Counter[str]] = defaultdict(Counter)
    for part in parts:
        for country, weight, reason in country_evidence(part, known):
            weights[country] += weight
            reasons[country][reason] += 1
    ranked = sorted(weights.items(), key=lambda item: (-item[1], item[0]))
    if not ranked or (len(ranked) > 1 and ranked[0][1] == ranked[1][1]):
        return Guess(None, "several countries are as likely" if ranked else "no country stands near it")
    country = ranked[0][0]
    return Guess(country, ", ".join(f"{reason} ({n})" for reason, n in reasons[country].most_common()))


def country_evidence(part: Part, known: KnownActors) -> Iterator[tuple[str, int, str]]:
    """Yield (country, weight, what tells it) for one mention."""
    m = part.mention
    beside: set[str] = set()
    if part.span is not None:
        start, end = part.span
        for hit in known.gazetteer.find(m.sentence_text):
            countries = {e.country for e in hit.entries if e.country and e.kind != "person"}
            between = m.sentence_text[hit.end : start] if hit.end <= start else m.sentence_text[end : hit.start]
            is_adjective = any(e.kind == "adjective" for e in hit.entries)
            is_beside = is_joining(between, is_before=hit.end <= start, is_adjective=is_adjective)
            if len(countries) == 1 and len(between) <= NEAR and is_beside:
                beside |= countries
    yield from ((str(country), BESIDE, "named beside it") for country in sorted(beside))
    if m.place_country is not None and m.place_basis == "act":
        yield m.place_country, PLACE, "place of its acts"
    other = part.other.country
    if other is not None and m.cameo_root in DOMESTIC_ROOTS:
        yield other, PARTNER, "country of the other side, in domestic acts"
    named = countries_in(m.sentence_text, known) - {other}
    if len(named) == 1 and not named & beside:
        yield named.pop(), COMPANION, "the other country of the sentence"


def countries_in(text: str, known: KnownActors) -> set[str]:
    """The countries that a text names by their places, adjectives and demonyms, where a name is one country's only."""
    found: set[str] = set()
    for hit in known.gazetteer.find(text):
        countries = {entry.country for entry in hit.entries if entry.kind != "person" and entry.country}
        found |= countries if len(countries) == 1 else set()
    cities = (country_of_city(word, mentioned=()) for word in re.findall(r"[A-Z]\w+", text))
    return found | {country for country in cities if country is not None}


def is_joining(between: str, *, is_before: bool, is_adjective: bool) -> bool:
    """Whether the words between a country and a name leave them one phrase: "Chilean activist _", "_ of Chile"."""
    words = between.split()
    if not is_before:
        return words in (["of"], ["in"], ["of", "the"], ["in", "the"], ["from"], ["("])
    is_possessive = bool(words) and between.startswith(("'s ", "’s ", "' ", "’ "))
    rest = words[is_possessive:]
    return (is_adjective or is_possessive) and all(word.isalpha() for word in rest) and not set(rest) & CLAUSE_WORDS


def guess_role(parts: Sequence[Part], name: str, known: KnownActors, counterparts: Counterparts) -> Guess:
    """The role codes by what the texts call it, else by its own words, else by whom such acts usually join."""
    called: Counter[tuple[str, str]] = Counter(
        (code, noun) for part in parts for code, noun in roles_beside(part, known)
    )
    if called:
        (code, noun), n = min(called.items(), key=lambda item: (-item[1], item[0]))
        return Guess(code, f"called {noun!r} ({n})")
    own = role_of_words(name, known)
    if own is not None:
        return own
    typical: Counter[str] = Counter()
    for part in parts:
        key = (part.side, part.other.sector or "", part.mention.cameo_root)
        if part.other.code is not None and key in counterparts:
            typical[counterparts[key]] += 1
    if typical:
        code, n = min(typical.items(), key=lambda item: (-item[1], item[0]))
        return Guess(code, f"usual counterpart in such acts ({n})")
    return Guess(None, "nothing near it says what it does")


def roles_beside(part: Part, known: KnownActors) -> Iterator[tuple[str, str]]:
    """Yield (code, noun) of role nouns right before the name and of those that explain it after a comma."""
    if part.span is None:
        return
    (start, end), text = part.span, part.mention.sentence_text
    after = re.match(r"\s*,\s+(?:(?:a|an|the|its|their|his|her)\s+)?([^,.;]{1,60})", text[end:])
    explained = after.group(1) if after else ""
    for piece, is_before in ((text[max(0, start - NEAR) : start], True), (text[start:end], True), (explained, False)):
        for hit in known.roles.find(piece):
            is_close = not is_before or not piece[hit.end :].strip() or piece is text[start:end]
            if hit.role.code and is_close:
                yield hit.role.code, hit.role.noun
                break


def role_of_words(name: str, known: KnownActors) -> Guess | None:
    """The role by the words of the name itself."""
    words = {word.lower() for word in name.split()}
    hits = [hit for hit in known.roles.find(name) if hit.role.code]
    if hits:
        return Guess(hits[-1].role.code, f"its name says {hits[-1].role.noun!r}")
    for code, listed in (("BUS", BUSINESS_WORDS), ("MED", MEDIA_WORDS)):
        if words & listed:
            return Guess(code, f"its name says {min(words & listed)!r}")
    return None


def guess_kind(parts: Sequence[Part], name: str, known: KnownActors) -> ActorGuess:
    """Whether the actor is rather a person, a group or an organisation."""
    categories = {
        hit.role.category
        for part in parts
        if part.span is not None
        for hit in known.roles.find(part.mention.sentence_text[max(0, part.span[0] - NEAR) : part.span[0]])
    }
    own = {hit.role.category for hit in known.roles.find(name)}
    if own & {"band"} or (not own and "band" in categories):
        return "group"
    n_words = len(name.split())
    if (
        not own
        and 2 <= n_words <= 3
        and is_named(name)
        and not set(name.lower().split()) & (BUSINESS_WORDS | MEDIA_WORDS)
    ):
        return "person"
    return "organisation"


def typical_counterparts(parts: Sequence[Part]) -> Counterparts:
    """The role that most of the acts of a kind have on one side."""
    seen: dict[tuple[Side, str, str], Counter[str]] = defaultdict(Counter)
    for part in parts:
        if part.code is not None and part.other.code is not None:
            seen[(part.side, part.other.sector or "", part.mention.cameo_root)][part.sector or ""] += 1
    found: dict[tuple[Side, str, str], str] = {}
    for key, sectors in seen.items():
        sector, n = min(sectors.items(), key=lambda item: (-item[1], item[0]))
        if sector and n >= MIN_ACTS and n >= MIN_SHARE * sectors.total():
            found[key] = sector
    return found
