"""Photographs every scene in each theme, language and size, into build/screenshots/.

`python -m tests.helpers.screenshots [--language en] [--theme light]` from the checkout; without a
screen, on Qt's offscreen platform. The data are those of `tests.helpers.demo_project`.
"""

from __future__ import annotations

import argparse
import os
import sys
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from PySide6.QtWidgets import QApplication, QWidget

    from desktop.ui.main_window import MainWindow

ROOT = Path(__file__).resolve().parents[2]
OUT = ROOT / "build" / "screenshots"
README_PICTURE = ROOT / "resources" / "screenshots" / "rate-light.png"
DEMO = ROOT / "build" / "demo-project"
SIZES = ((1280, 800), (1024, 640))
LANGUAGES = ("en", "zh_CN")
THEMES = ("light", "dark", "high_contrast")


def shoot(widget: QWidget, name: str, label: str) -> Path:
    """Photograph a window or a dialog."""
    path = OUT / f"{name}-{label}.png"
    widget.grab().save(str(path))
    return path


@contextmanager
def window_in(
    application: QApplication, language: str, theme: str, size: tuple[int, int]
) -> Iterator[MainWindow]:
    """Yield the window as a user with these settings sees it."""
    from desktop.app import build
    from desktop.ui.settings_store import SettingsStore
    from desktop.ui.translation import remove_language

    with TemporaryDirectory() as folder:
        settings = SettingsStore(Path(folder) / "window.json")
        settings.change(language=language, theme=theme)
        parts = build(application, settings)
        parts.window.resize(*size)
        parts.window.show()
        try:
            yield parts.window
        finally:
            parts.window.close()
            parts.window.deleteLater()
            remove_language(application, parts.translators)


def _application() -> QApplication:
    from PySide6.QtWidgets import QApplication

    application = QApplication.instance() or QApplication([])
    assert isinstance(application, QApplication)
    application.setStyle("Fusion")
    return application


def take(
    languages: tuple[str, ...], themes: tuple[str, ...], sizes: tuple[tuple[int, int], ...]
) -> list[Path]:
    """Take all pictures and return their files."""
    from desktop.services.project import open_project
    from tests.helpers.demo_project import make_demo_project
    from tests.helpers.scenes import scenes

    OUT.mkdir(parents=True, exist_ok=True)
    make_demo_project(DEMO).close()
    application = _application()
    taken: list[Path] = []
    for language in languages:
        for theme in themes:
            for size in sizes:
                label = f"{theme}-{language}-{size[0]}"
                with window_in(application, language, theme, size) as window:
                    taken.append(shoot(window, "welcome", label))
                    window.set_project(open_project(DEMO / "project"))
                    taken += [shoot(shown, name, label) for name, shown in scenes(window)]
    return taken


def take_for_readme() -> list[Path]:
    """Take the picture of the README again: the sample project, ready to rate."""
    from desktop.services.sample_project import create_sample_project
    from tests.helpers.scenes import ready_to_rate

    with (
        TemporaryDirectory() as folder,
        window_in(_application(), "en", "light", SIZES[0]) as window,
    ):
        window.set_project(create_sample_project(Path(folder) / "sample"))
        ready_to_rate(window)
        window.grab().save(str(README_PICTURE))
    return [README_PICTURE]


def main(say: Callable[[str], object] = sys.stdout.write) -> int:
    """Take the pictures that were asked for."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--language", choices=LANGUAGES)
    parser.add_argument("--theme", choices=THEMES)
    parser.add_argument("--readme", action="store_true", help="take the README's picture alone")
    parser.add_argument("--width", type=int, choices=[width for width, _ in SIZES])
    chosen = parser.parse_args()
    if chosen.readme:
        say(f"{take_for_readme()[0]}\n")
        return 0
    taken = take(
        (chosen.language,) if chosen.language else LANGUAGES,
        (chosen.theme,) if chosen.theme else THEMES,
        tuple(size for size in SIZES if chosen.width in (None, size[0])),
    )
    say(f"{len(taken)} pictures in {OUT}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
