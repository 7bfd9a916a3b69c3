"""Engines: programs that compute for the window, each described by a manifest.

The window comes with one (torch for the CPU). Others, such as one for a graphics card, are folders
with an `engine.json` beside their program, made by `packaging/engine.py`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any, Self

from desktop.domain.errors import InvalidInputError

if TYPE_CHECKING:
    from collections.abc import Mapping

MANIFEST = "engine.json"
BUILT_IN = "built-in"
"""Name of the engine that comes with the window."""
FORMAT = 1
_NAME = re.compile(r"[a-z0-9][a-z0-9.-]{0,39}")
_TEXTS = ("name", "kind", "version", "protocol", "target", "torch")


class EngineKind(StrEnum):
    """What an engine's build of torch can compute on, besides the CPU."""

    CPU = "cpu"
    CUDA = "cuda"
    ROCM = "rocm"
    MPS = "mps"


@dataclass(frozen=True, slots=True)
class EngineFile:
    """A file of an engine: its size in bytes, and its SHA-256 in hexadecimal digits."""

    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Engine:
    """A program that does a worker's jobs.

    Attributes:
        name: What it is called on this computer; of lower-case letters, digits, "." and "-".
        kind: What it can compute on.
        version: Of Tastemaker.
        protocol: Of the messages that it understands: see `desktop.worker.agreement`.
        target: What it runs on, such as "linux-x86_64".
        torch: The build of torch inside; "" where that is not known without starting it.
        command: What starts it; a relative first word is a program in `folder`.
        files: What belongs to it, by its path in `folder`.
        folder: Where it lies; "" for one that belongs to no folder.
    """

    name: str
    kind: EngineKind
    version: str
    protocol: str
    target: str
    torch: str
    command: tuple[str, ...]
    files: Mapping[str, EngineFile] = field(default_factory=dict)
    folder: str = ""

    @property
    def built_in(self) -> bool:
        """Whether it is the one that came with the window."""
        return self.name == BUILT_IN

    def to_json(self) -> dict[str, Any]:
        """Return its manifest as plain values."""
        return {
            "format": FORMAT,
            **{name: str(getattr(self, name)) for name in _TEXTS},
            "command": list(self.command),
            "files": {
                path: {"size": file.size, "sha256": file.sha256}
                for path, file in sorted(self.files.items())
            },
        }

    @classmethod
    def from_json(cls, values: object, folder: str) -> Self:
        """Read a manifest.

        Args:
            values: What the file holds.
            folder: Where it lies.

        Raises:
            InvalidInputError: It is none, or one of a later Tastemaker.
        """
        try:
            if not isinstance(values, dict) or values["format"] != FORMAT:
                raise ValueError(f"its format is not {FORMAT}")
            texts = {name: _text(values, name) for name in _TEXTS}
            command = tuple(str(word) for word in values["command"])
            if not is_name(texts["name"]):
                raise ValueError(f"“{texts['name']}” is no name of an engine")
            if not command or not command[0]:
                raise ValueError("there is no command")
            files = {
                _inside(path): EngineFile(int(one["size"]), str(one["sha256"]))
                for path, one in dict(values["files"]).items()
            }
            kind = EngineKind(texts.pop("kind"))
        except (KeyError, TypeError, ValueError) as error:
            raise InvalidInputError(
                "An engine cannot be used",
                f"The manifest {MANIFEST} in {folder} makes no sense: {error}.",
                "Install the engine again, or remove its folder.",
            ) from error
        return cls(**texts, kind=kind, command=command, files=files, folder=folder)


def is_name(text: str) -> bool:
    """Return whether an installed engine may be called so."""
    return bool(_NAME.fullmatch(text)) and text != BUILT_IN


def _text(values: Mapping[str, Any], name: str) -> str:
    value = values[name]
    if not isinstance(value, str):
        raise TypeError(f"“{name}” is no text")
    return value


def _inside(path: str) -> str:
    """Return a path of a file that stays inside the folder; raises `ValueError`."""
    pure = PurePosixPath(path)
    if not path or pure.is_absolute() or ".." in pure.parts or "\\" in path or ":" in path:
        raise ValueError(f"“{path}” is no path inside the folder")
    return path
