"""How each kind of file is read: text with a sidecar or front matter, web pages, JSON lines; each may be gzipped."""

from __future__ import annotations

import gzip
import json
import re
import zlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import yaml
from charset_normalizer import from_bytes

from extractors.fields import Notes, Origin, build_article
from extractors.page import page_fields
from schemas.records import RawArticle, Rejection

Read = Iterator[RawArticle | Rejection]
Reader = Callable[[Path, Origin, Notes], Read]

FRONT_MATTER = re.compile(r"---[ \t]*\r?\n(.*?)\r?\n---[ \t]*(?:\r?\n|$)", re.DOTALL)
# A block between rules that names no field is a part of the text.
FRONT_MATTER_FIELD = re.compile(r"^[A-Za-z_]+:(?:\s|$)", re.MULTILINE)
SIDECAR_SUFFIX = ".meta.json"
# No text holds control characters other than tabs, line and page breaks, and escapes.
CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
# Binary data shows in the first few thousand bytes.
HEAD_LENGTH = 4096
UTF_16_MARKS = (b"\xff\xfe", b"\xfe\xff")
UNPACKING_ERRORS = (gzip.BadGzipFile, EOFError, zlib.error)


class UnreadableError(Exception):
    """A file or line that gives no article; `reason` and `detail` become its rejection."""

    def __init__(self, reason: str, detail: str) -> None:
        super().__init__(f"{reason}: {detail}")
        self.reason = reason
        self.detail = detail


def decode(raw: bytes, where: str) -> str:
    """The text of `raw`: UTF-8, else the likeliest other encoding. Raises UnreadableError for binary data."""
    has_mark = raw.startswith(UTF_16_MARKS)
    if not has_mark and CONTROL.search(raw):
        raise UnreadableError("not_text", f"{where}: the file is binary, not text")
    try:
        return raw.decode("utf-16" if has_mark else "utf-8-sig")
    except UnicodeDecodeError:
        # Windows-1252 first: the web's encoding of English where a page names none (WHATWG).
        guess = from_bytes(raw, cp_isolation=["cp1252"]).best() or from_bytes(raw).best()
    if guess is None:
        raise UnreadableError("not_text", f"{where}: not text in any known encoding")
    return str(guess)


def read_bytes(path: Path, where: str) -> bytes:
    """All bytes of a file, unpacked where its name ends in .gz. Raises UnreadableError where that fails."""
    raw = path.read_bytes()
    if path.suffix.lower() != ".gz":
        return raw
    try:
        return gzip.decompress(raw)
    except UNPACKING_ERRORS as error:
        raise UnreadableError("bad_gzip", f"{where}: {error}") from error


def rejection(error: UnreadableError, article_id: str) -> Rejection:
    """The record of something unreadable."""
    return Rejection("read", error.reason, article_id, error.detail)


def read_text(path: Path, origin: Origin, notes: Notes) -> Read:
    """The one article of a text file, with the fields of its sidecar or front matter."""
    try:
        text, values = split_front_matter(decode(read_bytes(path, origin.where), origin.where), origin.where)
        fields = {**values, **sidecar_of(path, origin)}
    except UnreadableError as error:
        yield rejection(error, origin.default_id)
        return
    yield build_article({**fields, "text": text}, origin, notes)


def split_front_matter(text: str, where: str) -> tuple[str, dict[str, object]]:
    """The text after its YAML front matter, and the fields of that. Raises UnreadableError where it is no mapping."""
    match = FRONT_MATTER.match(text)
    if match is None or not FRONT_MATTER_FIELD.search(match[1]):
        return text, {}
    try:
        values = yaml.safe_load(match[1])
    except (yaml.YAMLError, ValueError) as error:
        raise UnreadableError("bad_front_matter", f"{where}: {' '.join(str(error).split())}") from error
    if not isinstance(values, dict):
        raise UnreadableError("bad_front_matter", f"{where}: the front matter holds no fields")
    return text[match.end() :], {str(name): value for name, value in values.items()}


