"""Out of memory: the same gradients in smaller pieces, explained, and never for ever."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
import torch

from desktop.domain.events import WarningRaised
from desktop.domain.prompts import Split
from desktop.domain.runs import Stage
from desktop.training.ppo import PpoUpdate
from desktop.training.roles import Role
from desktop.training.runner import run
from desktop.training.session import Session
from desktop.training.shrinking import Shrinking
from tests.helpers.short_runs import DATA, prepare, weights
from tests.helpers.team_runs import first_gradients
from tests.helpers.training import Interruption, Recorder, run_folder
from tests.unit.training.test_ppo import build, measured

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

MOST = 2
"""Rows that the pretended device can hold."""
MESSAGE = "[enforce fail] DefaultCPUAllocator: can't allocate memory: you tried"


def small_device(
    monkeypatch: pytest.MonkeyPatch, name: str, *, training: bool = True, most: int = MOST
) -> list[int]:
    """Let a role's method fail for more rows than `most`, while it trains, or while it does not."""
    plain: Callable[..., Any] = getattr(Role, name)
    asked: list[int] = []

    def limited(self: Role, batch: Any, *rest: Any, **named: Any) -> Any:  # noqa: ANN401
        if torch.is_grad_enabled() is training:
            asked.append(len(batch.response_lengths))
            if asked[-1] > most:
                raise RuntimeError(MESSAGE)
        return plain(self, batch, *rest, **named)

    monkeypatch.setattr(Role, name, limited)
    return asked


