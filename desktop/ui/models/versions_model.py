"""Model versions as a tree: each under the one it was trained from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QStandardItem, QStandardItemModel

from desktop.ui.models.version_texts import headline, kind_text
from desktop.ui.widgets.labels import whole_tip

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.domain.versions import ModelVersion

ID_ROLE = int(Qt.ItemDataRole.UserRole)
_Index = QModelIndex | QPersistentModelIndex


class VersionsModel(QStandardItemModel):
    """Columns: name, kind, round, and the figure that says most."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._items: dict[int, QStandardItem] = {}
        self.set_versions([])

    def set_versions(self, versions: Sequence[ModelVersion]) -> None:
        """Show these versions; one whose parent is not among them stands at the top."""
        self.clear()
        self._items = {}
        self.setHorizontalHeaderLabels(
            [self.tr("Version"), self.tr("Kind"), self.tr("Round"), self.tr("Figure")]
        )
        for version in sorted(versions, key=lambda v: v.id):
            row = [
                _item(version.name),
                _item(kind_text(version.kind)),
                _item(str(version.round)),
                _item(headline(version)),
            ]
            row[0].setData(version.id, ID_ROLE)
            parent = self._items.get(version.parent_id or 0, self.invisibleRootItem())
            parent.appendRow(row)
            self._items[version.id] = row[0]

    def version_id(self, index: _Index) -> int | None:
        """Return the version of a row."""
        value = index.sibling(index.row(), 0).data(ID_ROLE) if index.isValid() else None
        return value if isinstance(value, int) else None

    def index_of(self, version_id: int) -> QModelIndex:
        """Return the row of a version; an invalid index when there is none."""
        item = self._items.get(version_id)
        return item.index() if item is not None else QModelIndex()


def _item(text: str) -> QStandardItem:
    item = QStandardItem(text)
    item.setEditable(False)
    item.setToolTip(whole_tip(text))
    return item
