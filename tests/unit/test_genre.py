from __future__ import annotations

import pytest

from extractors.genre import genre_of, genre_of_article


@pytest.mark.parametrize(
    ("text", "genre"),
    [
        ("Ghana beat Mali in the quarter-final.", "sport"),
        ("The midfielder signed a contract with Porto.", "sport"),
        ("The coach praised the team after the match against Italy.", "sport"),
        ("Her screenplay attacks the army without mercy.", "culture"),
        ("The actress praised the director of the film.", "culture"),
        ("After World War II Poland expelled the settlers.", "history"),
        ("Ghana beat back rebels at the border with Mali.", None),
        ("Nurses on strike rejected the offer; the strikers will march on Friday.", None),
        ("The two teams of negotiators met in Oslo.", None),
        ("The minister met his counterpart at the stadium.", None),
        ("Hunger strikers ended their protest in Lima.", None),
    ],
)
def test_genre_of_a_sentence(text, genre):
    assert genre_of(text) == genre


def test_a_match_report_is_sport_as_a_whole():
    report = [
        "France beat Wales in the semi-final.",
        "The fly-half kicked two goals.",
        "He won a penalty at the scrum.",
    ]
    assert genre_of_article([*report, "France attacked Wales again.", "The minister was there."]) == "sport"


def test_one_film_in_a_political_report_does_not_make_it_culture():
    report = ["Police arrested the actress in Minsk."] + ["Belarus expelled two envoys."] * 9
    assert genre_of_article(report) is None
