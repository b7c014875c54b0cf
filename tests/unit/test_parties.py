"""Who is a party to an act, and who only stands beside it: pronouns of deeds, places, kinds of people, helped deeds."""

from __future__ import annotations

from functools import cache

import pytest

from extractors.text import code_text

CASES = [
    # What is judged or agreed to is a deed; whom one judges for something is an actor.
    ("Chile raided a camp in Peru. Kenya condemned it.", "KEN 111", False),
    ("Chile spoke to Peru. Kenya praised it for its patience.", "KEN 051 CHL", True),
    ("Chile wrote to Peru. Kenya sued it.", "KEN 115 CHL", True),
    # A place in front tells where a thing was said; one after the noun, whom it is about.
    ("In Lima the Kenyan president called for talks.", "KENGOV 026 PER", False),
    ("The Kenyan president called for talks in Peru.", "KENGOV 026 PER", True),
    # One of a kind does it at any time; one who did it is somebody.
    ('"A general can call a Peruvian minister," he said.', "041 PERGOV", False),
    ("A general called a Peruvian minister on Monday.", "041 PERGOV", True),
    # What one helps another do is told of the help.
    ("Kenya helped Peru fight Chilean rebels.", "PER 190 CHLREB", False),
    ("Kenya is helping Peru fight Chilean rebels.", "KEN 070 PER", True),
    # Everything that a demand asks for stands inside it.
    ("Chile demanded that Peru lift its embargo and hand over the Bolivian envoy.", "PER 084", False),
    ("Peru was told to expel the Chilean ambassador.", "PER 161", False),
    ("Peru was told to act, and it expelled the Chilean ambassador.", "PER 161", True),
    ("The visit followed demands that Peru stop helping Chile.", "PER 162 CHL", False),
    # The nearest thread is the sentence's own.
    (
        "Chile threatened Ghana. Chile expelled the Peruvian ambassador and severed diplomatic relations.",
        "CHL 161 GHA",
        False,
    ),
    # Somebody unknown is accused, and not whom the story had named before.
    ("Chile threatened Peru. Chile accused the four plotters.", "CHL 112 PER", False),
    ("Chile threatened Peru. Peru denied any role.", "PER 016 CHL", True),
    # What happened has a name, and is no party; a party may be named after it.
    ("Mali cut its ties with Chad with the outbreak of the Second Intifada.", "MLI 161 None", False),
    ("Mali cut its ties with Chad with the outbreak of the Second Intifada.", "MLI 161 TCD", True),
    # A text has the partners that stand after its content.
    ("Trade grew after the signing of a treaty of friendship with Peru by Chile.", "CHL 057 PER", True),
    ("Trade grew after a memorandum of understanding between Chile and Peru.", "CHL 057 PER", True),
    ("Trade grew after a lecture on understanding between Chile and Peru.", "057", False),
]


@cache
def coded(text: str) -> tuple[str, ...]:
    found = code_text(text, published=None, coder="rules")
    return tuple(f"{m.source_code} {m.cameo_code} {m.target_code}" for m in found)


@pytest.mark.model
@pytest.mark.parametrize(("text", "act", "is_told"), CASES)
def test_who_is_a_party(text: str, act: str, is_told: bool) -> None:
    assert any(act in one for one in coded(text)) == is_told, coded(text)
