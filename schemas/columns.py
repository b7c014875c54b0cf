"""The one specification of all tables: Arrow schemas, expectations, data package and codebook are made from it."""

from __future__ import annotations

from functools import cache
from typing import get_args

import pyarrow as pa

from schemas.cameo import cameo_codes
from schemas.countries import actor_classes, country_codes
from schemas.records import DATE_BASES, PLACE_LEVELS, PRECISIONS, PUBLISHED_BASES, STATUSES, Stage
from schemas.spec import Column, Partition, Table, TableName, Where

# Raised when a column changes its name, type or meaning; it stands in every file's metadata.
SCHEMA_VERSION = "3"

# CAMEO actor codes are groups of three letters: ISR, ISRGOVMIL, IGOEUREEC.
RANKER_CODES_PATTERN = r"^(NONE|[0-9]{3,4})( (NONE|[0-9]{3,4})){0,2}$"
RANKER_SCORES_PATTERN = r"^[01]\.[0-9]+( [01]\.[0-9]+){0,2}$"
ACTOR_CODE_PATTERN = r"^[A-Z]{3}(?:[A-Z]{3})*$"
# BCP 47 primary subtags as ISO 639 has them, and "und" for undetermined.
LANGUAGE_PATTERN = r"^[a-z]{2,3}$"
PLACE_BASES = ("act", "sentence", "dateline")


def _text(name: str, description: str, *, nullable: bool = False) -> Column:
    return Column(name, pa.string(), description, nullable=nullable, is_text=True)


def _offset(name: str, description: str, *, nullable: bool = False) -> Column:
    described = f"{description}, in characters of the cleaned text"
    return Column(name, pa.int32(), described, nullable=nullable, minimum=0)


def _count(name: str, description: str, *, minimum: int = 0, where: Where = "both") -> Column:
    return Column(name, pa.int32(), description, minimum=minimum, where=where)


def _confidence(description: str) -> Column:
    return Column("confidence", pa.float64(), f"{description}, 0 to 1", minimum=0, maximum=1)


def _country(name: str, description: str) -> Column:
    described = f"{description}, as ISO 3166-1 alpha-3 (XKX for Kosovo)"
    return Column(name, pa.string(), described, nullable=True, allowed=country_codes())


def _actor_country(name: str, who: str) -> Column:
    described = (
        f"Country of {who}, as ISO 3166-1 alpha-3 (XKX for Kosovo); for an actor of no one country the CAMEO class or "
        "region that its code begins with (IGO, NGO, IMG, MNC, EUR, ...)"
    )
    return Column(name, pa.string(), described, nullable=True, allowed=(*country_codes(), *sorted(actor_classes())))


def _run_id() -> Column:
    return Column("run_id", pa.string(), "The run that coded the article", pattern=r"^[0-9a-f]+$", where="release")


def _spans(role: str, who: str, *, nullable: bool) -> tuple[Column, ...]:
    return (
        _text(f"{role}_text", f"The words that name {who}", nullable=nullable),
        _offset(f"{role}_start", f"Where the words that name {who} start", nullable=nullable),
        _offset(f"{role}_end", f"Where the words that name {who} end (half-open)", nullable=nullable),
    )


def _actor(role: str, who: str, *, nullable: bool) -> tuple[Column, ...]:
    return (
        _text(f"{role}_name", f"The name of {who}, spelled as in the gazetteer where it is known", nullable=nullable),
        Column(
            f"{role}_code",
            pa.string(),
            f"CAMEO actor code of {who}: country, then roles; null where nothing in the text gives it",
            nullable=True,
            pattern=ACTOR_CODE_PATTERN,
        ),
        _actor_country(f"{role}_country", who),
        Column(
            f"{role}_sector",
            pa.string(),
            f"First role code of {who} (GOV, MIL, OPP, ...); null for a bare country",
            nullable=True,
            pattern=r"^[A-Z]{3}$",
        ),
    )


@cache
def _coding() -> tuple[Column, ...]:
    codes = cameo_codes().values()
    return (
        Column("cameo_code", pa.string(), "CAMEO event code of two to four digits", allowed=tuple(cameo_codes())),
        Column(
            "cameo_root",
            pa.string(),
            "First two digits of the CAMEO code",
            allowed=tuple(sorted({c.root for c in codes})),
        ),
        Column(
            "quad_class",
            pa.int8(),
            "1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict",
            minimum=1,
            maximum=4,
        ),
        Column(
            "goldstein",
            pa.float64(),
            "Goldstein score of the CAMEO code, -10 (most conflictual) to 10 (most cooperative)",
            minimum=-10,
            maximum=10,
        ),
        Column(
            "plover",
            pa.string(),
            "PLOVER event type of the CAMEO code; null where PLOVER has none",
            nullable=True,
            allowed=tuple(sorted({c.plover for c in codes if c.plover})),
        ),
        Column("is_reciprocal", pa.bool_(), "True where source and target do it together and could change places"),
    )