def sidecar_of(path: Path, origin: Origin) -> dict[str, object]:
    """The fields in NAME.meta.json beside NAME.txt or NAME.html; none where there is no such file."""
    sidecar = sidecar_path(path)
    if not sidecar.is_file():
        return {}
    where = f"{sidecar.name} of {origin.where}"
    return parse_object(decode(sidecar.read_bytes(), where), where, first_line=1)


def sidecar_path(path: Path) -> Path:
    """Where the sidecar of an article's file is."""
    name = re.sub(r"\.gz$", "", path.name, flags=re.IGNORECASE)
    return path.with_name(name[: name.rindex(".")] + SIDECAR_SUFFIX)


def parse_object(text: str, where: str, *, first_line: int | None = None) -> dict[str, object]:
    """The JSON object in `text`. Raises UnreadableError with file, line and column where it is cut off or no object.

    `first_line` is the number of the first line of `text` where `where` does not name the line already.
    """
    try:
        values = json.loads(text)
    except json.JSONDecodeError as error:
        line = f" line {first_line + error.lineno - 1}" if first_line is not None else ""
        raise UnreadableError("bad_json", f"{where}{line} column {error.colno}: {error.msg}") from error
    except RecursionError as error:
        raise UnreadableError("bad_json", f"{where}: nested too deeply") from error
    if not isinstance(values, dict):
        raise UnreadableError(
            "bad_json", f"{where}: expected an object with the field 'text', found {text.strip()[:40]!r}"
        )
    return values


def read_page(path: Path, origin: Origin, notes: Notes) -> Read:
    """The one article of a web page; what a sidecar says goes before what the page says."""
    try:
        page = page_fields(decode(read_bytes(path, origin.where), origin.where))
        sidecar = sidecar_of(path, origin)
    except UnreadableError as error:
        yield rejection(error, origin.default_id)
        return
    if not page.text:
        yield Rejection("read", "no_text", origin.default_id, f"{origin.where}: no article was found on the page")
        return
    values = {"text": page.text, "title": page.title, "url": page.url, "source": page.source, **sidecar}
    if "published" in sidecar:
        yield build_article(values, origin, notes)
    else:
        yield build_article({**values, "published": page.published}, origin, notes, basis="metadata")


def read_json_lines(path: Path, origin: Origin, notes: Notes) -> Read:
    """The articles of a JSON-lines file, one by one, so that a large file never stands in memory as a whole."""
    try:
        with gzip.open(path) if path.suffix.lower() == ".gz" else path.open("rb") as handle:
            if CONTROL.search(handle.peek(HEAD_LENGTH)[:HEAD_LENGTH]):
                raise UnreadableError("not_text", f"{origin.where}: the file is binary, not JSON lines in UTF-8")
            for number, line in enumerate(handle, start=1):
                if line.strip():
                    yield read_json_line(line, line_origin(origin, number), notes)
    except UnreadableError as error:
        yield rejection(error, origin.default_id)
    except UNPACKING_ERRORS as error:
        yield Rejection("read", "bad_gzip", origin.default_id, f"{origin.where}: {error}")


def line_origin(origin: Origin, number: int) -> Origin:
    """The origin of one line of a file."""
    return replace(origin, where=f"{origin.where}:{number}", default_id=f"{origin.name}#{number}")


def read_json_line(line: bytes, origin: Origin, notes: Notes) -> RawArticle | Rejection:
    """The article of one line, or why it holds none."""
    try:
        values = parse_object(decode(line, origin.where), origin.where)
    except UnreadableError as error:
        return rejection(error, origin.default_id)
    return build_article(values, origin, notes)


READERS: dict[str, Reader] = {
    ".txt": read_text,
    ".html": read_page,
    ".htm": read_page,
    ".jsonl": read_json_lines,
}
