"""Where groups without a country are at home: "the junta arrested protesters" arrests its own."""

from __future__ import annotations

from dataclasses import replace

from schemas.records import Act, ActorMention, Place

# What states do to those who live under them, and they to the state: demands, protest, coercion, easing.
DOMESTIC_ROOTS = frozenset({"08", "10", "14", "17"})
# Those who mostly act at home. Soldiers and rebels are left out: they fight abroad too.
HOME_SECTORS = frozenset({"CVL", "OPP", "COP", "JUD", "LEG", "EDU", "LAB", "MED", "AGR", "HLH", "PTY", "ELI"})


def with_home(act: Act, place: Place | None) -> Act:
    """The act with the country of a group that has none: that of the place it acted in, else of the other side.

    Only for role nouns ("protesters", "police"), and from the other side only for acts that are domestic by kind.
    """
    country = place.country if place is not None and place.basis == "act" else None
    source, target = act.source, act.target
    if target is None:
        return act
    if _is_homeless(target):
        target = _at_home(target, country or _home_of(act, source), "place" if country else "context")
    if _is_homeless(source):
        source = _at_home(source, country or _home_of(act, act.target), "place" if country else "context")
    return replace(act, source=source, target=target)


def _is_homeless(actor: ActorMention) -> bool:
    return actor.country is None and actor.kind == "role" and actor.sector in HOME_SECTORS


def _home_of(act: Act, other: ActorMention | None) -> str | None:
    if other is None or act.cameo_code[:2] not in DOMESTIC_ROOTS:
        return None
    return other.country


def _at_home(actor: ActorMention, country: str | None, basis: str) -> ActorMention:
    if country is None:
        return actor
    return replace(actor, country=country, code=country + (actor.code or ""), basis=basis)
