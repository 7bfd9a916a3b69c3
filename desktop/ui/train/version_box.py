"""A labelled choice of a model version; the newest is chosen until the user chooses another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QComboBox, QWidget

from desktop.ui.widgets.flow import FlowLayout
from desktop.ui.widgets.labels import label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.domain.versions import ModelVersion


class VersionBox(QWidget):
    """Offers versions, the newest first."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.box = QComboBox()
        self.box.setAccessibleName(title)
        self.box.setMinimumContentsLength(18)
        self._ids: list[int] = []
        self.box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        row = FlowLayout(8, self)
        row.addWidget(label(title, "muted"))
        row.addWidget(self.box)

    def set_versions(self, versions: Sequence[ModelVersion]) -> None:
        """Offer these; what was chosen stays so unless there is a newer one."""
        newest_first = sorted(versions, key=lambda version: version.id, reverse=True)
        ids = [version.id for version in newest_first]
        chosen = self.version_id()
        is_newest = chosen is None or ids[:1] != self._ids[:1]
        self._ids = ids
        self.box.clear()
        for version in newest_first:
            self.box.addItem(version.name, version.id)
        if not is_newest and chosen in ids:
            self.box.setCurrentIndex(ids.index(chosen))

    def version_id(self) -> int | None:
        """Return the chosen version."""
        chosen = self.box.currentData()
        return chosen if isinstance(chosen, int) else None

    def choose(self, version_id: int) -> None:
        """Choose a version that is offered."""
        if version_id in self._ids:
            self.box.setCurrentIndex(self._ids.index(version_id))
