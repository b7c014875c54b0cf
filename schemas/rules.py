"""Rules that tie the cells of a row together: each makes one column of true and false, which holds no text."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

import pandas as pd
import pyarrow as pa

from schemas.cameo import cameo_codes
from schemas.records import Status
from schemas.spec import TableName

# How many days after its publication an article may date an event. What happened, or is said to have happened, may
# carry tomorrow's date where the newspaper's day is still today's (time zones differ by up to 26 hours). Plans and what
# is denied or imagined may lie ahead; targets such as net zero in 2060 are stated decades before, beyond fifty
# years a year is a misread number.
ONE_DAY = 1
FIFTY_YEARS = 50 * 366
DAYS_AFTER_PUBLICATION: Mapping[Status, int] = {
    "happened": ONE_DAY,
    "ongoing": ONE_DAY,
    "alleged": ONE_DAY,
    "planned": FIFTY_YEARS,
    "hypothetical": FIFTY_YEARS,
    "denied": FIFTY_YEARS,
}


@dataclass(frozen=True, slots=True)
class Known:
    """What rows are checked against: cleaned text and day of publication by article, mentions by event."""

    texts: Mapping[str, str]
    published: Mapping[str, date | None]
    mentions_of: Mapping[str, frozenset[str]]


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule for rows: `holds` gives true, false or NA for every row of a frame (columns of Arrow types, nulls as NA).

    NA counts as false: what cannot be told does not hold.
    """

    name: str
    description: str
    holds: Callable[[pd.DataFrame, Known], pd.Series]


def frame_of(table: pa.Table) -> pd.DataFrame:
    """The table as a frame that keeps Arrow's types and nulls."""
    return table.to_pandas(types_mapper=pd.ArrowDtype)  # type: ignore[no-any-return]


def _same_nulls(*names: str) -> Callable[[pd.DataFrame, Known], pd.Series]:
    """All of the columns are null, or none is."""

    def holds(frame: pd.DataFrame, _: Known) -> pd.Series:
        n_null = frame[list(names)].isna().sum(axis=1)
        return n_null.isin([0, len(names)])

    return holds


def _named_target(frame: pd.DataFrame, _: Known) -> pd.Series:
    """A target may lack words (the thread of the story gives it) or a code, never a name."""
    is_there = frame[list(TARGET_COLUMNS)].notna().any(axis=1)
    holds: pd.Series = frame["target_name"].notna() | ~is_there
    return holds


def _is_slice(prefix: str) -> Callable[[pd.DataFrame, Known], pd.Series]:
    """The words are what stands at their offsets in the text; true where all three are null."""
    start, end, text = (f"{prefix}{part}" for part in ("start", "end", "text"))

    def holds(frame: pd.DataFrame, known: Known) -> pd.Series:
        cells = zip(frame["article_id"], frame[start], frame[end], frame[text], strict=True)
        return pd.Series([_stands_at(known.texts.get(i), s, e, words) for i, s, e, words in cells], dtype=bool)

    return holds


def _stands_at(text: str | None, start: object, end: object, words: object) -> bool:
    if start is pd.NA and end is pd.NA and words is pd.NA:
        return True
    if not (isinstance(text, str) and isinstance(start, int) and isinstance(end, int) and isinstance(words, str)):
        return False
    return 0 <= start < end and text[start:end] == words


def _inside_sentence(prefix: str) -> Callable[[pd.DataFrame, Known], pd.Series]:
    def holds(frame: pd.DataFrame, _: Known) -> pd.Series:
        starts_inside = frame[f"{prefix}_start"] >= frame["sentence_start"]
        ends_inside = frame[f"{prefix}_end"] <= frame["sentence_end"]
        return starts_inside.fillna(True) & ends_inside.fillna(True)

    return holds


def _article_exists(frame: pd.DataFrame, known: Known) -> pd.Series:
    return frame["article_id"].isin(list(known.texts))


def _root_is_head(frame: pd.DataFrame, _: Known) -> pd.Series:
    return frame["cameo_code"].str.slice(0, 2) == frame["cameo_root"]


def _as_in_cameo(column: str) -> Callable[[pd.DataFrame, Known], pd.Series]:
    """The cell is what the CAMEO table has for the row's code; a code that CAMEO lacks fails."""

    def holds(frame: pd.DataFrame, _: Known) -> pd.Series:
        wanted = frame["cameo_code"].map({code: getattr(row, column) for code, row in cameo_codes().items()})
        found = frame[column]
        return (wanted.isna() & found.isna()) | (wanted.astype(found.dtype) == found).fillna(False)

    return holds


def _precision_fits(frame: pd.DataFrame, _: Known) -> pd.Series:
    """A period that is told from another day ("last week", "two weeks ago") starts on any day, with month precision:
    the table knows no weeks."""
    day, month = frame["event_date"].dt.day, frame["event_date"].dt.month
    is_first_of_month = (
        (frame["date_precision"] != "month") | (day == 1) | frame["date_basis"].isin(["relative", "context"])
    ).fillna(True)
    is_first_of_year = ((frame["date_precision"] != "year") | ((day == 1) & (month == 1))).fillna(True)
    holds: pd.Series = is_first_of_month & is_first_of_year
    return holds


def _days(dates: pd.Series) -> pd.Series:
    return dates.astype(pd.ArrowDtype(pa.int32()))


def _not_after(frame: pd.DataFrame, published: pd.Series) -> pd.Series:
    allowed = frame["status"].map(dict(DAYS_AFTER_PUBLICATION)).astype(pd.ArrowDtype(pa.int32()))
    return (_days(frame["event_date"]) - _days(published) <= allowed).fillna(True)


