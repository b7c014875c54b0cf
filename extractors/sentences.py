"""Cleaned text in, parsed sentences out: every paragraph is parsed by itself, so no sentence crosses a line break."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from spacy.language import Language
from spacy.tokens import Span, Token

from extractors.repairs import repair
from schemas.records import CleanArticle, Sentence

PARAGRAPH = re.compile(r"[^\n]+")


@dataclass(frozen=True, slots=True)
class ParsedSentence:
    """A sentence with its parse. `span` lies in the document of its paragraph, which starts at `offset` of the text."""

    sentence: Sentence
    span: Span
    offset: int

    def start_of(self, token: Token) -> int:
        """Where `token` starts in the cleaned text."""
        return self.offset + token.idx

    def end_of(self, token: Token) -> int:
        """Where `token` ends in the cleaned text (half-open)."""
        return self.offset + token.idx + len(token)

    def token_at(self, position: int) -> Token | None:
        """The token that covers a position of the cleaned text; None where none does."""
        return next((t for t in self.span if self.start_of(t) <= position < self.end_of(t)), None)


def paragraphs_of(text: str) -> Iterator[tuple[int, str]]:
    """Yield (offset, paragraph) for every line of `text` that holds more than spaces."""
    for match in PARAGRAPH.finditer(text):
        if match.group().strip():
            yield match.start(), match.group()


def parse_articles(articles: Sequence[CleanArticle], nlp: Language) -> Iterator[list[ParsedSentence]]:
    """Yield the parsed sentences of each article, in order; paragraphs of all articles share the model's batches."""
    located = [(i, offset, text) for i, article in enumerate(articles) for offset, text in paragraphs_of(article.text)]
    parsed: list[list[ParsedSentence]] = [[] for _ in articles]
    docs = nlp.pipe((text for _, _, text in located), batch_size=64)
    for (i, offset, _), doc in zip(located, docs, strict=True):
        article, sentences = articles[i], parsed[i]
        for span in repair(doc).sents:
            start, end = offset + span.start_char, offset + span.end_char
            sentence = Sentence(
                article_id=article.article_id,
                sentence_index=len(sentences),
                start=start,
                end=end,
                text=article.text[start:end],
                is_headline=offset == 0 and article.title is not None,
            )
            sentences.append(ParsedSentence(sentence, span, offset))
    yield from parsed
