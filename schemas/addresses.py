"""When two addresses on the web are those of one article."""

from __future__ import annotations

from urllib.parse import parse_qsl, urlencode, urlsplit

# Added by whoever links to a page, to count visitors; the page is the same.
COUNTERS = ("utm_", "fbclid", "gclid", "mc_cid", "mc_eid", "cmpid", "ocid")


def address_of(url: str | None) -> str | None:
    """What is the same for all ways to write one article's URL; None where it names no single page of a site.

    Scheme, "www.", fragment, closing slash and visitor counters do not count.
    """
    if url is None:
        return None
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return None
    host = (parts.hostname or "").removeprefix("www.")
    path = parts.path.rstrip("/")
    query = urlencode(sorted(pair for pair in parse_qsl(parts.query) if not pair[0].lower().startswith(COUNTERS)))
    if not host or not (path or query):
        return None
    return f"{host}{path}?{query}"
