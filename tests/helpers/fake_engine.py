"""Engines whose worker does something else: `fake_workers` in real programs of their own."""

from __future__ import annotations

import sys
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from desktop.worker.launch import built_in_engine, open_pipe
from tests.helpers import fake_workers

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.domain.engines import Engine


def fake_engine(main: Callable[..., None]) -> Callable[[], Engine]:
    """Return what finds an engine that runs one of `fake_workers`."""
    return partial(_engine, main)


def _engine(main: Callable[..., None]) -> Engine:
    command = (sys.executable, "-m", "tests.helpers.fake_engine", main.__name__)
    return replace(built_in_engine(), command=command)


if __name__ == "__main__":
    name, _, handle, _ = sys.argv[1:]
    pipe = open_pipe(int(handle))
    job, log_path = pipe.recv()
    getattr(fake_workers, name)(pipe, job, log_path)
