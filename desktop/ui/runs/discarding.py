"""Asks before a run is thrown away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QMessageBox

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


def confirms_discarding(parent: QWidget) -> bool:
    """Return whether the user really wants to discard a run; keeping it is proposed."""
    translate = QCoreApplication.translate
    box = QMessageBox(parent)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setWindowTitle(translate("RunsPage", "Discard the run"))
    box.setText(translate("RunsPage", "Discard this run and the model it has made so far?"))
    box.setInformativeText(translate("RunsPage", "Your judgements are not touched."))
    yes = box.addButton(translate("RunsPage", "Discard"), QMessageBox.ButtonRole.DestructiveRole)
    yes.setObjectName("discard")
    no = box.addButton(translate("RunsPage", "Keep"), QMessageBox.ButtonRole.RejectRole)
    no.setObjectName("keep")
    box.setDefaultButton(no)
    box.exec()
    discarded = box.clickedButton() is yes
    box.deleteLater()
    return discarded
