"""The backups of a project as a table, newest first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from desktop.ui.safety.texts import reason_text, size_text, time_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QObject

    from desktop.services.backups import Backup

Index = QModelIndex | QPersistentModelIndex
NO_INDEX = QModelIndex()
MADE, WHY, JUDGEMENTS, SIZE = range(4)
UNKNOWN = "–"


class BackupTable(QAbstractTableModel):
    """One row a backup: when and why it was made, what is in it, its size."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._backups: list[Backup] = []
        self._headers = (
            self.tr("Made"),
            self.tr("Why"),
            self.tr("Judgements"),
            self.tr("Size"),
        )

    def set_backups(self, backups: Sequence[Backup]) -> None:
        """Show other backups."""
        self.beginResetModel()
        self._backups = list(backups)
        self.endResetModel()

    def backup_at(self, row: int) -> Backup | None:
        """Return the backup of a row."""
        return self._backups[row] if 0 <= row < len(self._backups) else None

    def rowCount(self, parent: Index = NO_INDEX) -> int:
        """Return the number of backups."""
        return 0 if parent.isValid() else len(self._backups)

    def columnCount(self, parent: Index = NO_INDEX) -> int:
        """Return the number of columns."""
        return 0 if parent.isValid() else len(self._headers)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:  # noqa: ANN401 - Qt's variant
        """Return a column's heading."""
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._headers[section]
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401
        """Return a cell."""
        backup = self.backup_at(index.row())
        if backup is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(backup, index.column())
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._tip(backup)
        return None

    def _text(self, backup: Backup, column: int) -> str:
        if column == MADE:
            return time_text(backup.made_at)
        if column == WHY:
            return reason_text(backup.reason)
        if column == SIZE:
            return size_text(backup.size)
        return UNKNOWN if backup.judgements is None else str(backup.judgements)

    def _tip(self, backup: Backup) -> str:
        if backup.prompts is None:
            return self.tr("This backup is damaged and cannot be restored.")
        text = self.tr("{prompts} prompts; the file {name}")
        return text.format(prompts=backup.prompts, name=backup.path.name)
