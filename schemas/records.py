"""The records that pass between the steps: one frozen type for each arrow of the data flow.

Offsets are half-open and in characters of the cleaned text, so `text[start:end]` is the span. Dates are days.
Countries are ISO 3166-1 alpha-3; in mentions and events the class of an actor of no one country stands there too (IGO,
EUR). Actor and event codes are CAMEO strings.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal, get_args

Status = Literal["happened", "ongoing", "planned", "hypothetical", "alleged", "denied"]
Precision = Literal["day", "month", "year"]
DateBasis = Literal["explicit", "relative", "context", "publication"]
PlaceLevel = Literal["country", "admin1", "city"]
PublishedBasis = Literal["field", "metadata", "url", "text", "dateline", "caption"]
# How an actor was found: a name of the gazetteer; a nationality adjective ("Israeli"); a role noun ("troops",
# "the defence minister"); a person or organisation that only the text names; a pronoun or description resolved to
# an antecedent; a place ("in Rabat").
ActorKind = Literal["name", "adjective", "role", "entity", "anaphor", "place"]
Stage = Literal["read", "clean", "language", "extract", "validate"]

STATUSES: tuple[Status, ...] = get_args(Status)
PRECISIONS: tuple[Precision, ...] = get_args(Precision)
DATE_BASES: tuple[DateBasis, ...] = get_args(DateBasis)
PLACE_LEVELS: tuple[PlaceLevel, ...] = get_args(PlaceLevel)
PUBLISHED_BASES: tuple[PublishedBasis, ...] = get_args(PublishedBasis)


@dataclass(frozen=True, slots=True)
class Rejection:
    """What a step dropped, and why; `article_id` is the input's path where no article could be read."""

    stage: Stage
    reason: str
    article_id: str
    detail: str


@dataclass(frozen=True, slots=True)
class RawArticle:
    """One article as read: `text` is the main text, its title standing first on a line of its own where known.

    `published` is what the input itself said (field, page metadata or URL), else None.
    """

    article_id: str
    text: str
    title: str | None
    url: str | None
    source: str | None
    published: date | None
    published_basis: PublishedBasis | None
    path: str
    content_hash: str


@dataclass(frozen=True, slots=True)
class Dateline:
    """ "RABAT, Morocco (Agency), Nov 24 -": where and when a report was filed."""

    place: str
    agency: str | None
    date: date | None


@dataclass(frozen=True, slots=True)
class Caption:
    """A photo caption, kept apart from the text and not coded by default."""

    text: str
    date: date | None


@dataclass(frozen=True, slots=True)
class OffsetRun:
    """`length` characters that stand at `clean` in the cleaned text and at `raw` in the raw text."""

    clean: int
    raw: int
    length: int


@dataclass(frozen=True, slots=True)
class CleanArticle:
    """An article without its furniture: paragraphs joined by a blank line, quotes and spaces normalised."""

    article_id: str
    text: str
    title: str | None
    url: str | None
    source: str | None
    published: date | None
    published_basis: PublishedBasis | None
    language: str
    dateline: Dateline | None
    captions: tuple[Caption, ...]
    offsets: tuple[OffsetRun, ...]
    content_hash: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of a cleaned article."""

    article_id: str
    sentence_index: int
    start: int
    end: int
    text: str
    is_headline: bool


@dataclass(frozen=True, slots=True)
class ActorMention:
    """Words that name an actor. Two mentions may share a span where it names several ("both countries").

    `code` is None where the text names somebody whose code nothing gives. `sector` is the first role code (GOV, MIL,
    OPP...), None for a bare country. `basis` says where the country came from: "name", "adjective", "possessor",
    "place", "context", "antecedent".
    """

    sentence_index: int
    start: int
    end: int
    head_start: int
    text: str
    name: str
    code: str | None
    country: str | None
    sector: str | None
    kind: ActorKind
    basis: str


@dataclass(frozen=True, slots=True)
class ResolvedDate:
    """The first day of the stated period; a stated week has its Monday, with precision "month".

    `text` is the expression, None where basis is publication.
    """

    date: date
    precision: Precision
    basis: DateBasis
    text: str | None


@dataclass(frozen=True, slots=True)
class Place:
    """Where an act took place. `basis`: "act" (governed by the act), "sentence", "dateline"."""

    text: str
    name: str
    country: str | None
    latitude: float | None
    longitude: float | None
    basis: str


@dataclass(frozen=True, slots=True)
class Act:
    """Who did what to whom in one sentence, before it is dated and placed. `trigger_head_start` is the offset of the
    trigger's head word. `path` is the dependency path from source over trigger to target, for `explain`. `ranked` are
    the ranker's likeliest codes with their probabilities, where it has judged the act."""

    sentence_index: int
    source: ActorMention
    target: ActorMention | None
    trigger_start: int
    trigger_end: int
    trigger_head_start: int
    trigger_text: str
    rule_id: str
    cameo_code: str
    is_reciprocal: bool
    status: Status
    status_cue: str | None
    attribution: str | None
    confidence: float
    path: str
    ranked: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Mention:
    """One coded act, as a row of the `mentions` table; `schemas.columns` describes each field."""

    mention_id: str
    article_id: str
    sentence_index: int
    sentence_start: int
    sentence_end: int
    sentence_text: str
    source_text: str
    source_start: int
    source_end: int
    source_name: str
    source_code: str | None
    source_country: str | None
    source_sector: str | None
    target_text: str | None
    target_start: int | None
    target_end: int | None
    target_name: str | None
    target_code: str | None
    target_country: str | None
    target_sector: str | None
    trigger_text: str
    trigger_start: int
    trigger_end: int
    rule_id: str
    dependency_path: str
    cameo_code: str
    cameo_root: str
    quad_class: int
    goldstein: float
    plover: str | None
    is_reciprocal: bool
    status: Status
    status_cue: str | None
    attribution: str | None
    event_date: date | None
    date_precision: Precision | None
    date_basis: DateBasis | None
    date_text: str | None
    place_text: str | None
    place_name: str | None
    place_country: str | None
    latitude: float | None
    longitude: float | None
    place_basis: str | None
    confidence: float
    ranker_codes: str | None = None
    ranker_scores: str | None = None
    place_level: PlaceLevel | None = None
    place_score: float | None = None


@dataclass(frozen=True, slots=True)
class Event:
    """What happened once, as a row of the `events` table; `mention_ids` links the mentions that tell it."""

    event_id: str
    event_date: date | None
    date_precision: Precision | None
    date_basis: DateBasis | None
    source_name: str
    source_code: str | None
    source_country: str | None
    source_sector: str | None
    target_name: str | None
    target_code: str | None
    target_country: str | None
    target_sector: str | None
    is_reciprocal: bool
    cameo_code: str
    cameo_root: str
    quad_class: int
    goldstein: float
    plover: str | None
    status: Status
    place_text: str | None
    place_name: str | None
    place_country: str | None
    latitude: float | None
    longitude: float | None
    place_basis: str | None
    n_mentions: int
    n_articles: int
    n_sources: int
    first_published: date | None
    last_published: date | None
    confidence: float
    best_mention_id: str
    mention_ids: tuple[str, ...]
    place_level: PlaceLevel | None = None
    place_score: float | None = None


@dataclass(frozen=True, slots=True)
class ArticleRef:
    """What merging needs to know about an article; `near_duplicate_of` is the first article that tells its text."""

    article_id: str
    source: str | None
    published: date | None
    content_hash: str
    title: str | None
    near_duplicate_of: str | None = None
