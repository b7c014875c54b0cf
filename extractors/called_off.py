"""Plans that were called off: which act undoes which plan.

A plan is called off by an act of the same two sides between its announcement and its day: talks halted, a meeting
declined, a reduction of what was to be signed; or by any refusal that a report dates ahead, to the very day that the
plan names ("will not sign on Wednesday"). The calling off stays an event of its own; the plan's event says `denied`.
Plans that have come true are none, and what is only alleged or planned itself calls nothing off.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from extractors.cluster import Cluster
from extractors.compatible import Claim
from extractors.periods import Rank
from schemas.records import ArticleRef

# What calls off a plan of which family, by code: visits, meetings and talks; agreements and other cooperation.
CALLS_OFF: Mapping[str, frozenset[str]] = {
    "125": frozenset({"04"}),
    "164": frozenset({"04"}),
    "121": frozenset({"05", "06", "07"}),
    "127": frozenset({"05", "08"}),
    "160": frozenset({"05"}),
}
REFUSAL = "12"
OPEN_STATUSES = frozenset({"planned", "hypothetical"})
DONE_STATUSES = frozenset({"happened", "ongoing"})

Dyad = tuple[str, str]


def called_off(clusters: Sequence[Cluster], articles: Mapping[str, ArticleRef]) -> frozenset[int]:
    """The positions of those clusters that are plans which were called off.

    Where an act could call off several plans of its two sides, it does so with those of the nearest day alone.
    """
    plans: dict[Dyad, list[int]] = defaultdict(list)
    for position, cluster in enumerate(clusters):
        if _is_open(cluster):
            plans[_dyad(cluster)].append(position)
    found: set[int] = set()
    for cluster in clusters:
        dyad = _dyad(cluster)
        if dyad in plans and not _is_open(cluster):
            reached = {p: end for p in plans[dyad] if (end := _day_called_off(clusters[p], cluster, articles))}
            found |= {p for p, end in reached.items() if end == min(reached.values())}
    return frozenset(found)


def _dyad(cluster: Cluster) -> Dyad:
    _, low, high = cluster.founder.block
    return low, high


def _is_open(cluster: Cluster) -> bool:
    statuses = {claim.mention.status for claim in cluster.claims}
    return "planned" in statuses and statuses <= OPEN_STATUSES


def _day_called_off(plan: Cluster, act: Cluster, articles: Mapping[str, ArticleRef]) -> int | None:
    """The last day of the plan, where the act calls it off; None where it does not."""
    family, founder = plan.founder.family, act.founder
    done = [claim for claim in act.claims if claim.mention.status in DONE_STATUSES]
    if founder.first is None or founder.last is None or plan.founder.last is None:
        return None
    announced = [day for claim in plan.claims if (day := _published(claim, articles)) is not None]
    is_named = any(family in CALLS_OFF.get(claim.code, ()) for claim in done)
    in_time = bool(announced) and min(announced) <= founder.last and founder.first <= plan.founder.last
    if is_named and in_time and founder.rank.is_day:
        return plan.founder.last
    is_same_day = founder.rank is plan.founder.rank is Rank.DAY and founder.first == plan.founder.first
    told_ahead = [c for c in done if (day := _published(c, articles)) is not None and day < founder.first]
    return plan.founder.last if is_same_day and founder.family == REFUSAL and told_ahead else None


def _published(claim: Claim, articles: Mapping[str, ArticleRef]) -> int | None:
    published = articles[claim.mention.article_id].published
    return None if published is None else published.toordinal()
