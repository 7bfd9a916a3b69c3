"""Which program computes, on what, why that, and what stands in the way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Signal, Slot
from PySide6.QtGui import QStandardItemModel
from PySide6.QtWidgets import QComboBox, QDialogButtonBox, QWidget

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
    """

    look_requested = Signal()

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
        self.choice.addItem(self.tr("Automatic"), AUTOMATIC)
        for one in found:
            self._add(one)
        self.choice.setCurrentIndex(max(0, self.choice.findData(chosen)))
        self.device = selectable(label(wrap=True))
        self.reason = selectable(label(wrap=True))
        self.tried = selectable(label(wrap=True))
        self.advice = selectable(label(wrap=True, tone="warning"))
        self.again = button(self.tr("Try again"), name="engines_again", symbol=Symbol.VERIFY)
        self._build()
        self.again.clicked.connect(self.look_requested)
        look.found.connect(self._on_look_found)
        look.begun.connect(self._show)
        self._show()

    def chosen(self) -> str:
        """Return the name of the engine the user wants, or `AUTOMATIC`."""
        return str(self.choice.currentData())

    def _build(self) -> None:
        self.add_row(self.tr("Engine"), self.choice)
        self.add_row(self.tr("Computes on"), self.device)
        self.add_row(self.tr("Why"), self.reason)
        self.add_row(self.tr("Devices"), self.tried)
        self.column.insertWidget(self.column.count() - 1, self.advice)
        self.advice.setAccessibleName(self.tr("Advice"))
        self.buttons.addButton(self.again, QDialogButtonBox.ButtonRole.ResetRole)

    def _add(self, one: FoundEngine) -> None:
        usable = one.engine is not None and one.obstacle is None
        text = engine_name(one.engine) if one.engine else one.name
        if not usable:
            text = self.tr("{engine}: cannot be used").format(engine=text)
        self.choice.addItem(text, one.name)
        model = self.choice.model()
        assert isinstance(model, QStandardItemModel)
        model.item(self.choice.count() - 1).setEnabled(usable)

    @Slot(str)
    def _on_look_found(self, _text: str) -> None:
        self._show()

    @Slot()
    def _show(self) -> None:
        report = self._look.report
        known = report is not None or self._look.error is not None
        self.again.setEnabled(known)
        self.device.setText(device_name(report) if report else "–")
        self.reason.setText(self._look.text() if known else self.tr("Looking …"))
        self.tried.setText(device_lines(report) if report else "–")
        advice = advice_text(report) if report else ""
        self.advice.setText(advice)
        self.advice.setVisible(bool(advice))
        self.adjustSize()
