"""A cluster in, one row of the events table out: which of its mentions' answers the event takes.

Status: happened, ongoing, alleged, denied, planned, hypothetical, the first that any mention tells; so a plan that came
true has happened, a plan that was called off (by a mention of its own, or see `called_off`) is denied, and a denial
does not undo what others saw. Code: of the mentions of that status an act before an intent, then the code that most
give, then the more specific, then the smaller. Date: a stated one before the day of publication, then the finer, then
by basis, then what most mentions give, then the earlier. Actors: the code with most roles, then what most mentions
give. Place: the country of the best-scored place; within it, of what scores nearly as well, a city before a region
before the country, then the better score, then what most mentions give. Last ties fall to the smaller value, never to
the order of reading.

Every article counts for `n_articles`. For `n_sources` one text counts once, for whoever printed it first: neither a
near duplicate nor a copy is a source of its own.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from extractors.called_off import called_off
from extractors.cluster import Cluster
from extractors.compatible import STATE_ROLES, Claim
from extractors.identity import event_id
from extractors.periods import label_of
from schemas.cameo import cameo
from schemas.records import ArticleRef, DateBasis, Event, Mention, PlaceLevel, Precision, Status

STATUS_ORDER: tuple[Status, ...] = ("happened", "ongoing", "alleged", "denied", "planned", "hypothetical")
BASIS_ORDER: tuple[DateBasis | None, ...] = ("explicit", "relative", "context", "publication", None)
PRECISION_ORDER: tuple[Precision | None, ...] = ("day", "month", "year", None)
PLACE_ORDER = ("act", "sentence", "dateline")
LEVEL_ORDER: tuple[PlaceLevel | None, ...] = ("city", "admin1", "country", None)
# A finer place is taken if its score is at least this share of the best: an act's "Morocco" does not outweigh "in
# Rabat" of the same scene (0.8), but a mere dateline (0.6).
NEARLY_AS_SURE = 0.75

# Families whose acts two sides do together: their order is a matter of telling, so it is no part of the event's id.
MUTUAL_FAMILIES = frozenset({"03", "04", "06"})
MUTUAL_KINDS = frozenset({"057"})
# The kind that an act "not further specified" mostly turns out to be; its id counts on it, so as not to change then.
USUAL_KINDS = {"04": "042", "05": "057", "14": "141", "18": "182", "19": "193"}


class Actor(NamedTuple):
    """One side as a mention names it."""

    name: str | None
    code: str | None
    country: str | None
    sector: str | None


NOBODY = Actor(None, None, None, None)


def events_of(clusters: Iterable[Cluster], articles: Mapping[str, ArticleRef]) -> list[Event]:
    """One event for each cluster, ordered by date (undated last) and id; ids are unique."""
    keyed: dict[tuple[str, str, str], list[tuple[Cluster, Event]]] = defaultdict(list)
    ordered = list(clusters)
    undone = called_off(ordered, articles)
    for position, cluster in enumerate(ordered):
        event = _event(cluster, articles)
        if position in undone:
            event = replace(event, status="denied")
        keyed[_key(cluster, event)].append((cluster, event))
    events = [event for key, group in keyed.items() for event in _named(key, group)]
    return sorted(events, key=lambda e: (e.event_date is None, e.event_date or date.max, e.event_id))


def _named(key: tuple[str, str, str], group: Sequence[tuple[Cluster, Event]]) -> list[Event]:
    """The events of one key with their ids; see `extractors.identity` for the discriminators."""
    who, what, when = key
    if len(group) == 1:
        return [replace(group[0][1], event_id=event_id(who=who, what=what, when=when))]
    details = [_details(event) for _, event in group]
    told = Counter(details)
    named = []
    for (cluster, event), detail in zip(group, details, strict=True):
        discriminator = detail if told[detail] == 1 else f"{detail} {cluster.founder.mention.mention_id}"
        named.append(replace(event, event_id=event_id(who=who, what=what, when=when, discriminator=discriminator)))
    return named


def _details(event: Event) -> str:
    """What may tell apart two events of one key."""
    return "|".join(part or "" for part in (event.source_code, event.target_code, event.cameo_code, event.place_name))


def _key(cluster: Cluster, event: Event) -> tuple[str, str, str]:
    """Who, what and when: the part of an event that all its mentions share."""
    founder = cluster.founder
    family, low, high = founder.block
    if low == high:
        sides = [f"{low}:{event.source_sector or ''}", f"{low}:{event.target_sector or ''}"]
    else:
        other = high if founder.source.key == low else low
        sides = [f"{founder.source.key}{_standing(cluster, 0)}", f"{other}{_standing(cluster, 1)}"]
    what = cluster.kind or USUAL_KINDS.get(family, family)
    is_mutual = family in MUTUAL_FAMILIES or what in MUTUAL_KINDS or not cluster.direction
    if is_mutual:
        sides.sort()
    elif cluster.direction < 0 and low != high:
        sides.reverse()
    return ">".join(sides), what, label_of(founder.period, founder.mention)


def _standing(cluster: Cluster, side: int) -> str:
    """A mark for those who are not of the state, so that a country's rebels and its army have events of their own."""
    parties = [frame[side] for frame in cluster.frames]
    is_other = all(party is None or (party.roles and not party.roles & STATE_ROLES) for party in parties)
    return ":other" if is_other and any(parties) else ""


