"""A raw article in, the article alone out: what is dropped has its reason, what stays its origin."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extractors.captions import caption_of, is_caption
from extractors.dateline import DatelineMatch, dateline_record, match_dateline
from extractors.language import detect_language
from extractors.layout import Line, lines_of
from extractors.lines import line_reason
from extractors.offsets import MappedText, cut, joined, raw_position
from extractors.publication import publication_date
from extractors.repeats import repeated_lines, reporter_lines, teaser_lines
from schemas.records import Caption, CleanArticle, Dateline, RawArticle, Rejection

SEPARATOR = "\n\n"
# Who, did, what: an act needs no fewer words.
MIN_WORDS = 3
# A headline longer than this is a sentence.
MAX_TITLE_WORDS = 25
MAX_KICKER_WORDS = 3
# A report's dateline opens its first paragraph; a title, a standfirst and leftovers may stand before it.
DATELINE_WITHIN = 8
DETAIL_LENGTH = 200


@dataclass(frozen=True, slots=True)
class CleanResult:
    """The cleaned article, or None where it was rejected, and all that was dropped."""

    article: CleanArticle | None
    rejections: tuple[Rejection, ...]


@dataclass(frozen=True, slots=True)
class Kept:
    """The lines that stay, the dateline cut from them, and why each other line went."""

    lines: tuple[MappedText, ...]
    title: str | None
    match: DatelineMatch | None
    dropped: tuple[tuple[str, str], ...]


def clean_article(raw: RawArticle) -> CleanResult:
    """The article of `raw` without what is not news, or a rejection (`too_short`, `not_english`).

    The rejections of a kept article name the lines it lost: stage "clean", detail the line cut at 200 characters.
    """
    lines = lines_of(raw.text)
    kept = keep_lines(lines, has_title=raw.title is not None)
    dropped = tuple(rejection_of(raw, reason, text) for text, reason in kept.dropped)
    mapped = joined(kept.lines, SEPARATOR)
    if len(mapped.text.split()) < MIN_WORDS:
        why = f"{len(mapped.text.split())} words of news, at least {MIN_WORDS} needed: {mapped.text!r}"
        return CleanResult(None, (*dropped, Rejection("clean", "too_short", raw.article_id, why)))
    language = detect_language(mapped.text)
    if language.code != "en":
        why = f"{language.code} {language.probability:.2f}"
        return CleanResult(None, (*dropped, Rejection("language", "not_english", raw.article_id, why)))
    return CleanResult(assemble(raw, kept, mapped, language.code), dropped)


def raw_offset(article: CleanArticle, clean_offset: int) -> int:
    """Where the character at `clean_offset` of the cleaned text stands in the raw text; see `raw_position`."""
    return raw_position(article.offsets, clean_offset)


def rejection_of(raw: RawArticle, reason: str, text: str) -> Rejection:
    """The record of a dropped line."""
    return Rejection("clean", reason, raw.article_id, text[:DETAIL_LENGTH])


def assemble(raw: RawArticle, kept: Kept, mapped: MappedText, language: str) -> CleanArticle:
    """The clean article; its publication date is the input's own, else what its text states."""
    captions = captions_of(kept.dropped)
    published, basis = raw.published, raw.published_basis
    if published is None:
        stamps = [text for text, reason in kept.dropped if reason in {"date_line", "byline"}]
        published, basis = publication_date(stamps, match=kept.match, captions=captions, text=mapped.text)
    dateline: Dateline | None = dateline_record(kept.match, published=published) if kept.match else None
    return CleanArticle(
        article_id=raw.article_id,
        text=mapped.text,
        title=kept.title,
        url=raw.url,
        source=raw.source,
        published=published,
        published_basis=basis,
        language=language,
        dateline=dateline,
        captions=captions,
        offsets=mapped.runs,
        content_hash=raw.content_hash,
    )


def captions_of(dropped: Sequence[tuple[str, str]]) -> tuple[Caption, ...]:
    """The captions among the dropped lines, each once, in their order."""
    texts = dict.fromkeys(text for text, reason in dropped if reason == "caption")
    return tuple(caption_of(text) for text in texts)


def keep_lines(lines: Sequence[Line], *, has_title: bool) -> Kept:
    """Sort the lines into those that stay and those that go.

    A text of one line is an article by itself and loses nothing but a dateline; so does one that would lose all.
    """
    reasons = [None] if len(lines) == 1 else drop_reasons(lines, has_title=has_title)
    if lines and all(reasons) and set(reasons) == {"caption"}:
        reasons = [None] * len(lines)
    if not has_title:
        reasons = without_kicker(lines, reasons)
    kept = [line for line, reason in zip(lines, reasons, strict=True) if reason is None]
    dropped = [(line.text, reason) for line, reason in zip(lines, reasons, strict=True) if reason is not None]
    title = title_of(kept, is_given=has_title and bool(lines) and reasons[0] is None)
    parts, match, gone = without_dateline(kept, first=0 if title is None else 1)
    return Kept(tuple(parts), title, match, (*dropped, *gone))


def drop_reasons(lines: Sequence[Line], *, has_title: bool) -> list[str | None]:
    """Why each line goes, None where it stays. A given title is no line of the page's furniture."""
    reasons: list[str | None] = [
        line_reason(line.text) or ("caption" if is_caption(line.text) else None) for line in lines
    ]
    if has_title:
        reasons[0] = None
    for reason, found in (
        ("teaser", teaser_lines(lines, reasons)),
        ("byline", reporter_lines(lines, reasons)),
        ("repeated", repeated_lines(lines, reasons)),
    ):
        for index in found:
            reasons[index] = reasons[index] or reason
    return reasons


def without_kicker(lines: Sequence[Line], reasons: Sequence[str | None]) -> list[str | None]:
    """The reasons, with the first kept line gone where it is a section's name over the headline ("GULF CRISIS")."""
    first, second = (*(index for index, reason in enumerate(reasons) if reason is None), -1, -1)[:2]
    is_kicker = second > 0 and all(
        not lines[index].is_sentence and (len(lines[index].text.split()) <= MAX_KICKER_WORDS) == is_short
        for index, is_short in ((first, True), (second, False))
    )
    return ["kicker" if is_kicker and index == first else reason for index, reason in enumerate(reasons)]


def title_of(kept: Sequence[Line], *, is_given: bool) -> str | None:
    """The headline: the given one, else a first line that is no sentence and has an article after it."""
    if not kept:
        return None
    first = kept[0]
    is_headline = len(kept) > 1 and not first.is_sentence and len(first.text.split()) <= MAX_TITLE_WORDS
    return first.text if is_given or (is_headline and match_dateline(first.text) is None) else None


def without_dateline(
    kept: Sequence[Line], *, first: int
) -> tuple[list[MappedText], DatelineMatch | None, list[tuple[str, str]]]:
    """The lines without the dateline that the report opens with, its match, and the line that was nothing else."""
    parts = [line.mapped for line in kept]
    for index in range(first, min(len(kept), first + DATELINE_WITHIN)):
        match = match_dateline(kept[index].text)
        if match is None:
            continue
        text = kept[index].text
        if match.end == len(text):
            return parts[:index] + parts[index + 1 :], match, [(text, "dateline")]
        parts[index] = cut(parts[index], match.end, len(text))
        return parts, match, []
    return parts, None, []
