from __future__ import annotations

import pytest

from extractors.status import modality_of

# The verb or noun to judge stands in capitals.
CASES = [
    ("Lima SIGNED the pact.", "fact", None, False),
    ("Lima will SIGN the pact.", "future", "will", False),
    ("Lima is expected to SIGN the pact.", "future", "expected to", False),
    ("Lima may SIGN the pact.", "hypothetical", "may", False),
    ("Lima did not SIGN the pact.", "negated", "not", True),
    ("Lima will not SIGN the pact.", "future", "will", True),
    ("Lima allegedly BOMBED the bridge.", "alleged", "allegedly", False),
    ("Lima failed to SIGN the pact.", "negated", "failed", True),
    ("Quito denied that it BOMBED the bridge.", "denied", "denied", False),
    ("Quito accused Lima of BOMBING the bridge.", "alleged", "accused", False),
    ("If Lima BOMBS the bridge, war is certain.", "hypothetical", "If", False),
    ("Lima left without SIGNING the pact.", "negated", "without", True),
    ("Lima is SHELLING the town.", "ongoing", "SHELLING", False),
    ("The planned VISIT to Lima was discussed.", "future", "planned", False),
    ("The alleged ATTACK on Lima made headlines.", "alleged", "alleged", False),
    ("Quito fears an ATTACK.", "hypothetical", "fears", False),
    ("Analysts warned of the risk of an ATTACK on Lima.", "hypothetical", "risk", False),
    ("Ministers will hold TALKS with Lima.", "future", "will", False),
    ("No TALKS with Lima took place.", "negated", "No", True),
    ("The TALKS with Lima were called off.", "denied", "called off", False),
    ("The planned VISIT to Lima was postponed.", "denied", "postponed", False),
    ("Quito put off TALKS with Lima.", "denied", "put off", False),
    ("TALKS with Lima fell through.", "denied", "fell through", False),
    ("The cancelled VISIT to Lima angered Quito.", "denied", "cancelled", False),
    ("Quito regretted the postponement of TALKS with Lima.", "denied", "postponement", False),
    ("The TALKS with Lima were not cancelled.", "negated", "not", True),
    ("The TALKS with Lima may be cancelled.", "hypothetical", "may", False),
    ("Quito called Lima on TALKS off the coast.", "fact", None, False),
    ("The ATTACK on Lima was called off.", "fact", None, False),
]


@pytest.mark.model
@pytest.mark.parametrize(("text", "mood", "cue", "is_negated"), CASES)
def test_modality(nlp, text, mood, cue, is_negated):
    word = next(w.strip(".,") for w in text.split() if w.strip(".,").isupper() and len(w) > 3)
    doc = nlp(text.replace(word, word.lower()))
    token = next(t for t in doc if t.text == word.lower())
    found = modality_of(token)
    assert (found.mood, found.cue, found.is_negated) == (
        mood,
        cue.replace(word, word.lower()) if cue else None,
        is_negated,
    )