def test_a_minibatch_in_smaller_pieces_has_the_same_gradient(
    base: Path, reward_model: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    update, _ = build(base, reward_model, tmp_path, micro_batch_size=8, batch_size=8)
    samples, banks, plan, found = measured(update)
    targets = update._targets(samples, found)
    update._accumulate(samples, banks, plan[0], found, targets)
    whole = {
        n: p.grad.clone() for n, p in update.optimizer.parameters.items() if p.grad is not None
    }
    update.optimizer.clear()
    asked = small_device(monkeypatch, "values")
    update.shrinking.attempt(lambda: update._accumulate(samples, banks, plan[0], found, targets))
    assert max(asked) == 8
    assert asked[-4:] == [2, 2, 2, 2]
    for name, gradient in whole.items():
        other = update.optimizer.parameters[name].grad
        torch.testing.assert_close(other, gradient, rtol=1e-3, atol=1e-5)


@pytest.mark.parametrize(
    ("stage", "method"),
    [
        (Stage.SFT, "logprobs"),
        (Stage.DPO, "logprobs"),
        (Stage.PPO, "logprobs"),
        (Stage.TEXT, "logprobs"),
        (Stage.REWARD, "rewards"),
    ],
)
def test_a_run_goes_on_and_learns_the_same(
    stage: Stage,
    method: str,
    base: Path,
    reward_model: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    changes = {"micro_batch_size": 4}
    spec = prepare(stage, base, reward_model, tmp_path / "large", **changes)
    with first_gradients() as whole:
        run(spec, tmp_path / "large", Recorder(), Interruption())
    small_device(monkeypatch, method)
    recorder = Recorder()
    spec = prepare(stage, base, reward_model, tmp_path / "small", **changes)
    with first_gradients() as pieces:
        run(spec, tmp_path / "small", recorder, Interruption())
    assert pieces.keys() == whole.keys() != set()
    for name, gradient in whole.items():
        torch.testing.assert_close(pieces[name], gradient, rtol=1e-3, atol=1e-5)
    told = [event.text for event in recorder.of(WarningRaised) if "memory ran out" in event.text]
    assert told
    large, small = weights(tmp_path / "large"), weights(tmp_path / "small")
    for name, tensor in large.items():
        torch.testing.assert_close(small[name], tensor, rtol=0.02, atol=2e-3)


def test_what_was_measured_with_a_gradient_is_forgotten_when_memory_runs_out(
    base: Path, reward_model: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A rollout of one micro-batch is first learnt from as it was measured, whole."""
    changes = {"micro_batch_size": 6, "batch_size": 6}
    plain = PpoUpdate._policy_gradient
    pieces: list[int] = []

    def limited(self: PpoUpdate, micro: list[int], *rest: Any) -> dict[str, float]:  # noqa: ANN401
        pieces.append(len(micro))
        if len(micro) > MOST:
            self._first.take_logprobs()
            raise RuntimeError(MESSAGE)
        return plain(self, micro, *rest)

    for name in ("whole", "pieces"):
        spec = prepare(Stage.PPO, base, reward_model, tmp_path / name, **changes)
        run(spec, tmp_path / name, Recorder(), Interruption())
        monkeypatch.setattr(PpoUpdate, "_policy_gradient", limited)
    assert pieces[:4] == [6, 3, 1, 1]
    large, small = weights(tmp_path / "whole"), weights(tmp_path / "pieces")
    for name, tensor in large.items():
        torch.testing.assert_close(small[name], tensor, rtol=0.02, atol=2e-3)


@pytest.mark.parametrize(
    ("stage", "method"),
    [
        (Stage.SFT, "logprobs"),
        (Stage.DPO, "logprobs"),
        (Stage.REWARD, "last_hidden"),
    ],
)
def test_what_is_held_out_is_measured_in_smaller_pieces_too(
    stage: Stage,
    method: str,
    base: Path,
    reward_model: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    results = []
    kept = {n: replace(e, split=Split.HELD_OUT) for n, e in enumerate(DATA[stage]) if n > 6}
    data = [kept.get(n, example) for n, example in enumerate(DATA[stage])]
    for name in ("large", "small"):
        spec = prepare(stage, base, reward_model, tmp_path / name, micro_batch_size=2)
        run_folder(tmp_path / name, data)
        recorder = Recorder()
        results.append(run(spec, tmp_path / name, recorder, Interruption()))
        told = [e.text for e in recorder.of(WarningRaised) if "memory ran out" in e.text]
        assert bool(told) == (name == "small")
        small_device(monkeypatch, method, training=False, most=2 if stage is Stage.DPO else 1)
    assert results[0].keys() == results[1].keys()
    for name in {"loss_after", "accuracy", "accuracy_after"} & results[0].keys():
        assert results[1][name] == pytest.approx(results[0][name], abs=1e-3)


def test_one_row_that_does_not_fit_is_an_error(tmp_path: Path) -> None:
    shrinking = Shrinking(Session(tmp_path, Recorder(), Interruption()), lambda: None)
    sizes: list[int] = []

    def work() -> None:
        sizes.append(max(len(piece) for piece in shrinking.cut([[1, 2, 3, 4, 5]])))
        raise MemoryError

    with pytest.raises(MemoryError):
        shrinking.attempt(work)
    assert sizes == [5, 2, 1]


def test_other_errors_are_not_tried_again(tmp_path: Path) -> None:
    shrinking = Shrinking(Session(tmp_path, Recorder(), Interruption()), lambda: None)
    calls: list[int] = []

    def work() -> None:
        shrinking.cut([[1, 2]])
        calls.append(1)
        raise RuntimeError("shapes do not fit")

    with pytest.raises(RuntimeError, match="shapes"):
        shrinking.attempt(work)
    assert calls == [1]


def test_pieces_keep_their_order_and_nothing_is_lost(tmp_path: Path) -> None:
    shrinking = Shrinking(Session(tmp_path, Recorder(), Interruption()), lambda: None)
    micros = [[3, 1, 2], [9], [7, 8, 5, 6]]
    assert shrinking.cut(micros) == micros
    shrinking.limit = 2
    assert shrinking.cut(micros) == [[3, 1], [2], [9], [7, 8], [5, 6]]
    assert shrinking.at_once(32) == 2
