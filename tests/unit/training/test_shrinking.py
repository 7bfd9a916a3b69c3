"""Out of memory: the same gradients in smaller pieces, explained, and never for ever."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
import torch

from desktop.domain.events import WarningRaised
from desktop.domain.runs import Stage
from desktop.training.roles import Role
from desktop.training.runner import run
from desktop.training.session import Session
from desktop.training.shrinking import Shrinking
from tests.helpers.training import Interruption, Recorder
from tests.unit.training.test_ppo import build, measured
from tests.unit.training.test_runner import prepare, weights

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

MOST = 2
"""Rows that the pretended device can hold."""
MESSAGE = "[enforce fail] DefaultCPUAllocator: can't allocate memory: you tried"


def small_device(monkeypatch: pytest.MonkeyPatch, name: str) -> list[int]:
    """Let a role's method fail for more than `MOST` rows, while it trains."""
    plain: Callable[..., Any] = getattr(Role, name)
    asked: list[int] = []

    def limited(self: Role, batch: Any, *rest: Any, **named: Any) -> Any:  # noqa: ANN401
        if torch.is_grad_enabled():
            asked.append(len(batch.response_lengths))
            if asked[-1] > MOST:
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
    run(spec, tmp_path / "large", Recorder(), Interruption())
    small_device(monkeypatch, method)
    recorder = Recorder()
    spec = prepare(stage, base, reward_model, tmp_path / "small", **changes)
    run(spec, tmp_path / "small", recorder, Interruption())
    told = [event.text for event in recorder.of(WarningRaised) if "memory ran out" in event.text]
    assert told
    large, small = weights(tmp_path / "large"), weights(tmp_path / "small")
    for name, tensor in large.items():
        torch.testing.assert_close(small[name], tensor, rtol=0.02, atol=2e-3)


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
