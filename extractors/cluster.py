"""Claims in, clusters out: each cluster is one event.

Pairwise links would chain: the 23rd to the 24th by a report of the day after, the 24th to the 25th by another. So a
cluster is founded by one claim, whose period is its core, and a claim joins where its window reaches the core. Claims
are taken in an order of their own (best dated first, then the more specific), not the order they were read in; the
result is a function of the set. Cost: a claim looks only at the clusters of its block on the days of its window.

Where several clusters would take a claim, the one with the same code, the same names and the nearest core does; a vague
date ("in November") that could mean two events equally well is not guessed: it founds a cluster of its own. Claims
without any date are one only within an article, and only with one code.

Persons contradict: where both dates are stated to the day, two persons of one side may be a delegation, but other
persons on both sides are another meeting; where a date is vaguer, one other person is another event. A loose claim
(see `compatible`) joins none of a kind, nor does one of a kind join a cluster of loose claims alone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from extractors.compatible import Claim, Party, details_agree, parties_agree
from extractors.periods import PLAN_REACH, Rank

Frame = tuple[Party, Party | None]


class Shape:
    """Stands for all claims, or all clusters of a block, that agree with the same things; compared by identity."""

    __slots__ = ()


class Shapes:
    """Remembers within a block which shape of claim joins which shape of cluster, so that each pair is judged once."""

    def __init__(self) -> None:
        self._shapes: dict[Hashable, Shape] = defaultdict(Shape)
        self._turns: dict[tuple[Shape, Shape], bool | None] = {}

    def of_claim(self, claim: Claim) -> Shape:
        """The shape of a claim."""
        acts = claim.kind, claim.spot, claim.is_symmetric, claim.is_loose
        return self._shapes[claim.source, claim.target, claim.persons, acts, claim.rank is Rank.DAY]

    def note(self, cluster: Cluster) -> None:
        """Set the shape of a cluster that has changed."""
        persons = frozenset(cluster.persons[0]), frozenset(cluster.persons[1])
        acts = cluster.kind, cluster.spot, cluster.direction, cluster.is_loose
        cluster.shape = self._shapes[frozenset(cluster.frames), persons, acts, cluster.founder.rank is Rank.DAY]

    def turn(self, claim: Claim, shape: Shape, cluster: Cluster) -> bool | None:
        """As `cluster.turn_for(claim)`, where `shape` is the claim's."""
        if cluster.shape is None:
            raise ValueError(f"cluster of {cluster.founder.mention.mention_id} has no shape")
        pair = shape, cluster.shape
        if pair not in self._turns:
            self._turns[pair] = cluster.turn_for(claim)
        return self._turns[pair]


@dataclass(slots=True)
class Cluster:
    """The claims of one event. `founder` gives the core and the frame: which actor stands first.

    `is_turned` says for each claim whether it tells the actors in the other order; `direction` is 1 where the acts go
    along the frame, -1 against it, 0 where no claim has a direction.
    """

    founder: Claim
    index: int
    claims: list[Claim] = field(default_factory=list)
    is_turned: list[bool] = field(default_factory=list)
    frames: dict[Frame, None] = field(default_factory=dict)
    codes: set[str] = field(default_factory=set)
    names: set[str] = field(default_factory=set)
    persons: tuple[set[str], set[str]] = field(default_factory=lambda: (set(), set()))
    kind: str | None = None
    spot: str | None = None
    direction: int = 0
    is_loose: bool = True
    shape: Shape | None = None

    def add(self, claim: Claim, turned: bool) -> None:
        """Take a claim in."""
        self.claims.append(claim)
        self.is_turned.append(turned)
        self.frames[_framed(claim, turned)] = None
        self.codes.add(claim.code)
        self.names |= claim.names
        for known, person in zip(self.persons, _turned(claim.persons, turned), strict=True):
            known.update(() if person is None else (person,))
        self.is_loose = self.is_loose and claim.is_loose
        self.kind = self.kind or claim.kind
        self.spot = self.spot or claim.spot
        if not claim.is_symmetric:
            self.direction = -1 if turned else 1

    def turn_for(self, claim: Claim) -> bool | None:
        """Whether `claim` would join turned round or as it is; None where it contradicts this cluster."""
        if not details_agree(self.kind, claim.kind) or not details_agree(self.spot, claim.spot):
            return None
        if (claim.is_loose or self.is_loose) and self.kind != claim.kind:
            return None
        for turned in (False, True):
            if turned and claim.target is None:
                break
            against = not claim.is_symmetric and self.direction == (1 if turned else -1)
            if not against and self._takes(_framed(claim, turned)) and self._knows(claim, turned):
                return turned
        return None

    def _knows(self, claim: Claim, turned: bool) -> bool:
        """Whether the persons whom `claim` names do not contradict those of this cluster."""
        told = _turned(claim.persons, turned)
        others = [
            bool(known) and one is not None and one not in known for one, known in zip(told, self.persons, strict=True)
        ]
        is_one_day = claim.rank is Rank.DAY and self.founder.rank is Rank.DAY
        return not all(others) if is_one_day else not any(others)

    def _takes(self, frame: Frame) -> bool:
        if frame in self.frames:
            return True
        return all(parties_agree(frame[0], a) and parties_agree(frame[1], b) for a, b in self.frames)

    def core(self) -> tuple[int, int]:
        """The first and last day of the founder's period, as ordinals; only a dated cluster has one."""
        first, last = self.founder.first, self.founder.last
        if first is None or last is None:
            raise ValueError(f"cluster of {self.founder.mention.mention_id} has no date")
        if self.founder.rank is Rank.REPORT and self.founder.mention.event_date is not None:
            first = last = self.founder.mention.event_date.toordinal()
        return first, last