def _status() -> Column:
    described = (
        "happened, ongoing, planned, hypothetical, alleged or denied; a verbal act that was performed has happened, "
        "even when its content is a plan or a threat"
    )
    return Column("status", pa.string(), described, allowed=STATUSES)


def _date() -> tuple[Column, ...]:
    return (
        Column(
            "event_date",
            pa.date32(),
            "First day of the stated period; null only where neither text nor article has a date",
            nullable=True,
        ),
        Column(
            "date_precision",
            pa.string(),
            "Length of the stated period: day, month or year",
            nullable=True,
            allowed=PRECISIONS,
        ),
        Column(
            "date_basis",
            pa.string(),
            "How the date is known: explicit (stated), relative (to the publication day), context (from the sentence "
            "before or the head of the article), publication (nothing else known)",
            nullable=True,
            allowed=DATE_BASES,
        ),
    )


def _place() -> tuple[Column, ...]:
    return (
        _text("place_text", "The words that name the place", nullable=True),
        _text("place_name", "Name of the place in GeoNames", nullable=True),
        _country("place_country", "Country of the place"),
        Column("latitude", pa.float64(), "Degrees north (WGS 84)", nullable=True, minimum=-90, maximum=90),
        Column("longitude", pa.float64(), "Degrees east (WGS 84)", nullable=True, minimum=-180, maximum=180),
        Column(
            "place_basis",
            pa.string(),
            "Where the place was found: act (governed by the act), sentence, dateline",
            nullable=True,
            allowed=PLACE_BASES,
        ),
        Column(
            "place_level",
            pa.string(),
            "What the place is: country, admin1 (a state, province or region), city; null where there is no place and "
            "in what was coded before schema 3",
            nullable=True,
            allowed=PLACE_LEVELS,
        ),
        Column(
            "place_score",
            pa.float64(),
            "How sure the place is, 0 to 1: its basis (act 1, sentence 0.8, dateline 0.6) times its share in the "
            "weight of all places of that name, by population and by the countries of actors and article; it orders "
            "places and is no frequency; null with `place_level`",
            nullable=True,
            minimum=0,
            maximum=1,
        ),
    )


def _articles() -> Table:
    columns = (
        Column("article_id", pa.string(), "Id of the article, as given or from its file name", is_unique=True),
        Column("content_hash", pa.string(), "SHA-256 of the article as it was read", pattern=r"^[0-9a-f]{8,}$"),
        _text("url", "Address of the article on the web", nullable=True),
        _text("source", "Name of the newspaper, agency or site", nullable=True),
        _text("title", "Headline", nullable=True),
        Column("published", pa.date32(), "Day of publication; null where nothing told it", nullable=True),
        Column(
            "published_basis",
            pa.string(),
            "What told the day of publication: field, metadata, url, text, dateline or caption",
            nullable=True,
            allowed=PUBLISHED_BASES,
        ),
        Column("language", pa.string(), "Language as ISO 639-1 code", pattern=LANGUAGE_PATTERN),
        _text("dateline_place", "Place in the dateline", nullable=True),
        _text("dateline_agency", "Agency in the dateline", nullable=True),
        Column("dateline_date", pa.date32(), "Day in the dateline", nullable=True),
        _count("n_captions", "Number of photo captions, which are kept apart and not coded"),
        _count("n_sentences", "Number of sentences"),
        _count("n_mentions", "Number of mentions in this release", where="release"),
        Column(
            "near_duplicate_of",
            pa.string(),
            "Id of the first article that tells the same text, word for word or nearly so (agency copy, an updated "
            "version); null where this is the first or the only one",
            nullable=True,
            where="release",
        ),
        _text("text", "Cleaned text, in which all offsets count"),
        _run_id(),
    )
    partition = Partition("published_year", "published", "Year of publication")
    description = "News articles that were read, without their furniture"
    return Table("articles", description, columns, ("article_id",), ("article_id",), partition)


def _sentences() -> Table:
    columns = (
        Column("article_id", pa.string(), "Id of the article"),
        _count("sentence_index", "Number of the sentence in its article, from 0"),
        _offset("start", "Where the sentence starts"),
        _offset("end", "Where the sentence ends (half-open)"),
        _text("text", "The sentence"),
        Column("is_headline", pa.bool_(), "True where the sentence belongs to the headline"),
        _run_id(),
    )
    key = ("article_id", "sentence_index")
    description = "The sentences of all articles"
    return Table("sentences", description, columns, key, key, references=(("article_id", "articles"),))


