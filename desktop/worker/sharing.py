"""A worker's part in a run that several processes share: meet, work, end together."""

from __future__ import annotations

import json
import logging
import os
from contextlib import contextmanager
from dataclasses import asdict
from typing import TYPE_CHECKING

from desktop.domain.events import RunFailed
from desktop.training.endings import ShutdownRequested, StopRequested
from desktop.training.parallel import Meeting
from desktop.worker.failures import run_failed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from desktop.domain.processes import Place
    from desktop.worker.link import Link

logger = logging.getLogger(__name__)

FAILED_ELSEWHERE = 71


@contextmanager
def met(place: Place, link: Link) -> Iterator[Meeting]:
    """Meet the other processes; a failure of one is that of all, and is reported by the first.

    Raises:
        TrainingError: They do not come.
    """
    meeting = Meeting(place)

    def end(words: str) -> None:
        logger.error("another process failed: %s", words)
        link.report(RunFailed(**json.loads(words)))
        logging.shutdown()
        # The main thread may wait for the failed process for ever.
        os._exit(FAILED_ELSEWHERE)

    meeting.watch(end)
    try:
        yield meeting
    except (StopRequested, ShutdownRequested):
        raise
    except Exception as error:
        meeting.fail(json.dumps(asdict(run_failed(error))))
        raise
    finally:
        meeting.part()
