"""The hybrid coder: rules and open proposals bring candidates, the ranker judges each, a few weights decide.

For every candidate there are at most two opinions: the root code of the rule that fired, with the rule's score, and
the ranker's probabilities. Both go into one log-linear pool over the 20 roots and NONE; the root that wins is coded,
the finer digits by the rule where both agree and it tells them, else by the ranker. Acts without a target, or with one
from another sentence, stay the rules' alone. Open proposals are made of headline and lead.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import cast

import numpy as np
from numpy.typing import NDArray

from extractors.acts import LEAST_CONFIDENCE, DroppedAct, find_acts, is_reporting, path_of, without_repeats
from extractors.arguments import ActorIndex
from extractors.composition import intend
from extractors.confidence import on_line, score_of
from extractors.genre import genre_of
from extractors.lexicon import Lexicon
from extractors.proposals import Proposal, propose
from extractors.ranker.encoding import Candidate
from extractors.ranker.judge import MODEL, Judgement, Ranker, softmax
from extractors.ranker.labels import CODES, ROOTS
from extractors.sentences import ParsedSentence
from extractors.speech import attribution_of
from extractors.status import Mood, modality_of
from schemas.corpus import NONE, Span
from schemas.records import Act, ActorMention, Status

OPEN_RULE = "ranker"
RECIPROCAL_ROOTS = frozenset({"04"})
RECIPROCAL_CODES = frozenset({"057", "046", "036", "031", "062", "060", "061", "063", "064"})
FILE = "combiner.json"
# Keeps the logarithm finite where the ranker gives a root nothing at all.
DOUBT = 1e-4
STATUS_OF_MOOD: dict[Mood, Status] = {
    "future": "planned",
    "hypothetical": "hypothetical",
    "duty": "hypothetical",
    "alleged": "alleged",
    "denied": "denied",
}
N_BEST = 3
# Headline and lead tell the news; what follows mostly tells its background (the inverted pyramid), and there an open
# proposal is hardly ever right: of 44 such rows of the sample articles a strict reader called 5 right.
LEAD_SENTENCES = 2
# From this share of its root on, the ranker's code refines a rule's that leaves the kind open (120, 025).
FINER = 0.5


@dataclass(frozen=True, slots=True)
class Combiner:
    """The weights of the pool, and from which of its probabilities on a candidate is coded.

    `rule` and `rule_score` are added to the rule's root, the latter times the rule's score; `none_rule` and `none_open`
    to NONE for a rule's candidate and for an open one, with `direct` times its directness taken off the latter, and in
    headline and lead `lead` off the former; `statement` is taken off a comment (01) that no rule reads. `sharp` is the
    weight of the ranker's log probabilities. `turned` is the least probability at which a pair is turned round;
    `least_rule` and `least_open` are those below which nothing is coded. `knots` lead from the pool's probability to
    the confidence.
    """

    rule: float
    rule_score: float
    none_rule: float
    none_open: float
    direct: float
    lead: float
    statement: float
    turned: float
    sharp: float
    least_rule: float
    least_open: float
    knots: tuple[tuple[float, float], ...]


@cache
def load_combiner(folder: Path = MODEL) -> Combiner:
    """The weights beside the network. Raises OSError or ValueError where they are missing or unreadable."""
    fields = json.loads((folder / FILE).read_text(encoding="utf-8"))
    return Combiner(**{**fields, "knots": tuple(tuple(knot) for knot in fields["knots"])})


@dataclass(frozen=True, slots=True)
class Opinion:
    """A candidate with what rules and ranker say of it: `act` is the rule's, or a proposal's with an empty code and its
    directness for confidence."""

    act: Act
    is_open: bool
    is_lead: bool
    judgement: Judgement


def find_judged_acts(
    sentence: ParsedSentence,
    actors: Sequence[ActorMention],
    lexicon: Lexicon,
    *,
    ranker: Ranker,
    combiner: Combiner,
    recent: Sequence[Act] = (),
) -> tuple[list[Act], list[DroppedAct]]:
    """The acts of one sentence as the hybrid codes them, and the triggers that were not coded; as `find_acts`."""
    found, dropped = find_acts(sentence, actors, lexicon, recent=recent, least=0.0)
    kept = [act for act in found if not is_judged(sentence, act) and act.confidence >= LEAST_CONFIDENCE]
    opinions = opinions_of(sentence, actors, found, ranker)
    for opinion in opinions:
        act = decide(opinion, combiner)
        if act is None:
            if not opinion.is_open:
                dropped.append(DroppedAct(sentence.sentence.sentence_index, "unsure", opinion.act.trigger_text))
        else:
            kept.append(act)
    return without_repeats(kept), dropped


def opinions_of(
    sentence: ParsedSentence, actors: Sequence[ActorMention], acts: Sequence[Act], ranker: Ranker
) -> list[Opinion]:
    """The judged candidates of a sentence: the rules' acts between two of its actors, and the pairs no rule reads."""
    judged = [act for act in acts if is_judged(sentence, act)]
    if genre_of(sentence.sentence.text) is not None:
        return []
    is_lead = sentence.sentence.sentence_index < LEAD_SENTENCES
    asked = [*judged, *(_opened(sentence, actors, acts) if is_lead else ())]
    ranked = ranker.judge([_candidate(sentence, act) for act in asked])
    return [
        Opinion(act, not act.cameo_code, is_lead, announced(one) if _is_future(sentence, act) else one)
        for act, one in zip(asked, ranked, strict=True)
    ]


