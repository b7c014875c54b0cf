"""What of an input is new: the articles that no committed run has coded as it would be done today.

An article is known by its id and its content. Known content under a new id is the same article: a file that was moved.
The same id with other content is an article that was corrected at its source, even if that content was there before.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from schemas.addresses import address_of
from schemas.assemble import shares_of
from schemas.raw import raw_contents
from schemas.records import RawArticle, Rejection
from schemas.runs import Run, RunInputs

# What an input gave under one id: the hash of an article's content, or why a file or line gave no article.
State = tuple[str, ...]


class _Last(NamedTuple):
    """What the last run that knows an id has of it."""

    state: State
    run: Run


@dataclass(frozen=True, slots=True)
class NewInputs:
    """What is to be coded. `coded_in` is the last of the runs that hold the rest, None where nothing was known."""

    articles: tuple[RawArticle, ...]
    rejections: tuple[Rejection, ...]
    coded_in: Run | None

    def __bool__(self) -> bool:
        """Whether there is anything new."""
        return bool(self.articles or self.rejections)


def new_inputs(
    articles: Sequence[RawArticle], rejections: Sequence[Rejection], runs: Sequence[Run], versions: RunInputs
) -> NewInputs:
    """The articles, and the rejections of stage "read", that no run with these `versions` has dealt with.

    `runs` stand in the order of their commits. What counts for an id is the last run that knows it.
    """
    last: dict[str, _Last] = {}
    once_coded: dict[str, Run] = {}
    for run in runs:
        for article_id, state in _states_of_run(run).items():
            last[article_id] = _Last(state, run)
            once_coded.update({content: run for content in state if run.inputs == versions})
    now_coded = {content: run for state, run in last.values() if run.inputs == versions for content in state}
    in_release = {article_id for share in shares_of(runs) for article_id in share.article_ids}
    known = {
        article_id: last[article_id].run
        for article_id, state in _states(articles, rejections).items()
        # An older version of a page that still lies beside the newer one stays what it is, whatever codes today.
        if article_id in last
        and last[article_id].state == state
        and (last[article_id].run.inputs == versions or article_id not in in_release)
    }
    for article in articles:
        coded = once_coded if address_of(article.url) else now_coded
        if article.article_id not in last and article.content_hash in coded:
            known[article.article_id] = coded[article.content_hash]
    return NewInputs(
        tuple(article for article in articles if article.article_id not in known),
        tuple(rejection for rejection in rejections if rejection.article_id not in known),
        max(known.values(), key=lambda run: (run.finished, run.run_id), default=None),
    )


def unused_run_id(run_id: str, taken: Collection[str]) -> str:
    """`run_id`, or where a run of that id is taken, another that follows from it.

    The same articles are coded again where others came between, as when a correction is taken back.
    """
    while run_id in taken:
        run_id = hashlib.sha256(f"{run_id} again".encode()).hexdigest()[: len(run_id)]
    return run_id


def _states(articles: Iterable[RawArticle], rejections: Iterable[Rejection]) -> dict[str, State]:
    return _by_id({a.article_id: a.content_hash for a in articles}, [(r.article_id, r.reason) for r in rejections])


def _states_of_run(run: Run) -> dict[str, State]:
    contents = raw_contents(run.path)
    if not contents:
        found = run.read("articles", columns=("article_id", "content_hash"))
        contents = dict(zip(*(column.to_pylist() for column in found.columns), strict=True))
    rejected = run.read("rejections", columns=("stage", "article_id", "reason")).to_pylist()
    return _by_id(contents, [(row["article_id"], row["reason"]) for row in rejected if row["stage"] == "read"])


def _by_id(contents: Mapping[str, str], unread: Iterable[tuple[str, str]]) -> dict[str, State]:
    lines: dict[str, list[str]] = defaultdict(list)
    for article_id, content in contents.items():
        lines[article_id].append(content)
    for article_id, reason in unread:
        lines[article_id].append(f"not read: {reason}")
    return {article_id: tuple(sorted(of)) for article_id, of in lines.items()}
