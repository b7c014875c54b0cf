"""The article on a web page: its main text, and what the page's own metadata says of it."""

from __future__ import annotations

import logging
import re
from dataclasses import dataclass
from datetime import date

from htmldate import find_date
from lxml import html  # type: ignore[import-untyped]  # lxml ships no types
from trafilatura import bare_extraction

from extractors.stated_date import iso_date

# Both log every page without a date or an article; such a page gets a rejection from us.
for name in ("trafilatura", "htmldate"):
    logging.getLogger(name).setLevel(logging.CRITICAL)

METADATA = ".//meta[@content] | .//script[@type='application/ld+json']"
# Names of meta elements that hold a day of publication or change; a copyright's year or an expiry day is neither.
DATE_NAME = re.compile(
    r"(?!.*(?:copyright|expir|event|birth))(?:.*(?:date|publi|time|created|issued|posted|modified|updated))", re.I
)
DATE_PROPERTY = re.compile(r'"date(?:Published|Created|Modified)"')
NAME_ATTRIBUTES = ("name", "property", "itemprop", "http-equiv")
# The first time of the article itself; those of a sidebar belong to other stories.
TIMES = "(.//article//time[@datetime] | .//main//time[@datetime] | .//time[@itemprop='datePublished' or @pubdate])[1]"


@dataclass(frozen=True, slots=True)
class Page:
    """What a page says; text and title are None where it has none, `published` where its metadata has no date."""

    text: str | None
    title: str | None
    url: str | None
    source: str | None
    published: date | None


def page_fields(markup: str) -> Page:
    """The article on a page. Its text holds no comments, tables or navigation."""
    tree = parse(markup)
    if tree is None:
        return Page(None, None, None, None, None)
    published = metadata_date(tree)
    document = bare_extraction(
        tree,
        include_comments=False,
        include_tables=False,
        with_metadata=True,
        date_extraction_params={"extensive_search": False},
    )
    if document is None or isinstance(document, dict):
        return Page(None, None, None, None, None)
    return Page(document.text, document.title, document.url, document.sitename or document.hostname, published)


def parse(markup: str) -> html.HtmlElement | None:
    """The page as a tree, None where there is no markup in it."""
    if not markup.strip():
        return None
    try:
        return html.fromstring(markup.encode("utf-8"), parser=html.HTMLParser(encoding="utf-8"))
    except (ValueError, html.etree.ParserError):
        return None


def metadata_date(tree: html.HtmlElement) -> date | None:
    """The day in a page's metadata: its meta elements, its structured data, or the time element of its article.

    A date finder given the whole page also takes dates from the running text; it gets nothing else to look at.
    """
    head = html.Element("head")
    body = html.Element("body")
    for element in tree.xpath(METADATA):
        if is_dated(element):
            head.append(copy_of(element))
    for element in tree.xpath(TIMES):
        body.append(copy_of(element))
    bare = html.Element("html")
    bare.extend([head, body])
    found = find_date(bare, extensive_search=False, original_date=True, url="")
    return iso_date(found) if found else None


def is_dated(element: html.HtmlElement) -> bool:
    """Whether a metadata element says when the page was published or changed; the finder reads any date in any."""
    if element.tag == "script":
        return DATE_PROPERTY.search(element.text or "") is not None
    return any(DATE_NAME.match(element.get(attribute) or "") for attribute in NAME_ATTRIBUTES)


def copy_of(element: html.HtmlElement) -> html.HtmlElement:
    """A copy of an element that leaves its tree as it was, without the text that follows it."""
    copied = html.fromstring(html.tostring(element, with_tail=False, encoding="unicode"))
    return copied if copied.tag == element.tag else next(copied.iter(element.tag))
