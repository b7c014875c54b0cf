"""What a speaker says that another must or should do, where no pattern tells what: a demand or appeal all the same."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from spacy.tokens import Token

from extractors.arguments import ActorIndex, Found, actors_at, unique
from extractors.clauses import children, dependency_path, is_verbal, surface_subjects
from extractors.readings import same_actor
from extractors.sentences import ParsedSentence
from extractors.speech import attribution_of, speakers_of
from extractors.status import NEEDED, modality_of
from schemas.records import Act

# "Must" and "have to" demand (100), "should" and "ought" appeal (020).
CODE_OF_MODAL = {"must": "100", "should": "020", "ought": "020"}
# "Has to leave" demands, "needs to leave" appeals, and so does "it is vital that the army leave".
CODE_OF_GOVERNOR = {"have": "100", "need": "020"}
CONFIDENCE = 0.6


def duties(sentence: ParsedSentence, index: ActorIndex, taken: Collection[int]) -> Iterator[Act]:
    """The demands and appeals of the sentence's speakers at verbs that no pattern has read (`taken` are those read)."""
    for token in sentence.span:
        code = _duty_of(token)
        if code is None or token.i in taken:
            continue
        speakers = speakers_of(index, token)
        asked = unique(f for word in surface_subjects(token) for f in actors_at(index, word, allow_inner=False))
        for speaker in speakers[:1]:
            for one in asked:
                if not same_actor(speaker.actor, one.actor):
                    yield _act(sentence, token, code, speaker, one)


def _duty_of(token: Token) -> str | None:
    if not is_verbal(token) or children(token, "neg"):
        return None
    governor = token.head.lemma_.lower()
    if token.dep_ == "ccomp" and modality_of(token).cue in NEEDED:
        return "020"
    if token.dep_ == "xcomp" and governor in CODE_OF_GOVERNOR and any(t.lower_ == "to" for t in children(token, "aux")):
        return CODE_OF_GOVERNOR[governor]
    subjects = children(token, "nsubj", "nsubjpass")
    for modal in children(token, "aux"):
        # "Should Lima fail" is a condition.
        if modal.lower_ in CODE_OF_MODAL and all(subject.i < modal.i for subject in subjects):
            return CODE_OF_MODAL[modal.lower_]
    return None


def _act(sentence: ParsedSentence, verb: Token, code: str, speaker: Found, asked: Found) -> Act:
    modal = next((t for t in children(verb, "aux") if t.lower_ in CODE_OF_MODAL), verb.head)
    return Act(
        sentence_index=sentence.sentence.sentence_index,
        source=speaker.actor,
        target=asked.actor,
        trigger_start=sentence.start_of(modal),
        trigger_end=sentence.end_of(modal),
        trigger_head_start=sentence.start_of(verb),
        trigger_text=modal.text,
        rule_id=f"duty.{modal.lemma_.lower()}",
        cameo_code=code,
        is_reciprocal=False,
        status="happened",
        status_cue=None,
        attribution=attribution_of(verb),
        confidence=round(CONFIDENCE * speaker.directness * asked.directness, 3),
        path=dependency_path(verb, verb.head),
    )
