"""Which language a text is in. Short texts are taken for English unless something speaks against it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from py3langid.langid import MODEL_FILE, LanguageIdentifier

# Below this many words the identifier guesses by names: "NATO" is Italian to it.
MIN_WORDS = 6
# English gets a ten-thousandth in other languages' sentences, and a twentieth or more in English full of foreign names.
MIN_ENGLISH = 0.03
# An article's language shows in its first paragraphs; more costs time and tells nothing.
MAX_CHARACTERS = 1500


@dataclass(frozen=True, slots=True)
class Language:
    """An ISO 639 code and how sure the identifier is of it, in 0..1."""

    code: str
    probability: float


@cache
def identifier() -> LanguageIdentifier:
    """The identifier with all its languages, loaded once for each process."""
    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


def detect_language(text: str) -> Language:
    """The language of a text: English wherever it may well be, else the likeliest."""
    sample = text[:MAX_CHARACTERS]
    ranked = {str(code): float(probability) for code, probability in identifier().rank(sample)}
    may_be = ranked["en"] >= MIN_ENGLISH or (len(sample.split()) < MIN_WORDS and is_plain(sample))
    code = "en" if may_be else next(iter(ranked))
    return Language(code, ranked[code])


def is_plain(text: str) -> bool:
    """Whether nearly all letters are those that English uses."""
    letters = [character for character in text if character.isalpha()]
    return bool(letters) and sum(map(str.isascii, letters)) >= 0.95 * len(letters)
