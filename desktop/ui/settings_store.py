"""The user's own settings of the window, in a JSON file beside their base models.

A file that cannot be read is worth no more than the defaults: the window opens all the same.
"""

from __future__ import annotations

import json
import logging
import os
from dataclasses import asdict, dataclass, field, fields, replace
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

_LOG = logging.getLogger(__name__)
MOST_RECENT = 8
LEAST_ZOOM, MOST_ZOOM = 0.7, 3.0


@dataclass(frozen=True, slots=True)
class WindowSettings:
    """What is remembered between two starts of the window.

    Args:
        language: "system", "en" or "zh_CN".
        theme: A `ThemeMode`.
        text_scale: Enlargement of all text, 1 to 2.
        reading_zoom: Enlargement of answers and prompts on top of it, 0.7 to 3.
        asks_when_fast: Whether a choice faster than anyone could read has to be confirmed.
        keys: The user's own keys of the rating page by command.
        recent_projects: Folders, the last one opened first.
        geometry: Place and size of the window, as Qt writes it, in base 64.
        projects_folder: Where projects are made; "" for the usual place.
        welcomed: Whether the very first start is over.
    """

    language: str = "system"
    theme: str = "system"
    text_scale: float = 1.0
    reading_zoom: float = 1.0
    asks_when_fast: bool = True
    keys: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    recent_projects: tuple[str, ...] = ()
    geometry: str = ""
    projects_folder: str = ""
    welcomed: bool = False


class SettingsStore:
    """Reads and writes the settings file.

    Args:
        path: The file.
        safe_mode: Begin with the settings of the first time, and leave the file as it is. Only the
            language and the list of projects are read: they cannot keep a window from opening.
    """

    def __init__(self, path: Path, *, safe_mode: bool = False) -> None:
        self._path = path
        self._kept = not safe_mode
        self._settings = self._read()
        if safe_mode:
            self._settings = WindowSettings(
                language=self._settings.language,
                recent_projects=self._settings.recent_projects,
                projects_folder=self._settings.projects_folder,
                welcomed=True,
            )

    @property
    def safe_mode(self) -> bool:
        """Whether this start is a cautious one."""
        return not self._kept

    def get(self) -> WindowSettings:
        """Return the settings."""
        return self._settings

    def change(self, **values: Any) -> None:  # noqa: ANN401 - any field of the settings
        """Set some of them and write the file; a disk that refuses is only logged."""
        self._settings = replace(self._settings, **values)
        self._write()

    def remember_project(self, folder: str) -> None:
        """Put a project at the head of the recent ones; the very first start is over then."""
        others = [f for f in self._settings.recent_projects if f != folder]
        self.change(recent_projects=(folder, *others)[:MOST_RECENT], welcomed=True)

    def forget_project(self, folder: str) -> None:
        """Take a project off the recent ones."""
        kept = tuple(f for f in self._settings.recent_projects if f != folder)
        self.change(recent_projects=kept)

    def _read(self) -> WindowSettings:
        try:
            values = json.loads(self._path.read_text(encoding="utf-8"))
            return _settings_of(values)
        except FileNotFoundError:
            return WindowSettings()
        except (OSError, ValueError, TypeError, AttributeError) as error:
            _LOG.warning("The settings in %s cannot be read: %s", self._path, error)
            return WindowSettings()

    def write_no_more(self) -> None:
        """Leave the file alone from now on: it is about to be deleted."""
        self._kept = False

    def _write(self) -> None:
        if not self._kept:
            return
        temporary = self._path.with_suffix(".new")
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            text = json.dumps(asdict(self._settings), indent=2, ensure_ascii=False)
            temporary.write_text(text, encoding="utf-8")
            os.replace(temporary, self._path)
        except OSError as error:
            _LOG.warning("The settings cannot be written to %s: %s", self._path, error)


def _settings_of(values: object) -> WindowSettings:
    if not isinstance(values, dict):
        raise TypeError("not an object")
    known = {f.name: values[f.name] for f in fields(WindowSettings) if f.name in values}
    known["recent_projects"] = tuple(map(str, known.get("recent_projects", ())))
    known["text_scale"] = min(2.0, max(1.0, float(known.get("text_scale", 1.0))))
    known["reading_zoom"] = within_zoom(float(known.get("reading_zoom", 1.0)))
    known["asks_when_fast"] = bool(known.get("asks_when_fast", True))
    known["projects_folder"] = str(known.get("projects_folder", ""))
    # Who has opened projects with an earlier version has been welcomed long ago.
    known["welcomed"] = bool(known.get("welcomed", known["recent_projects"]))
    keys = dict(known.get("keys", {}))
    known["keys"] = {str(name): tuple(map(str, own)) for name, own in keys.items()}
    return WindowSettings(**known)


def within_zoom(zoom: float) -> float:
    """Return the nearest zoom of reading text that can be read."""
    return min(MOST_ZOOM, max(LEAST_ZOOM, zoom))
