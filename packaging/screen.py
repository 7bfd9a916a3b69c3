"""An X server of our own, for programs that want a screen where there is none."""

from __future__ import annotations

import os
import subprocess
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import bare_system
from workplace import BuildError

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def screen() -> Iterator[None]:
    """Have one while it lasts; `DISPLAY` names it.

    Raises:
        BuildError: There is no Xvfb.
    """
    read, write = os.pipe()
    command = ["Xvfb", "-displayfd", str(write), "-screen", "0", "1280x800x24", "-nolisten", "tcp"]
    Path(bare_system.SCREENS).mkdir(mode=0o1777, exist_ok=True)
    quiet = subprocess.DEVNULL
    try:
        server = subprocess.Popen(command, pass_fds=[write], stdout=quiet, stderr=quiet)
    except FileNotFoundError as error:
        raise BuildError("Xvfb is missing (apt-get install xvfb).") from error
    finally:
        os.close(write)
    with os.fdopen(read) as said:
        os.environ["DISPLAY"] = f":{said.readline().strip()}"
    try:
        yield
    finally:
        server.terminate()
        server.wait()
