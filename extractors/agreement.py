"""What a coder found beside what a human coder marked: which mention is right, and which is judged at all.

A gold act and a mention agree on the pair where both sides are the same in the same roles (in either order for an act
of two equal sides), and on the act where the mention's root is among those the gold accepts. Sides that the gold gives
in words are the same where one contains the other or both share a word of content; sides that it gives as codes, where
country or code begin so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from extractors.gold import RECIPROCAL_RELATIONS, RELATION_OF_ROOT, GoldAct, GoldText, Party
from schemas.records import Mention

Pair = Literal["right", "swapped", "other"]
# What stands for "no act was found" and "no act is there".
NOTHING = "-"
STRAIGHT_QUOTES = str.maketrans("’‘“”", "''\"\"")
# Words that two different actors may share: function words, titles and the commonest words for who governs.
EMPTY_WORDS = frozenset(
    "the a an of and in to for on at by with from its his her their s mr mrs ms president minister government".split()
)


@dataclass(frozen=True, slots=True)
class Judgement:
    """A gold act with what was found for it, or a mention that no gold act asks for (`act` is None).

    `mention` is the one that the act is judged by, `hits` are all that have pair and act right. `pair` is "right" where
    some mention has the act's actors, "swapped" where one has them the wrong way round only. `wanted` and `given` are
    CAMEO roots, `wanted_label` and `given_label` relations, NOTHING where there is none; `wanted` is None where the
    gold tells the relation alone.
    """

    text: GoldText
    act: GoldAct | None
    mention: Mention | None
    hits: tuple[Mention, ...]
    pair: Pair
    wanted: str | None
    given: str
    wanted_label: str
    given_label: str

    @property
    def is_wrong(self) -> bool:
        """True where there is a mention to judge and it is not right."""
        return self.mention is not None and self.mention not in self.hits


def judge(text: GoldText, mentions: Sequence[Mention]) -> list[Judgement]:
    """A judgement for each gold act of a text; where the gold is exhaustive, also for each mention beside it."""
    found = [_judge_act(text, act, mentions) for act in text.acts]
    if not text.is_exhaustive:
        return found
    used = {m.mention_id for j in found for m in (*j.hits, j.mention) if m}
    return found + [_judge_extra(text, m) for m in mentions if m.mention_id not in used and not _is_optional(text, m)]


def judged(text: GoldText, mentions: Sequence[Mention]) -> list[tuple[Mention, bool]]:
    """Each mention of a text that the gold can judge, and whether it is right in pair and act.

    Gold that marks one act of a sentence says nothing of acts of other actors: a mention is left out where neither side
    of it is one of the marked ones. One that has a marked actor and is not right counts as wrong, though it may be an
    act that was not marked, so that the share of right ones is a lower bound.
    """
    right = {mention.mention_id for mention in right_mentions(text, mentions)}
    return [(m, m.mention_id in right) for m in mentions if m.mention_id in right or _is_judged(text, m)]


def right_mentions(text: GoldText, mentions: Sequence[Mention]) -> list[Mention]:
    """The mentions that have pair and act of some gold act right."""
    return [m for m in mentions if any(is_told(act, m) and is_right(act, m) for act in text.acts)]


def is_right(act: GoldAct, mention: Mention) -> bool:
    """True where pair and act are those of the gold."""
    return mention.cameo_root in act.roots and pair_of(act, mention) == "right"


def pair_of(act: GoldAct, mention: Mention) -> Pair:
    """Whether a mention has the actors of a gold act, and in the gold's order."""
    source, target = _sides(mention)
    if is_party(act.source, *source) and is_party(act.target, *target):
        return "right"
    if not (is_party(act.source, *target) and is_party(act.target, *source)):
        return "other"
    is_equal = RELATION_OF_ROOT[mention.cameo_root] in RECIPROCAL_RELATIONS or mention.cameo_root in act.roots
    return "right" if act.is_reciprocal and is_equal else "swapped"


