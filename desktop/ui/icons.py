"""The icons: our own drawings on a grid of 24, in the colours of the theme in use.

A drawing has one stroke and no colour. The colour is taken from the application's palette each time
the icon is painted, so that another theme needs nobody to make the icons again, and the drawing is
rendered for the pixels it is painted on, so that it is sharp on any screen.
"""

from __future__ import annotations

from enum import StrEnum
from functools import cache

from PySide6.QtCore import QByteArray, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QGuiApplication,
    QIcon,
    QIconEngine,
    QPainter,
    QPalette,
    QPixmap,
)
from PySide6.QtSvg import QSvgRenderer

from desktop.resource_files import resource_path

_Role = QPalette.ColorRole
_Disabled = QPalette.ColorGroup.Disabled
_ANY_COLOUR = "currentColor"


class Symbol(StrEnum):
    """What an icon says; the value is the name of its drawing in resources/icons."""

    ADD = "add"
    ADD_SEVERAL = "add_several"
    BACK = "back"
    CHAT = "chat"
    CHECK = "check"
    CLOSE = "close"
    COMMANDS = "commands"
    COPY = "copy"
    DATA = "data"
    DONE = "done"
    EDIT = "edit"
    ERROR = "error"
    EXPORT = "export"
    FOLDER = "folder"
    GENERATE = "generate"
    HISTORY = "history"
    HOME = "home"
    IMPORT = "import"
    INFO = "info"
    JOBS = "jobs"
    KEYBOARD = "keyboard"
    MODELS = "models"
    MORE = "more"
    NEW = "new"
    PASTE = "paste"
    PAUSE = "pause"
    PICTURE = "picture"
    PLAY = "play"
    PROMPTS = "prompts"
    QUALITY = "quality"
    QUIT = "quit"
    RATE = "rate"
    REPAIR = "repair"
    RESTORE = "restore"
    RUNS = "runs"
    SAMPLE = "sample"
    SEARCH = "search"
    SEND = "send"
    SETTINGS = "settings"
    STOP = "stop"
    TABLE = "table"
    TEXT_LARGER = "text_larger"
    TEXT_SMALLER = "text_smaller"
    TEXT_USUAL = "text_usual"
    TRAIN = "train"
    TRASH = "trash"
    VERIFY = "verify"
    WAITING = "waiting"
    WARNING = "warning"


class Ink(StrEnum):
    """What an icon is drawn in: the colour of the text it stands beside."""

    QUIET = "quiet"
    TEXT = "text"
    ON_ACCENT = "on_accent"


_INKS = {
    Ink.QUIET: _Role.PlaceholderText,
    Ink.TEXT: _Role.WindowText,
    Ink.ON_ACCENT: _Role.HighlightedText,
}


def application_icon() -> QIcon:
    """Return the icon of the window, the task bar and the tray."""
    return QIcon(str(resource_path("icons", "tastemaker.svg")))


def icon(symbol: Symbol, ink: Ink = Ink.QUIET) -> QIcon:
    """Return an icon that follows the theme.

    What is switched on is drawn in the accent colour, what is disabled fainter.
    """
    return QIcon(_TintedEngine(symbol, ink))


class _TintedEngine(QIconEngine):
    """Renders a drawing in a colour of the palette of this moment."""

    def __init__(self, symbol: Symbol, ink: Ink) -> None:
        super().__init__()
        self._symbol = symbol
        self._ink = ink

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        """Draw it, square, in the middle of the rectangle."""
        side = min(rect.width(), rect.height())
        square = QRectF(0, 0, side, side)
        square.moveCenter(QRectF(rect).center())
        _drawing(self._symbol, self._colour(mode, state).name()).render(painter, square)

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        """Return it on a transparent ground."""
        pixmap = QPixmap(size)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        self.paint(painter, QRect(QPoint(), size), mode, state)
        painter.end()
        return pixmap

    def clone(self) -> QIconEngine:
        """Return another one like it; Qt's interface."""
        return _TintedEngine(self._symbol, self._ink)

    def _colour(self, mode: QIcon.Mode, state: QIcon.State) -> QColor:
        palette = QGuiApplication.palette()
        if mode is QIcon.Mode.Disabled:
            return palette.color(_Disabled, _Role.Dark)
        if mode is QIcon.Mode.Selected:
            return palette.color(_Role.WindowText)
        if state is QIcon.State.On:
            return palette.color(_Role.Accent)
        return palette.color(_INKS[self._ink])


@cache
def _drawing(symbol: Symbol, colour: str) -> QSvgRenderer:
    """Return a drawing in a colour; there are a few colours for each."""
    text = resource_path("icons", f"{symbol.value}.svg").read_text(encoding="utf-8")
    return QSvgRenderer(QByteArray(text.replace(_ANY_COLOUR, colour).encode("utf-8")))
