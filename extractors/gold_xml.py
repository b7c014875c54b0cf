"""The validation files of PETRARCH and TABARI: sentences in XML, each with the events that its coder must find.

    <Sentence date="19950101" id="DEMO-01" category="DEMO">
    <EventCoding sourcecode="ARN" targetcode="GON" eventcode="036"/>
    <Text>Arnor is about to restore full diplomatic ties with Gondor ...</Text>
    <Parse>...</Parse>
    </Sentence>

The parse is passed over, and so are sentences marked `evaluate="false"` and what those coders' own set-up needs. A
sentence may have no event (`<EventCoding noevents="true"/>`): whatever is coded in it is wrong.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

from lxml import etree  # type: ignore[import-untyped]  # lxml ships no types

from extractors.gold import RELATION_OF_ROOT, GoldAct, GoldText, Party, gold_article
from schemas.cameo import cameo_codes
from schemas.errors import InputError

# How PETRARCH, TABARI and hand-made files write the day.
DATE_FORMATS = {8: "%Y%m%d", 6: "%y%m%d", 10: "%Y-%m-%d"}
# What those coders write for an actor, or a country, that they do not know.
NO_ACTOR = "---"


def read_validation_xml(path: Path) -> tuple[GoldText, ...]:
    """The sentences of a validation file. Raises InputError with file, line and element for what cannot be read."""
    # What a file asks to be fetched or expanded is left alone.
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        tree = etree.parse(str(path), parser)
    except (OSError, etree.XMLSyntaxError) as error:
        raise InputError(f"{path}: not well-formed XML: {error}") from error
    texts: dict[str, GoldText] = {}
    for element in tree.iter("{*}Sentence"):
        if _is_false(element.get("evaluate")):
            continue
        text = _text(path, element)
        if text.article.article_id in texts:
            raise _error(path, element, f"the id {text.article.article_id!r} stands twice")
        texts[text.article.article_id] = text
    if not texts:
        raise InputError(f"{path}: no <Sentence> to evaluate is in it")
    return tuple(texts.values())


def _text(path: Path, element: Any) -> GoldText:
    sentence_id = element.get("id")
    if not sentence_id:
        raise _error(path, element, "it has no id")
    words = element.find("{*}Text")
    text = " ".join("".join(words.itertext()).split()) if words is not None else ""
    if not text:
        raise _error(path, element, f"sentence {sentence_id} has no <Text>")
    article = gold_article(sentence_id, text, _published(path, element), str(path))
    acts = list(_acts(path, element))
    # Those coders write an act of two equal sides twice, once in each direction.
    directed = {(act.source, act.target, act.codes) for act in acts}
    both_ways = [replace(a, is_reciprocal=(a.target, a.source, a.codes) in directed) for a in acts]
    return GoldText(article, tuple(both_ways), is_exhaustive=True, optional=())


def _acts(path: Path, element: Any) -> Iterator[GoldAct]:
    for coding in element.iter("{*}EventCoding"):
        if any(name in coding.attrib for name in ("noevents", "noevent")):
            continue
        code = coding.get("eventcode")
        if code not in cameo_codes():
            raise _error(path, coding, f"eventcode {code!r} is no CAMEO code")
        root = code[:2]
        yield GoldAct(
            source=_party(path, coding, "sourcecode"),
            target=_party(path, coding, "targetcode"),
            label=RELATION_OF_ROOT[root],
            roots=(root,),
            root=root,
            codes=(code,),
            status=None,
            dates=(),
            is_core=True,
            is_reciprocal=False,
            snippets=(),
        )


def _party(path: Path, coding: Any, name: str) -> Party:
    """The country of an actor code, or the code of one above countries: roles are told too variously to compare."""
    code = coding.get(name)
    if not code:
        raise _error(path, coding, f"it has no {name}")
    head = code[:3]
    return Party(None, (None if head == NO_ACTOR else head,))


def _published(path: Path, element: Any) -> date | None:
    value = (element.get("date") or "").strip()
    if not value:
        return None
    try:
        return datetime.strptime(value, DATE_FORMATS[len(value)]).date()
    except (KeyError, ValueError) as error:
        raise _error(path, element, f"{value!r} is no date like 19950101") from error


def _is_false(value: str | None) -> bool:
    return (value or "").strip().lower() == "false"


def _error(path: Path, element: Any, what: str) -> InputError:
    tag = etree.QName(element).localname
    return InputError(f"{path}:{element.sourceline}: <{tag}>: {what}")
