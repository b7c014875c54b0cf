"""What is no news of politics: sentences of sport, culture and history, told by their own words.

One strong word is enough ("midfielder"); weak words ("match", "season") count only together. Rules look at one
sentence, so that a report on a stadium bombing keeps its sentences on the bombing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import Literal

Genre = Literal["sport", "culture", "history"]

STRONG = {
    "sport": "quarter-final quarterfinal semi-final semifinal midfielder goalkeeper winger fly-half scrum-half "
    "scrum wicket wickets batsman bowler innings playoff playoffs touchdown quarterback penalty-shootout "
    "offside hat-trick grand-slam medallist medalist gold-medal world-cup champions-league premier-league la-liga "
    "bundesliga formula-one grand-prix lineout try-line kick-off halftime half-time extra-time stoppage-time "
    "relegation transfer-window head-coach tennis golf cricket rugby basketball baseball marathon",
    "history": "first-world-war second-world-war world-war-one world-war-two world-war-ii world-war-i wwii ww2 "
    "ottoman colonial-rule colonial-era colonised colonized medieval napoleon napoleonic roman-empire",
    "culture": "box-office screenplay blockbuster soundtrack sequel prequel novelist film-maker filmmaker actress "
    "album-chart biopic sitcom choreography protagonist co-stars starring premiere director's-cut",
}
WEAK = {
    "history": "century emperor empire dynasty kingdom conquest crusade",
    "sport": "match goal goals season league coach team fixture champion champions tournament title defender captain "
    "squad referee stadium fans win wins won beat defeat defeated scored score points game games opener final finals "
    "player players trophy cup club half try tries kick kicked penalty champions tackle pass line-out lead drop",
    "culture": "film movie actor novel album song singer band director character characters scene scenes plot audience "
    "critics review drama comedy episode series theatre painting gallery exhibition script camera cinema cinemas "
    "studio picture plays played cast role score",
}
# Scorelines ("a 4-1 win") and plots ("in the film, soldiers...") are as strong as any word.
SHAPES = {
    "sport": r"\b\d{1,2}-\d{1,2} (?:win|victory|defeat|draw|loss|lead)\b|\bcopa america\b|\bolympics?\b",
    "culture": r"\b(?:in|of) (?:the|his|her|this) (?:film|movie|novel|play|sitcom|opera|thriller)\b"
    r"|\b(?:film|movie|novel|documentary|drama|thriller) (?:tells|follows|depicts|portrays|stars|shows|imagines)\b",
    "history": r"\b1[0-8]\d\d\b|\b(?:1[5-9]th|nineteenth|eighteenth)[- ]century\b",
}
# So many weak words make a genre; fewer are met in political news ("the two teams' final session").
WEAK_NEEDED = 3


# A piece is of a genre as a whole where so many different words of it stand, and they make this share of all words.
ARTICLE_WORDS = 8
ARTICLE_SHARE = 0.02


@cache
def _patterns(genre: Genre) -> tuple[re.Pattern[str], re.Pattern[str]]:
    strong = "|".join(re.escape(w).replace(r"\-", r"[- ]") for w in STRONG[genre].split())
    weak = "|".join(map(re.escape, WEAK[genre].split()))
    return re.compile(rf"\b(?:{strong})s?\b|{SHAPES[genre]}", re.I), re.compile(rf"\b(?:{weak})\b", re.I)


def genre_of(text: str) -> Genre | None:
    """The genre that a sentence is of, None for news of any other kind.

    >>> genre_of("Ghana beat Mali in the quarter-final.")
    'sport'
    >>> genre_of("Ghana beat back rebels at the border with Mali.") is None
    True
    """
    genres: tuple[Genre, ...] = ("sport", "culture", "history")
    for genre in genres:
        strong, weak = _patterns(genre)
        if strong.search(text) or len({m.lower() for m in weak.findall(text)}) >= WEAK_NEEDED:
            return genre
    return None


def genre_of_article(sentences: Sequence[str]) -> Genre | None:
    """The genre that a whole piece is of: a match report or a film review, whose other sentences only look political.

    History is told within political reports too, so it never makes a genre of the piece.
    """
    text = " ".join(sentences)
    genres: tuple[Genre, ...] = ("sport", "culture")
    for genre in genres:
        strong, weak = _patterns(genre)
        found = [*(m.group().lower() for m in strong.finditer(text)), *(m.group().lower() for m in weak.finditer(text))]
        if len(set(found)) >= ARTICLE_WORDS and len(found) >= ARTICLE_SHARE * len(text.split()):
            return genre
    return None
