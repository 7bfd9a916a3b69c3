"""Which program computes, on what, why that, and what stands in the way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Signal, Slot
from PySide6.QtGui import QStandardItemModel
from PySide6.QtWidgets import QComboBox, QDialogButtonBox, QFileDialog, QWidget

from desktop.services.engines import AUTOMATIC
from desktop.ui.device_words import advice_text, device_lines, device_name, engine_name
from desktop.ui.dialogs.forms import FormDialog
from desktop.ui.icons import Symbol
from desktop.ui.widgets.buttons import button
from desktop.ui.widgets.labels import label, selectable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.services.engines import FoundEngine
    from desktop.ui.welcome.device_look import DeviceLook


class EnginesDialog(FormDialog):
    """Lets the user choose an engine, and shows what the one in use found.

    Args:
        found: The engines of this computer.
        chosen: The name of the chosen one, or `AUTOMATIC`.
        look: Knows what computes.
        parent: The window.

    Signals:
        look_requested: All devices are to be tried again.
        adding_requested: The engine in this file is to be installed.
    """

    look_requested = Signal()
    adding_requested = Signal(str)

    def __init__(
        self,
        found: Sequence[FoundEngine],
        chosen: str,
        look: DeviceLook,
        parent: QWidget | None = None,
    ) -> None:
        translate = QCoreApplication.translate
        super().__init__(
            translate("EnginesDialog", "What computes"),
            translate("EnginesDialog", "Another engine is used from the next job on."),
            translate("EnginesDialog", "Apply"),
            parent,
        )
        self._look = look
        self.choice = QComboBox()
        self.set_engines(found, chosen)
        self.device = selectable(label(role="strong", wrap=True))
        self.reason = selectable(label(wrap=True))
        self.tried = selectable(label(role="muted", wrap=True))
        self.advice = selectable(label(wrap=True, tone="warning"))
        self.again = button(self.tr("Try again"), name="engines_again", symbol=Symbol.VERIFY)
        self.add = button(self.tr("Add…"), name="engines_add", symbol=Symbol.ADD)
        self._build()
        self.again.clicked.connect(self.look_requested)
        self.add.clicked.connect(self._on_add_pressed)
        look.found.connect(self._on_look_found)
        look.begun.connect(self._show)
        self._show()

    def set_engines(self, found: Sequence[FoundEngine], chosen: str) -> None:
        """List these engines, with one of them chosen."""
        self.choice.clear()
        self.choice.addItem(self.tr("Automatic"), AUTOMATIC)
        for one in found:
            self._list(one)
        self.choice.setCurrentIndex(max(0, self.choice.findData(chosen)))

    def set_adding(self, adding: bool) -> None:
        """Show whether an engine is being installed; nothing can be applied meanwhile."""
        self.add.setEnabled(not adding)
        self.add.setText(self.tr("Adding …") if adding else self.tr("Add…"))
        self.accept_button.setEnabled(not adding)

    def chosen(self) -> str:
        """Return the name of the engine the user wants, or `AUTOMATIC`."""
        return str(self.choice.currentData())

    def _build(self) -> None:
        self.add_row(self.tr("Engine"), self.choice)
        for text, name in (
            (self.device, self.tr("Computes on")),
            (self.reason, self.tr("Why")),
            (self.tried, self.tr("Devices")),
            (self.advice, self.tr("Advice")),
        ):
            text.setAccessibleName(name)
            self.column.insertWidget(self.column.count() - 1, text)
        self.column.insertStretch(self.column.count() - 1)
        for extra in (self.add, self.again):
            self.buttons.addButton(extra, QDialogButtonBox.ButtonRole.ResetRole)

    def _list(self, one: FoundEngine) -> None:
        usable = one.engine is not None and one.obstacle is None
        text = engine_name(one.engine) if one.engine else one.name
        if not usable:
            text = self.tr("{engine}: cannot be used").format(engine=text)
        self.choice.addItem(text, one.name)
        model = self.choice.model()
        assert isinstance(model, QStandardItemModel)
        model.item(self.choice.count() - 1).setEnabled(usable)

    @Slot()
    def _on_add_pressed(self) -> None:
        kinds = self.tr("Engines (*.tar.gz)")
        path, _ = QFileDialog.getOpenFileName(self, self.tr("Add an engine"), "", kinds)
        if path:
            self.adding_requested.emit(path)

    @Slot(str)
    def _on_look_found(self, _text: str) -> None:
        self._show()

    @Slot()
    def _show(self) -> None:
        report = self._look.report
        known = report is not None or self._look.error is not None
        self.again.setEnabled(known)
        self.device.setText(device_name(report) if report else "")
        self.device.setVisible(report is not None)
        self.reason.setText(self._look.text() if known else self.tr("Looking …"))
        self.tried.setText(device_lines(report) if report else "")
        advice = advice_text(report) if report else ""
        self.advice.setText(advice)
        self.advice.setVisible(bool(advice))
        if self.isVisible():
            self.resize(self.width(), self.column.totalHeightForWidth(self.width()))
