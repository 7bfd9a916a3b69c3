"""The backups of a project as a table, newest first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.ui.safety.texts import reason_text, size_text, time_text
from desktop.ui.widgets.tables import RowsModel

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QObject

    from desktop.services.backups import Backup

MADE, WHY, JUDGEMENTS, SIZE = range(4)
UNKNOWN = "–"


class BackupTable(RowsModel):
    """One row a backup: when and why it was made, what is in it, its size."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._backups: list[Backup] = []
        self.set_headings((self.tr("Made"), self.tr("Why"), self.tr("Judgements"), self.tr("Size")))

    def set_backups(self, backups: Sequence[Backup]) -> None:
        """Show other backups."""
        self.beginResetModel()
        self._backups = list(backups)
        self.endResetModel()

    def backup_at(self, row: int) -> Backup | None:
        """Return the backup of a row."""
        return self._backups[row] if 0 <= row < len(self._backups) else None

    def row_count(self) -> int:
        """Return the number of backups."""
        return len(self._backups)

    def cell(self, row: int, column: int) -> str:
        """Return a fact about a backup."""
        backup = self._backups[row]
        if column == MADE:
            return time_text(backup.made_at)
        if column == WHY:
            return reason_text(backup.reason)
        if column == SIZE:
            return size_text(backup.size)
        return UNKNOWN if backup.judgements is None else str(backup.judgements)

    def tip(self, row: int, column: int) -> str:
        """Return what else is known of a backup."""
        backup = self._backups[row]
        if backup.prompts is None:
            return self.tr("This backup is damaged and cannot be restored.")
        text = self.tr("{prompts} prompts; the file {name}")
        return text.format(prompts=backup.prompts, name=backup.path.name)
