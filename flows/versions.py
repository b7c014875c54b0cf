"""`dragoman version`: what decides what a run writes."""

from __future__ import annotations

import platform
from importlib.metadata import version

from rich.table import Table

from flows.console import console, print_json
from schemas.corrections import coding_seeds_hash
from schemas.versions import DEFAULT_MODEL, code_hash

PACKAGES = ("dragoman", "spacy", DEFAULT_MODEL, "prefect", "great_expectations", "pyarrow")


def versions() -> dict[str, str]:
    """Versions of this project, of Python and of the packages that matter most, and hashes of code and seeds.

    The seeds are those that decide how a text is coded, as in `run.json`: a correction makes a new release alone.
    """
    packages = {package: version(package) for package in PACKAGES}
    return packages | {"python": platform.python_version(), "code": code_hash(), "seeds": coding_seeds_hash()}


def print_versions(*, as_json: bool) -> None:
    """Print the versions."""
    if as_json:
        print_json(versions())
        return
    table = Table(box=None, pad_edge=False, show_header=False)
    for name, value in versions().items():
        table.add_row(name, value)
    console().print(table)