def is_party(party: Party, text: str | None, country: str | None, code: str | None) -> bool:
    """True where an actor with these words and codes is one that the gold names."""
    if party.text is not None:
        return is_same_name(party.text, text)
    return any(
        not country if wanted is None else country == wanted or (code or "").startswith(wanted)
        for wanted in party.codes
    )


def is_same_name(one: str | None, other: str | None) -> bool:
    """True where one name contains the other, or both share a word of content.

    >>> is_same_name("Israel's defence minister", "the Israeli minister"), is_same_name("the U.N. envoy", "an envoy")
    (False, True)
    """
    first, second = normal(one or ""), normal(other or "")
    if not first or not second:
        return False
    return first in second or second in first or bool(_content_words(first) & _content_words(second))


def normal(text: str) -> str:
    """A text in lower case, with straight quotation marks and single spaces."""
    return " ".join(text.translate(STRAIGHT_QUOTES).split()).lower()


def is_told(act: GoldAct, mention: Mention) -> bool:
    """True where a mention stands in one of the sentences that tell the gold act."""
    return not act.snippets or _is_in(act.snippets, mention)


def _is_in(snippets: Sequence[str], mention: Mention) -> bool:
    sentence = normal(mention.sentence_text)
    return any((snippet := normal(given)) in sentence or sentence in snippet for given in snippets)


def _is_optional(text: GoldText, mention: Mention) -> bool:
    return _is_in(text.optional, mention)


def _content_words(text: str) -> set[str]:
    return set(re.findall(r"[a-z0-9]+", text.replace("'s", ""))) - EMPTY_WORDS


def _sides(mention: Mention) -> Iterator[tuple[str | None, str | None, str | None]]:
    yield mention.source_text, mention.source_country, mention.source_code
    yield mention.target_text, mention.target_country, mention.target_code


def _is_judged(text: GoldText, mention: Mention) -> bool:
    if text.is_exhaustive:
        return not _is_optional(text, mention)
    parties = [party for act in text.acts for party in (act.source, act.target)]
    return any(is_party(party, *side) for party in parties for side in _sides(mention))


def _judge_act(text: GoldText, act: GoldAct, mentions: Sequence[Mention]) -> Judgement:
    pairs: dict[Pair, list[Mention]] = {"right": [], "swapped": [], "other": []}
    for mention in mentions:
        if is_told(act, mention):
            pairs[pair_of(act, mention)].append(mention)
    hits = [m for m in pairs["right"] if m.cameo_root in act.roots]
    if text.is_exhaustive:
        # Mentions of other actors belong to other acts of the text.
        candidates = hits or pairs["right"] or [m for m in pairs["swapped"] if m.cameo_root in act.roots]
    else:
        candidates = pairs["right"] or pairs["swapped"] + pairs["other"]
    best = max(candidates, key=lambda m: m.confidence, default=None)
    pair: Pair = next((kind for kind, found in pairs.items() if found), "other")
    return _judgement(text, act, best, tuple(hits), pair)


def _judgement(
    text: GoldText, act: GoldAct, mention: Mention | None, hits: tuple[Mention, ...], pair: Pair
) -> Judgement:
    given = mention.cameo_root if mention else NOTHING
    given_label = RELATION_OF_ROOT[given] if mention else NOTHING
    return Judgement(
        text=text,
        act=act,
        mention=mention,
        hits=hits,
        pair=pair,
        wanted=given if act.root is not None and text.is_exhaustive and given in act.roots else act.root,
        given=given,
        wanted_label=given_label if given in act.roots else act.label,
        given_label=given_label,
    )


def _judge_extra(text: GoldText, mention: Mention) -> Judgement:
    root = mention.cameo_root
    return Judgement(text, None, mention, (), "other", NOTHING, root, NOTHING, RELATION_OF_ROOT[root])
