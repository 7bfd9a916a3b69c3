"""Builds an engine: the worker as a program of its own, for one build of torch.

    python packaging/engine.py                       # of the checkout's torch, named cpu
    python packaging/engine.py --name cuda-13 --kind cuda --torch 2.13.0+cu130 \
        --index https://download.pytorch.org/whl/cu130

With an index, torch and everything else comes into an environment of its own; without, the
checkout's is taken. PyPI's own torch for Linux is a CUDA build, too: `--torch 2.13.0 --index
https://pypi.org/simple`. The result is an archive for `tastemaker engines --add`.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import os
import shutil
import sys
import tarfile
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import archive
import bundle
import engine_parts
import facts
from workplace import BuildError, Workplace, run

from desktop.domain.engines import MANIFEST, Engine, EngineFile, EngineKind, is_name
from desktop.worker.agreement import protocol_version

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from desktop.build_facts import BuildFacts

SPEC = "packaging/engine.spec"
INDEX_ALONE = {"PIP_CONFIG_FILE": os.devnull, "PIP_EXTRA_INDEX_URL": "", "PIP_FIND_LINKS": ""}
"""A build of torch that lies ready on this machine would win over that of the index."""
BUILT_FOR = {
    EngineKind.CUDA: "torch.version.cuda",
    EngineKind.ROCM: "torch.version.hip",
    EngineKind.MPS: "torch.backends.mps.is_built()",
}
"""What says that a torch can compute on a kind of device."""


@dataclass(frozen=True, slots=True)
class Order:
    """What engine is wanted.

    Args:
        name: What it is called where it is installed.
        kind: What its torch computes on.
        torch: The version of torch with its local part, such as "2.13.0+cu130"; "" for the one of
            the checkout.
        index: Where that torch is to be had.
    """

    name: str = "cpu"
    kind: EngineKind = EngineKind.CPU
    torch: str = ""
    index: str = ""


def main(arguments: Sequence[str] | None = None) -> int:
    """Build what the arguments ask for; the exit status of the process."""
    try:
        print(build(order(arguments), Workplace()))
    except BuildError as problem:
        print(f"\nThe engine was not built: {problem}", file=sys.stderr)
        return 1
    return 0


def order(arguments: Sequence[str] | None) -> Order:
    """Read the arguments; leaves the program when they make no sense."""
    parser = argparse.ArgumentParser(description="Build an engine for one build of torch.")
    parser.add_argument("--name", default="cpu")
    parser.add_argument("--kind", choices=list(EngineKind), default=EngineKind.CPU, type=EngineKind)
    parser.add_argument("--torch", default="", help="for instance 2.13.0+cu130")
    parser.add_argument("--index", default="", help="where that torch is to be had")
    read = parser.parse_args(arguments)
    if not is_name(read.name):
        parser.error(f"“{read.name}” is no name of an engine")
    if bool(read.torch) != bool(read.index):
        parser.error("--torch and --index belong together")
    return Order(read.name, read.kind, read.torch, read.index)


def build(wanted: Order, place: Workplace) -> Path:
    """Build an engine; return its archive."""
    workplace = place._replace(name=f"{engine_parts.PROGRAM}-{wanted.name}")
    bundle.install_tools(workplace)
    interpreter = _environment(wanted, workplace) if wanted.index else sys.executable
    what = replace(facts.gather(workplace.root), torch=_torch_of(interpreter))
    variables = {"TASTEMAKER_BUILD_NAME": workplace.name}
    bundle.freeze(workplace, what, SPEC, variables, interpreter)
    bundle.trim(workplace.contents)
    bundle.set_modes(workplace.bundle)
    write_manifest(workplace.bundle, wanted, what)
    target = pack(workplace, what)
    archive.write_sums([target], target.with_name(f"{target.name}.sha256"))
    return target


def write_manifest(folder: Path, wanted: Order, what: BuildFacts) -> Engine:
    """Write the manifest of the engine whose files lie in a folder."""
    engine = Engine(
        name=wanted.name,
        kind=wanted.kind,
        version=what.version,
        protocol=protocol_version(),
        target=what.target,
        torch=what.torch,
        command=(_program(folder),),
        files={
            path.relative_to(folder).as_posix(): _file(path)
            for path in sorted(folder.rglob("*"))
            if path.is_file() and path.name != MANIFEST
        },
    )
    text = json.dumps(engine.to_json(), indent=1) + "\n"
    (folder / MANIFEST).write_text(text, encoding="utf-8")
    return engine


def pack(workplace: Workplace, what: BuildFacts) -> Path:
    """Pack the bundle; of the same bundle the archive is the same."""
    when = facts.epoch(what)
    target = workplace.dist / f"{workplace.name}-{what.version}-{what.target}.tar.gz"
    target.parent.mkdir(parents=True, exist_ok=True)

    def anonymous(member: tarfile.TarInfo) -> tarfile.TarInfo:
        member.uid = member.gid = 0
        member.uname = member.gname = ""
        member.mtime = when
        return member

    with (
        target.open("wb") as file,
        gzip.GzipFile("", "wb", 6, file, when) as zipped,
        tarfile.open(fileobj=zipped, mode="w") as tar,
    ):
        tar.add(workplace.bundle, workplace.name, filter=anonymous)
    return target


def _program(folder: Path) -> str:
    """The name of the program in a bundle."""
    names = (engine_parts.PROGRAM, f"{engine_parts.PROGRAM}.exe")
    for name in names:
        if (folder / name).is_file():
            return name
    raise BuildError(f"There is no {engine_parts.PROGRAM} in {folder}.")


def _file(path: Path) -> EngineFile:
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return EngineFile(path.stat().st_size, digest)


def _environment(wanted: Order, workplace: Workplace) -> str:
    """Make an environment with the torch that is wanted; return its Python."""
    folder = workplace.work / "environments" / wanted.name
    shutil.rmtree(folder, ignore_errors=True)
    run([sys.executable, "-m", "venv", folder])
    inside = "Scripts/python.exe" if sys.platform == "win32" else "bin/python"
    interpreter = str(folder / inside)
    install = [interpreter, "-m", "pip", "--disable-pip-version-check", "install", "--quiet"]
    torch = [f"torch=={wanted.torch}", "--index-url", wanted.index]
    run([*install, *torch], environment=INDEX_ALONE)
    check_torch(interpreter, wanted.kind)
    others = [name for name in engine_parts.requirements() if name != "torch"]
    exact = workplace.work / "environments" / f"{wanted.name}.txt"
    exact.write_text(_without_torch(workplace.root), encoding="utf-8")
    run([*install, "-c", exact, "packaging", *others])
    return interpreter


def check_torch(interpreter: str, kind: EngineKind) -> None:
    """Look that an environment's torch is one for a kind of device.

    Raises:
        BuildError: It is for something else, such as the processor alone.
    """
    test = BUILT_FOR.get(kind)
    if test is None:
        return
    said = run([interpreter, "-c", f"import torch; print(bool({test}))"]).strip()
    if said != "True":
        version = _torch_of(interpreter)
        raise BuildError(f"The index gave torch {version}, which was not built for {kind.value}.")


def _without_torch(root: Path) -> str:
    """The tested versions, but for torch: that of an index has a local part of its own."""
    lines = (root / "packaging" / "constraints.txt").read_text(encoding="utf-8").splitlines()
    return "\n".join(line for line in lines if not line.startswith("torch==")) + "\n"


def _torch_of(interpreter: str) -> str:
    code = "from importlib import metadata; print(metadata.version('torch'))"
    return run([interpreter, "-c", code]).strip()


if __name__ == "__main__":
    sys.exit(main())
