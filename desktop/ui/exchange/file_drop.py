"""Files dropped anywhere onto the window."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QEvent, QObject, Signal

if TYPE_CHECKING:
    from PySide6.QtGui import QDropEvent
    from PySide6.QtWidgets import QWidget

_TAKEN = (QEvent.Type.DragEnter, QEvent.Type.DragMove, QEvent.Type.Drop)


class FileDrop(QObject):
    """Watches a window.

    Args:
        window: What files are dropped onto.

    Signals:
        files_dropped: Their paths.
    """

    files_dropped = Signal(list)

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        window.setAcceptDrops(True)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take files; leave everything else to the window."""
        if event.type() not in _TAKEN:
            return False
        dropped = cast("QDropEvent", event)
        paths = [Path(u.toLocalFile()) for u in dropped.mimeData().urls() if u.isLocalFile()]
        files = [path for path in paths if path.is_file()]
        if not files:
            return False
        dropped.acceptProposedAction()
        if event.type() == QEvent.Type.Drop:
            self.files_dropped.emit(files)
        return True
