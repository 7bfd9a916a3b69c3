"""Alarms and questions of a PPO run: told once, with an answer; a pause where asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.domain import metrics as m
from desktop.domain.blind_pairs import read_pairs
from desktop.domain.events import (
    CheckpointSaved,
    MetricsRecorded,
    PairsWaiting,
    SampleRecorded,
    WarningRaised,
)
from desktop.domain.policy_health import Sign
from desktop.domain.policy_settings import PpoSettings
from desktop.domain.runs import Stage
from desktop.models.checkpoints import best_checkpoint, read_checkpoint
from desktop.training.runner import run
from desktop.training.session import Session
from desktop.training.watch import Watch
from tests.helpers.short_runs import assert_equal_bit_for_bit, prepare
from tests.helpers.training import Interruption, Recorder

if TYPE_CHECKING:
    from pathlib import Path

EXAMPLES = {Sign.KL_HIGH: "an answer " * 100}


def watch(tmp_path: Path, **values: object) -> tuple[Watch, Recorder, Interruption]:
    recorder, control = Recorder(), Interruption()
    return (
        Watch(PpoSettings().replace(values), Session(tmp_path, recorder, control)),
        recorder,
        control,
    )


def test_an_alarm_is_told_once_with_an_answer_of_bounded_length(tmp_path: Path) -> None:
    watching, recorder, control = watch(tmp_path)
    for step in range(1, 9):
        watching.note(step, {m.KL: 40.0}, EXAMPLES)
    (warning,) = recorder.of(WarningRaised)
    assert warning.text.startswith("KL is 40.00 nats, far above its target of 8.00")
    assert "an answer an answer" in warning.text
    assert len(warning.text) < 500
    assert control.pauses == 0


def test_an_alarm_pauses_where_the_settings_ask_for_it(tmp_path: Path) -> None:
    watching, _, control = watch(tmp_path, on_alarm="pause")
    for step in range(1, 9):
        watching.note(step, {m.KL: 40.0}, EXAMPLES)
    assert control.pauses == 1


def test_what_was_told_is_remembered_over_a_resume(tmp_path: Path) -> None:
    watching, _, _ = watch(tmp_path)
    for step in range(1, 4):
        watching.note(step, {m.KL: 40.0}, EXAMPLES)
    again, recorder, _ = watch(tmp_path)
    again.restore(watching.state())
    again.note(4, {m.KL: 40.0}, EXAMPLES)
    assert recorder.of(WarningRaised) == []
    assert again.state()["series"] != watching.state()["series"]


def test_a_run_asks_a_person_and_waits(base: Path, reward_model: Path, tmp_path: Path) -> None:
    changes = {"human_pairs_every": 2, "human_pairs": 3, "optimizer__learning_rate": 0.05}
    spec = prepare(Stage.PPO, base, reward_model, tmp_path, **changes)
    recorder, control = Recorder(), Interruption()
    run(spec, tmp_path, recorder, control)
    # After two updates; not at the end, when there is nothing to wait for.
    (asked,) = recorder.of(PairsWaiting)
    pairs = read_pairs(tmp_path)
    assert asked == PairsWaiting(2, len(pairs))
    assert control.pauses == 1
    assert {pair.step for pair in pairs} == {2}
    assert {pair.prompt_id for pair in pairs} <= {6, 7}
    assert all(pair.policy_text != pair.start_text for pair in pairs)
    assert all(pair.rewarded for pair in pairs)


def test_asking_changes_nothing_about_the_run_and_survives_a_kill(
    base: Path, reward_model: Path, tmp_path: Path
) -> None:
    changes = {"human_pairs_every": 1, "human_pairs": 2}
    spec = prepare(Stage.PPO, base, reward_model, tmp_path / "straight", **changes)
    control = Interruption()
    run(spec, tmp_path / "straight", Recorder(), control)
    folder = tmp_path / "broken"
    prepare(Stage.PPO, base, reward_model, folder, **changes)
    for share in (0.35, 0.3, 0.25):
        try:
            run(
                spec,
                folder,
                Recorder(),
                Interruption(KeyboardInterrupt, int(share * control.polls)),
            )
        except KeyboardInterrupt:
            continue
    run(spec, folder, Recorder(), Interruption())
    assert_equal_bit_for_bit(tmp_path / "straight", folder)
    assert read_pairs(folder) == read_pairs(tmp_path / "straight")


def test_repeated_pauses_at_one_place_write_once(
    base: Path, reward_model: Path, tmp_path: Path
) -> None:
    class Pauser(Interruption):
        def poll(self) -> None:
            super().poll()
            assert self.on_pause is not None or self.polls < 2
            if self.on_pause is not None:
                self.on_pause()

    spec = prepare(Stage.PPO, base, reward_model, tmp_path, checkpoint_every=1)
    recorder = Recorder()
    run(spec, tmp_path, recorder, Pauser())
    steps = [event.step for event in recorder.of(CheckpointSaved)]
    # Each state once; where held-out prompts are measured, before and after that.
    assert steps == [0, 1, 2, 2, 3, 4, 4]


def test_a_pause_leaves_the_best_checkpoint_its_mark(
    base: Path, reward_model: Path, tmp_path: Path
) -> None:
    class Pauser(Interruption):
        def pause(self) -> None:
            super().pause()
            assert self.on_pause is not None
            self.on_pause()

    changes = {"human_pairs_every": 1, "human_pairs": 2, "optimizer__learning_rate": 0.05}
    spec = prepare(Stage.PPO, base, reward_model, tmp_path, evaluate_every=1, **changes)
    control = Pauser()
    result = run(spec, tmp_path, Recorder(), control)
    best = best_checkpoint(tmp_path)
    assert control.pauses > 1
    assert best is not None
    assert read_checkpoint(best).step == result["best_update"]


def test_own_rules_are_part_of_the_reward_and_of_each_sample(
    base: Path, reward_model: Path, tmp_path: Path
) -> None:
    changes = {"environment__rules": "2.5 regex (?s).*", "environment__repetition_penalty": 1.0}
    spec = prepare(Stage.PPO, base, reward_model, tmp_path, **changes)
    recorder = Recorder()
    run(spec, tmp_path, recorder, Interruption())
    given = [
        event.values[m.RULE_REWARD.name]
        for event in recorder.of(MetricsRecorded)
        if m.RULE_REWARD.name in event.values
    ]
    assert given == [2.5] * 4
    for sample in recorder.of(SampleRecorded):
        parts = sample.scores
        assert parts["rules"] == 2.5
        clipped = min(max(parts["reward"], -5.0), 5.0)
        total = clipped + parts["missing_end"] + parts["repetition"] + parts["rules"]
        assert abs(parts["score"] - total) < 1e-5
