"""Tries the built package as a stranger would: on a bare Debian, without a network.

Only what the package says it depends on is installed beside it. Then, with no network at all: it
is installed, its self-test runs under an X server, it refuses to be replaced while it runs, and it
is removed. Nothing may be left but the user's own data.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import bare_system
from workplace import APP_ID, NAME, BuildError, Workplace, run

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bare_system import BareSystem

HOME = f"home/{bare_system.USER}"
"""Where the user's own data lie; they stay."""
REFUSALS = """
tastemaker --selftest >/dev/null 2>&1 &
program=$!
for attempt in $(seq 100); do
    case "$(readlink /proc/$program/exe)" in /opt/*) break ;; esac
    sleep 0.1
done
if dpkg --install "$0"; then echo "it was replaced while it ran"; exit 1; fi
if dpkg --remove tastemaker; then echo "it was removed while it ran"; exit 1; fi
kill $program
wait $program
dpkg --install "$0"
"""


def main() -> int:
    """Check the newest package in dist/; the exit status of the process."""
    workplace = Workplace()
    try:
        package = _package(workplace)
        check_files(package, workplace)
        reason = bare_system.can_be_made()
        if reason:
            print(f"NOT TRIED on a bare system: {reason}.")
            return 0
        with screen(), bare_system.bare_system(workplace.work / "debian12.tar.zst") as system:
            check_life(package, system)
    except BuildError as problem:
        print(f"\nThe package is not good: {problem}", file=sys.stderr)
        return 1
    print("The package is good.")
    return 0


def _package(workplace: Workplace) -> Path:
    found = sorted(workplace.dist.glob(f"{NAME}_*.deb"), key=lambda file: file.stat().st_mtime)
    if not found:
        raise BuildError("there is none in dist/: run “make package”.")
    return found[-1]


def check_files(package: Path, workplace: Workplace) -> None:
    """Let Debian's and the desktop's own tools judge what they know of; say which are missing."""
    tree = workplace.work / "unpacked"
    shutil.rmtree(tree, ignore_errors=True)
    tree.mkdir(parents=True)
    names = ("./usr/share/applications", "./usr/share/metainfo")
    unpack = ["tar", "--extract", "--directory", str(tree), "--file", "-", *names]
    with subprocess.Popen(["dpkg-deb", "--fsys-tarfile", package], stdout=subprocess.PIPE) as tar:
        subprocess.run(unpack, stdin=tar.stdout, check=True)
    entry = tree / f"usr/share/applications/{NAME}.desktop"
    about = tree / f"usr/share/metainfo/{APP_ID}.metainfo.xml"
    _judge(["desktop-file-validate", str(entry)])
    _judge(["appstreamcli", "validate", "--no-net", str(about)])
    _judge(["lintian", "--fail-on", "error", "--allow-root", str(package)])


def _judge(command: list[str]) -> None:
    if shutil.which(command[0]) is None:
        print(f"NOT JUDGED by {command[0]}: it is not installed.")
        return
    with _told(f"judged by {command[0]}"):
        run(command)


def check_life(package: Path, system: BareSystem) -> None:
    """Install, try, replace and remove the package, and look what is left."""
    with _told("what it depends on is installed"):
        system.run(["apt-get", "update", "-qq"], network=True)
        fields = run(["dpkg-deb", "--field", package, "Depends"])
        wanted = [entry.partition("(")[0].strip() for entry in fields.split(",")]
        install = ["apt-get", "install", "-qq", "--yes", "--no-install-recommends"]
        system.run([*install, *wanted], network=True)
    before = system.files()
    inside = Path("/root") / package.name
    copy = Path(shutil.copy(package, system.root / "root"))
    with _told("it is installed"):
        system.run(["dpkg", "--install", str(inside)])
    with _told("its self-test passes without a network"):
        print(system.run([NAME, "--selftest"], user=True))
    with _told("it cannot be replaced or removed while it runs"):
        system.run(["sh", "-c", REFUSALS, str(inside)])
    with _told("it is removed"):
        system.run(["dpkg", "--remove", NAME])
    copy.unlink()
    left = {name for name in system.files() - before if not name.startswith(f"{HOME}/")}
    if left:
        raise BuildError(f"removing it leaves {', '.join(sorted(left)[:20])}.")


@contextmanager
def screen() -> Iterator[None]:
    """Have an X server of our own while it lasts; outside, so that its libraries do not help."""
    read, write = os.pipe()
    command = ["Xvfb", "-displayfd", str(write), "-screen", "0", "1280x800x24", "-nolisten", "tcp"]
    Path(bare_system.SCREENS).mkdir(mode=0o1777, exist_ok=True)
    quiet = subprocess.DEVNULL
    try:
        server = subprocess.Popen(command, pass_fds=[write], stdout=quiet, stderr=quiet)
    except FileNotFoundError as error:
        raise BuildError("Xvfb is missing (apt-get install xvfb).") from error
    os.close(write)
    with os.fdopen(read) as said:
        os.environ["DISPLAY"] = f":{said.readline().strip()}"
    try:
        yield
    finally:
        server.terminate()
        server.wait()


@contextmanager
def _told(what: str) -> Iterator[None]:
    began = time.monotonic()
    yield
    print(f"{time.monotonic() - began:6.1f} s  {what}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