def _event(cluster: Cluster, articles: Mapping[str, ArticleRef]) -> Event:
    """The row of one cluster, its id still empty."""
    mentions = [claim.mention for claim in cluster.claims]
    status = min((m.status for m in mentions), key=STATUS_ORDER.index)
    code = _best_code(cluster, status)
    best = _best_claim(cluster, status, code)
    source, target = _actors(cluster, best)
    dated, located = _best_dated(cluster.claims, status), _best_located(mentions)
    refs = [articles[article_id] for article_id in sorted({m.article_id for m in mentions})]
    days = [ref.published for ref in refs if ref.published is not None]
    row = cameo(code)
    return Event(
        event_id="",
        event_date=dated.event_date,
        date_precision=dated.date_precision,
        date_basis=dated.date_basis,
        source_name=source.name or best.mention.source_name,
        source_code=source.code,
        source_country=source.country,
        source_sector=source.sector,
        target_name=target.name,
        target_code=target.code,
        target_country=target.country,
        target_sector=target.sector,
        is_reciprocal=best.is_symmetric,
        cameo_code=code,
        cameo_root=row.root,
        quad_class=row.quad_class,
        goldstein=row.goldstein,
        plover=row.plover,
        status=status,
        place_text=located.place_text if located else None,
        place_name=located.place_name if located else None,
        place_country=located.place_country if located else None,
        latitude=located.latitude if located else None,
        longitude=located.longitude if located else None,
        place_basis=located.place_basis if located else None,
        place_level=located.place_level if located else None,
        place_score=located.place_score if located else None,
        n_mentions=len(mentions),
        n_articles=len(refs),
        n_sources=_n_sources(refs),
        first_published=min(days, default=None),
        last_published=max(days, default=None),
        confidence=max(m.confidence for m in mentions),
        best_mention_id=best.mention.mention_id,
        mention_ids=tuple(sorted(m.mention_id for m in mentions)),
    )


def _best_code(cluster: Cluster, status: Status) -> str:
    """Of the codes with the event's status an act's, then the one that most give, the most specific, the smallest."""
    counts = Counter(claim.mention.cameo_code for claim in cluster.claims if claim.mention.status == status)
    family = cluster.founder.family
    return min(counts, key=lambda code: (code[:2] != family, -counts[code], -_depth(code), code))


def _depth(code: str) -> int:
    """How specific a code is: its digits, a closing 0 ("not specified below") counting for nothing."""
    return len(code.rstrip("0")) if len(code) > 2 else len(code)


