"""The README's commands give what it says they give, and every option of the command line is described."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import typer

from flows.cli import app

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
COMMANDS_PAGE = (ROOT / "flows" / "README.md").read_text(encoding="utf-8")
BLOCK = re.compile(r"^```console\n\$ (?P<command>.+?)\n(?P<output>.*?)^```$", re.DOTALL | re.MULTILINE)
EXAMPLES = [match.groups() for match in BLOCK.finditer(README)]
LINK = re.compile(r"\]\((?!https?:|#)([^)]+)\)")


def options() -> Iterator[tuple[str, str]]:
    """(command, option) for each option of the command line, under each of its names."""
    group = typer.main.get_command(app)
    for name, command in {"dragoman": group, **group.commands}.items():
        for parameter in command.params:
            yield from ((name, option) for option in parameter.opts if option not in {"--help"} and "-" in option)


def as_pattern(output: str) -> re.Pattern[str]:
    """The output as a pattern: `...` stands for anything; runs of spaces and ends of lines do not count."""
    parts = [r"\s+".join(map(re.escape, part.split())) for part in output.split("...")]
    return re.compile(r"\s*" + r"\s*.*?\s*".join(parts) + r"\s*", re.DOTALL)


@pytest.fixture(scope="module")
def workplace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder as the README's reader has it after `make run`."""
    folder = tmp_path_factory.mktemp("reader")
    (folder / "seeds").symlink_to(ROOT / "seeds")
    (folder / "bin").mkdir()
    # The code beside this test, whatever is installed.
    for name, call in {"dragoman": f'{sys.executable} -m flows.cli "$@"', "python": f'{sys.executable} "$@"'}.items():
        script = folder / "bin" / name
        script.write_text(f'#!/bin/sh\nPYTHONPATH="{ROOT}" exec {call}\n', encoding="utf-8")
        script.chmod(0o755)
    return folder


def sh(command: str, folder: Path) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {
        "PATH": f"{folder / 'bin'}{os.pathsep}{os.environ['PATH']}",
        "PREFECT_HOME": str(folder / "prefect"),
    }
    return subprocess.run(
        ["bash", "-c", command], cwd=folder, env=environment, capture_output=True, text=True, timeout=300, check=False
    )


@pytest.mark.model
@pytest.mark.e2e
def test_the_commands_give_what_the_readme_says(workplace: Path) -> None:
    first = next(command for command, _ in EXAMPLES if command.startswith("dragoman run"))
    in_order = sorted(EXAMPLES, key=lambda example: example[0] != first)
    for command, output in in_order:
        done = sh(command, workplace)
        assert done.returncode == 0, f"{command}\n{done.stderr}"
        assert as_pattern(output).fullmatch(done.stdout), f"$ {command}\n{done.stdout}"


def test_there_are_commands_to_run() -> None:
    assert {command.split()[1] for command, _ in EXAMPLES if command.startswith("dragoman")} == {
        "run",
        "show",
        "explain",
        "code",
    }


@pytest.mark.parametrize(
    ("output", "printed", "fits"),
    [
        ("a  b\n", "a b \n", True),
        ("a ... d\n", "a b c d\n", True),
        ("a\n...\n", "a\nb\nc\n", True),
        ("a ... d\n", "a b c\n", False),
        ("a\n", "a\nb\n", False),
    ],
)
def test_an_elision_stands_for_anything_and_nothing_else_does(output: str, printed: str, fits: bool) -> None:
    assert bool(as_pattern(output).fullmatch(printed)) is fits


@pytest.mark.parametrize(("command", "option"), sorted(options()))
def test_every_option_is_described(command: str, option: str) -> None:
    page = COMMANDS_PAGE
    if command != "dragoman":
        page = (
            re.split(rf"^### `dragoman {command}\b", page, flags=re.MULTILINE)[1].split("\n## ")[0].split("\n### ")[0]
        )
    assert re.search(rf"`[^`\n]*{re.escape(option)}\b", page)


def test_every_described_option_is_there() -> None:
    described = set(re.findall(r"^\| (`--.+?) \|", COMMANDS_PAGE, flags=re.MULTILINE))
    named = {option for cell in described for option in re.findall(r"--[a-z-]+", cell)}
    assert named == {option for command, option in options() if command != "dragoman"}


@pytest.mark.parametrize("page", ["README.md", "flows/README.md"])
def test_links_lead_somewhere(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    missing = [link for link in LINK.findall(text) if not ((ROOT / page).parent / link).exists()]
    assert missing == []


def test_paths_that_the_readme_names_are_there() -> None:
    for path in ("constraints.txt", "prefect.yaml", "flows/dataset.py", "tests/accuracy/floors.json", "seeds/articles"):
        assert path in README
        assert (ROOT / path).exists()
