"""What a release says about itself: the source of its release.json, page, package and codebook."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from schemas.assemble import Assembled
from schemas.columns import SCHEMA_VERSION
from schemas.dataset import Dataset
from schemas.expectations import Check
from schemas.spec import TableName


@dataclass(frozen=True, slots=True)
class RunFacts:
    """A run that a release stands on, and the number of articles it gave."""

    run_id: str
    model: str
    code_version: str
    n_articles: int


@dataclass(frozen=True, slots=True)
class Facts:
    """Versions and numbers of a release; nothing in it depends on when or where it was built.

    `inputs_key` hashes all that went in. `counts` are rows by table, `quarantined` rows by table and rule,
    `rejections` by stage and reason.
    """

    version: str
    inputs_key: str
    code_version: str
    code_hash: str
    seeds_hash: str
    schema_version: str
    runs: tuple[RunFacts, ...]
    counts: Mapping[str, int]
    quarantined: Mapping[str, Mapping[str, int]]
    rejections: Mapping[str, Mapping[str, int]]
    checks: Mapping[TableName, tuple[Check, ...]]

    @property
    def n_quarantined(self) -> int:
        """How many rows were kept out of the tables."""
        return sum(sum(rules.values()) for rules in self.quarantined.values())


def facts_of(
    assembled: Assembled, dataset: Dataset, *, version: str, inputs_key: str, versions: Mapping[str, str]
) -> Facts:
    """The facts of a release of `dataset`; `versions` are code_version, code_hash and seeds_hash."""
    n_articles = {
        value["values"]: value["counts"]
        for value in dataset.tables["articles"].column("run_id").value_counts().to_pylist()
    }
    return Facts(
        version=version,
        inputs_key=inputs_key,
        schema_version=SCHEMA_VERSION,
        runs=tuple(
            RunFacts(s.run.run_id, s.run.inputs.model, s.run.inputs.code_version, n_articles.get(s.run.run_id, 0))
            for s in assembled.shares
        ),
        counts={name: table.num_rows for name, table in dataset.tables.items()},
        quarantined=dataset.quarantined(),
        rejections=assembled.rejections,
        checks=dataset.checks,
        **versions,
    )
