"""A run's figures and samples in TensorBoard's own files, beside those of the application.

Each start of a run begins a new file. It first says from which step on earlier files no longer
count: a resumed run does the steps after its checkpoint again. Records are written as they come,
in this thread, so that a full disk is noticed here; the run goes on without them.
"""

from __future__ import annotations

import json
import os
import time
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from desktop.domain.events import Event, MetricsRecorded, SampleRecorded, WarningRaised

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from desktop.training.session import Reporter

FOLDER = "tensorboard"
"""In the run's folder."""


class EventFiles:
    """A reporter that keeps figures in event files and passes everything on.

    Args:
        reporter: Takes the events.
        run_folder: Of the run.
        settings: The run's, shown as a text.
    """

    def __init__(self, reporter: Reporter, run_folder: Path, settings: Mapping[str, Any]) -> None:
        self._reporter = reporter
        self._folder = run_folder / FOLDER
        self._settings = settings
        self._writer: Any = None
        self._failed = False

    def report(self, event: Event) -> None:
        """Keep figures and samples, and pass the event on."""
        if isinstance(event, MetricsRecorded | SampleRecorded) and not self._failed:
            try:
                self._keep(event)
            except OSError as error:
                self._failed = True
                self._reporter.report(
                    WarningRaised(
                        f"TensorBoard's files cannot be written ({error.strerror or error}). The "
                        "run goes on, and its figures are kept in the project."
                    )
                )
        self._reporter.report(event)

    def close(self) -> None:
        """Close the file; nothing may be reported after. What a full disk holds back is lost."""
        if self._writer is not None:
            with suppress(OSError):
                self._writer.close()

    def _keep(self, event: MetricsRecorded | SampleRecorded) -> None:
        from tensorboardX.summary import scalar, text

        if self._writer is None:
            self._begin(event.step)
        if isinstance(event, SampleRecorded):
            where = f"samples/prompt_{event.prompt_id}"
            self._write(step=event.step, summary=text(where, as_code(event.text)))
        else:
            for name, value in event.values.items():
                self._write(event.time, step=event.step, summary=scalar(name, value))
        self._writer.flush()

    def _begin(self, step: int) -> None:
        from tensorboardX.proto.event_pb2 import SessionLog
        from tensorboardX.record_writer import RecordWriter
        from tensorboardX.summary import text

        resumed = self._folder.is_dir()
        self._folder.mkdir(exist_ok=True)
        name = f"events.out.tfevents.{time.time_ns() // 1000}.{os.getpid()}"
        self._writer = RecordWriter(str(self._folder / name))
        self._write(file_version="brain.Event:2")
        if resumed:
            self._write(step=step, session_log=SessionLog(status=SessionLog.START))
        settings = json.dumps(dict(self._settings), indent=2, ensure_ascii=False)
        self._write(step=step, summary=text("settings", as_code(settings)))

    def _write(self, moment: float = 0.0, **fields: Any) -> None:  # noqa: ANN401 - generated types
        from tensorboardX.proto.event_pb2 import Event as Record

        record = Record(wall_time=moment or time.time(), **fields)
        self._writer.write(record.SerializeToString())


def as_code(text: str) -> str:
    """Return a text as a block of code in markdown, which TensorBoard shows as it is."""
    return "\n".join(f"    {line}" for line in text.split("\n"))
