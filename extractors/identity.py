"""Names for what was found: `mention_id` and `event_id`.

A mention is what one rule found at one place of one article, so its id hashes just that: article, spans, rule, and the
names of the actors, because two actors may share a span ("both countries").

An event's id must survive the arrival of more mentions, in any order and over any number of runs, and a release must be
a pure function of the mentions. So the id may rest only on what all mentions of an event have in common, never on which
of them came first: with an anchor such as the earliest mention, every late arrival would rename its event. What the
mentions of one event share is the key they are compared by:

    who       the two actors' keys (country, else code, else name), in order only for acts that have a direction, with
              a mark for those who are not of the state (a country's rebels never share an event with its army); in a
              domestic dyad the sectors too, which are all that tells the two sides apart
    what      the family of the act (its root; a plan counts to the root that it comes true as), and the kind within
              the family (the usual one where no mention tells it)
    when      the period of the event's core: the finest date that its mentions tell; of a week, a season or a decade
              its first and last day

Five reports that put a visit on 24 November give one key in whatever order they come, and an id that carries the date
can never slip to another event. The id changes only when the event's own identity is corrected: a report on a vague
date is joined by one that knows the day, an act that was only "cooperation" turns out to be a signature. No pure
function avoids that: if the ids of "in November" and of "on 24 November" were the same because they may be one event,
those of the 3rd and the 24th would be the same as well. Such changes can be read off the mentions, whose ids stay.

Two events with one key (two arrests of one day, in two cities) all get a discriminator: the codes of actors and act
and the place, and where these too are equal, the id of the mention that founded the cluster. All of them, not all but
the first, so that an id never passes silently from one event to another.
"""

from __future__ import annotations

import hashlib

from schemas.records import Act

ID_DIGITS = 16


def mention_id(article_id: str, act: Act) -> str:
    """The id of what `act.rule_id` found in an article: "m-" and 16 hexadecimal digits."""
    source, target = act.source, act.target
    spans = [source.start, source.end, act.trigger_start, act.trigger_end]
    if target is not None:
        spans += [target.start, target.end]
    names = [source.name, "" if target is None else target.name]
    return "m-" + _digest(article_id, act.rule_id, *names, *map(str, spans))


def event_id(*, who: str, what: str, when: str, discriminator: str = "") -> str:
    """The id of an event from its key (see above): "e-" and 16 hexadecimal digits."""
    return "e-" + _digest(who, what, when, discriminator)


def _digest(*parts: str) -> str:
    """A hash of the parts, in which no part can run into the next."""
    framed = "".join(f"{len(part)}:{part}" for part in parts)
    return hashlib.sha256(framed.encode()).hexdigest()[:ID_DIGITS]