def cluster_claims(claims: Iterable[Claim]) -> Iterator[Cluster]:
    """Yield the clusters of all claims, block by block in the order of the blocks."""
    blocks: dict[tuple[str, str, str], list[Claim]] = defaultdict(list)
    for claim in claims:
        blocks[claim.block].append(claim)
    for key in sorted(blocks):
        yield from _cluster_block(sorted(blocks[key], key=_reading_order))


def _reading_order(claim: Claim) -> tuple[int, int, int, bool, bool, int, bool, str]:
    """Best dated first (a year before a decade); on one day the claims that tell most, so that vague ones join them."""
    roles = len(claim.source.roles) + (len(claim.target.roles) if claim.target else 0)
    return (
        claim.rank,
        (claim.last or 0) - (claim.first or 0),
        claim.first or 0,
        claim.kind is None,
        claim.is_symmetric,
        -roles,
        claim.spot is None,
        claim.mention.mention_id,
    )


def _cluster_block(claims: Sequence[Claim]) -> list[Cluster]:
    """The clusters of one block, from claims in reading order."""
    clusters: list[Cluster] = []
    index, shapes = Index(), Shapes()
    for claim in claims:
        found = _best(claim, index, shapes)
        if found is None:
            cluster, turned = Cluster(claim, len(clusters)), False
            clusters.append(cluster)
            index.enter(cluster)
        else:
            cluster, turned = found
        cluster.add(claim, turned)
        index.note(claim)
        shapes.note(cluster)
    return clusters


@dataclass(slots=True)
class Index:
    """The clusters of a block: by the days of their core where they count from a day, else by their period or, without
    a date, by their article; and all codes and names that they hold."""

    by_day: dict[int, list[Cluster]] = field(default_factory=lambda: defaultdict(list))
    by_period: dict[tuple[int, int], list[Cluster]] = field(default_factory=lambda: defaultdict(list))
    by_article: dict[str, list[Cluster]] = field(default_factory=lambda: defaultdict(list))
    codes: set[str] = field(default_factory=set)
    names: set[str] = field(default_factory=set)

    def enter(self, cluster: Cluster) -> None:
        """Make a new cluster findable."""
        if cluster.founder.rank is Rank.UNDATED:
            self.by_article[cluster.founder.mention.article_id].append(cluster)
            return
        first, last = cluster.core()
        if not cluster.founder.rank.is_day:
            self.by_period[first, last].append(cluster)
            return
        for day in range(first, last + 1):
            self.by_day[day].append(cluster)

    def note(self, claim: Claim) -> None:
        """Remember what a claim that has joined holds."""
        self.codes.add(claim.code)
        self.names |= claim.names

    def of_days(self, claim: Claim) -> Iterator[Cluster]:
        """Yield the clusters that count from a day in the claim's window, each once, as the days follow."""
        if claim.first is None or claim.last is None:
            raise ValueError(f"mention {claim.mention.mention_id} has no date")
        seen: set[int] = set()
        for day in range(claim.first, claim.last + 1):
            for cluster in self.by_day.get(day, ()):
                if cluster.index not in seen:
                    seen.add(cluster.index)
                    yield cluster

    def of_periods(self, claim: Claim) -> Iterator[Cluster]:
        """Yield the clusters of a vague date whose core the claim's window reaches."""
        for (first, last), clusters in self.by_period.items():
            if claim.first is not None and claim.last is not None and first <= claim.last and claim.first <= last:
                yield from clusters


