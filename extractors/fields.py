"""The fields of one article, as JSON, a sidecar, front matter or a page give them, checked and turned into a record."""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from extractors.publication import url_date
from extractors.stated_date import iso_date, parse_full_date
from schemas.records import PublishedBasis, RawArticle, Rejection

FIELDS = ("id", "text", "title", "url", "source", "published")
ISO_HEAD = re.compile(r"(\d{4}-\d\d-\d\d)(?:$|[T ])|(\d{4})(\d\d)(\d\d)(?:T\d{6}Z?)?$")


@dataclass(slots=True)
class Notes:
    """What a reader met and did not reject: unknown fields by name, and warnings in full."""

    unknown_fields: Counter[str] = field(default_factory=Counter)
    warnings: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Origin:
    """Where an article stands: its file's name below the folder given, its place for messages ("news/a.jsonl:3"), and
    the id it gets if it names none."""

    name: str
    where: str
    default_id: str


def build_article(
    values: Mapping[str, object], origin: Origin, notes: Notes, *, basis: PublishedBasis = "field"
) -> RawArticle | Rejection:
    """The record of an article whose fields are `values`, or why there is none.

    `basis` says where the value of `published` comes from. Without one, the URL may tell the day.
    """
    notes.unknown_fields.update(sorted(set(map(str, values)) - set(FIELDS)))
    article_id = article_id_of(values.get("id"), origin)
    if article_id is None:
        return Rejection("read", "bad_id", origin.where, f"id {values['id']!r} is neither a string nor a whole number")
    text = values.get("text")
    if "text" not in values:
        return Rejection("read", "no_text", article_id, f"{origin.where}: the field 'text' is missing")
    if not isinstance(text, str):
        return Rejection(
            "read", "bad_text", article_id, f"{origin.where}: 'text' is {type(text).__name__}, not a string"
        )
    if not text.strip():
        return Rejection("read", "empty_text", article_id, f"{origin.where}: the text is empty")
    title, url, source = (string_of(values, name, origin, notes) for name in ("title", "url", "source"))
    published = published_of(values.get("published"), origin, notes)
    said: PublishedBasis | None = basis if published else None
    if published is None and url is not None and (published := url_date(url)):
        said = "url"
    whole = with_title(text, title)
    return RawArticle(
        article_id=article_id,
        text=whole,
        title=title,
        url=url,
        source=source,
        published=published,
        published_basis=said,
        path=origin.where,
        content_hash=content_hash(text=whole, title=title, url=url, source=source, published=published),
    )


def article_id_of(value: object, origin: Origin) -> str | None:
    """The id an article names, or the one its place gives it; None where what it names can be no id."""
    if value is None or value == "":
        return origin.default_id
    if isinstance(value, str):
        return value.strip() or origin.default_id
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else None


def string_of(values: Mapping[str, object], name: str, origin: Origin, notes: Notes) -> str | None:
    """A text field with single spaces, None where it is empty; a value of another type is left out with a warning."""
    value = values.get(name)
    if value is None:
        return None
    if not isinstance(value, str):
        notes.warnings.append(f"{origin.where}: {name!r} is {type(value).__name__}, not a string; it was left out")
        return None
    return " ".join(value.split()) or None


def published_of(value: object, origin: Origin, notes: Notes) -> date | None:
    """The day in a `published` field, as it is stated there; an unusable one is left out with a warning."""
    if value is None or value == "":
        return None
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    day = day_of(value.strip()) if isinstance(value, str) else None
    if day is None:
        notes.warnings.append(f"{origin.where}: published {value!r} is no date such as 2021-11-24; it was left out")
    return day


def day_of(text: str) -> date | None:
    """The day of an ISO date or time ("2021-11-24T10:00:00Z", "20211124"), or of a date in words."""
    iso = ISO_HEAD.match(text)
    if iso is None:
        return parse_full_date(re.sub(r"^[A-Z][a-z]{2,8},?\s+", "", text)) or parse_full_date(text)
    return iso_date(iso[1] or f"{iso[2]}-{iso[3]}-{iso[4]}")


def with_title(text: str, title: str | None) -> str:
    """The text with its title as a first line of its own, unless it begins with it."""
    first_line = next((line for line in text.splitlines() if line.strip()), "")
    if title is None or folded(first_line) == folded(title):
        return text
    return f"{title}\n\n{text}"


def folded(text: str) -> str:
    """A text as its letters and digits alone, in lower case."""
    return "".join(char for char in unicodedata.normalize("NFKC", text).casefold() if char.isalnum())


def content_hash(*, text: str, title: str | None, url: str | None, source: str | None, published: date | None) -> str:
    """A SHA-256 (hexadecimal) over all of an article that decides what is coded from it."""
    content = {
        "text": text,
        "title": title,
        "url": url,
        "source": source,
        "published": published and published.isoformat(),
    }
    canonical = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(canonical.encode("utf-8", "surrogatepass")).hexdigest()