def _opened(sentence: ParsedSentence, actors: Sequence[ActorMention], acts: Sequence[Act]) -> Iterator[Act]:
    """The pairs that no act of the rules joins, either way round; none of what was not done."""
    joined = [(act.source, act.target) for act in acts if act.target is not None]
    taken = {pair for source, target in joined for pair in ((source.name, target.name), (target.name, source.name))}
    # "Condemned Chad for it" condemns nobody else, and "its talks" are those of whose act was read.
    read = {(act.trigger_head_start, act.source.start) for act in acts if act.target is not None}
    for proposal in propose(ActorIndex(sentence, actors), sentence.span):
        act = _open_act(sentence, proposal)
        if act is None or (proposal.source.name, proposal.target.name) in taken:
            continue
        if proposal.target.kind != "anaphor" or (act.trigger_head_start, act.source.start) not in read:
            yield act


def decide(opinion: Opinion, combiner: Combiner) -> Act | None:
    """The act that a candidate is coded as; None where it is none, or too unsure."""
    pooled = pool(opinion, combiner)
    best = int(np.argmax(pooled[1:])) + 1
    root, least = ROOTS[best], combiner.least_open if opinion.is_open else combiner.least_rule
    if pooled[0] > pooled[best] or pooled[best] < least:
        return None
    act, judgement = opinion.act, opinion.judgement
    code = refined(act.cameo_code, root, judgement)
    act = _turned(act) if judgement.turned >= combiner.turned and not _is_mutual(code) else act
    if is_reporting(code, act.source, act.target):
        return None
    return replace(
        act,
        status=_status(opinion),
        cameo_code=code,
        is_reciprocal=act.is_reciprocal if code == act.cameo_code else _is_mutual(code),
        confidence=round(on_line(combiner.knots, float(pooled[best])), 4),
        ranked=judgement.best(N_BEST),
    )


def refined(by_rule: str, root: str, judgement: Judgement) -> str:
    """The rule's code where it has the root, or a finer one of its kind that is likelier than all others together."""
    finest, share = judgement.best_below(root)
    if by_rule[:2] != root:
        return finest
    is_finer = (by_rule.endswith("0") and len(by_rule) == 3) or finest.startswith(by_rule)
    return finest if is_finer and share >= FINER else by_rule


def _status(opinion: Opinion) -> Status:
    """The rules' status; of a pair that no rule reads that of the clause's mood, and where it has none the ranker's."""
    act = opinion.act
    if not opinion.is_open or act.status_cue is not None:
        return act.status
    return cast("Status", opinion.judgement.status)


