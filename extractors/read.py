"""Files and folders in, raw articles out; what gives no article comes back as a rejection that names its place."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from extractors.fields import Notes, Origin
from extractors.formats import READERS, SIDECAR_SUFFIX, Read
from schemas.errors import InputError
from schemas.records import RawArticle, Rejection

# Files that tell of a folder and are no part of its contents.
DOCUMENTS = {"README", "LICENSE"}
SUFFIXES = f"{', '.join(READERS)} (each also with .gz)"


@dataclass(frozen=True, slots=True)
class ReadResult:
    """All articles read, in the order of the inputs, and what was not read.

    `n_inputs` is the number of articles and rejections: of files, and of lines in JSON-lines files. `unknown_fields`
    counts fields that no article has; `warnings` names what was left out of an article that was kept.
    """

    articles: tuple[RawArticle, ...]
    rejections: tuple[Rejection, ...]
    unknown_fields: Counter[str]
    warnings: tuple[str, ...]
    n_inputs: int


@dataclass(frozen=True, slots=True)
class InputFile:
    """A file to read, and its name relative to the folder that was given, with suffixes."""

    path: Path
    name: str


def read_inputs(paths: Sequence[Path]) -> ReadResult:
    """Read all articles in `paths`: files, or folders with all that is below them.

    Raises InputError for a path that is not there, a file that is no article's, inputs without any article's file, and
    two articles with one id.
    """
    notes = Notes()
    articles: dict[str, RawArticle] = {}
    rejections: list[Rejection] = []
    for file in find_files(paths, notes):
        for item in read_file(file, notes):
            if isinstance(item, Rejection):
                rejections.append(item)
            elif item.article_id in articles:
                raise InputError(twice(articles[item.article_id], item))
            else:
                articles[item.article_id] = item
    n_inputs = len(articles) + len(rejections)
    return ReadResult(
        tuple(articles.values()), tuple(rejections), notes.unknown_fields, tuple(notes.warnings), n_inputs
    )


def twice(first: RawArticle, second: RawArticle) -> str:
    """What to tell of two articles with one id."""
    return f"two articles have the id {first.article_id!r}: {first.path} and {second.path}; give one of them another id"


def read_file(file: InputFile, notes: Notes) -> Read:
    """Yield the articles of one file and the rejections of what it holds besides."""
    suffix = article_suffix(file.path)
    if suffix is None:
        raise InputError(f"{file.path}: not an article's file; read are {SUFFIXES}")
    stem = re.sub(r"\.gz$", "", file.name, flags=re.IGNORECASE)[: -len(suffix)]
    return READERS[suffix](file.path, Origin(file.name, str(file.path), stem), notes)


def find_files(paths: Sequence[Path], notes: Notes) -> list[InputFile]:
    """The articles' files in `paths`, those of a folder sorted by name; a file reached twice counts once.

    Raises InputError for a path that is not there, a single file that is no article's, and where there is no file.
    """
    found: dict[Path, InputFile] = {}
    for path in paths:
        for file in files_at(path, notes):
            found.setdefault(file.path.resolve(), file)
    if not found:
        where = ", ".join(map(str, paths)) or "an empty list of paths"
        raise InputError(f"no articles found in {where}; read are files ending in {SUFFIXES}")
    return list(found.values())


def files_at(path: Path, notes: Notes) -> list[InputFile]:
    """The file at `path`, or all articles' files below it."""
    if path.is_dir():
        return files_below(path, notes)
    if not path.exists():
        raise InputError(f"{path}: there is no such file or folder")
    if article_suffix(path) is None:
        raise InputError(f"{path}: not an article's file; read are files ending in {SUFFIXES}")
    return [InputFile(path, path.name)]


def files_below(folder: Path, notes: Notes) -> list[InputFile]:
    """The articles' files below a folder, sorted by name. Hidden ones are passed over, others noted."""
    files: list[InputFile] = []
    others: Counter[str] = Counter()
    for path in folder.rglob("*"):
        relative = path.relative_to(folder)
        if any(part.startswith(".") for part in relative.parts) or not path.is_file():
            continue
        if article_suffix(path) is not None:
            files.append(InputFile(path, relative.as_posix()))
        elif not path.name.endswith(SIDECAR_SUFFIX) and path.stem.upper() not in DOCUMENTS:
            others[path.suffix or path.name] += 1
    if others:
        listed = ", ".join(f"{suffix} ({count})" for suffix, count in sorted(others.items()))
        notes.warnings.append(f"{folder}: files of other kinds were passed over: {listed}")
    return sorted(files, key=lambda file: file.name)


def article_suffix(path: Path) -> str | None:
    """The suffix, in lower case and without .gz, that says how to read a file; None where there is no way to."""
    suffixes = [suffix.lower() for suffix in path.suffixes]
    if suffixes and suffixes[-1] == ".gz":
        suffixes.pop()
    return suffixes[-1] if suffixes and suffixes[-1] in READERS else None