def _mentions() -> Table:
    columns = (
        Column("mention_id", pa.string(), "Id of the mention: a hash of article, spans and rule", is_unique=True),
        Column("event_id", pa.string(), "The event that the mention tells", where="release"),
        Column("article_id", pa.string(), "The article that it stands in"),
        _count("sentence_index", "Number of the sentence in its article, from 0"),
        _offset("sentence_start", "Where the sentence starts"),
        _offset("sentence_end", "Where the sentence ends (half-open)"),
        _text("sentence_text", "The sentence"),
        *_spans("source", "who acted", nullable=False),
        *_actor("source", "who acted", nullable=False),
        *_spans("target", "whom it was done to", nullable=True),
        *_actor("target", "whom it was done to", nullable=True),
        *_spans("trigger", "the act", nullable=False),
        Column("rule_id", pa.string(), "The rule that coded it"),
        _text("dependency_path", "Path from source over trigger to target in the parse"),
        *_coding(),
        _status(),
        _text("status_cue", "The words that tell the status; null where it is the plain form", nullable=True),
        _text("attribution", "Who says so, where the text attributes it", nullable=True),
        *_date(),
        _text("date_text", "The words that tell the date", nullable=True),
        *_place(),
        _confidence("How sure the coder is"),
        Column(
            "ranker_codes",
            pa.string(),
            "The ranker's three likeliest codes with a space between, the likeliest first (NONE: no act); null where "
            "the rules alone decided",
            nullable=True,
            pattern=RANKER_CODES_PATTERN,
        ),
        Column(
            "ranker_scores",
            pa.string(),
            "The probabilities of `ranker_codes` in its order, 0 to 1, with a space between",
            nullable=True,
            pattern=RANKER_SCORES_PATTERN,
        ),
        _run_id(),
    )
    description = "Every place in an article that tells an event, with the words it rests on"
    sort_by = ("article_id", "sentence_index", "trigger_start", "mention_id")
    references: tuple[tuple[str, TableName], ...] = (("article_id", "articles"), ("event_id", "events"))
    partition = Partition("event_year", "event_date", "Year of the event")
    return Table("mentions", description, columns, ("mention_id",), sort_by, partition, references)


def _events() -> Table:
    columns = (
        Column("event_id", pa.string(), "Id of the event", is_unique=True),
        *_date(),
        *_actor("source", "who acted", nullable=False),
        *_actor("target", "whom it was done to", nullable=True),
        *_coding(),
        _status(),
        *_place(),
        _count("n_mentions", "Number of mentions that tell it", minimum=1),
        _count("n_articles", "Number of articles that tell it", minimum=1),
        _count("n_sources", "Number of known newspapers, agencies and sites that tell it; reprints do not count"),
        Column("first_published", pa.date32(), "First day on which it was told", nullable=True),
        Column("last_published", pa.date32(), "Last day on which it was told", nullable=True),
        _confidence("How sure the coder is, all mentions taken together"),
        Column("best_mention_id", pa.string(), "The mention that tells it best"),
    )
    description = "What happened, once for all the mentions that tell it"
    partition = Partition("event_year", "event_date", "Year of the event")
    references: tuple[tuple[str, TableName], ...] = (("best_mention_id", "mentions"),)
    return Table("events", description, columns, ("event_id",), ("event_date", "event_id"), partition, references)


def _rejections() -> Table:
    columns = (
        Column("stage", pa.string(), "The step that dropped it", allowed=get_args(Stage)),
        Column("reason", pa.string(), "Why, as a short code"),
        Column("article_id", pa.string(), "The article, or the file's path where no article could be read"),
        _text("detail", "What exactly was dropped"),
    )
    key = ("article_id", "stage", "reason", "detail")
    return Table("rejections", "What was dropped on the way, and why", columns, key, key)


@cache
def tables() -> dict[TableName, Table]:
    """All tables by name."""
    made = (_articles(), _sentences(), _mentions(), _events(), _rejections())
    return {table.name: table for table in made}


def columns_of(table: Table, *, in_release: bool) -> tuple[Column, ...]:
    """The columns that the table has in a run, or in a release."""
    return tuple(column for column in table.columns if in_release or column.where == "both")


def arrow_schema(
    table: Table, *, in_release: bool, strict: bool = False, versions: dict[str, str] | None = None
) -> pa.Schema:
    """The Arrow schema of a table: descriptions in the fields' metadata, `versions` in the schema's.

    Only a `strict` schema forbids nulls: a run keeps bad rows, so that a release can put them into quarantine.
    """
    fields = [
        pa.field(column.name, column.type, column.nullable or not strict, {"description": column.description})
        for column in columns_of(table, in_release=in_release)
    ]
    about = {"table": table.name, "description": table.description, "schema_version": SCHEMA_VERSION}
    return pa.schema(fields, metadata={**about, **(versions or {})})
