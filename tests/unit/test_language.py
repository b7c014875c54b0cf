"""English is kept, also where it is short; other languages are named."""

from __future__ import annotations

import pytest

from extractors.language import detect_language, is_plain


@pytest.mark.parametrize(
    "text",
    [
        "Norland and Sudmark signed a pact on their border on Tuesday.",
        "Oslo turned down the offer.",
        "Norway's premier flies home early.",
        "NATO",
        "Abdelfattah Louarak receives Mohamed ould Ghazouani.",
    ],
)
def test_english(text: str) -> None:
    assert detect_language(text).code == "en"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Le ministre a signé mercredi à Rabat un accord de défense avec son homologue.", "fr"),
        ("El ministro firmó el miércoles en Rabat un acuerdo de defensa con su homólogo.", "es"),
        ("Der Minister unterzeichnete am Mittwoch in Rabat ein Abkommen mit seinem Kollegen.", "de"),
        ("Министр подписал соглашение.", "ru"),
        ("外务省发言人星期一表示将继续对话。", "zh"),
    ],
)
def test_other_languages(text: str, code: str) -> None:
    found = detect_language(text)
    assert found.code == code
    assert 0.4 < found.probability <= 1.0


def test_plain_script() -> None:
    assert is_plain("Norland 2021")
    assert not is_plain("Министр")
    assert not is_plain("2021")
