"""Sets a checkout up: Python environment, packages, Qt's system libraries, starter model.

`make run`, `make test` and the others call this first. It needs nothing but Python's standard
library, does only what is not done yet, and is over in an instant when everything is there. What
it cannot do it says in plain words, with the command that helps.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import environment
import system_libraries
from environment import Layout

if TYPE_CHECKING:
    from collections.abc import Sequence


class SetUpError(Exception):
    """The set-up cannot go on; the text says why and what to do."""


def main() -> int:
    """Set up the checkout that this file belongs to; the exit status of the process."""
    layout = Layout(Path(__file__).resolve().parents[1])
    try:
        set_up(layout)
    except SetUpError as problem:
        print(f"\nThe set-up stopped: {problem}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nStopped. What is already installed is kept; run it again to go on.")
        return 130
    return 0


def set_up(layout: Layout) -> None:
    """Do every step that the stamp does not show as done, and stamp each as it succeeds.

    Raises:
        SetUpError: a step failed.
    """
    stamp = environment.read_stamp(layout)
    wanted = environment.fingerprint(layout)
    if stamp.get("packages") != wanted:
        _install_packages(layout, _supported_python())
        stamp = {"root": str(layout.root), "packages": wanted}
        environment.write_stamp(layout, stamp)
    if not stamp.get("libraries"):
        _install_libraries()
        stamp["libraries"] = True
        environment.write_stamp(layout, stamp)
    if not _has_starter(stamp.get("starter")) and (folder := _fetch_starter(layout)):
        stamp["starter"] = {"place": _chosen_place(), "folder": folder}
        environment.write_stamp(layout, stamp)


def _supported_python() -> str:
    python = environment.find_python()
    if python is None:
        running = ".".join(map(str, sys.version_info[:3]))
        raise SetUpError(
            f"Tastemaker needs Python 3.11, 3.12 or 3.13; this is Python {running}, and no other "
            "was found.\nInstall one (Debian, Ubuntu: apt-get install python3.11 python3.11-venv) "
            "and run it again."
        )
    return python


def _install_packages(layout: Layout, python: str) -> None:
    _say("Setting up Tastemaker: this takes a few minutes, once.")
    _make_environment(layout, python)
    for what, command in environment.install_commands(layout):
        began = time.monotonic()
        _say(f"  installing {what} …")
        if subprocess.run(command, check=False).returncode != 0:
            raise SetUpError(
                f"pip could not install {what}; its own message stands above.\n"
                "Without a network connection, connect and run it again; what is already "
                "installed is kept."
            )
        _say(f"  done in {time.monotonic() - began:.0f} s")


def _make_environment(layout: Layout, python: str) -> None:
    if not environment.has_ensurepip(python):
        _install_venv_package(python)
    if layout.venv.exists() and not environment.is_usable(layout):
        _say("  the environment in .venv is broken, or of another place or Python: making it anew")
        shutil.rmtree(layout.venv)
    if not layout.python.exists():
        _say(f"  making the environment .venv with {python}")
        done = subprocess.run([python, "-m", "venv", str(layout.venv)], check=False)
        if done.returncode != 0:
            raise SetUpError(f"{python} -m venv failed; its own message stands above.")


def _install_venv_package(python: str) -> None:
    version = subprocess.run(
        [python, "-c", "import sys; print(*sys.version_info[:2])"],
        capture_output=True,
        text=True,
        check=True,
    )
    package = environment.venv_package([int(part) for part in version.stdout.split()])
    _say(f"  this Python cannot make environments yet: installing {package}")
    _apt_install([package], why="Python's venv module is missing.")


def _install_libraries() -> None:
    missing = system_libraries.missing_libraries()
    if missing:
        _say(f"  Qt needs system libraries that are missing: {', '.join(missing)}")
        _apt_install(system_libraries.packages_for(missing), why="Qt cannot start without them.")
        still = system_libraries.missing_libraries()
        if still:
            raise SetUpError(f"these system libraries are still missing: {', '.join(still)}.")
    if sys.platform.startswith("linux") and not system_libraries.has_chinese_font():
        _offer_chinese_font()


def _offer_chinese_font() -> None:
    package = system_libraries.CHINESE_FONT_PACKAGE
    if system_libraries.can_install() and system_libraries.install([package]):
        _say(f"  installed {package}, for Chinese text")
    else:
        command = system_libraries.install_command([package], root=False)
        _say(f"  no Chinese font found; if you want one: {' '.join(command)}")


def _apt_install(packages: Sequence[str], *, why: str) -> None:
    if system_libraries.can_install():
        _say(f"  installing with apt-get: {' '.join(packages)}")
        if system_libraries.install(packages):
            return
        why = f"apt-get could not install {' '.join(packages)}; its message stands above."
    command = system_libraries.install_command(packages, root=False)
    raise SetUpError(
        f"{why}\nOn Debian or Ubuntu run:  {' '.join(command)}\n"
        "On another system install the packages with the same libraries. Then run it again."
    )


def _chosen_place() -> str:
    """What the user's environment says of where models lie."""
    names = ("TASTEMAKER_MODELS_DIR", "TASTEMAKER_DATA_DIR", "XDG_DATA_HOME", "HOME")
    return "|".join(os.environ.get(name, "") for name in names)


def _has_starter(noted: object) -> bool:
    """Whether the starter model that the stamp notes is of this place and still there."""
    if not isinstance(noted, dict) or noted.get("place") != _chosen_place():
        return False
    return Path(noted["folder"]).is_dir()


def _fetch_starter(layout: Layout) -> str | None:
    """Fetch and convert the starter model; without it the rest still works, so go on.

    Returns:
        The folder of the model, or nothing when it could not be had.
    """
    _say("  looking for the starter model (98 MB to fetch and convert, once) …")
    command = [str(layout.python), "-m", "desktop", "starter", "--ensure", "--json"]
    done = subprocess.run(command, cwd=layout.root, stdout=subprocess.PIPE, text=True, check=False)
    if done.returncode != 0:
        _say(
            "  The starter model is not there yet (see above). Everything else works; "
            "the next start tries again."
        )
        return None
    return str(json.loads(done.stdout)["folder"])


def _say(line: str) -> None:
    print(line, flush=True)


if __name__ == "__main__":
    sys.exit(main())
