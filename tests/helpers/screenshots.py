"""Photographs every page in each theme, language and size, into build/screenshots/.

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

    from PySide6.QtWidgets import QApplication

    from desktop.ui.main_window import MainWindow
    from desktop.ui.rate.page import RatePage

ROOT = Path(__file__).resolve().parents[2]
OUT = ROOT / "build" / "screenshots"
DEMO = ROOT / "build" / "demo-project"
SIZES = ((1280, 800), (1024, 640))
LANGUAGES = ("en", "zh_CN")
THEMES = ("light", "dark", "high_contrast")
PAGES = ("home", "prompts", "rate", "quality", "train", "runs", "chat", "models", "export", "jobs")


class Photographer:
    """Takes the pictures of one window."""

    def __init__(self, window: MainWindow, label: str) -> None:
        self._window = window
        self._label = label
        self.taken: list[Path] = []

    def all_pages(self) -> None:
        """Photograph every page, and the states that have a look of their own."""
        for name in PAGES:
            self._window.show_page(name)
            self._shoot(name)
        self._rate_states()
        self._train_stages()
        self._runs()

    def welcome(self) -> None:
        """Photograph what is shown without a project."""
        self._shoot("welcome")

    def _rate_states(self) -> None:
        from desktop.ui.rate.commands import Command

        self._window.show_page("rate")
        page = self._rate()
        page.do(Command.KEYS)
        self._shoot("rate-keys")
        page.overlay.dismiss()
        page.do(Command.RAW)
        self._shoot("rate-raw")
        page.do(Command.RAW)
        page.do(Command.CORRECT_A)
        edit = page.correction.editor.edit
        words = edit.text().split()
        edit.selectAll()
        edit.insertPlainText(" ".join(["Well,", *words[: len(words) // 2], "and that is all."]))
        self._shoot("rate-correct")
        edit.undo()
        page.do(Command.LEAVE_CORRECTION)
        page.do(Command.A)
        self._shoot("rate-chosen")
        page.do(Command.UNDO)

    def _rate(self) -> RatePage:
        from desktop.ui.rate.page import RatePage

        page = self._window.pages.page("rate")
        assert isinstance(page, RatePage)
        return page

    def _train_stages(self) -> None:
        from desktop.domain.runs import Stage

        self._window.show_page("train", Stage.PPO)
        self._shoot("train-ppo")

    def _runs(self) -> None:
        project = self._window.project()
        assert project is not None
        for run in project.store.runs.list():
            self._window.show_page("runs", run.id)
            self._shoot(f"run-{run.stage.value}")

    def _shoot(self, name: str) -> None:
        from PySide6.QtTest import QTest

        QTest.qWait(120)
        path = OUT / f"{name}-{self._label}.png"
        self._window.grab().save(str(path))
        self.taken.append(path)


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


def take(
    languages: tuple[str, ...], themes: tuple[str, ...], sizes: tuple[tuple[int, int], ...]
) -> list[Path]:
    """Take all pictures and return their files."""
    from PySide6.QtWidgets import QApplication

    from desktop.services.project import open_project
    from tests.helpers.demo_project import make_demo_project

    OUT.mkdir(parents=True, exist_ok=True)
    make_demo_project(DEMO).close()
    application = QApplication.instance() or QApplication([])
    assert isinstance(application, QApplication)
    application.setStyle("Fusion")
    taken: list[Path] = []
    for language in languages:
        for theme in themes:
            for size in sizes:
                label = f"{theme}-{language}-{size[0]}"
                with window_in(application, language, theme, size) as window:
                    photographer = Photographer(window, label)
                    photographer.welcome()
                    window.set_project(open_project(DEMO / "project"))
                    photographer.all_pages()
                    taken += photographer.taken
    return taken


def main(say: Callable[[str], object] = sys.stdout.write) -> int:
    """Take the pictures that were asked for."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--language", choices=LANGUAGES)
    parser.add_argument("--theme", choices=THEMES)
    parser.add_argument("--width", type=int, choices=[width for width, _ in SIZES])
    chosen = parser.parse_args()
    taken = take(
        (chosen.language,) if chosen.language else LANGUAGES,
        (chosen.theme,) if chosen.theme else THEMES,
        tuple(size for size in SIZES if chosen.width in (None, size[0])),
    )
    say(f"{len(taken)} pictures in {OUT}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
