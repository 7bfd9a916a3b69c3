"""Runs as a whole: exact resume, stopping, pausing, serving, all stages, both methods."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from functools import partial
from typing import TYPE_CHECKING, Any

import pytest
import torch

from desktop.domain.datasets import DemonstrationExample
from desktop.domain.errors import TrainingError
from desktop.domain.events import (
    CheckpointSaved,
    MetricsRecorded,
    Progress,
    SampleRecorded,
    WarningRaised,
    WorkerReady,
)
from desktop.domain.metrics import METRICS
from desktop.domain.runs import ModelSource, Stage
from desktop.domain.settings import SamplingSettings
from desktop.models.checkpoints import best_checkpoint, latest_checkpoint, read_checkpoint
from desktop.training.engine import Engine
from desktop.training.runner import run
from desktop.training.session import ShutdownRequested, StopRequested
from tests.helpers.short_runs import COMMON, STAGES, assert_equal_bit_for_bit, prepare, weights
from tests.helpers.training import (
    Interruption,
    Recorder,
    pair,
    prompt_examples,
    question,
    run_folder,
    run_spec,
)

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.domain.events import Event


def polls_of(stage: Stage, base: Path, reward_model: Path, folder: Path) -> int:
    control = Interruption()
    run(prepare(stage, base, reward_model, folder), folder, Recorder(), control)
    return control.polls


@pytest.mark.parametrize("stage", STAGES)
def test_a_killed_run_goes_on_as_if_nothing_had_happened(
    stage: Stage, base: Path, reward_model: Path, tmp_path: Path
) -> None:
    straight, broken = tmp_path / "straight", tmp_path / "broken"
    polls = polls_of(stage, base, reward_model, straight)
    spec = prepare(stage, base, reward_model, broken)
    for share in (0.3, 0.4, 0.2):
        # A kill is the end without a word: nothing is written after the last checkpoint.
        with pytest.raises(KeyboardInterrupt):
            run(spec, broken, Recorder(), Interruption(KeyboardInterrupt, int(share * polls)))
    result = run(spec, broken, Recorder(), Interruption())
    assert_equal_bit_for_bit(straight, broken)
    assert result == json.loads((straight / "model" / "report.json").read_text())


@pytest.mark.parametrize("stage", STAGES)
def test_a_shutdown_at_any_moment_loses_nothing(
    stage: Stage, base: Path, reward_model: Path, tmp_path: Path
) -> None:
    straight, broken = tmp_path / "straight", tmp_path / "broken"
    polls = polls_of(stage, base, reward_model, straight)
    spec = prepare(stage, base, reward_model, broken, checkpoint_every=1000)
    reached = []
    for share in (0.4, 0.2):
        with pytest.raises(ShutdownRequested):
            run(spec, broken, Recorder(), Interruption(ShutdownRequested, int(share * polls)))
        found = latest_checkpoint(broken)
        reached.append(found.step if found else 0)
    assert 0 < reached[0] <= reached[1]
    result = run(spec, broken, Recorder(), Interruption())
    expected = json.loads((straight / "model" / "report.json").read_text())
    assert result == expected
    one, other = weights(straight), weights(broken)
    assert all(torch.equal(one[name], other[name]) for name in one)


@pytest.mark.slow
@pytest.mark.parametrize("stage", [Stage.REWARD, Stage.PPO])
def test_a_new_process_goes_on_bit_for_bit(
    stage: Stage, base: Path, reward_model: Path, tmp_path: Path
) -> None:
    straight, broken = tmp_path / "straight", tmp_path / "broken"
    polls = polls_of(stage, base, reward_model, straight)
    spec = prepare(stage, base, reward_model, broken)
    (broken / "spec.json").write_text(json.dumps(spec.to_json()))
    code = (
        "import json, sys, os, signal\n"
        "from pathlib import Path\n"
        "import torch\n"
        "from desktop.domain.runs import RunSpec\n"
        "from desktop.training.runner import run\n"
        "from tests.helpers.training import Interruption, Recorder\n"
        "folder, at, threads = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])\n"
        "torch.set_num_threads(threads)\n"
        "class Killer(Interruption):\n"
        "    def poll(self):\n"
        "        super().poll()\n"
        "        if self.polls == at:\n"
        "            os.kill(os.getpid(), signal.SIGKILL)\n"
        "spec = RunSpec.from_json(json.loads((folder / 'spec.json').read_text()))\n"
        "run(spec, folder, Recorder(), Killer())\n"
    )
    threads = str(torch.get_num_threads())
    environment = {**os.environ, "PYTHONPATH": os.getcwd()}
    for at, status in ((polls * 2 // 3, -9), (10**9, 0)):
        done = subprocess.run(
            [sys.executable, "-c", code, str(broken), str(at), threads],
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == status, done.stderr
    assert_equal_bit_for_bit(straight, broken)


@pytest.mark.parametrize("stage", STAGES)
def test_a_stop_keeps_the_model_and_is_honoured_at_once(
    stage: Stage, base: Path, reward_model: Path, tmp_path: Path
) -> None:
    polls = polls_of(stage, base, reward_model, tmp_path / "whole")
    folder = tmp_path / "stopped"
    control = Interruption(partial(StopRequested, keep=True), polls // 2)
    spec = prepare(stage, base, reward_model, folder)
    result = run(spec, folder, Recorder(), control)
    assert control.polls == polls // 2
    assert result["stopped_early"] is True
    assert weights(folder)
    engine = Engine("cpu", "float32")
    source = ModelSource(str(base), str(folder / "model"))
    assert len(engine.generate([question(1)], SHORT, source=source)) == 1


@pytest.mark.parametrize(
    ("stage", "figure"),
    [(Stage.SFT, "loss"), (Stage.DPO, "accuracy"), (Stage.PPO, "reward")],
)
def test_a_run_stopped_before_it_is_measured_again_claims_no_gain(
    stage: Stage, figure: str, base: Path, reward_model: Path, tmp_path: Path
) -> None:
    class AfterOneStep(Recorder):
        def report(self, event: Event) -> None:
            super().report(event)
            if isinstance(event, MetricsRecorded) and event.step == 1:
                control.at = control.polls + 1

    control = Interruption(partial(StopRequested, keep=True))
    changes = {"evaluate_every": 4} if stage is Stage.PPO else {"batch_size": 2}
    spec = prepare(stage, base, reward_model, tmp_path, **changes)
    result = run(spec, tmp_path, AfterOneStep(), control)
    assert result["stopped_early"]
    assert isinstance(result[f"{figure}_before"], float)
    assert result[f"{figure}_after"] is None


SHORT = SamplingSettings().replace({"max_new_tokens": 3})
COLD = SamplingSettings().replace({"max_new_tokens": 16, "temperature": 0.05})


@pytest.mark.parametrize("stage", STAGES)
def test_a_discarded_run_leaves_no_model(
    stage: Stage, base: Path, reward_model: Path, tmp_path: Path
) -> None:
    control = Interruption(partial(StopRequested, keep=False), 4)
    with pytest.raises(StopRequested):
        run(prepare(stage, base, reward_model, tmp_path), tmp_path, Recorder(), control)
    assert not (tmp_path / "model").exists()


@pytest.mark.parametrize("stage", STAGES)
def test_a_pause_writes_a_checkpoint_from_which_the_run_goes_on(
    stage: Stage, base: Path, reward_model: Path, tmp_path: Path
) -> None:
    polls = polls_of(stage, base, reward_model, tmp_path / "straight")

    class Pauser(Interruption):
        def poll(self) -> None:
            super().poll()
            if self.polls == polls * 2 // 3:
                assert self.on_pause is not None
                self.on_pause()
                raise KeyboardInterrupt

    folder = tmp_path / "paused"
    spec = prepare(stage, base, reward_model, folder, checkpoint_every=1000)
    with pytest.raises(KeyboardInterrupt):
        run(spec, folder, Recorder(), Pauser())
    assert latest_checkpoint(folder) is not None
    run(spec, folder, Recorder(), Interruption())
    one, other = weights(tmp_path / "straight"), weights(folder)
    assert all(torch.equal(one[name], other[name]) for name in one)


@pytest.mark.parametrize("stage", STAGES)
@pytest.mark.parametrize("layers", [0, 1])
def test_full_fine_tuning_runs_saves_a_whole_model_and_resumes(
    stage: Stage, layers: int, base: Path, reward_model: Path, tmp_path: Path
) -> None:
    changes = {"adapter__method": "full", "adapter__layers": layers}
    straight, broken = tmp_path / "straight", tmp_path / "broken"
    spec = prepare(stage, base, reward_model, straight, **changes)
    control = Interruption()
    run(spec, straight, Recorder(), control)
    assert (straight / "model" / "config.json").exists()
    assert (straight / "model" / "tokenizer.json").exists()
    prepare(stage, base, reward_model, broken, **changes)
    at = control.polls * 2 // 3
    with pytest.raises(KeyboardInterrupt):
        run(spec, broken, Recorder(), Interruption(KeyboardInterrupt, at))
    run(spec, broken, Recorder(), Interruption())
    assert_equal_bit_for_bit(straight, broken)
    # The version can be loaded in both ways in which a source may name it.
    engine = Engine("cpu", "float32")
    for source in (
        ModelSource(str(base), str(straight / "model")),
        ModelSource(str(straight / "model")),
    ):
        assert engine.generate([question(1)], SHORT, source=source)
        if stage is Stage.REWARD:
            assert engine.score([question(1)], ["yes"], [True], source=source)


def test_events_of_a_ppo_run(base: Path, reward_model: Path, tmp_path: Path) -> None:
    recorder, control = Recorder(), Interruption()
    spec = prepare(Stage.PPO, base, reward_model, tmp_path)
    result = run(spec, tmp_path, recorder, control)
    assert isinstance(recorder.events[0], WorkerReady)
    samples = recorder.of(SampleRecorded)
    assert [(s.step, s.prompt_id) for s in samples] == [
        (step, prompt_id) for step in (0, 2, 4) for prompt_id in (6, 7)
    ]
    assert all(set(s.scores) == {"reward", "score", "kl", "missing_end"} for s in samples)
    assert all(s.scores["kl"] == 0.0 for s in samples if s.step == 0)
    steps = [e.step for e in recorder.of(MetricsRecorded) if "objective/kl" in e.values]
    assert steps == [1, 2, 3, 4]
    assert all(set(e.values) <= set(METRICS) for e in recorder.of(MetricsRecorded))
    assert [e.step for e in recorder.of(CheckpointSaved)] == [2, 4]
    assert recorder.of(Progress)[-1] in (Progress("train", 4, 4), Progress("evaluate", 4, 4))
    assert control.served == 4
    assert result["updates"] == 4
    assert result["stopped_early"] is False
    assert len(result["reward_history_last"]) == 4


def test_the_live_policy_answers_between_updates(
    base: Path, reward_model: Path, tmp_path: Path
) -> None:
    class Asker(Interruption):
        def serve(self, engine: Engine) -> None:
            super().serve(engine)
            answers = engine.generate([question(1)], sampling, per_prompt=2, seed=self.served)
            rewards = engine.score([question(1)], ["yes"], [True], source=reward)
            assert len(answers) == 2
            assert len(rewards) == 1

    spec = prepare(Stage.PPO, base, reward_model, tmp_path / "asked")
    sampling, reward = SHORT, ModelSource(str(base), str(reward_model), 7)
    run(spec, tmp_path / "asked", Recorder(), Asker())
    # Answering changes nothing about the run.
    polls_of(Stage.PPO, base, reward_model, tmp_path / "straight")
    assert_equal_bit_for_bit(tmp_path / "straight", tmp_path / "asked")


def test_a_run_without_held_out_prompts_says_so(
    base: Path, reward_model: Path, tmp_path: Path
) -> None:
    spec = prepare(Stage.PPO, base, reward_model, tmp_path)
    run_folder(tmp_path, prompt_examples(3))
    recorder = Recorder()
    run(spec, tmp_path, recorder, Interruption())
    assert recorder.of(WarningRaised)
    assert recorder.of(SampleRecorded)


@pytest.mark.parametrize("stage", [Stage.SFT, Stage.TEXT, Stage.DPO, Stage.PPO])
def test_without_data_a_run_is_refused(
    stage: Stage, base: Path, reward_model: Path, tmp_path: Path
) -> None:
    spec = prepare(stage, base, reward_model, tmp_path)
    run_folder(tmp_path, [])
    with pytest.raises(TrainingError) as caught:
        run(spec, tmp_path, Recorder(), Interruption())
    assert caught.value.hint


def test_a_response_longer_than_the_room_is_refused(
    base: Path, reward_model: Path, tmp_path: Path
) -> None:
    changes = {"environment__sampling__max_new_tokens": 64}
    spec = prepare(Stage.PPO, base, reward_model, tmp_path, **changes)
    with pytest.raises(TrainingError, match="no room"):
        run(spec, tmp_path, Recorder(), Interruption())


def test_imitation_learns_the_answer(base: Path, tmp_path: Path) -> None:
    settings = COMMON | {
        "adapter.method": "full",
        "adapter.layers": 0,
        "epochs": 15,
        "optimizer.learning_rate": 5e-3,
    }
    demonstrations = [DemonstrationExample(n, question(n), "yes it is") for n in range(20)]
    spec = run_spec(Stage.SFT, base, settings)
    result = run(spec, run_folder(tmp_path, demonstrations), Recorder(), Interruption())
    assert result["loss_after"] < 0.3 < 3.0 < result["loss_before"]
    engine = Engine("cpu", "float32")
    source = ModelSource(str(base), str(tmp_path / "model"))
    answers = engine.generate([question(70)], COLD, source=source)
    assert answers[0].text == "yes it is"
    assert answers[0].finished


@pytest.mark.parametrize(
    ("options", "loss"),
    [
        ({}, 0.4),
        # Nothing is lower than the entropy of its targets, 0.33.
        ({"label_smoothing": 0.1}, 0.5),
        ({"length_normalised": True, "beta": 1.0}, 0.4),
    ],
)
def test_dpo_prefers_what_the_person_prefers(
    options: dict[str, Any], loss: float, base: Path, tmp_path: Path
) -> None:
    settings = COMMON | {"adapter.layers": 0, "epochs": 6, "optimizer.learning_rate": 1e-2}
    settings |= options
    spec = run_spec(Stage.DPO, base, settings)
    folder = run_folder(tmp_path, [pair(n, "yes", "no") for n in range(1, 31)])
    result = run(spec, folder, Recorder(), Interruption())
    assert result["loss_before"] == pytest.approx(0.6931, abs=1e-3)
    assert result["loss_after"] < loss
    assert result["accuracy_after"] == 1.0


@pytest.mark.parametrize("stage", STAGES)
def test_the_last_two_checkpoints_and_the_best_are_all_that_stays_on_the_disk(
    stage: Stage, base: Path, reward_model: Path, tmp_path: Path
) -> None:
    most: list[int] = []
    spec = prepare(stage, base, reward_model, tmp_path, checkpoint_every=1)

    class Looking(Recorder):
        def report(self, event: Event) -> None:
            super().report(event)
            if isinstance(event, CheckpointSaved):
                most.append(len(list((tmp_path / "checkpoints").iterdir())))

    recorder = Looking()
    run(spec, tmp_path, recorder, Interruption())
    saved = [event.step for event in recorder.of(CheckpointSaved)]
    assert len(set(saved)) >= 4
    left = sorted(int(f.name.removeprefix("step-")) for f in (tmp_path / "checkpoints").iterdir())
    assert left[-2:] == sorted(set(saved))[-2:]
    best = best_checkpoint(tmp_path)
    assert set(left[:-2]) <= ({read_checkpoint(best).step} if best else set())
    assert max(most) <= 3
