"""What a program can be besides a window: a worker, or one of two small helpers.

These render a chat template or try reward rules, where being killed costs nothing. All are started
by an argument, so that a frozen bundle needs one program only.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from desktop.worker.agreement import protocol_version
from desktop.worker.launch import OTHER_PROTOCOL, RULES_ARGUMENT, WORKER_ARGUMENT, open_pipe

if TYPE_CHECKING:
    from collections.abc import Sequence

RENDER_ARGUMENT = "--render-chat-template"
"""With it a frozen program is nothing but the renderer of `desktop.models.templates`."""


def run_part(arguments: Sequence[str]) -> bool:
    """Be what the arguments ask for, to its end; return False where they ask for none of these.

    Args:
        arguments: Those of the program, without its name.
    """
    if list(arguments) == [RENDER_ARGUMENT]:
        from desktop.models.template_process import main as render

        render()
        return True
    if list(arguments) == [RULES_ARGUMENT]:
        from desktop.worker.rule_process import main as try_rules

        try_rules()
        return True
    if arguments and arguments[0] == WORKER_ARGUMENT:
        _work(int(arguments[1]), arguments[2])
        return True
    return False


def _work(handle: int, protocol: str) -> None:
    if protocol != protocol_version():
        sys.stderr.write(f"The window speaks {protocol}, this engine {protocol_version()}.\n")
        sys.exit(OTHER_PROTOCOL)
    from desktop.worker.entry import worker_main

    pipe = open_pipe(handle)
    job, log_path = pipe.recv()
    worker_main(pipe, job, log_path)
