"""What the command line says of a policy: pairs judged in the terminal."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from click.testing import CliRunner

from desktop.cli.main import cli
from desktop.domain.blind_pairs import BlindPair, write_pairs
from desktop.domain.runs import Stage
from desktop.services.human_pairs import waiting_pairs
from desktop.services.project import open_project
from tests.helpers.tiny_project import make_tiny_project

if TYPE_CHECKING:
    from pathlib import Path


def test_pairs_are_judged_one_by_one(tmp_path: Path) -> None:
    with make_tiny_project(tmp_path / "project") as project:
        run = project.store.runs.add(Stage.PPO, {})
        folder = project.run_folder(run)
        folder.mkdir(parents=True)
        prompt = project.store.prompts.list()[0]
        pairs = [BlindPair(1, n, prompt.id, f"new {n}", True, f"old {n}", True) for n in range(2)]
        write_pairs(folder, 1, pairs)
    # The first answer of the first pair, then a tie.
    first = 1.0 if pairs[0].policy_first else 0.0
    done = CliRunner().invoke(cli, ["pairs", str(project.folder), str(run.id), "--json"], "1\n0\n")
    assert done.exit_code == 0, done.output
    assert json.loads(done.stdout)["win_rate"] == (first + 0.5) / 2
    assert "new 0" in done.stderr
    with open_project(project.folder) as again:
        assert waiting_pairs(again, run) == []
    done = CliRunner().invoke(cli, ["pairs", str(project.folder), str(run.id), "--json"])
    assert json.loads(done.stdout) == {"judged": 0}