class Fits:
    """The clusters that take a claim, of which only the closest count."""

    def __init__(self, claim: Claim, shapes: Shapes) -> None:
        self._claim, self._shapes, self._shape = claim, shapes, shapes.of_claim(claim)
        self.closest: tuple[bool, int, int] | None = None
        self.tied: list[tuple[Cluster, bool]] = []

    def consider(self, cluster: Cluster) -> None:
        """Keep `cluster` if it takes the claim and none that does is closer."""
        turned = self._shapes.turn(self._claim, self._shape, cluster)
        if turned is None or (self._claim.rank is Rank.UNDATED and self._claim.code not in cluster.codes):
            return
        closeness = _closeness(self._claim, cluster)
        if self.closest is None or closeness > self.closest:
            self.closest, self.tied = closeness, []
        if closeness == self.closest:
            self.tied.append((cluster, turned))

    def only(self) -> tuple[Cluster, bool] | None:
        """The closest, where there is just one."""
        return self.tied[0] if len(self.tied) == 1 else None


def _best(claim: Claim, index: Index, shapes: Shapes) -> tuple[Cluster, bool] | None:
    """The cluster that the claim joins and whether turned; None where none agrees or a vague claim has no one best."""
    fits = Fits(claim, shapes)
    if claim.rank is Rank.UNDATED:
        for cluster in index.by_article[claim.mention.article_id]:
            fits.consider(cluster)
        return fits.only()
    if not claim.rank.is_day:
        return _best_vague(claim, index, fits)
    for cluster in index.of_days(claim):
        fits.consider(cluster)
    # Of several as close the one that was founded first.
    return min(fits.tied, key=lambda fit: fit[0].index, default=None)


def _best_vague(claim: Claim, index: Index, fits: Fits) -> tuple[Cluster, bool] | None:
    """As `_best` for a week, month or year, which may reach thousands of clusters: it looks no further than it must."""
    most = claim.code in index.codes, len(claim.names & index.names)
    for cluster in index.of_periods(claim):
        fits.consider(cluster)
    if fits.closest == (*most, 1):
        return fits.only()
    for cluster in index.of_days(claim):
        fits.consider(cluster)
        if len(fits.tied) > 1 and fits.closest == (*most, 0):
            return None
    return fits.only()


def _closeness(claim: Claim, cluster: Cluster) -> tuple[bool, int, int]:
    """How well a claim fits: same code, number of names in common, then how near in time (or equally vague)."""
    shared = len(claim.names & cluster.names)
    if not claim.rank.is_day or claim.mention.event_date is None:
        return claim.code in cluster.codes, shared, int(cluster.founder.rank is claim.rank)
    first, last = cluster.core()
    day = claim.mention.event_date.toordinal()
    # A plan belongs to the act that fulfilled it rather than to a plan whose own date is as open.
    distance = PLAN_REACH if cluster.founder.rank is Rank.PLAN else max(first - day, day - last, 0)
    # A report follows what it reports, so the day before is nearer than the day after.
    is_ahead = claim.rank is Rank.REPORT and first > day
    return claim.code in cluster.codes, shared, -2 * distance - int(is_ahead)


def _framed(claim: Claim, turned: bool) -> Frame:
    """The claim's two sides in the cluster's order."""
    if turned and claim.target is not None:
        return claim.target, claim.source
    return claim.source, claim.target


def _turned(persons: tuple[str | None, str | None], turned: bool) -> tuple[str | None, str | None]:
    """The persons of a claim's two sides in the cluster's order."""
    return persons[::-1] if turned else persons
