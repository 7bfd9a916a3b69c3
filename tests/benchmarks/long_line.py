"""An unbroken line of 1,000,000 characters, in each pane that can show one, until painted."""

from __future__ import annotations

import time
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QApplication, QWidget

from desktop.ui.rate.diff_view import DiffView
from desktop.ui.rate.pair_view import PairView
from desktop.ui.text.diff import word_diff
from desktop.ui.text.editor import TextEditor
from desktop.ui.text.views import ResponseView
from desktop.ui.theme.theme import Theme
from tests.benchmarks.report import report

if TYPE_CHECKING:
    from collections.abc import Callable

LENGTH = 1_000_000
LINE = "x" * LENGTH
OTHER = "x" * (LENGTH // 2) + "y" + "x" * (LENGTH // 2)
ENGLISH = "one word " * (LENGTH // 9)
SIZE = (1000, 700)


def painted(widget: QWidget, act: Callable[[], object]) -> tuple[float, float]:
    """Return the seconds until what was done is on the screen, and those of the processor."""
    began, spent = time.perf_counter(), time.process_time()
    act()
    QCoreApplication.processEvents()
    widget.repaint()
    return time.perf_counter() - began, time.process_time() - spent


def shown(widget: QWidget) -> QWidget:
    """Show a widget in the size of a window."""
    widget.resize(*SIZE)
    widget.show()
    QCoreApplication.processEvents()
    return widget


def compare(view: DiffView, before: str, after: str) -> None:
    """Show a correction's diff, as the editor does while one types."""
    view.set_pieces(word_diff(before, after))


def main() -> None:
    """Measure each pane; the figure is that of the slowest."""
    application = QApplication.instance() or QApplication([])
    assert isinstance(application, QApplication)
    theme = Theme(application)
    view, pair = ResponseView(theme, "Answer"), PairView(theme)
    editor, diff = TextEditor("Your version"), DiffView(theme, "What you changed")
    for widget in (view, pair, editor, diff):
        shown(widget)
    found = {
        "rendered": painted(view, partial(view.set_text, LINE)),
        "raw": painted(view, partial(view.set_raw, True)),
        "rendered_again": painted(view, partial(view.set_raw, False)),
        "with_blanks": painted(view, partial(view.set_text, ENGLISH)),
        "pair": painted(pair, partial(pair.set_texts, LINE, OTHER)),
        "pair_diff": painted(pair, partial(pair.set_diff, True)),
        "pair_same": painted(pair, partial(pair.set_texts, LINE, LINE)),
        "correction": painted(editor, partial(editor.set_text, LINE)),
        "correction_diff": painted(diff, partial(compare, diff, LINE, OTHER)),
    }
    worst = max(wall for wall, _ in found.values())
    processor = {f"{name}_processor": round(spent, 3) for name, (_, spent) in found.items()}
    walls = {name: round(wall, 3) for name, (wall, _) in found.items()}
    report("long_line", "s", worst, None, **walls, **processor)


if __name__ == "__main__":
    main()
