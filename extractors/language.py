"""Which language a text is in. Short texts are taken for English unless something speaks against it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from py3langid.langid import MODEL_FILE, LanguageIdentifier

# Below this many words the identifier guesses by names: "NATO" is Italian to it.
MIN_WORDS = 6
# What it is less sure of than this it takes for English where the text is plain Latin script.
MIN_PROBABILITY = 0.9
# An article's language shows in its first paragraphs; more costs time and tells nothing.
MAX_CHARACTERS = 4000


@dataclass(frozen=True, slots=True)
class Language:
    """An ISO 639-1 code and how sure the identifier is of it, in 0..1."""

    code: str
    probability: float


@cache
def identifier() -> LanguageIdentifier:
    """The identifier with its 97 languages, loaded once for each process."""
    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


def detect_language(text: str) -> Language:
    """The language of a text."""
    sample = text[:MAX_CHARACTERS]
    code, probability = identifier().classify(sample)
    found = Language(str(code), float(probability))
    is_unsure = len(sample.split()) < MIN_WORDS or found.probability < MIN_PROBABILITY
    if found.code != "en" and is_unsure and is_plain(sample):
        return Language("en", 1 - found.probability)
    return found


def is_plain(text: str) -> bool:
    """Whether nearly all letters are those that English uses."""
    letters = [character for character in text if character.isalpha()]
    return bool(letters) and sum(map(str.isascii, letters)) >= 0.95 * len(letters)
