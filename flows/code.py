"""`dragoman code`: the mentions of a text at hand, drawn."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.text import Text

from extractors.dictionaries import load_actors
from extractors.language import detect_language
from extractors.marks import arrow_of
from extractors.text import TextExtraction, extract_text
from flows.console import console, print_json, printable, to_dict
from flows.evidence import STYLES, evidence
from schemas.errors import InputError
from schemas.records import Mention
from schemas.versions import DEFAULT_CODER, Coder

INDENT = "  "


def texts_of(text: str | None, *, is_by_line: bool) -> Iterator[str]:
    """Yield the texts to code: `text`, or standard input where it is None or "-", whole or line by line.

    Raises InputError where standard input is not UTF-8, and where `text` names a file.
    """
    if text is not None and _is_file(text):
        raise InputError(f"{text}: is a file; give its text to standard input: dragoman code < {text}")
    if text is not None and text != "-":
        yield from text.splitlines() if is_by_line else [text]
        return
    try:
        yield from sys.stdin if is_by_line else [sys.stdin.read()]
    except UnicodeDecodeError as error:
        raise InputError(f"standard input is not UTF-8: {error}") from error


def _is_file(text: str) -> bool:
    try:
        return Path(text).is_file()
    except OSError:
        # Too long for the name of a file.
        return False


def code(
    text: str | None,
    *,
    published: date | None,
    model: str,
    actors: Sequence[Path] = (),
    coder: Coder = DEFAULT_CODER,
    is_by_line: bool,
    with_dropped: bool,
    html: Path | None,
    as_json: bool,
) -> None:
    """Code the text, or the texts of standard input, and draw each as it is done; write the HTML and JSON at the end.

    `actors` are dictionaries of the user's own. Raises InputError where there is no text, the model is not installed,
    a dictionary is missing or the page cannot be written, SeedError where a dictionary cannot be read.
    """
    for warning in load_actors(actors).warnings:
        console(stderr=True).print(warning, style="yellow", soft_wrap=True)
    done: list[TextExtraction] = []
    for one in texts_of(text, is_by_line=is_by_line):
        if not one.strip():
            continue
        done.append(extract_text(one, published=published, model=model, actors=actors, coder=coder))
        warn(done[-1], is_first=len(done) == 1)
        if not as_json:
            draw(console(), done[-1], with_dropped=with_dropped)
    if not done:
        raise InputError("there is no text: give it in quotes, or write it to standard input")
    if as_json:
        print_json([as_dict(extraction) for extraction in done])
    if html is not None:
        write_html(html, [mention for extraction in done for mention in extraction.mentions])


def warn(extraction: TextExtraction, *, is_first: bool) -> None:
    """Tell on standard error what limits the coding of a text."""
    article, notes = extraction.article, []
    language = detect_language(article.text)
    if language.code != "en":
        notes.append(f"This looks like {language.code!r}; Dragoman codes English.")
    if article.published is None and is_first:
        notes.append("No publication date (--published 2021-11-24): dates such as 'on Wednesday' stay unresolved.")
    for note in notes:
        console(stderr=True).print(note, style="yellow", soft_wrap=True)


def draw(out: Console, extraction: TextExtraction, *, with_dropped: bool) -> None:
    """Print each sentence that tells something, with its spans marked, and its mentions below it as arrows."""
    for sentence in extraction.sentences:
        mentions = [m for m in extraction.mentions if m.sentence_index == sentence.sentence_index]
        dropped = [d for d in extraction.dropped if with_dropped and d.sentence_index == sentence.sentence_index]
        if not mentions and not dropped and len(extraction.sentences) > 1:
            continue
        out.print(evidence(*mentions) if mentions else Text(printable(sentence.text)), soft_wrap=True)
        for line in (*map(arrow_line, mentions), *(dropped_line(d.trigger_text, d.reason) for d in dropped)):
            out.print(line, soft_wrap=True)
    for rejection in extraction.rejections if with_dropped else ():
        out.print(dropped_line(rejection.detail, rejection.reason), soft_wrap=True)
    if not extraction.mentions:
        hint = "" if with_dropped or not extraction.dropped else "; --dropped lists what was found and left out"
        out.print(Text(f"{INDENT}nothing coded{hint}", style="dim"), soft_wrap=True)
    out.print()


def arrow_line(mention: Mention) -> Text:
    """The mention as an arrow, and below it the rule and how sure it is."""
    arrow = arrow_of(mention)
    line = Text(INDENT).append(printable(arrow.source), style=STYLES["source"])
    line.append(" ").append(arrow.link, style=STYLES["act"])
    if arrow.target:
        line.append(" ").append(printable(arrow.target), style=STYLES["target"])
    return line.append(f"\n{INDENT * 2}rule {mention.rule_id}, confidence {mention.confidence:.2f}", style="dim")


def dropped_line(text: str, reason: str) -> Text:
    """What was left out, and why."""
    return Text(f"{INDENT}not coded: {printable(text) or 'the sentence'} ({reason})", style="dim")


def as_dict(extraction: TextExtraction) -> dict[str, Any]:
    """One text as JSON: the text in which offsets count, its date, its mentions, and what was left out."""
    article = extraction.article
    sentences = {s.sentence_index: s for s in extraction.sentences}
    return {
        "text": article.text,
        "published": article.published,
        "published_basis": article.published_basis,
        "mentions": [to_dict(mention) for mention in extraction.mentions],
        "dropped": [
            {"sentence_text": sentences[d.sentence_index].text, "trigger_text": d.trigger_text, "reason": d.reason}
            for d in extraction.dropped
        ],
        "dropped_lines": [{"text": r.detail, "reason": r.reason} for r in extraction.rejections],
    }


def write_html(path: Path, mentions: list[Mention]) -> None:
    """Write displaCy's view of the mentions as one page. Raises InputError where the file cannot be written."""
    from extractors.markup import render

    try:
        # displaCy's page names no encoding, so whatever is not ASCII goes in as character references.
        path.write_text(render(mentions, page=True), encoding="ascii", errors="xmlcharrefreplace")
    except OSError as error:
        raise InputError(f"--html {path}: {error.strerror}") from error
