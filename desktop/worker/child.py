"""The worker: does one job, reports, obeys. It runs in the only process with torch."""

from __future__ import annotations

import json
import signal
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.domain.events import (
    BasePrepared,
    DevicesProbed,
    ModelExported,
    Progress,
    RunEnded,
    WorkerReady,
)
from desktop.domain.journal import JOURNAL, JournalWriter
from desktop.domain.model_forms import GgufWeights, ModelForm
from desktop.domain.runs import RunSpec, RunStatus
from desktop.models.devices import set_worker_threads
from desktop.models.export import STEPS, export_gguf, export_merged
from desktop.models.probe import probe_devices
from desktop.training.dry_run import measure_step
from desktop.training.engine import Engine
from desktop.training.parallel import Follower
from desktop.training.runner import run
from desktop.training.session import ShutdownRequested, StopRequested
from desktop.training.team import ALONE, Team
from desktop.worker.control import WorkerControl
from desktop.worker.prepare import prepare_base
from desktop.worker.protocol import (
    TRYING,
    DryRun,
    ExportModel,
    Job,
    JoinRun,
    PrepareBase,
    Serve,
    StartRun,
)
from desktop.worker.requests import answer
from desktop.worker.sharing import met

if TYPE_CHECKING:
    from types import FrameType

    from desktop.domain.processes import Place
    from desktop.worker.link import Link


def main(link: Link, job: Job) -> None:
    """Do a job to its end; raises what went wrong."""
    _obey_signals(link)
    place = job.place if isinstance(job, StartRun | JoinRun) else None
    set_worker_threads(place.local_count if place else 1)
    if isinstance(job, JoinRun):
        _share(link, job.place)
    elif isinstance(job, StartRun) and job.place:
        _share(link, job.place, job.run_folder)
    elif isinstance(job, StartRun):
        _train(link, Path(job.run_folder))
    elif isinstance(job, DryRun):
        _measure(link, Path(job.run_folder))
    elif isinstance(job, Serve):
        _serve(link, job)
    elif isinstance(job, PrepareBase):
        folder = prepare_base(job, link.report)
        link.report(BasePrepared(str(folder)))
    elif isinstance(job, ExportModel):
        _export(link, job)
    else:
        link.report(DevicesProbed(probe_devices(partial(_tell_of_device, link))))


def _obey_signals(link: Link) -> None:
    """Leave Ctrl+C to the application; end in order when asked to by the system."""

    def end(number: int, frame: FrameType | None) -> None:
        link.request_end()

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, end)


def read_spec(folder: Path) -> RunSpec:
    """Return what a run folder says is to be done."""
    return RunSpec.from_json(json.loads((folder / "spec.json").read_text(encoding="utf-8")))


def _train(link: Link, folder: Path) -> None:
    _do_run(link, folder, _control(link, JournalWriter(folder / JOURNAL)))


def _share(link: Link, place: Place, run_folder: str = "") -> None:
    """Do one process's part of a run."""
    with met(place, link) as meeting:
        folder = Path(meeting.folder(run_folder))
        team = meeting.form(str(read_spec(folder).settings.get("device", "auto")))
        if team.leads:
            _do_run(link, folder, _control(link, JournalWriter(folder / JOURNAL)), team)
        else:
            control = _control(link)
            _do_run(link, folder, control, team, Follower(control, meeting))


def _control(link: Link, journal: JournalWriter | None = None) -> WorkerControl:
    return WorkerControl(link, partial(answer, link.report), journal)


def _do_run(
    link: Link,
    folder: Path,
    control: WorkerControl,
    team: Team = ALONE,
    follower: Follower | None = None,
) -> None:
    try:
        result = run(read_spec(folder), folder, control, follower or control, team)
        status = RunStatus.STOPPED if control.stopping else RunStatus.FINISHED
    except StopRequested as request:
        # A stop before there is anything to keep: what there was before can be resumed.
        result, status = {}, RunStatus.INTERRUPTED if request.keep else RunStatus.DISCARDED
    except ShutdownRequested:
        result, status = {}, RunStatus.INTERRUPTED
    control.cancel_waiting()
    link.report(RunEnded(status.value, control.step, result))


def _measure(link: Link, folder: Path) -> None:
    control = _control(link)
    link.report(measure_step(read_spec(folder), folder, control.poll))


def _tell_of_device(link: Link, name: str) -> None:
    link.report(Progress(f"{TRYING}{name}", 0, 1))


def _export(link: Link, job: ExportModel) -> None:
    def tell(step: str) -> None:
        link.report(Progress(step, STEPS.index(step), len(STEPS)))

    target = Path(job.destination)
    if job.format == ModelForm.GGUF:
        proof = export_gguf(job.source, target, job.name, GgufWeights(job.weights), tell)
    else:
        proof = export_merged(job.source, target, tell)
    link.report(ModelExported(job.destination, proof.checked, proof.kept))


def _serve(link: Link, job: Serve) -> None:
    engine = Engine(job.device, job.dtype)
    engine.live = engine.load(job.source)
    choice = engine.choice
    link.report(WorkerReady(str(choice.device), choice.reason, str(choice.dtype)))
    control = _control(link)
    try:
        while control.wait(job.idle_seconds):
            control.serve(engine)
    except (StopRequested, ShutdownRequested):
        control.cancel_waiting()