def _published(frame: pd.DataFrame, known: Known) -> pd.Series:
    days = [known.published.get(article_id) for article_id in frame["article_id"]]
    dates: pd.Series = pa.array(days, pa.date32()).to_pandas(types_mapper=pd.ArrowDtype)
    return dates


def _mention_not_after(frame: pd.DataFrame, known: Known) -> pd.Series:
    return _not_after(frame, _published(frame, known))


def _dated_with_article(frame: pd.DataFrame, known: Known) -> pd.Series:
    return frame["event_date"].notna() | _published(frame, known).isna()


def _target_if_reciprocal(frame: pd.DataFrame, _: Known) -> pd.Series:
    return ~frame["is_reciprocal"].fillna(False) | frame["target_name"].notna()


def _counts_ordered(frame: pd.DataFrame, _: Known) -> pd.Series:
    return ((frame["n_mentions"] >= frame["n_articles"]) & (frame["n_articles"] >= frame["n_sources"])).fillna(False)


def _counts_mentions(frame: pd.DataFrame, known: Known) -> pd.Series:
    n_mentions = frame["event_id"].map({event: len(ids) for event, ids in known.mentions_of.items()})
    return (n_mentions.astype("Int64") == frame["n_mentions"].astype("Int64")).fillna(False)


def _best_is_own(frame: pd.DataFrame, known: Known) -> pd.Series:
    cells = zip(frame["event_id"], frame["best_mention_id"], strict=True)
    return pd.Series([best in known.mentions_of.get(event, ()) for event, best in cells], dtype=bool)


def _published_in_order(frame: pd.DataFrame, _: Known) -> pd.Series:
    return (frame["first_published"] <= frame["last_published"]).fillna(True)


def _event_not_after(frame: pd.DataFrame, _: Known) -> pd.Series:
    return _not_after(frame, frame["last_published"])


def _text_present(frame: pd.DataFrame, _: Known) -> pd.Series:
    return (frame["text"].str.len() > 0).fillna(False)


def _coding_rules() -> tuple[Rule, ...]:
    return (
        Rule("root_is_head_of_code", "the root is the code's first two digits", _root_is_head),
        Rule("quad_class_fits_code", "the quad class is that of the CAMEO code", _as_in_cameo("quad_class")),
        Rule("goldstein_fits_code", "the Goldstein score is that of the CAMEO code", _as_in_cameo("goldstein")),
        Rule("plover_fits_code", "the PLOVER type is that of the CAMEO code", _as_in_cameo("plover")),
        Rule("reciprocal_has_target", "what is done together has two sides", _target_if_reciprocal),
        Rule("date_is_whole", "date, precision and basis stand together", _same_nulls(*DATE_COLUMNS)),
        Rule(
            "date_fits_precision",
            "a named month's date is its first day, a year's the first of January",
            _precision_fits,
        ),
        Rule("place_is_whole", "a place has a text, a name and a basis, or none", _same_nulls(*PLACE_COLUMNS)),
        Rule("place_score_is_whole", "level and score of a place stand together", _same_nulls(*PLACE_SCORE_COLUMNS)),
        Rule("point_is_whole", "latitude and longitude stand together", _same_nulls("latitude", "longitude")),
    )


DATE_COLUMNS = ("event_date", "date_precision", "date_basis")
PLACE_COLUMNS = ("place_text", "place_name", "place_basis")
PLACE_SCORE_COLUMNS = ("place_level", "place_score")
TARGET_COLUMNS = ("target_text", "target_code", "target_country")


def _span_rules(prefix: str) -> tuple[Rule, Rule]:
    return (
        Rule(f"{prefix}_is_in_text", f"the {prefix}'s words stand at their offsets", _is_slice(f"{prefix}_")),
        Rule(f"{prefix}_is_in_sentence", f"the {prefix}'s words stand in the sentence", _inside_sentence(prefix)),
    )


@cache
def rules_of(name: TableName) -> tuple[Rule, ...]:
    """The rules across columns of a table, causes before their consequences."""
    exists = Rule("article_exists", "the article is in this release", _article_exists)
    if name == "articles":
        return (
            Rule("text_is_present", "the article has a text", _text_present),
            Rule(
                "published_is_whole",
                "day of publication and its basis stand together",
                _same_nulls("published", "published_basis"),
            ),
        )
    if name == "sentences":
        return (exists, Rule("sentence_is_in_text", "the sentence stands at its offsets", _is_slice("")))
    if name == "mentions":
        return (
            exists,
            Rule("sentence_is_in_text", "the sentence stands at its offsets", _is_slice("sentence_")),
            *(rule for prefix in ("source", "target", "trigger") for rule in _span_rules(prefix)),
            Rule("target_is_named", "a target that has words or a code has a name", _named_target),
            *_coding_rules(),
            Rule("dated_where_article_is", "where the article has a date, the event has one", _dated_with_article),
            Rule("date_not_after_publication", "no later than its status allows", _mention_not_after),
        )
    if name == "events":
        return (
            *_coding_rules(),
            Rule("counts_are_ordered", "mentions are no fewer than articles, articles than sources", _counts_ordered),
            Rule("counts_its_mentions", "as many mentions as point to the event", _counts_mentions),
            Rule("best_mention_is_own", "the best mention points to the event", _best_is_own),
            Rule("publication_in_order", "it was told first before it was told last", _published_in_order),
            Rule("date_not_after_publication", "no later than its status allows", _event_not_after),
        )
    return ()
