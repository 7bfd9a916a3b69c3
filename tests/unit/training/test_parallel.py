"""Two real processes on gloo do what one does: gradients, figures, checkpoints, endings."""

from __future__ import annotations

import json
import os
import queue
import subprocess
import sys
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
import torch
from safetensors.torch import load_file
from torch.distributed import TCPStore  # type: ignore[attr-defined]

from desktop.domain.blind_pairs import read_pairs
from desktop.domain.errors import TrainingError
from desktop.domain.events import MetricsRecorded
from desktop.domain.metrics import MEMORY, TOKENS_PER_SECOND
from desktop.domain.processes import Place
from desktop.domain.runs import Stage
from desktop.models.checkpoints import latest_checkpoint, read_checkpoint
from desktop.models.devices import DeviceChoice
from desktop.training import parallel
from desktop.training.endings import ShutdownRequested
from desktop.training.parallel import Follower, Meeting
from desktop.training.runner import run
from desktop.training.team import Team
from tests.helpers.short_runs import STAGES, prepare, weights
from tests.helpers.team_runs import first_gradients
from tests.helpers.training import Interruption, Recorder

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from desktop.domain.runs import RunSpec

# Odd sizes, so that no batch is dealt out evenly.
UNEVEN: dict[str, Any] = {"batch_size": 3, "micro_batch_size": 2}
UNEVEN_PPO = UNEVEN | {"environment__rollout_size": 5}
MEASURED = {TOKENS_PER_SECOND.name, MEMORY.name}


def prepared(stage: Stage, base: Path, reward: Path, folder: Path, **changes: Any) -> RunSpec:  # noqa: ANN401 - settings
    uneven = UNEVEN_PPO if stage is Stage.PPO else UNEVEN
    spec = prepare(stage, base, reward, folder, **uneven | changes)
    (folder / "spec.json").write_text(json.dumps(spec.to_json()), encoding="utf-8")
    return spec


def told_to_end(folder: Path, request: str, rank: int, at: int) -> None:
    stop = {"request": request, "rank": rank, "at": at}
    (folder / "stop.json").write_text(json.dumps(stop), encoding="utf-8")


def together(home: Path, count: int = 2) -> None:
    """Do all runs of a folder in so many processes."""
    # As torchrun does: the launcher keeps the store.
    store = TCPStore("127.0.0.1", 0, is_master=True, wait_for_workers=False)
    command = [sys.executable, "-m", "tests.helpers.team_runs", str(home)]
    processes = [
        subprocess.Popen(
            [*command, str(rank), str(count), str(store.port)],
            stderr=subprocess.PIPE,
            text=True,
            env=os.environ | {"OMP_NUM_THREADS": "1"},
        )
        for rank in range(count)
    ]
    said = [process.communicate(timeout=300)[1] for process in processes]
    assert [process.returncode for process in processes] == [0] * count, "\n".join(said)


