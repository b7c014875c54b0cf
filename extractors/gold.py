"""Gold annotations in, gold texts out: what a human coder found in a text, in whichever form it was written down.

Three forms are read. JSON lines mark one act in each sentence: `{id, text, published, source_text, target_text, label,
source_country?, target_country?, cameo?}`. A folder holds whole articles in `articles.jsonl` and, in one JSON file for
each, every event of the article. PETRARCH's validation XML is read by `gold_xml`.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any, Literal

from extractors.read import read_inputs
from schemas.cameo import cameo_codes
from schemas.errors import InputError
from schemas.records import STATUSES, PublishedBasis, RawArticle, Status

Form = Literal["sentences", "articles", "petrarch"]

# The relation that the acts of a CAMEO root count as: PLOVER's types, with demands, disapproval and fights under the
# types that annotators of single sentences do not tell them from. 01 is a comment, which they leave without a type.
RELATION_OF_ROOT = {
    "01": "NONE", "02": "REQUEST", "03": "AGREE", "04": "CONSULT", "05": "SUPPORT", "06": "COOPERATE", "07": "AID",
    "08": "YIELD", "09": "ACCUSE", "10": "REQUEST", "11": "ACCUSE", "12": "REJECT", "13": "THREATEN", "14": "PROTEST",
    "15": "MOBILIZE", "16": "SANCTION", "17": "COERCE", "18": "ASSAULT", "19": "ASSAULT", "20": "ASSAULT",
}  # fmt: skip
ROOTS_OF_RELATION = {
    relation: tuple(root for root, of in RELATION_OF_ROOT.items() if of == relation)
    for relation in dict.fromkeys(RELATION_OF_ROOT.values())
}
# Relations whose two sides may be named in either order.
RECIPROCAL_RELATIONS = frozenset({"AGREE", "CONSULT", "SUPPORT", "COOPERATE"})


@dataclass(frozen=True, slots=True)
class Party:
    """One side of a gold act: the words that name it, or heads of actor codes, None among them for one without a
    country."""

    text: str | None
    codes: tuple[str | None, ...]


@dataclass(frozen=True, slots=True)
class GoldAct:
    """An act that a human coder marked.

    `label` is its relation and `roots` are the CAMEO roots that are right; `root` is the one root that the gold gives,
    None where it gives the relation alone. `codes` are heads of the codes that are right. `snippets` are the sentences
    that tell it; without any, the whole text does.
    """

    source: Party
    target: Party
    label: str
    roots: tuple[str, ...]
    root: str | None
    codes: tuple[str, ...]
    status: Status | None
    dates: tuple[str, ...]
    is_core: bool
    is_reciprocal: bool
    snippets: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GoldText:
    """A text with its gold acts. Where `is_exhaustive`, what is not among `acts` is no act, but for what `optional`
    sentences tell."""

    article: RawArticle
    acts: tuple[GoldAct, ...]
    is_exhaustive: bool
    optional: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Gold:
    """All gold texts of one path."""

    name: str
    form: Form
    texts: tuple[GoldText, ...]


def read_gold(path: Path) -> Gold:
    """The gold annotations at `path`: a JSON-lines file, a folder of articles, or an XML file.

    Raises InputError, with file and line or element, for anything that is none of these.
    """
    if path.is_dir():
        return Gold(path.name, "articles", _articles(path))
    if path.suffix.lower() == ".jsonl":
        return Gold(path.name, "sentences", _sentences(path))
    if path.suffix.lower() == ".xml":
        from extractors.gold_xml import read_validation_xml

        return Gold(path.name, "petrarch", read_validation_xml(path))
    raise InputError(f"{path}: not a gold file; read are .jsonl, .xml, and folders with articles.jsonl")


def gold_article(article_id: str, text: str, published: date | None, path: str) -> RawArticle:
    """A text of a gold file as an article that was read."""
    digest = hashlib.sha256(text.encode()).hexdigest()
    basis: PublishedBasis | None = "field" if published else None
    return RawArticle(article_id, text, None, None, "gold", published, basis, path, digest)


def _sentences(path: Path) -> tuple[GoldText, ...]:
    texts: dict[str, GoldText] = {}
    for number, line in enumerate(_text_of(path).splitlines(), start=1):
        if not line.strip():
            continue
        row = Row(_object(line, f"{path}:{number}"), f"{path}:{number}")
        text = _sentence(row, path)
        first = texts.setdefault(text.article.article_id, text)
        if first is not text:
            if first.article.text != text.article.text:
                raise row.error("id", "it stands before with another text; give one of them another id")
            texts[text.article.article_id] = replace(first, acts=first.acts + text.acts)
    if not texts:
        raise InputError(f"{path}: there is no gold in it")
    return tuple(texts.values())


def _sentence(row: Row, path: Path) -> GoldText:
    code = row.optional("cameo")
    if code is not None and code not in cameo_codes():
        raise row.error("cameo", f"{code!r} is no CAMEO code")
    label = row.optional("label") or (RELATION_OF_ROOT[code[:2]] if code else None)
    if label not in ROOTS_OF_RELATION:
        raise row.error("label", f"{label!r} is none of {', '.join(ROOTS_OF_RELATION)}")
    act = GoldAct(
        source=Party(row.text("source_text"), _countries(row.optional("source_country"))),
        target=Party(row.text("target_text"), _countries(row.optional("target_country"))),
        label=label,
        roots=ROOTS_OF_RELATION[label],
        root=code[:2] if code else None,
        codes=(code,) if code else (),
        status=row.status(),
        dates=(),
        is_core=True,
        is_reciprocal=label in RECIPROCAL_RELATIONS,
        snippets=(),
    )
    article = gold_article(row.text("id"), row.text("text"), row.day("published"), str(path))
    return GoldText(article, (act,), is_exhaustive=False, optional=())


def _countries(cell: str | None) -> tuple[str, ...]:
    return tuple(dict.fromkeys(part.strip() for part in (cell or "").split(";") if part.strip()))


def _articles(folder: Path) -> tuple[GoldText, ...]:
    source = folder / "articles.jsonl"
    if not source.is_file():
        raise InputError(f"{folder}: not a gold folder; it needs articles.jsonl and a JSON file for each article")
    read = read_inputs([source])
    if read.rejections:
        raise InputError(f"{source}: {read.rejections[0].detail}")
    articles = {article.article_id: article for article in read.articles}
    texts = []
    for path in sorted(folder.glob("*.json")):
        row = Row(_object(_text_of(path), str(path)), str(path))
        article_id = row.optional("article_id") or path.stem
        if article_id not in articles:
            raise row.error("article_id", f"{article_id!r} is not in articles.jsonl")
        acts = tuple(_event(Row(event, f"{path}: event {i}")) for i, event in enumerate(row.objects("events"), start=1))
        optional = tuple(row.strings("optional", required=False))
        texts.append(GoldText(articles[article_id], acts, is_exhaustive=True, optional=optional))
    if not texts:
        raise InputError(f"{folder}: there is no gold in it; every article needs a JSON file with its events")
    return tuple(texts)


def _event(row: Row) -> GoldAct:
    roots = tuple(row.strings("roots"))
    unknown = [root for root in roots if root not in RELATION_OF_ROOT]
    if unknown or not roots:
        raise row.error("roots", f"{unknown[0]!r} is no CAMEO root" if unknown else "it is empty")
    salience = row.text("salience")
    if salience not in {"core", "minor"}:
        raise row.error("salience", f"{salience!r} is neither core nor minor")
    day = row.optional("date")
    return GoldAct(
        source=Party(None, tuple(row.strings("source", nulls=True))),
        target=Party(None, tuple(row.strings("target", nulls=True))),
        label=RELATION_OF_ROOT[roots[0]],
        roots=roots,
        root=roots[0],
        codes=tuple(row.strings("codes", required=False)),
        status=row.status(),
        dates=tuple(row.strings("dates", required=False)) or ((day,) if day else ()),
        is_core=salience == "core",
        is_reciprocal=bool(row.values.get("reciprocal")),
        snippets=tuple(row.strings("snippets", required=False)) or (row.text("snippet"),),
    )


@dataclass(frozen=True, slots=True)
class Row:
    """An object of a gold file with its place for messages; every getter raises InputError with both."""

    values: Mapping[str, Any]
    where: str

    def error(self, name: str, what: str) -> InputError:
        """What to raise where field `name` is wrong."""
        return InputError(f"{self.where}: field {name!r}: {what}")

    def optional(self, name: str) -> str | None:
        """A string, or None where the field is missing, null or empty."""
        value = self.values.get(name)
        if value is not None and not isinstance(value, str):
            raise self.error(name, f"expected a string, found {value!r}")
        return value or None

    def text(self, name: str) -> str:
        """A string that must be there; whole numbers pass for ids."""
        value = self.values.get(name)
        if name == "id" and isinstance(value, int):
            return str(value)
        found = self.optional(name)
        if found is None or not found.strip():
            raise self.error(name, "it is missing or empty")
        return found

    def day(self, name: str) -> date | None:
        """A day, or None where the field is missing."""
        value = self.optional(name)
        try:
            return date.fromisoformat(value) if value else None
        except ValueError as error:
            raise self.error(name, f"{value!r} is no date like 2021-11-24") from error

    def status(self) -> Status | None:
        """The status of an act, None where the gold does not give it."""
        value = self.optional("status")
        if value is not None and value not in STATUSES:
            raise self.error("status", f"{value!r} is none of {', '.join(STATUSES)}")
        return value

    def strings(self, name: str, *, required: bool = True, nulls: bool = False) -> list[Any]:
        """A list of strings; with `nulls`, null may stand among them."""
        value = self.values.get(name)
        if value is None and not required:
            return []
        if not isinstance(value, list) or not all(isinstance(v, str) or (nulls and v is None) for v in value):
            raise self.error(name, f"expected a list of strings, found {value!r}")
        return value

    def objects(self, name: str) -> Iterator[Mapping[str, Any]]:
        """The objects of a list."""
        value = self.values.get(name)
        if not isinstance(value, list) or not all(isinstance(v, dict) for v in value):
            raise self.error(name, "expected a list of objects")
        yield from value


def _text_of(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path}: {error}") from error


def _object(text: str, where: str) -> Mapping[str, Any]:
    try:
        values = json.loads(text)
    except json.JSONDecodeError as error:
        raise InputError(f"{where}: {error}") from error
    if not isinstance(values, dict):
        raise InputError(f"{where}: expected an object, found {text.strip()[:40]!r}")
    return values
