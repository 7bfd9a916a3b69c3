"""Plain texts of an import: written beside their place, and put there when all else is stored."""

from __future__ import annotations

from typing import IO, TYPE_CHECKING

from desktop.services.training_examples import TEXTS

if TYPE_CHECKING:
    from pathlib import Path


class ImportedTexts:
    """Gathers texts into one file of the project's folder for them.

    Args:
        project_folder: The project.
        name: What the file is called after; nothing is made before the first text.
    """

    def __init__(self, project_folder: Path, name: str) -> None:
        self._folder = project_folder / TEXTS
        self._name = name.split(".")[0] or "texts"
        self._file: IO[str] | None = None

    def add(self, text: str) -> None:
        """Take one more text."""
        if self._file is None:
            self._folder.mkdir(exist_ok=True)
            self._file = self._part().open("w", encoding="utf-8")
        else:
            self._file.write("\n")
        self._file.write(text + "\n")

    def keep(self) -> None:
        """Put the file in its place, beside what is there already."""
        if self._file is None:
            return
        self._file.close()
        target, number = self._folder / f"{self._name}.txt", 1
        while target.exists():
            number += 1
            target = self._folder / f"{self._name}-{number}.txt"
        self._part().rename(target)
        self._file = None

    def forget(self) -> None:
        """Remove what was not kept."""
        if self._file is not None:
            self._file.close()
            self._part().unlink(missing_ok=True)
            self._file = None

    def _part(self) -> Path:
        return self._folder / f".{self._name}.part"
