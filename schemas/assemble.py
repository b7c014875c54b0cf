"""Committed runs in, one set of tables out: of every article the version that was committed last.

Two articles are versions of one where they have the same id, or the same address on the web. An address that two
articles of one run have, such as a feed's, is no article's.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

from schemas.addresses import address_of
from schemas.columns import SCHEMA_VERSION
from schemas.runs import Run, run_schema
from schemas.spec import TableName


@dataclass(frozen=True, slots=True)
class Share:
    """What a run contributes to a release: the articles (kept or rejected) that no later run has a version of."""

    run: Run
    article_ids: frozenset[str]


@dataclass(frozen=True, slots=True)
class Assembled:
    """The tables of all runs before validation; `rejections` counts by stage and reason."""

    shares: tuple[Share, ...]
    articles: pa.Table
    sentences: pa.Table
    mentions: pa.Table
    rejections: dict[str, dict[str, int]]


def shares_of(runs: Sequence[Run]) -> tuple[Share, ...]:
    """What each run contributes, ordered by run id; `runs` stand in the order of their commits. Idle ones are left out.

    An article that a later run rejected is out, like one that it coded anew or has under the same address.
    """
    addresses = [_addresses(run) for run in runs]
    shared = _shared(addresses)
    claimed: set[str] = set()
    taken: set[str] = set()
    shares = []
    for run, of_run in zip(reversed(runs), reversed(addresses), strict=True):
        own = {article_id: address for article_id, address in of_run.items() if address not in shared}
        superseded = {article_id for article_id, address in own.items() if address in taken}
        ids = of_run.keys() | _ids(run, "rejections")
        shares.append(Share(run, frozenset(ids - claimed - superseded)))
        claimed |= ids
        taken |= {address for address in own.values() if address is not None}
    return tuple(sorted((share for share in shares if share.article_ids), key=lambda share: share.run.run_id))


def _addresses(run: Run) -> dict[str, str | None]:
    """The address of every article of the run, by id."""
    found = run.read("articles", columns=("article_id", "url"))
    cells = zip(*(column.to_pylist() for column in found.columns), strict=True)
    return {article_id: address_of(url) for article_id, url in cells}


def _shared(addresses: Iterable[dict[str, str | None]]) -> set[str | None]:
    """The addresses that two articles of one run have."""
    return {address for of_run in addresses for address, n in Counter(of_run.values()).items() if n > 1}


def _ids(run: Run, name: TableName) -> set[str]:
    return set(run.read(name, columns=("article_id",)).column("article_id").to_pylist())


def inputs_key(shares: Sequence[Share], versions: Mapping[str, str], corrections: str | None = None) -> str:
    """A hash over all that decides a release: which run gives which article, the versions, the corrections' hash."""
    given = [[share.run.run_id, sorted(share.article_ids)] for share in shares]
    parts = {"given": given, "versions": dict(versions), "schema": SCHEMA_VERSION, "corrections": corrections}
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()


def assemble(shares: Sequence[Share]) -> Assembled:
    """The tables of all shares, each with the column `run_id`."""
    rejections: dict[str, Counter[str]] = {}
    for share in shares:
        for row in _owned(share, "rejections").select(["stage", "reason"]).to_pylist():
            rejections.setdefault(row["stage"], Counter())[row["reason"]] += 1
    return Assembled(
        shares=tuple(shares),
        articles=_together(shares, "articles"),
        sentences=_together(shares, "sentences"),
        mentions=_together(shares, "mentions"),
        rejections={stage: dict(sorted(reasons.items())) for stage, reasons in sorted(rejections.items())},
    )


def _owned(share: Share, name: TableName) -> pa.Table:
    table = share.run.read(name)
    return table.filter(pc.is_in(table.column("article_id"), pa.array(sorted(share.article_ids), pa.string())))


def _together(shares: Sequence[Share], name: TableName) -> pa.Table:
    parts = [_with_run_id(_owned(share, name), share.run.run_id) for share in shares]
    return pa.concat_tables([_with_run_id(run_schema(name).empty_table(), ""), *parts])


def _with_run_id(table: pa.Table, run_id: str) -> pa.Table:
    return table.append_column("run_id", pa.array([run_id] * table.num_rows, pa.string()))
