"""The whole loop by commands, on a tiny model, with real workers."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from desktop.cli.main import main
from tests.helpers.tiny_models import make_tiny_model
from tests.helpers.tiny_project import FAST_PPO, FAST_REWARD

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

pytestmark = pytest.mark.slow

SHORT = {"sampling.max_new_tokens": 6, "device": "cpu"}


def assignments(values: dict[str, Any]) -> Iterable[str]:
    for key, value in values.items():
        yield from ("--set", f"{key}={value}")


def test_the_whole_loop(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def said(*arguments: object) -> Any:  # noqa: ANN401 - what the command says
        status = main([*map(str, arguments), "--json"])
        captured = capsys.readouterr()
        assert status == 0, captured.err
        return json.loads(captured.out)

    model = make_tiny_model(tmp_path / "tiny")
    prompts = tmp_path / "prompts.txt"
    prompts.write_text("\n".join(f"Say {n}." for n in range(12)), encoding="utf-8")
    project = tmp_path / "project"

    assert said("new", project, "--model", model)["base"] == str(model)
    assert said("import", project, prompts)["prompts"] == 12
    made = said("generate", project, "--per-prompt", 3, *assignments(SHORT))
    assert made["new"] == made["responses"] == 36
    assert said("rate", project, "--judge", "short_complete")["comparisons"] > 20
    feedback = tmp_path / "feedback.jsonl"
    rows = [
        {"prompt": f"Say {n}.", "chosen": f"{n}.", "rejected": f"{n} and on"} for n in range(12)
    ]
    feedback.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    assert said("import", project, feedback)["comparisons"] == 12
    careful = FAST_REWARD | {"folds": 2, "second_share": 0.3}
    reward = said("train", project, "reward", *assignments(careful))
    assert reward["status"] == "finished"
    assert 0 <= reward["result"]["accuracy"] <= 1
    assert reward["result"]["cross_validated"] is True
    assert reward["result"]["second"]["n"] > 0
    ppo = said("train", project, "ppo", *assignments(FAST_PPO))
    assert ppo["result"]["updates"] == 3

    pairs = tmp_path / "pairs.jsonl"
    assert said("export", project, pairs, "--format", "trl-preference")["rows"] > 0
    scored = said("score", project, pairs, "--reward-model", reward["version"])
    assert scored["accuracy"]["n"] == scored["pairs"] == len(scored["rows"])
    assert sum(column["n"] for column in scored["calibration"]) == scored["pairs"]
    assert all(min(row["spreads"]) >= 0 for row in scored["rows"])

    whole = said("export-model", project, ppo["version"], tmp_path / "whole")
    assert whole["checked_tokens"] == 36
    assert (tmp_path / "whole" / "model.safetensors").is_file()
    said("export-model", project, ppo["version"], tmp_path / "adapter", "--format", "adapter")
    assert (tmp_path / "adapter" / "adapter_model.safetensors").is_file()

    status = said("status", project)
    assert [run["stage"] for run in status["runs"]] == ["generate", "reward", "ppo"]
    assert status["reward"]["verdict"] == reward["result"]["verdict"]
    assert status["round"] == 2
    assert status["simulated"] == status["comparisons"] - 12
    again = said("generate", project, "--per-prompt", 2, *assignments(SHORT))
    assert again["new"] == 24
