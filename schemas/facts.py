"""What a release says about itself: the source of its release.json, page, package and codebook."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from schemas.assemble import Assembled
from schemas.columns import SCHEMA_VERSION
from schemas.corrections import Correction, corrections_hash
from schemas.dataset import Dataset
from schemas.expectations import Check
from schemas.runs import Run
from schemas.spec import TableName


@dataclass(frozen=True, slots=True)
class RunFacts:
    """A run that a release stands on: which versions coded, and the number of articles it gave."""

    run_id: str
    model: str
    coder: str
    code_version: str
    code_hash: str
    seeds_hash: str
    actors_hash: str | None
    n_articles: int


@dataclass(frozen=True, slots=True)
class CorrectionFacts:
    """An entry of the corrections that were applied, and the number of rows it fitted."""

    entry: int
    table: str
    action: str
    reason: str
    n_rows: int


@dataclass(frozen=True, slots=True)
class Facts:
    """Versions and numbers of a release; nothing in it depends on when or where it was built.

    `inputs_key` hashes all that went in. `counts` are rows by table, `quarantined` rows by table and rule,
    `rejections` by stage and reason. `n_near_duplicates` are articles that tell another's text again.
    """

    version: str
    inputs_key: str
    code_version: str
    code_hash: str
    seeds_hash: str
    corrections_hash: str | None
    schema_version: str
    runs: tuple[RunFacts, ...]
    corrections: tuple[CorrectionFacts, ...]
    counts: Mapping[str, int]
    n_near_duplicates: int
    quarantined: Mapping[str, Mapping[str, int]]
    rejections: Mapping[str, Mapping[str, int]]
    checks: Mapping[TableName, tuple[Check, ...]]

    @property
    def n_quarantined(self) -> int:
        """How many rows were kept out of the tables."""
        return sum(sum(rules.values()) for rules in self.quarantined.values())


def facts_of(
    assembled: Assembled,
    dataset: Dataset,
    *,
    version: str,
    inputs_key: str,
    versions: Mapping[str, str],
    corrections: Sequence[Correction] = (),
) -> Facts:
    """The facts of a release of `dataset`; `versions` are code_version, code_hash and seeds_hash."""
    articles = dataset.tables["articles"]
    n_articles = {value["values"]: value["counts"] for value in articles.column("run_id").value_counts().to_pylist()}
    near_duplicates = articles.column("near_duplicate_of")
    return Facts(
        version=version,
        inputs_key=inputs_key,
        corrections_hash=corrections_hash(corrections),
        schema_version=SCHEMA_VERSION,
        runs=tuple(_run_facts(share.run, n_articles.get(share.run.run_id, 0)) for share in assembled.shares),
        corrections=tuple(CorrectionFacts(c.entry, c.table, c.action, c.reason, c.expect) for c in corrections),
        counts={name: table.num_rows for name, table in dataset.tables.items()},
        n_near_duplicates=len(near_duplicates) - near_duplicates.null_count,
        quarantined=dataset.quarantined(),
        rejections=assembled.rejections,
        checks=dataset.checks,
        **versions,
    )


def _run_facts(run: Run, n_articles: int) -> RunFacts:
    told = run.inputs
    return RunFacts(
        run_id=run.run_id,
        model=told.model,
        coder=told.coder,
        code_version=told.code_version,
        code_hash=told.code_hash,
        seeds_hash=told.seeds_hash,
        actors_hash=told.actors_hash,
        n_articles=n_articles,
    )
