"""The coder as a component of a spaCy pipeline: `nlp.add_pipe("cameo_events")` sets `doc._.mentions`.

A document passes between processes and to disk as bytes, which hold no records; so it carries its mentions as plain
rows, and `doc._.mentions` builds the records from them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc, Span

from extractors.dateline import dateline_record, match_dateline
from extractors.dictionaries import load_actors
from extractors.markup import render
from extractors.pipeline import code_article, split_glued_quotes
from extractors.repairs import repair
from extractors.sentences import ParsedSentence
from extractors.text import text_hash, text_id
from schemas.errors import InputError
from schemas.records import CleanArticle, Mention, Sentence
from schemas.versions import DEFAULT_CODER, Coder

NAME = "cameo_events"
ROWS = "cameo_events.mentions"
# What the coder reads of a parse, and the component that commonly sets it.
NEEDED = {
    "DEP": "parser",
    "SENT_START": "parser",
    "TAG": "tagger",
    "POS": "attribute_ruler",
    "LEMMA": "lemmatizer",
    "ENT_IOB": "ner",
}


@dataclass(frozen=True, slots=True)
class CameoEvents:
    """Codes the documents that pass through it. `published` is the day of all whose own `doc._.published` is None,
    `actors` are dictionaries of the user's own."""

    published: date | None = None
    coder: Coder = DEFAULT_CODER
    actors: tuple[Path, ...] = ()

    def __call__(self, doc: Doc) -> Doc:
        """The document with its mentions. Raises InputError where a component that they rest on has not run."""
        own = doc._.published
        published = self.published if own is None else day_of(own)
        mentions = code_doc(doc, published=published, coder=self.coder, actors=self.actors)
        doc.user_data[ROWS] = [row_of(mention) for mention in mentions]
        return doc


@Language.factory(
    NAME,
    default_config={"published": None, "coder": DEFAULT_CODER, "actors": []},
    assigns=["doc._.mentions"],
    requires=["token.dep", "token.tag", "token.lemma", "doc.ents", "doc.sents"],
)
def make_cameo_events(nlp: Language, name: str, published: str | None, coder: Coder, actors: list[str]) -> CameoEvents:
    """The component for `nlp`. `published` is the day of all documents, as 2021-11-24; `actors` are paths.

    Its tokenizer learns to part glued quotation marks. Raises InputError where `nlp` is not for English or a dictionary
    of actors is missing, SeedError where one cannot be read.
    """
    if nlp.lang != "en":
        raise InputError(f"{name}: the pipeline is for {nlp.lang!r}; {NAME} codes English ('en')")
    split_glued_quotes(nlp)
    paths = tuple(map(Path, actors))
    load_actors(paths)
    return CameoEvents(None if published is None else day_of(published), coder, paths)


def code_doc(
    doc: Doc, *, published: date | None, coder: Coder = DEFAULT_CODER, actors: Sequence[Path] = ()
) -> tuple[Mention, ...]:
    """The mentions of a parsed document, with offsets in `doc.text`; the document stays as it is.

    Raises InputError where a component that they rest on has not run.
    """
    missing = sorted({name for annotation, name in NEEDED.items() if not doc.has_annotation(annotation)})
    if missing:
        raise InputError(
            f"{NAME}: the document lacks what {', '.join(missing)} would set; put {NAME} last in a pipeline that has "
            "them, such as en_core_web_sm"
        )
    article = article_of(doc, published=published)
    parsed = list(sentences_of(article, repair(doc.copy())))
    mentions, _ = code_article(article, parsed, known=load_actors(actors), coder=coder)
    return tuple(mentions)


def article_of(doc: Doc, *, published: date | None) -> CleanArticle:
    """The document as an article: its text as it is, so that offsets count in it."""
    match = match_dateline(doc.text)
    dateline = None if match is None else dateline_record(match, published=published)
    return CleanArticle(
        article_id=text_id(doc.text),
        text=doc.text,
        title=None,
        url=None,
        source=None,
        published=published,
        published_basis=None if published is None else "field",
        language="en",
        dateline=dateline,
        captions=(),
        offsets=(),
        content_hash=text_hash(doc.text),
    )


def sentences_of(article: CleanArticle, doc: Doc) -> Iterator[ParsedSentence]:
    """Yield the sentences of a parsed document that hold a word, without the spaces and line breaks around them."""
    spans = [trimmed for span in doc.sents if len(trimmed := without_spaces(span))]
    for index, span in enumerate(spans):
        start, end = span.start_char, span.end_char
        sentence = Sentence(article.article_id, index, start, end, article.text[start:end], is_headline=False)
        yield ParsedSentence(sentence, span, 0)


def without_spaces(span: Span) -> Span:
    """The span from its first word to its last."""
    words = [token.i for token in span if not token.is_space]
    return span.doc[words[0] : words[-1] + 1] if words else span.doc[span.start : span.start]


def day_of(value: Any) -> date:
    """A day from its ISO form. Raises InputError for anything else."""
    try:
        return date.fromisoformat(value)
    except (TypeError, ValueError) as error:
        raise InputError(f"{NAME}: published is {value!r}; write the day as text, such as '2021-11-24'") from error


def row_of(mention: Mention) -> dict[str, Any]:
    """A mention as bytes can hold it: its day in ISO form."""
    day = mention.event_date
    return asdict(mention) | {"event_date": None if day is None else day.isoformat()}


def mention_of(row: dict[str, Any]) -> Mention:
    """A mention from its row."""
    day = row["event_date"]
    return Mention(**row | {"event_date": None if day is None else date.fromisoformat(day)})


def mentions_of(doc: Doc) -> tuple[Mention, ...]:
    """The mentions of a document that went through the component, in their order; none of any other."""
    return tuple(map(mention_of, doc.user_data[ROWS])) if ROWS in doc.user_data else ()


def render_mentions(doc: Doc, *, page: bool = False) -> str:
    """displaCy's markup of the mentions of a document, one figure each; `page` makes it a whole page."""
    return render(mentions_of(doc), page=page)


Doc.set_extension("mentions", getter=mentions_of, force=True)
Doc.set_extension("published", default=None, force=True)
