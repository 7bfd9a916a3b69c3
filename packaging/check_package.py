"""Tries the built package as a stranger would: on a bare Debian, without a network.

Only what the package says it depends on is installed beside it. Then, with no network at all: it
is installed, its self-test runs under an X server, it refuses to be replaced or removed while it
runs, it is replaced, removed and purged. Nothing may be left but the user's own data, all of them.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import bare_system
from screen import screen
from workplace import APP_ID, NAME, BuildError, Workplace, run

from desktop.services.project import DATABASE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bare_system import BareSystem

HOME = f"home/{bare_system.USER}"
"""Where the user's own data lie; they stay."""
PROJECT = f"{HOME}/letters"
LINTIAN = ("--fail-on", "error", "--allow-root")
REFUSALS = """
tastemaker --selftest >/dev/null 2>&1 &
program=$!
for attempt in $(seq 100); do
    case "$(readlink /proc/$program/exe)" in /opt/*) break ;; esac
    sleep 0.1
done
if dpkg --install "$0"; then echo "it was replaced while it ran"; exit 1; fi
if dpkg --remove tastemaker; then echo "it was removed while it ran"; exit 1; fi
if dpkg --purge tastemaker; then echo "it was purged while it ran"; exit 1; fi
kill $program
wait $program
exit 0
"""


def main() -> int:
    """Check the newest package in dist/; the exit status of the process."""
    workplace = Workplace()
    try:
        package = _package(workplace)
        check_files(package, workplace)
        # It keeps one processor busy for minutes; what follows mostly waits.
        with ThreadPoolExecutor(1) as aside:
            opinion = aside.submit(_judge, ["lintian", *LINTIAN, str(package)])
            tried = _try_out(package, workplace)
            opinion.result()
    except BuildError as problem:
        print(f"\nThe package is not good: {problem}", file=sys.stderr)
        return 1
    print("The package is good." if tried else "The package looks good.")
    return 0


def _try_out(package: Path, workplace: Workplace) -> bool:
    """Try the package where that can be done, or say why not; return whether it was."""
    reason = bare_system.can_be_made()
    if reason:
        print(f"NOT TRIED on a bare system: {reason}.")
        return False
    with screen(), bare_system.bare_system(workplace.work / "debian12.tar.zst") as system:
        check_life(package, system)
    return True


def _package(workplace: Workplace) -> Path:
    found = sorted(workplace.dist.glob(f"{NAME}_*.deb"), key=lambda file: file.stat().st_mtime)
    if not found:
        raise BuildError("there is none in dist/: run “make package”.")
    return found[-1]


def check_files(package: Path, workplace: Workplace) -> None:
    """Let the desktop's own tools judge what they know of; say which are missing."""
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
    shutil.copy(package, system.root / "root")
    before = system.files()
    install = ["dpkg", "--install", str(Path("/root") / package.name)]
    with _told("it is installed"):
        system.run(install)
    with _told("its self-test passes without a network"):
        print(system.run([NAME, "--selftest"], user=True))
    with _told("a project is made, as data to keep"):
        system.run([NAME, "new", f"/{PROJECT}"], user=True)
    with _told("it cannot be replaced or removed while it runs"):
        system.run(["sh", "-c", REFUSALS, install[-1]])
    for way in ("--remove", "--purge"):
        with _told("it is replaced" if way == "--remove" else "it is installed again"):
            system.run(install)
        with _told(f"dpkg {way} leaves the user's data and nothing else"):
            system.run(["dpkg", way, NAME])
            _check_left(system, before)


def _check_left(system: BareSystem, before: set[str]) -> None:
    """Look what is there after a removal that was not there before the installation."""
    left = {name for name in system.files() - before if not name.startswith(f"{HOME}/")}
    if left:
        raise BuildError(f"removing it leaves {', '.join(sorted(left)[:20])}.")
    if not (system.root / PROJECT / DATABASE).is_file():
        raise BuildError("removing it took the user's project along.")


@contextmanager
def _told(what: str) -> Iterator[None]:
    began = time.monotonic()
    yield
    print(f"{time.monotonic() - began:6.1f} s  {what}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