def announced(judgement: Judgement) -> Judgement:
    """The judgement of an act that is told as to come: CAMEO codes the intent (03, or 13 for blows), not the act."""
    codes = np.zeros_like(judgement.codes)
    np.add.at(codes, _intents(), judgement.codes)
    return replace(judgement, codes=codes)


@cache
def _intents() -> NDArray[np.int64]:
    """For each of `labels.CODES` the place of the code that its announcement has."""
    return np.array([i if code == NONE else CODES.index(intend(code)) for i, code in enumerate(CODES)])


def _is_future(sentence: ParsedSentence, act: Act) -> bool:
    token = sentence.token_at(act.trigger_head_start)
    if token is None:
        return False
    modality = modality_of(token, is_headline=sentence.sentence.is_headline)
    # "Fired gas to disperse the crowd" announces nothing.
    return modality.mood == "future" and (modality.cue != "to" or sentence.sentence.is_headline)


def pool(opinion: Opinion, combiner: Combiner) -> NDArray[np.float64]:
    """The probabilities of `labels.ROOTS` after both opinions."""
    scores = combiner.sharp * np.log(opinion.judgement.roots + DOUBT)
    if opinion.is_open:
        scores[0] += combiner.none_open - combiner.direct * opinion.act.confidence
        scores[ROOTS.index("01")] -= combiner.statement
    else:
        scores[0] += combiner.none_rule - combiner.lead * opinion.is_lead
        scores[ROOTS.index(opinion.act.cameo_code[:2])] += combiner.rule + combiner.rule_score * score_of(opinion.act)
    return softmax(scores)


def is_judged(sentence: ParsedSentence, act: Act) -> bool:
    """True where both actors stand in the sentence, in words of their own ("the two countries" are both at once)."""
    here = sentence.sentence.sentence_index
    if act.target is None or act.target.sentence_index != here or act.source.sentence_index != here:
        return False
    return act.source.end <= act.target.start or act.target.end <= act.source.start


def _candidate(sentence: ParsedSentence, act: Act) -> Candidate:
    def inside(start: int, end: int) -> Span:
        return start - sentence.sentence.start, end - sentence.sentence.start

    target = act.target or act.source
    return Candidate(
        sentence.sentence.text,
        inside(act.source.start, act.source.end),
        inside(target.start, target.end),
        inside(act.trigger_start, act.trigger_end),
    )


def _open_act(sentence: ParsedSentence, proposal: Proposal) -> Act | None:
    words = sorted(proposal.trigger, key=lambda token: token.i)
    start, end = sentence.start_of(words[0]), sentence.end_of(words[-1])
    if words[-1].i - words[0].i >= len(words):
        start, end = sentence.start_of(proposal.trigger[0]), sentence.end_of(proposal.trigger[0])
    head = proposal.trigger[0]
    modality = modality_of(head, is_headline=sentence.sentence.is_headline)
    if modality.mood == "negated":
        return None
    status = None if modality.cue == "to" else STATUS_OF_MOOD.get(modality.mood)
    return Act(
        sentence_index=sentence.sentence.sentence_index,
        source=proposal.source,
        target=proposal.target,
        trigger_start=start,
        trigger_end=end,
        trigger_head_start=sentence.start_of(head),
        trigger_text=sentence.sentence.text[start - sentence.sentence.start : end - sentence.sentence.start],
        rule_id=OPEN_RULE,
        cameo_code="",
        is_reciprocal=False,
        status=status or "happened",
        status_cue=modality.cue if status else None,
        attribution=attribution_of(head),
        confidence=proposal.directness,
        path=path_of(sentence, head, proposal.source, proposal.target),
    )


def _turned(act: Act) -> Act:
    return act if act.target is None else replace(act, source=act.target, target=act.source)


def _is_mutual(code: str) -> bool:
    return (code[:2] in RECIPROCAL_ROOTS and code not in {"042", "043", "041", "045"}) or code in RECIPROCAL_CODES
