"""The first lines of a worker's life, before anything heavy is imported.

It stays free of torch: a worker is heard from its first moment.
"""

from __future__ import annotations

import faulthandler
import logging
import os
import sys
from typing import TYPE_CHECKING, TextIO

from desktop.worker.failures import run_failed
from desktop.worker.link import Link
from desktop.worker.protocol import PrepareBase

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

    from desktop.worker.protocol import Job

logger = logging.getLogger(__name__)

ENVIRONMENT = {
    # Spinning OpenMP threads starve the window: 5 to 8 times slower on two cores.
    "OMP_WAIT_POLICY": "passive",
    # About a tenth of a millisecond, then they sleep: waking them for every small product took a
    # fifth of the time of a PPO step.
    "GOMP_SPINCOUNT": "3000",
    # Large tensors in huge pages, where the system has them: new ones cost fewer page faults.
    "THP_MEM_ALLOC_ENABLE": "1",
    # oneDNN keeps a kernel for each number of rows it has met, up to a thousand of them: hundreds
    # of megabytes in a run with texts of all lengths. A step uses about a hundred.
    "ONEDNN_PRIMITIVE_CACHE_CAPACITY": "256",
    "HF_HUB_OFFLINE": "1",
    "HF_HUB_DISABLE_TELEMETRY": "1",
    # Without it transformers asks the Hub, from a thread, whether a model has safetensors.
    "DISABLE_SAFETENSORS_CONVERSION": "1",
    "TOKENIZERS_PARALLELISM": "false",
    "TRANSFORMERS_NO_ADVISORY_WARNINGS": "1",
}
"""Variables that must be set before torch and transformers are imported."""

NICENESS = 10


def worker_main(pipe: Connection, job: Job, log_path: str) -> None:
    """Run a worker from its first line to its last; never returns."""
    code = 1
    try:
        _redirect_output(log_path)
        os.environ.update(environment(job))
        _lower_priority()
        _do(job, pipe)
        code = 0
    except Exception:
        logger.exception("the worker failed")
    finally:
        logging.shutdown()
        sys.stdout.flush()
        sys.stderr.flush()
        # Skips the teardown of native libraries, which may crash or wait for threads.
        os._exit(code)


def _do(job: Job, pipe: Connection) -> None:
    """Listen and beat from the first moment, then load what is heavy and do the job."""
    link = Link(pipe)
    link.start()
    try:
        from desktop.worker.child import main

        main(link, job)
    except Exception as error:
        logger.exception("the job failed")
        link.report(run_failed(error))


def _redirect_output(log_path: str) -> None:
    """Send both output streams, also those of native libraries and crashes, to the log."""
    log = os.open(log_path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o644)
    for number in (1, 2):
        os.dup2(log, number)
    os.close(log)
    sys.stdout, sys.stderr = _stream(1), _stream(2)
    faulthandler.enable(sys.stderr)
    logging.basicConfig(
        level=logging.INFO,
        stream=sys.stderr,
        format="%(asctime)s %(levelname)s %(name)s: %(message)s",
        force=True,
    )


def environment(job: Job) -> dict[str, str]:
    """Return the variables for a job; the Hub is in reach only for a download asked for."""
    online = isinstance(job, PrepareBase) and job.allow_download
    return {**ENVIRONMENT, "HF_HUB_OFFLINE": "0" if online else "1"}


def _stream(number: int) -> TextIO:
    return open(number, "w", encoding="utf-8", errors="replace", buffering=1, closefd=False)


def _lower_priority() -> None:
    """Let the window go first wherever both want a core."""
    if hasattr(os, "nice"):
        os.nice(NICENESS)
        return
    import psutil

    psutil.Process().nice(psutil.BELOW_NORMAL_PRIORITY_CLASS)
