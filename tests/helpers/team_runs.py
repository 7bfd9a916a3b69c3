"""One of several processes that do runs together.

Usage: python -m tests.helpers.team_runs HOME RANK COUNT PORT. A store listens at the port. Each
folder in HOME with a `spec.json` and a `data.jsonl` is a run, done in the order of their names; the
first process writes `events.json` (the figures of each step), and every process
`gradients-RANK.safetensors` (those of the first step) and `pauses-RANK.json` (how often it was to
wait for a person). A file `stop.json` says at which poll which
process is told to end, and how.
"""

from __future__ import annotations

import contextlib
import json
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import torch
from safetensors.torch import save_file

from desktop.domain.events import MetricsRecorded
from desktop.domain.processes import Place
from desktop.domain.runs import RunSpec
from desktop.training.endings import ShutdownRequested, StopRequested
from desktop.training.optimizer import Optimizer
from desktop.training.parallel import Follower, Meeting
from desktop.training.runner import run
from tests.helpers.training import Interruption, Recorder

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from desktop.training.team import Team

REQUESTS: dict[str, Callable[[], BaseException]] = {
    "keep": partial(StopRequested, True),
    "discard": partial(StopRequested, False),
    "shutdown": ShutdownRequested,
}


@contextlib.contextmanager
def first_gradients() -> Iterator[dict[str, torch.Tensor]]:
    """Catch the gradients with which the first step is taken."""
    found: dict[str, torch.Tensor] = {}
    step = Optimizer.step

    def caught(self: Optimizer) -> float:
        if not found:
            found.update(
                {
                    name: parameter.grad.clone()
                    for name, parameter in self.parameters.items()
                    if parameter.grad is not None
                }
            )
        return step(self)

    Optimizer.step = caught  # type: ignore[method-assign]
    try:
        yield found
    finally:
        Optimizer.step = step  # type: ignore[method-assign]


def do_run(folder: Path, meeting: Meeting, team: Team) -> None:
    """Do one run and write down what it did."""
    spec = RunSpec.from_json(json.loads((folder / "spec.json").read_text(encoding="utf-8")))
    recorder = Recorder()
    own = _interruption(folder / "stop.json", team.rank)
    control = own if team.leads else Follower(own, meeting)
    with first_gradients() as gradients, contextlib.suppress(ShutdownRequested):
        run(spec, folder, recorder, control, team)
    save_file(gradients, folder / f"gradients-{team.rank}.safetensors")
    (folder / f"pauses-{team.rank}.json").write_text(json.dumps(own.pauses), encoding="utf-8")
    if team.leads:
        figures = [dict(e.values) | {"step": e.step} for e in recorder.of(MetricsRecorded)]
        (folder / "events.json").write_text(json.dumps(figures), encoding="utf-8")
    else:
        assert not recorder.of(MetricsRecorded)


def _interruption(path: Path, rank: int) -> Interruption:
    if not path.is_file():
        return Interruption()
    said = json.loads(path.read_text(encoding="utf-8"))
    if said["rank"] != rank:
        return Interruption()
    return Interruption(REQUESTS[said["request"]], said["at"])


def main() -> None:
    """Do all runs of a folder as one of a team."""
    torch.set_num_threads(1)
    home, rank, count, port = Path(sys.argv[1]), *map(int, sys.argv[2:5])
    for number, spec in enumerate(sorted(home.glob("*/spec.json"))):
        place = Place(rank, count, rank, count, "127.0.0.1", port, hosted=True, attempt=number)
        meeting = Meeting(place)
        do_run(spec.parent, meeting, meeting.form("cpu"))
        meeting.part()


if __name__ == "__main__":
    main()
