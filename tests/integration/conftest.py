"""A few short articles."""

from __future__ import annotations

from pathlib import Path

import pytest

ARTICLES = {
    "talks.txt": """Published: 24 November 2021

LISBON - The foreign minister of Portugal met her Norwegian counterpart in Lisbon on Monday.

Norway signed an agreement with Portugal on fishing rights on Tuesday. Portugal thanked Norway for its help.
""",
    "protest.txt": """Published: 3 March 2020

SANTIAGO - Chile expelled two Russian diplomats on Monday.

Russia condemned the expulsion, and threatened Chile with sanctions. Police arrested forty protesters in Santiago.
""",
    "aid.txt": """Published: 12 May 2019

Canada sent food and medicine to Mozambique after the cyclone. Mozambique asked Canada for more helicopters.
""",
}


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    """A folder with three articles."""
    folder = tmp_path / "articles"
    folder.mkdir()
    for name, text in ARTICLES.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder
