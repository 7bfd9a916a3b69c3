"""The line under the pages: where the project stands, in one glance."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from desktop.domain.versions import VersionKind
from desktop.ui.icons import Symbol, icon
from desktop.ui.widgets.buttons import button
from desktop.ui.widgets.labels import label, whole_tip

if TYPE_CHECKING:
    from desktop.services.project import Project


_ICON = QSize(14, 14)


class StatusLine(QFrame):
    """Round, model, judgements and the reward model's agreement; cheap to bring up to date.

    At its end stands what computes.

    Signals:
        device_pressed: The user wants to know more about what computes.
    """

    device_pressed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("statusline")
        self.setAccessibleName(self.tr("Status"))
        self._text = label(role="small", wrap=True)
        self.device = button("", role="flat", name="status_device")
        self.device.setIconSize(_ICON)
        self.device.clicked.connect(self.device_pressed)
        self.device.hide()
        row = QHBoxLayout(self)
        row.setContentsMargins(24, 3, 16, 4)
        row.addWidget(self._text, 1)
        row.addWidget(self.device)

    def text(self) -> str:
        """Return what it says."""
        return self._text.text()

    def show_project(self, project: Project) -> None:
        """Read the project's numbers and show them."""
        counts = project.store.feedback.counts_by_kind()
        judgements = sum(counts.get(kind, 0) for kind in ("comparison", "correction", "rating"))
        parts = [
            self.tr("Round {number}").format(number=project.round),
            project.store.versions.base().name,
            self.tr("%n judgement(s)", "", judgements),
            self._reward(project),
        ]
        journal = project.store.journal
        if journal is not None and journal.failure is not None:
            parts.append(self.tr("⚠ judgements are saved once: the journal cannot be written"))
        self._text.setText(" · ".join(parts))

    def show_device(self, name: str, reason: str, *, warns: bool = False) -> None:
        """Say what computes, and on hovering why; nothing while that is not known."""
        self.device.setVisible(bool(name))
        self.device.setText(name)
        self.device.setToolTip(whole_tip(reason))
        self.device.setIcon(icon(Symbol.WARNING) if warns else QIcon())
        spoken = self.tr("Computes on: {device}. {reason}")
        self.device.setAccessibleName(spoken.format(device=name, reason=reason))

    def clear(self) -> None:
        """Say nothing: no project is open."""
        self._text.setText("")

    def _reward(self, project: Project) -> str:
        version = project.store.versions.latest(VersionKind.REWARD)
        figures = dict(version.metrics) if version else {}
        if "accuracy" not in figures:
            return self.tr("no reward model yet")
        text = self.tr("reward model agrees on {share}% of unseen pairs")
        return text.format(share=round(100 * figures["accuracy"]))