@pytest.fixture(scope="module")
def shared(base: Path, reward_model: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All stages, done by two processes."""
    home = tmp_path_factory.mktemp("shared")
    for stage in STAGES:
        prepared(stage, base, reward_model, home / stage.value)
    together(home)
    return home


def one_process(spec: RunSpec, folder: Path) -> tuple[list[dict[str, float]], dict[str, Any]]:
    recorder = Recorder()
    with first_gradients() as gradients:
        run(spec, folder, recorder, Interruption())
    figures = [dict(e.values) | {"step": e.step} for e in recorder.of(MetricsRecorded)]
    return figures, gradients


def assert_close(
    ours: Mapping[str, torch.Tensor], theirs: Mapping[str, torch.Tensor], tolerance: float
) -> None:
    assert set(ours) == set(theirs)
    for name, tensor in ours.items():
        torch.testing.assert_close(theirs[name], tensor, atol=tolerance, rtol=tolerance, msg=name)


@pytest.mark.slow
@pytest.mark.parametrize("stage", STAGES)
def test_two_processes_do_what_one_does(
    stage: Stage, shared: Path, base: Path, reward_model: Path, tmp_path: Path
) -> None:
    folder = shared / stage.value
    figures, gradients = one_process(prepared(stage, base, reward_model, tmp_path), tmp_path)
    for rank in range(2):
        assert_close(gradients, load_file(folder / f"gradients-{rank}.safetensors"), 1e-6)
    found = json.loads((folder / "events.json").read_text(encoding="utf-8"))
    assert len(found) == len(figures)
    for mine, other in zip(figures, found, strict=True):
        assert set(mine) == set(other)
        for name in set(mine) - MEASURED:
            assert other[name] == pytest.approx(mine[name], rel=1e-3, abs=1e-4), (
                name,
                mine["step"],
            )
    assert_close(weights(tmp_path), weights(folder), 1e-4)
    states = [latest_checkpoint(place) for place in (tmp_path, folder)]
    one, two = (read_checkpoint(state.folder) for state in states if state is not None)
    assert one.step == two.step
    assert_close(one.tensors, two.tensors, 1e-4)


REWARD_WAYS: dict[str, dict[str, Any]] = {
    "folds-and-second": {"folds": 3, "second_share": 0.25},
    "frozen": {"frozen_backbone": True, "folds": 3, "second_share": 0.25},
}


@pytest.fixture(scope="module")
def rewarded(base: Path, reward_model: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Reward models with all that looks closer at them, done by two processes."""
    home = tmp_path_factory.mktemp("rewarded")
    for name, changes in REWARD_WAYS.items():
        prepared(Stage.REWARD, base, reward_model, home / name, **changes)
    together(home)
    return home


@pytest.mark.slow
@pytest.mark.parametrize("name", REWARD_WAYS)
def test_two_processes_look_as_closely_at_a_reward_model_as_one(
    name: str, rewarded: Path, base: Path, reward_model: Path, tmp_path: Path
) -> None:
    folder = rewarded / name
    spec = prepared(Stage.REWARD, base, reward_model, tmp_path, **REWARD_WAYS[name])
    run(spec, tmp_path, Recorder(), Interruption())
    one, two = (
        json.loads((place / "model" / "report.json").read_text(encoding="utf-8"))
        for place in (tmp_path, folder)
    )
    assert one["cross_validated"]
    assert one["second"]["n"] > 0
    assert_same_figures(one, two)
    assert_close(weights(tmp_path), weights(folder), 1e-3)


@pytest.mark.slow
def test_two_processes_ask_a_person_what_one_does(
    base: Path, reward_model: Path, tmp_path: Path
) -> None:
    changes = {"human_pairs_every": 2, "human_pairs": 3, "optimizer__learning_rate": 0.05}
    alone, shared = tmp_path / "alone", tmp_path / "shared"
    spec = prepared(Stage.PPO, base, reward_model, alone, **changes)
    prepared(Stage.PPO, base, reward_model, shared / "run", **changes)
    run(spec, alone, Recorder(), Interruption())
    together(shared)
    asked = read_pairs(alone)
    assert asked
    for one, two in zip(asked, read_pairs(shared / "run"), strict=True):
        assert replace(two, policy_reward=None, start_reward=None) == replace(
            one, policy_reward=None, start_reward=None
        )
        assert two.policy_reward == pytest.approx(one.policy_reward, rel=1e-3, abs=1e-4)
        assert two.start_reward == pytest.approx(one.start_reward, rel=1e-3, abs=1e-4)
    pauses = [json.loads((shared / f"run/pauses-{n}.json").read_text("utf-8")) for n in range(2)]
    assert pauses == [1, 0]


def assert_same_figures(one: Any, two: Any, path: str = "") -> None:  # noqa: ANN401 - any JSON
    assert type(one) is type(two), path
    if isinstance(one, dict):
        assert set(one) == set(two), path
        for name in one:
            assert_same_figures(one[name], two[name], f"{path}.{name}")
    elif isinstance(one, list):
        assert len(one) == len(two), path
        for number, (mine, other) in enumerate(zip(one, two, strict=True)):
            assert_same_figures(mine, other, f"{path}[{number}]")
    elif isinstance(one, float):
        assert two == pytest.approx(one, rel=1e-2, abs=1e-3), path
    else:
        assert one == two, path


@pytest.fixture(scope="module")
def interrupted(base: Path, reward_model: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Runs that two processes began and left when one of them was told to end."""
    home = tmp_path_factory.mktemp("interrupted")
    for stage, poll in ((Stage.DPO, 7), (Stage.PPO, 40)):
        prepared(stage, base, reward_model, home / f"leader-{stage}")
        told_to_end(home / f"leader-{stage}", "shutdown", 0, poll)
    prepared(Stage.DPO, base, reward_model, home / "follower-dpo")
    told_to_end(home / "follower-dpo", "shutdown", 1, 7)
    prepared(Stage.SFT, base, reward_model, home / "kept-sft")
    told_to_end(home / "kept-sft", "keep", 0, 8)
    together(home)
    return home


@pytest.mark.slow
@pytest.mark.parametrize("name", ["leader-dpo", "leader-ppo", "follower-dpo"])
def test_a_run_of_two_processes_goes_on_in_one(
    name: str, interrupted: Path, base: Path, reward_model: Path, tmp_path: Path
) -> None:
    stage = Stage(name.partition("-")[2])
    broken = interrupted / name
    found = latest_checkpoint(broken)
    assert found is not None
    assert found.step > 0
    assert not (broken / "model").exists()
    spec = prepared(stage, base, reward_model, tmp_path)
    run(spec, broken, Recorder(), Interruption())
    one_process(spec, tmp_path)
    assert_close(weights(tmp_path), weights(broken), 1e-4)


@pytest.mark.slow
def test_a_stop_that_keeps_reaches_all_processes_at_the_same_place(interrupted: Path) -> None:
    report = json.loads((interrupted / "kept-sft/model/report.json").read_text(encoding="utf-8"))
    assert report["stopped_early"]
    assert 0 < report["steps"] < 8
    assert weights(interrupted / "kept-sft")


def test_a_process_that_fails_is_heard_by_one_that_waits_for_it() -> None:
    store = TCPStore("127.0.0.1", 0, is_master=True, wait_for_workers=False)
    leader, follower = (
        Meeting(Place(rank, 2, rank, 2, "127.0.0.1", store.port, hosted=True)) for rank in range(2)
    )
    heard: queue.SimpleQueue[str] = queue.SimpleQueue()
    leader.watch(heard.put)
    follower.fail("it broke")
    assert heard.get(timeout=10) == "it broke"
    leader.part()


def test_who_comes_late_learns_the_folder_and_who_was_told_to_end() -> None:
    store = TCPStore("127.0.0.1", 0, is_master=True, wait_for_workers=False)
    leader, follower = (
        Meeting(Place(rank, 2, rank, 2, "127.0.0.1", store.port, hosted=True)) for rank in range(2)
    )
    assert leader.folder("/runs/7") == follower.folder("") == "/runs/7"
    assert not follower.ending
    leader.announce_ending()
    control = Follower(Interruption(), follower)
    with pytest.raises(ShutdownRequested):
        control.poll()


@pytest.mark.parametrize(("gpus", "local_rank", "taken"), [(2, 1, [1]), (1, 0, [])])
def test_each_process_takes_a_gpu_of_its_own_before_it_looks_at_one(
    gpus: int, local_rank: int, taken: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    store = TCPStore("127.0.0.1", 0, is_master=True, wait_for_workers=False)
    found: list[int] = []
    groups: list[str] = []

    def looked(requested: str) -> DeviceChoice:
        assert found == taken
        return DeviceChoice(torch.device("cuda"), torch.float32, "")

    def formed(backend: str, **others: object) -> None:
        groups.append(backend)

    monkeypatch.setattr(torch.cuda, "is_available", lambda: True)
    monkeypatch.setattr(torch.cuda, "device_count", lambda: gpus)
    monkeypatch.setattr(torch.cuda, "set_device", found.append)
    monkeypatch.setattr(parallel, "choose_device", looked)
    monkeypatch.setattr(torch.distributed, "init_process_group", formed)
    place = Place(local_rank, 2, local_rank, 2, "127.0.0.1", store.port, hosted=True)
    if not taken:
        with pytest.raises(TrainingError, match="more processes than GPUs"):
            Meeting(place).form("auto")
        return
    assert Meeting(place).form("cuda").rank == local_rank
    assert groups == ["cpu:gloo,cuda:nccl"]


def test_shares_are_of_the_same_size_and_complete() -> None:
    micros = [[1, 2, 3], [4, 5, 6], [7, 8]]
    teams = [Team(rank, 2) for rank in range(2)]
    shares = [team.share(micros) for team in teams]
    assert shares == [[[1, 3, 5], [7]], [[2, 4, 6], [8]]]
    assert [list(team.mine(range(5))) for team in teams] == [[0, 2, 4], [1, 3]]
    assert [teams[0].place(1, n) for n in range(2)] == [1, 3]
    assert Team(1, 2).share([[1]]) == []
    assert Team().share(micros) == micros
