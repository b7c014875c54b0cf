"""A process killed at any point leaves `latest` whole, and the next one ends well."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]


def sweep(work: Path, *options: str) -> dict[str, Any]:
    command = [sys.executable, "-m", "tests.fault.killing", str(work), *options]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=300)
    assert done.returncode == 0, done.stderr
    report: dict[str, Any] = json.loads(done.stdout)
    return report


def test_killed_at_every_change_of_the_file_system(tmp_path):
    report = sweep(tmp_path / "careful")
    assert report["broken"] == []
    assert set(report["calls"]) == {"open", "os.mkdir", "os.rename", "os.remove", "os.rmdir", "os.symlink"}
    assert len(report["calls"]) > 60
    # The last changes of all are those of the swap: a swap that first removes the link must be found out.
    first = len(report["calls"]) - 3
    careless = sweep(tmp_path / "careless", "--first", str(first), "--careless")
    assert any("latest is gone" in line for line in careless["broken"])