def _best_claim(cluster: Cluster, status: Status, code: str) -> Claim:
    """The claim that shows the event best: of its status and code, then the surest, then the best dated."""

    def rank(claim: Claim) -> tuple[bool, bool, float, int, int, str]:
        told = claim.mention
        precision, basis = PRECISION_ORDER.index(told.date_precision), BASIS_ORDER.index(told.date_basis)
        return told.status != status, told.cameo_code != code, -told.confidence, precision, basis, told.mention_id

    return min(cluster.claims, key=rank)


def _actors(cluster: Cluster, best: Claim) -> tuple[Actor, Actor]:
    """The most specific source and target, in the order in which the best claim tells them."""
    sides: tuple[list[Actor], list[Actor]] = ([], [])
    flips = [turned != claim.is_mirrored for claim, turned in zip(cluster.claims, cluster.is_turned, strict=True)]
    turn = flips[cluster.claims.index(best)]
    for claim, flip in zip(cluster.claims, flips, strict=True):
        m = claim.mention
        sides[flip != turn].append(Actor(m.source_name, m.source_code, m.source_country, m.source_sector))
        if m.target_name is not None:
            sides[flip == turn].append(Actor(m.target_name, m.target_code, m.target_country, m.target_sector))
    return _most_specific(sides[0]), _most_specific(sides[1])


def _most_specific(actors: Sequence[Actor]) -> Actor:
    """The actor with most roles in its code, then the one most often told, then the smallest."""
    counts = Counter(actors)
    return min(counts, key=lambda a: (-len(a.code or ""), -counts[a], [part or "" for part in a]), default=NOBODY)


def _best_dated(claims: Sequence[Claim], status: Status) -> Mention:
    """A mention with the date the text supports best; of days of publication, those of the event's status lead."""
    counts = Counter((c.mention.event_date, c.mention.date_precision, c.mention.date_basis) for c in claims)

    def rank(claim: Claim) -> tuple[bool, int, int, bool, int, int, date, str]:
        m = claim.mention
        is_weak = m.date_basis in ("publication", None)
        return (
            is_weak,
            PRECISION_ORDER.index(m.date_precision),
            (claim.last or 0) - (claim.first or 0) if not is_weak else 0,
            is_weak and m.status != status,
            BASIS_ORDER.index(m.date_basis),
            -counts[m.event_date, m.date_precision, m.date_basis],
            m.event_date or date.max,
            m.mention_id,
        )

    return min(claims, key=rank).mention


def _best_located(mentions: Sequence[Mention]) -> Mention | None:
    """A mention with the place that the event takes, if any has one; see the module's docstring."""
    placed = [m for m in mentions if m.place_name is not None]
    counts = Counter(m.place_name for m in placed)
    surest: dict[str | None, float] = defaultdict(float)
    for m in placed:
        surest[m.place_country] = max(surest[m.place_country], _score(m))

    def rank(m: Mention) -> tuple[float, bool, int, float, int, bool, int, str, str]:
        best, told = surest[m.place_country], counts[m.place_name]
        level, basis = LEVEL_ORDER.index(m.place_level), PLACE_ORDER.index(m.place_basis or PLACE_ORDER[-1])
        is_unsure, no_point = _score(m) < NEARLY_AS_SURE * best, m.latitude is None
        return -best, is_unsure, level, -_score(m), basis, no_point, -told, m.place_name or "", m.mention_id

    return min(placed, key=rank, default=None)


def _score(mention: Mention) -> float:
    """The score of a mention's place; what was coded before places were scored is behind all that was scored."""
    return mention.place_score or 0.0


def _n_sources(refs: Sequence[ArticleRef]) -> int:
    """How many sources report it, at least 1: one text counts once, for whoever printed it first.

    Where the first article of a text does not tell the event itself, the first of its near duplicates that does counts.
    """
    first: dict[str, ArticleRef] = {}
    for ref in sorted(refs, key=lambda r: (r.near_duplicate_of is not None, r.published or date.max, r.article_id)):
        first.setdefault(ref.near_duplicate_of or ref.article_id, ref)
    by_text: dict[str, ArticleRef] = {}
    for ref in first.values():
        by_text.setdefault(ref.content_hash, ref)
    return max(1, len({ref.source for ref in by_text.values() if ref.source is not None}))
