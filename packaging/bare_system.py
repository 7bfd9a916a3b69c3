"""A bare Debian in a folder, to try a package in: made once, kept packed, thrown away after use.

Commands run in namespaces of their own: what they mount is gone when they end, and without leave
they see no network at all.
"""

from __future__ import annotations

import os
import shutil
import tempfile
import urllib.request
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from workplace import BuildError, run

if TYPE_CHECKING:
    from collections.abc import Iterator

SUITE = "bookworm"
MIRROR = "http://deb.debian.org/debian"
USER = "someone"
USER_ID = "1000"
SCREENS = "/tmp/.X11-unix"
PATH = "/usr/sbin:/usr/bin:/sbin:/bin"
ROOT_SCRIPT = """
set -e
mount -t proc proc "$0/proc"
mount --rbind /dev "$0/dev"
mount -t tmpfs tmpfs "$0/tmp"
mkdir -p "$0{screens}"
mount --bind {screens} "$0{screens}"
chmod 1777 "$0/tmp"
exec chroot {user} "$0" "$@"
"""
VOLATILE = ("var/lib/dpkg", "var/log", "var/cache", "var/lib/apt", "proc", "dev", "tmp", "run")


def can_be_made() -> str:
    """Why there can be no bare system here; empty when there can."""
    if os.geteuid() != 0:
        return "only root may make one"
    if shutil.which("debootstrap") is None:
        return "debootstrap is missing (apt-get install debootstrap)"
    try:
        run(["unshare", "--mount", "--net", "--pid", "--fork", "true"])
    except BuildError:
        return "this machine does not allow namespaces"
    try:
        urllib.request.urlopen(f"{MIRROR}/dists/{SUITE}/Release", timeout=60).close()
    except OSError as error:
        return f"{MIRROR} cannot be reached ({error})"
    return ""


class BareSystem:
    """A Debian that lies in a folder.

    Args:
        root: The folder.
    """

    def __init__(self, root: Path) -> None:
        self.root = root

    def command(self, words: list[str], *, network: bool = False, user: bool = False) -> list[str]:
        """The command that runs words inside: by default as root and without a network.

        Args:
            words: A program of the system and its arguments.
            network: Whether it sees the network.
            user: Whether an ordinary user runs it.
        """
        who = f"--userspec={USER_ID}:{USER_ID}" if user else ""
        script = ROOT_SCRIPT.format(screens=SCREENS, user=who)
        home = f"/home/{USER}" if user else "/root"
        variables = [
            f"HOME={home}",
            f"PATH={PATH}",
            "LANG=C.UTF-8",
            "DEBIAN_FRONTEND=noninteractive",
        ]
        if user:
            variables.append(f"DISPLAY={os.environ.get('DISPLAY', '')}")
        spaces = ["--mount", "--pid", "--fork", *([] if network else ["--net"])]
        return [
            *("unshare", *spaces, "env", "-i", *variables),
            *("sh", "-c", script, str(self.root), *words),
        ]

    def run(self, words: list[str], *, network: bool = False, user: bool = False) -> str:
        """Run a command inside to its end and return what it printed; raises `BuildError`."""
        return run(self.command(words, network=network, user=user))

    def files(self) -> set[str]:
        """Every file and folder of the system, but those that change by themselves."""
        found: set[str] = set()
        for folder, folders, names in os.walk(self.root):
            inside = Path(folder).relative_to(self.root)
            folders[:] = [name for name in folders if str(inside / name) not in VOLATILE]
            found.update(str(inside / name) for name in (*folders, *names))
        return found


@contextmanager
def bare_system(packed: Path) -> Iterator[BareSystem]:
    """Yield a fresh system, unpacked from a file that is made the first time."""
    with tempfile.TemporaryDirectory(prefix="tastemaker-bare-") as folder:
        root = Path(folder) / "root"
        if packed.is_file():
            root.mkdir()
            run(["tar", "--extract", "--zstd", "--file", packed, "--directory", root])
        else:
            run(["debootstrap", "--variant=minbase", SUITE, root, MIRROR])
            packed.parent.mkdir(parents=True, exist_ok=True)
            run(["tar", "--create", "--zstd", "--file", packed, "--directory", root, "."])
        system = BareSystem(root)
        system.run(["useradd", "--create-home", "--uid", USER_ID, USER])
        yield system
