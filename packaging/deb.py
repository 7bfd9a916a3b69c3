"""Debian's package: the bundle in /opt, a command in the path, an entry in the menu."""

from __future__ import annotations

import gzip
import hashlib
import os
import shutil
from datetime import datetime
from email.utils import format_datetime
from typing import TYPE_CHECKING

import dependencies
import facts
import icons
from copyright_file import copyright_file
from manual_page import manual_page
from workplace import APP_ID, NAME, PUBLISHER, SUMMARY, Workplace, run

from desktop.build_facts import RELEASE

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from parts import Part

    from desktop.build_facts import BuildFacts

ARCHITECTURES = {"linux-x86_64": "amd64", "linux-aarch64": "arm64"}
MAINTAINER = f"{PUBLISHER} <tastemaker@users.noreply.github.com>"
COMPRESSION = ("-Zxz", "-z1")
"""Lintian takes no zstd; and the model, a quarter of all, comes out smaller."""
QUICK_COMPRESSION = ("-Zgzip", "-z1")
"""For a package that is tried and thrown away."""
DESCRIPTION = f"""\
Description: {SUMMARY}
 Tastemaker is one window for the whole of reinforcement learning from human
 feedback: a local model answers your prompts, you say which answers you prefer,
 a reward model learns your judgement, and PPO improves the model against it.
 .
 All it needs is inside, a small language model included: nothing is downloaded
 and nothing leaves the computer. This build computes on the processor.
"""


def version_of(what: BuildFacts) -> str:
    """The package's version: what is not a release comes before the release."""
    if what.channel == RELEASE:
        return what.version
    day = what.date[:10].replace("-", "")
    return f"{what.version}~dev{day}.{what.commit[:7] or 'unknown'}"


def build(
    workplace: Workplace, what: BuildFacts, inside: Iterable[Part], *, quick: bool = False
) -> Path:
    """Make the package and return it; a quick one is larger, and otherwise the same."""
    compression = QUICK_COMPRESSION if quick else COMPRESSION
    tree = workplace.work / "deb"
    shutil.rmtree(tree, ignore_errors=True)
    _link(workplace.bundle, tree / "opt" / NAME)
    _fill_usr(workplace, what, tree / "usr", copyright_file(inside))
    _fill_debian(workplace, what, tree)
    target = workplace.dist / f"{NAME}_{version_of(what)}_{ARCHITECTURES[what.target]}.deb"
    target.parent.mkdir(parents=True, exist_ok=True)
    run(
        ["dpkg-deb", "--root-owner-group", *compression, "--build", tree, target],
        environment={"SOURCE_DATE_EPOCH": str(facts.epoch(what))},
    )
    shutil.rmtree(tree)
    return target


def _link(source: Path, target: Path) -> None:
    """Show a folder in another place of the same disk, without copying what is in it."""
    shutil.copytree(source, target, symlinks=True, copy_function=os.link)


def _fill_usr(workplace: Workplace, what: BuildFacts, usr: Path, copyrights: str) -> None:
    recipes = workplace.root / "packaging" / "linux"
    _write(usr / f"share/doc/{NAME}/copyright", copyrights.encode())
    changes = (workplace.root / "CHANGELOG.md").read_bytes()
    _write(usr / f"share/doc/{NAME}/NEWS.md.gz", gzip.compress(changes, mtime=0))
    entry = changelog(what).encode()
    _write(usr / f"share/doc/{NAME}/changelog.gz", gzip.compress(entry, mtime=0))
    page = manual_page(what).encode()
    _write(usr / f"share/man/man1/{NAME}.1.gz", gzip.compress(page, mtime=0))
    _write(usr / f"share/applications/{NAME}.desktop", (recipes / f"{NAME}.desktop").read_bytes())
    _write(usr / f"share/metainfo/{APP_ID}.metainfo.xml", metainfo(workplace, what).encode())
    _write(usr / f"share/lintian/overrides/{NAME}", (recipes / "lintian-overrides").read_bytes())
    _fill_icons(workplace.root / "resources" / "icons" / f"{NAME}.svg", usr / "share/icons/hicolor")
    command = usr / "bin" / NAME
    command.parent.mkdir(parents=True)
    command.symlink_to(f"/opt/{NAME}/{NAME}")


def metainfo(workplace: Workplace, what: BuildFacts) -> str:
    """What software centres show, of this version."""
    text = (workplace.root / "packaging/linux/metainfo.xml").read_text(encoding="utf-8")
    values = {
        "APP_ID": APP_ID,
        "PUBLISHER": PUBLISHER,
        "VERSION": what.version,
        "DATE": what.date[:10],
        "TYPE": "stable" if what.channel == RELEASE else "development",
    }
    for name, value in values.items():
        text = text.replace(f"@{name}@", value)
    return text


def changelog(what: BuildFacts) -> str:
    """The package's own changelog: one entry, which points to the program's."""
    when = format_datetime(datetime.fromisoformat(what.date))
    return (
        f"{NAME} ({version_of(what)}) unstable; urgency=medium\n\n"
        f"  * What is new stands in /usr/share/doc/{NAME}/NEWS.md.gz.\n\n"
        f" -- {MAINTAINER}  {when}\n"
    )


def _fill_icons(svg: Path, folder: Path) -> None:
    for size in icons.SIZES:
        icons.draw(svg, size, folder / f"{size}x{size}/apps/{NAME}.png")
    _write(folder / f"scalable/apps/{NAME}.svg", svg.read_bytes())


def _fill_debian(workplace: Workplace, what: BuildFacts, tree: Path) -> None:
    files = sorted(path for path in tree.rglob("*") if path.is_file() and not path.is_symlink())
    sums = [f"{_md5(path)}  {path.relative_to(tree)}\n" for path in files]
    debian = tree / "DEBIAN"
    script = (workplace.root / "packaging/linux/maintainer-script").read_bytes()
    for name in ("preinst", "prerm"):
        _write(debian / name, script, mode=0o755)
    _write(debian / "md5sums", "".join(sums).encode())
    kilobytes = sum(path.stat().st_size for path in files) // 1024
    _write(debian / "control", control(workplace, what, kilobytes).encode())


def control(workplace: Workplace, what: BuildFacts, kilobytes: int) -> str:
    """The control file of a package whose files take so much on the disk."""
    return (
        f"Package: {NAME}\n"
        f"Version: {version_of(what)}\n"
        f"Architecture: {ARCHITECTURES[what.target]}\n"
        f"Maintainer: {MAINTAINER}\n"
        f"Installed-Size: {kilobytes}\n"
        "Section: science\n"
        "Priority: optional\n"
        f"Depends: {', '.join(dependencies.depends(workplace.bundle))}\n"
        f"Recommends: fonts-noto-cjk\n{DESCRIPTION}"
    )


def _md5(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "md5").hexdigest()


def _write(path: Path, content: bytes, *, mode: int = 0o644) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    path.chmod(mode)
