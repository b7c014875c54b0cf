"""The Prefect flows without a server: their tasks' retries, and the deployments that name them."""

from __future__ import annotations

import importlib
from pathlib import Path

import pytest
import yaml
from prefect import Flow, Task

from flows import dataset

ROOT = Path(__file__).resolve().parents[2]


def deployments() -> dict[str, dict[str, object]]:
    told = yaml.safe_load((ROOT / "prefect.yaml").read_text(encoding="utf-8"))
    return {one["name"]: one for one in told["deployments"]}


def test_building_and_coding_again_are_deployed():
    assert {name: one["entrypoint"] for name, one in deployments().items()} == {
        "daily": "flows/dataset.py:build_dataset",
        "recode": "flows/dataset.py:recode_dataset",
    }


@pytest.mark.parametrize("name", ["daily", "recode"])
def test_a_deployment_gives_its_flow_parameters_that_it_has(name):
    one = deployments()[name]
    path, _, function = str(one["entrypoint"]).partition(":")
    found = getattr(importlib.import_module(path.removesuffix(".py").replace("/", ".")), function)
    assert isinstance(found, Flow)
    given = one["parameters"]
    assert isinstance(given, dict)
    assert set(found.parameters.required or ()) <= set(given) <= set(found.parameters.properties)


@pytest.mark.parametrize("name", ["discover", "discover_outdated", "code_chunk", "commit", "publish"])
def test_every_task_is_tried_again_after_file_trouble_alone(name):
    found = getattr(dataset, name)
    assert isinstance(found, Task)
    assert (found.retries, found.retry_delay_seconds) == (dataset.FILE_RETRIES, dataset.RETRY_SECONDS)
    assert found.retry_condition_fn is dataset.is_file_trouble
