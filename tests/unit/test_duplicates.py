"""Agency copy under new headlines and updated versions are found; two reports on one event are not."""

from __future__ import annotations

import random
from datetime import date

import pytest

from schemas.duplicates import LEAST_SIMILARITY, Text, near_duplicates, shingles, similarity

WIRE = """Peru and Ecuador reopened the bridge at Huaquillas on Tuesday, eleven months after a mudslide closed it.

Engineers of both armies had worked in shifts since May to replace two of the five spans. The bridge carries most of
the trade between the two countries, and growers on both banks had complained that fruit rotted in the queues at the
only other crossing, four hours to the east.

"This is the day on which the border stops being a wall," Peru's transport minister said beside her Ecuadorian
colleague, with whom she cut a ribbon at noon. The first lorries crossed an hour later, loaded with onions.

Customs officers of the two countries will share one building from January. A pact to that end was signed in Quito
last month, and awaits the approval of Peru's congress."""

OWN_REPORT = """The first lorries in almost a year rolled over the bridge at Huaquillas on Tuesday after the ministers
of transport of Peru and Ecuador had cut a ribbon there at noon.

A mudslide had closed the crossing last autumn. Since then traders had to take a detour of four hours, and many of them
gave up. "We lost the whole season," said a banana grower on the Ecuadorian bank.

Military engineers rebuilt two spans. Officials expect that trade will be back at its old level within weeks, and hope
for a common customs post in the new year, which Peru's congress still has to approve."""


def headlined(headline: str, text: str = WIRE) -> str:
    return f"{headline}\n\n{text}"


def updated(text: str = WIRE) -> str:
    """What the agency sends in the evening: another lead, and a paragraph more."""
    lead, _, rest = text.partition("\n\n")
    more = "By the evening some two hundred lorries had crossed, Ecuador's customs service said. No accident was seen."
    return f"{lead.replace('reopened', 'have reopened')}\n\n{more}\n\n{rest}"


def cut(text: str = WIRE) -> str:
    """What a paper with little room prints: all but the last paragraph."""
    return text.rpartition("\n\n")[0]


REPRINTS = {
    "new headline": headlined("Bridge of onions: neighbours trade again"),
    "updated": updated(),
    "cut": cut(),
    "cut under a new headline": headlined("Border bridge opens", cut()),
    "own agency line": WIRE.replace("mudslide closed it.", "mudslide closed it, the Andean wire service reported."),
    "capitals and dashes": WIRE.upper().replace(",", " -"),
}


def linked(*texts: Text) -> dict[str, str]:
    """The links, whatever the order: all that was tried must agree."""
    rng = random.Random(5)
    found = near_duplicates(texts)
    for _ in range(4):
        assert near_duplicates(rng.sample(texts, len(texts))) == found
    return found


@pytest.mark.parametrize("reprint", REPRINTS.values(), ids=REPRINTS.keys())
def test_a_reprint_is_linked_to_what_it_reprints(reprint):
    first, second = Text("wire", date(2024, 5, 7), WIRE), Text("paper", date(2024, 5, 8), reprint)
    assert linked(first, second) == {"paper": "wire"}


def test_two_reports_on_one_event_are_no_duplicates():
    assert similarity(shingles(WIRE), shingles(OWN_REPORT)) < LEAST_SIMILARITY / 4
    assert linked(Text("wire", None, WIRE), Text("own", None, OWN_REPORT)) == {}


def test_reports_that_share_their_background_are_no_duplicates():
    background = WIRE.rpartition("\n\n")[2]
    first = Text("monday", None, f"{OWN_REPORT}\n\n{background}")
    second = Text(
        "friday", None, f"Peru's congress rejected the customs pact on Friday by 61 votes to 48.\n\n{background}"
    )
    assert linked(first, second) == {}


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        ((date(2024, 5, 8), date(2024, 5, 7), date(2024, 5, 9)), {"a": "b", "c": "b"}),
        ((None, None, date(2024, 5, 9)), {"a": "c", "b": "c"}),
        ((date(2024, 5, 7), date(2024, 5, 7), date(2024, 5, 7)), {"b": "a", "c": "a"}),
        ((None, None, None), {"b": "a", "c": "a"}),
    ],
)
def test_the_first_is_the_earliest_then_the_one_whose_id_sorts_first(days, expected):
    assert linked(*(Text(name, day, headlined(name)) if name == "b" else Text(name, day, WIRE)
                    for name, day in zip("abc", days, strict=True))) == expected  # fmt: skip


def test_a_page_that_drifts_is_linked_only_to_what_it_resembles():
    words = [f"word{i}" for i in range(400)]
    pages = [Text(f"day{i}", date(2024, 5, 1 + i), " ".join(words[30 * i : 30 * i + 100])) for i in range(8)]
    found = linked(*pages)
    by_id = {page.article_id: shingles(page.text) for page in pages}
    assert set(found) == {"day1", "day3", "day5", "day7"}
    assert all(similarity(by_id[one], by_id[first]) >= LEAST_SIMILARITY for one, first in found.items())


@pytest.mark.parametrize("text", ["", "?!", "Peace", "Norway met Kenya in Oslo."])
def test_texts_of_a_few_words_or_none(text):
    assert linked(Text("a", None, text), Text("b", None, text), Text("c", None, "Chad left.")) == {"b": "a"}


def test_of_many_pairs_at_the_threshold_hardly_one_is_missed():
    rng = random.Random(11)
    texts = []
    for pair in range(200):
        words = [f"{pair}w{rng.randrange(10**6)}" for _ in range(300)]
        texts += [Text(f"{pair:03d}a", None, " ".join(words)), Text(f"{pair:03d}b", None, " ".join(words[:150]))]
    exact = [similarity(shingles(a.text), shingles(b.text)) for a, b in zip(texts[::2], texts[1::2], strict=True)]
    assert all(LEAST_SIMILARITY < one < 0.5 for one in exact)
    found = near_duplicates(texts)
    assert len(found) >= 197
    assert all(one[:3] == first[:3] for one, first in found.items())
