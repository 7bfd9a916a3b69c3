"""The card beside the settings: how much memory the run will need, and what would make it fit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, Qt, Signal, Slot
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from desktop.domain.memory_plan import Part
from desktop.ui.icons import Symbol
from desktop.ui.train.setting_texts import setting_label
from desktop.ui.widgets.buttons import button
from desktop.ui.widgets.containers import Card
from desktop.ui.widgets.labels import Chip, label

if TYPE_CHECKING:
    from desktop.services.memory import Forecast, MemoryCheck

_PARTS: dict[Part, object] = {
    Part.LIBRARIES: QT_TRANSLATE_NOOP("Memory", "Libraries and tokenizer"),
    Part.WEIGHTS: QT_TRANSLATE_NOOP("Memory", "Weights"),
    Part.ADAPTERS: QT_TRANSLATE_NOOP("Memory", "Adapters"),
    Part.OPTIMIZER: QT_TRANSLATE_NOOP("Memory", "Gradients and optimiser"),
    Part.ACTIVATIONS: QT_TRANSLATE_NOOP("Memory", "Activations"),
    Part.TRUNK: QT_TRANSLATE_NOOP("Memory", "Frozen layers, computed once"),
    Part.SAMPLING: QT_TRANSLATE_NOOP("Memory", "Sampling"),
}
ROWS = len(Part)
LEAST_SHOWN = 0.005
"""Share of the total below which a part is left out."""


class MemoryCard(Card):
    """Shows a forecast.

    Signals:
        remedy_requested: The user wants these settings, by key.
        check_requested: The user wants the run's first steps to be measured.
        stop_requested: The user no longer wants it.
    """

    remedy_requested = Signal(dict)
    check_requested = Signal()
    stop_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", "", parent)
        self.setAccessibleName(self.tr("Memory"))
        self.state = Chip("", "", self)
        self.total = label("", "strong", wrap=True)
        self.advice = label("", wrap=True)
        self.checked = label("", "muted", wrap=True)
        self.apply = button(self.tr("Use these settings"), name="memory_apply", symbol=Symbol.CHECK)
        self.check = button(self.tr("Measure two steps"), name="memory_check")
        self.stop = button(self.tr("Stop measuring"), name="memory_stop", symbol=Symbol.STOP)
        self._names = [label("", "muted") for _ in range(ROWS)]
        self._sizes = [label("", "strong") for _ in range(ROWS)]
        self._remedy: dict[str, Any] = {}
        self.apply.clicked.connect(self._on_apply_pressed)
        self.check.clicked.connect(self.check_requested)
        self.stop.clicked.connect(self.stop_requested)
        self._build()
        self.set_forecast(None)
        self.set_checking(False)
        self.set_check(None)

    def _build(self) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(2)
        for row, (name, size) in enumerate(zip(self._names, self._sizes, strict=True)):
            grid.addWidget(name, row, 0)
            grid.addWidget(size, row, 1, Qt.AlignmentFlag.AlignRight)
        grid.setColumnStretch(0, 1)
        head = QHBoxLayout()
        head.addWidget(label(self.tr("Memory"), "title"))
        head.addWidget(self.state)
        head.addStretch(1)
        actions = QHBoxLayout()
        actions.addWidget(self.apply)
        actions.addWidget(self.check)
        actions.addWidget(self.stop)
        actions.addStretch(1)
        self.body.addLayout(head)
        self.body.addWidget(self.total)
        self.body.addLayout(grid)
        self.body.addWidget(self.advice)
        self.body.addWidget(self.checked)
        self.body.addLayout(actions)
        self.body.addStretch(1)

    def set_forecast(self, forecast: Forecast | None) -> None:
        """Show a plan; None where there is nothing to say."""
        self.setVisible(forecast is not None)
        if forecast is None:
            return
        place = self.tr("on the GPU") if forecast.device == "cuda" else self.tr("on the CPU")
        self.total.setText(
            self.tr("About {needed} of {free} that are free {place}").format(
                needed=size_text(forecast.plan.total), free=size_text(forecast.free), place=place
            )
        )
        self.state.show_state(
            self.tr("fits") if forecast.fits else self.tr("will not fit"),
            "good" if forecast.fits else "warning",
        )
        self._show_parts(forecast)
        self._show_remedy(forecast)

    def _show_parts(self, forecast: Forecast) -> None:
        least = max(LEAST_SHOWN * forecast.plan.total, 1e6)
        parts = [(part, size) for part, size in forecast.plan.parts if size >= least]
        for row, (name, size) in enumerate(zip(self._names, self._sizes, strict=True)):
            shown = row < len(parts)
            name.setVisible(shown)
            size.setVisible(shown)
            name.setText(_part_text(parts[row][0]) if shown else "")
            size.setText(size_text(parts[row][1]) if shown else "")

    def _show_remedy(self, forecast: Forecast) -> None:
        self._remedy = forecast.remedy
        self.apply.setVisible(bool(forecast.remedy))
        self.advice.setVisible(not forecast.fits)
        if forecast.remedy:
            changes = ", ".join(
                f"{setting_label(key)} {_value_text(value)}"
                for key, value in forecast.remedy.items()
            )
            self.advice.setText(
                self.tr("It would fit, with about {needed}, by: {changes}.").format(
                    needed=size_text(forecast.after), changes=changes
                )
            )
        else:
            self.advice.setText(self.tr("Close other programs, or choose a smaller model."))

    def set_checking(self, checking: bool, possible: bool = True) -> None:
        """Show that steps are being measured, and whether they can be."""
        keyboard = self.check.hasFocus() or self.stop.hasFocus()
        self.check.setEnabled(possible)
        self.check.setVisible(not checking)
        self.stop.setVisible(checking)
        if keyboard:
            (self.stop if checking else self.check).setFocus()
        if checking:
            self._say(self.tr("Two steps with the longest texts are being done…"))

    def set_check(self, check: MemoryCheck | None) -> None:
        """Show what the steps really took; None forgets it."""
        if check is None:
            self._say("")
            return
        self._say(
            self.tr(
                "Steps with the longest texts took {measured}; planned for these: {planned}."
            ).format(measured=size_text(check.measured), planned=size_text(check.plan.total))
        )

    def _say(self, words: str) -> None:
        self.checked.setText(words)
        self.checked.setVisible(bool(words))

    @Slot()
    def _on_apply_pressed(self) -> None:
        self.remedy_requested.emit(self._remedy)


def size_text(size: int) -> str:
    """Return a number of bytes as it is read: 6 kB, 870 MB, 1.3 GB."""
    if size < 1e6:
        return f"{size / 1e3:.0f} kB"
    if size < 1e9:
        return f"{size / 1e6:.0f} MB"
    return f"{size / 1e9:.1f} GB"


def _part_text(part: Part) -> str:
    return QCoreApplication.translate("Memory", str(_PARTS[part]))


def _value_text(value: Any) -> str:  # noqa: ANN401 - the value of any setting
    if value is True:
        return QCoreApplication.translate("Memory", "on")
    return str(value)
