"""Near-duplicate articles: agency copy under a new headline, updates, reprints. Found and linked, never deleted.

MinHash proposes pairs, so that the cost grows with the number of articles and not its square; the Jaccard similarity
of the two texts themselves decides. An article is linked straight to the first that tells its text, never to a link in
between: a page that changes a little every day does not end up as a duplicate of what it no longer resembles.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

# Two reporters on one event rarely write the same five words in a row; a desk that reprints rarely changes one in five.
WORDS_PER_SHINGLE = 5
# Of two texts as long as each other this is 57 % of the words in common. Reports of one agency on two days share a
# background of a third of their words, which is 0.2; a reprint under a new headline, cut by a third, has 0.6.
LEAST_SIMILARITY = 0.4
# Candidates are taken from further down, so that of a hundred pairs at just 0.4 less than one is missed.
LEAST_PROPOSED = 0.2
N_PERMUTATIONS = 128
SEED = 1

WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Text:
    """An article as far as its text and its turn go."""

    article_id: str
    published: date | None
    text: str


def near_duplicates(texts: Iterable[Text]) -> dict[str, str]:
    """The first article of each near-duplicate, by id; an article that is the first or the only one has no entry.

    The first is the one that was published first, undated ones last, of one day the one whose id sorts first. The
    order in which they are given changes nothing.
    """
    # Imported here because it takes half a second, which a run that finds everything done need not wait.
    from datasketch import MinHash, MinHashLSH  # type: ignore[import-untyped, unused-ignore]

    ordered = sorted(texts, key=lambda text: (text.published or date.max, text.article_id))
    signatures = MinHash.generator(
        ([shingle.encode() for shingle in shingles(text.text)] for text in ordered),
        num_perm=N_PERMUTATIONS,
        seed=SEED,
        hashfunc=zlib.crc32,
    )
    firsts = MinHashLSH(threshold=LEAST_PROPOSED, num_perm=N_PERMUTATIONS)
    found: dict[str, str] = {}
    for place, (text, signature) in enumerate(zip(ordered, signatures, strict=True)):
        first = _first_like(text, ordered, sorted(firsts.query(signature)))
        if first is None:
            firsts.insert(place, signature)
        else:
            found[text.article_id] = first.article_id
    return found


def _first_like(text: Text, ordered: Sequence[Text], proposed: Sequence[int]) -> Text | None:
    own = shingles(text.text) if proposed else frozenset()
    for place in proposed:
        if similarity(own, shingles(ordered[place].text)) >= LEAST_SIMILARITY:
            return ordered[place]
    return None


def shingles(text: str) -> frozenset[str]:
    """All runs of five words of a text, in lower case; of a shorter text the whole, so that no text is without."""
    words = WORD.findall(text.casefold())
    n_runs = max(len(words) - WORDS_PER_SHINGLE + 1, 1)
    return frozenset(" ".join(words[i : i + WORDS_PER_SHINGLE]) for i in range(n_runs))


def similarity(one: frozenset[str], other: frozenset[str]) -> float:
    """The Jaccard similarity of two sets that are not empty: the share of all their members that both have, 0 to 1."""
    common = len(one & other)
    return common / (len(one) + len(other) - common)
