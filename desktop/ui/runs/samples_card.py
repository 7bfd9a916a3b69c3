"""The same held-out prompt through a run: each sample beside the first one, word by word."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop.domain.events import SampleRecorded
from desktop.domain.runs import SampleRecord
from desktop.ui.number_texts import number_text
from desktop.ui.rate.diff_view import DiffView
from desktop.ui.text.diff import Change, Piece, word_diff
from desktop.ui.train.choice_button import ChoiceButton
from desktop.ui.widgets.containers import scrolled
from desktop.ui.widgets.labels import Chip, label

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from desktop.ui.theme.theme import Theme

Sample = SampleRecord | SampleRecorded
"""As it was stored, or as it has just been reported."""

PROMPT_LENGTH = 90
STEPS_HEIGHT = 46


class SamplesCard(QFrame):
    """Browses the samples of a run; the newest step is shown until another is chosen."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.setAccessibleName(self.tr("Samples"))
        self._samples: dict[int, dict[int, Sample]] = {}
        self._prompts: dict[int, str] = {}
        self._followed = True
        self.steps: dict[int, QPushButton] = {}
        self.prompt = QComboBox()
        self.prompt.setAccessibleName(self.tr("Prompt"))
        self.changes = QCheckBox(self.tr("Show changes"))
        self.changes.setChecked(True)
        self.view = DiffView(theme, self.tr("Sample"))
        self.reward = Chip("", "", self)
        self.kl = Chip("", "", self)
        self.end = Chip("", "", self)
        self._group = QButtonGroup(self)
        self._build()
        self.prompt.currentIndexChanged.connect(self._on_prompt_chosen)
        self.changes.toggled.connect(self._show)
        self._group.buttonClicked.connect(self._on_step_chosen)
        self.hide()

    def _build(self) -> None:
        head = QHBoxLayout()
        head.addWidget(label(self.tr("Sample"), "title"))
        head.addWidget(label(self.tr("same prompt through the run"), "muted"))
        head.addStretch(1)
        head.addWidget(self.changes)
        holder = QWidget()
        self._step_row = QHBoxLayout(holder)
        self._step_row.setContentsMargins(0, 0, 0, 0)
        self._step_row.setSpacing(8)
        self._step_row.addStretch(1)
        strip = scrolled(holder)
        strip.setFixedHeight(STEPS_HEIGHT)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        for chip in (self.reward, self.kl, self.end):
            foot.addWidget(chip)
        foot.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 12)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(self.prompt)
        column.addWidget(strip)
        column.addWidget(self.view, 1)
        column.addLayout(foot)
        self.view.setMinimumHeight(120)

    def set_samples(self, samples: Iterable[Sample], prompts: Mapping[int, str]) -> None:
        """Show a run's samples; `prompts` are the texts by prompt id."""
        self._samples, self._followed = {}, True
        self._prompts = dict(prompts)
        for sample in samples:
            self._samples.setdefault(sample.prompt_id, {})[sample.step] = sample
        self._fill_prompts()
        self._fill_steps()

    def add_samples(self, samples: Iterable[Sample], prompts: Mapping[int, str]) -> None:
        """Show samples that a run has just made, and go to the newest unless another is chosen."""
        self._prompts.update(prompts)
        for sample in samples:
            self._samples.setdefault(sample.prompt_id, {})[sample.step] = sample
        self._fill_prompts()
        self._fill_steps()

    def known_prompts(self) -> set[int]:
        """Return the ids of the prompts whose text is known."""
        return set(self._prompts)

    def samples(self) -> list[Sample]:
        """Return all samples."""
        return [sample for own in self._samples.values() for sample in own.values()]

    def shown_step(self) -> int | None:
        """Return the step whose sample is shown."""
        chosen = self._group.checkedButton()
        return next((step for step, made in self.steps.items() if made is chosen), None)

    def _prompt_id(self) -> int | None:
        chosen = self.prompt.currentData()
        return chosen if isinstance(chosen, int) else None

    def _fill_prompts(self) -> None:
        self.setVisible(bool(self._samples))
        shown = [self.prompt.itemData(index) for index in range(self.prompt.count())]
        if shown == list(self._samples):
            return
        chosen = self._prompt_id()
        self.prompt.blockSignals(True)
        self.prompt.clear()
        for prompt_id in self._samples:
            text = " ".join(self._prompts.get(prompt_id, str(prompt_id)).split())
            self.prompt.addItem(text[:PROMPT_LENGTH], prompt_id)
        if chosen in self._samples:
            self.prompt.setCurrentIndex(list(self._samples).index(chosen))
        self.prompt.blockSignals(False)

    def _fill_steps(self) -> None:
        steps = sorted(self._of_prompt())
        wanted = self.shown_step()
        for step in set(self.steps) - set(steps):
            made = self.steps.pop(step)
            self._group.removeButton(made)
            made.deleteLater()
        for step in steps:
            if step not in self.steps:
                self.steps[step] = self._new_step(step)
        for place, step in enumerate(steps):
            self._step_row.insertWidget(place, self.steps[step])
        if steps:
            shown = wanted if wanted in self.steps and not self._followed else steps[-1]
            self.steps[shown].setChecked(True)
        self._show()

    def _new_step(self, step: int) -> QPushButton:
        made = ChoiceButton(self.tr("step {step}").format(step=step))
        self._group.addButton(made)
        return made

    def _of_prompt(self) -> dict[int, Sample]:
        prompt_id = self._prompt_id()
        return self._samples.get(prompt_id, {}) if prompt_id is not None else {}

    @Slot()
    def _show(self) -> None:
        samples, step = self._of_prompt(), self.shown_step()
        if step is None or step not in samples:
            self.view.set_pieces([])
            return
        sample, first = samples[step], samples[min(samples)]
        if self.changes.isChecked() and sample is not first:
            self.view.set_pieces(word_diff(first.text, sample.text))
        else:
            self.view.set_pieces([Piece(Change.KEPT, sample.text)])
        self._show_chips(sample, first)

    def _show_chips(self, sample: Sample, first: Sample) -> None:
        for chip, name in ((self.reward, "reward"), (self.kl, "kl")):
            chip.show_state(self._score(sample, first, name) if name in sample.scores else "")
        if sample.finished:
            self.end.show_state(self.tr("ends properly"), "good")
        else:
            self.end.show_state(self.tr("cut off at the length limit"), "warning")

    def _score(self, sample: Sample, first: Sample, name: str) -> str:
        label_text = self.tr("reward") if name == "reward" else self.tr("KL")
        now = number_text(sample.scores[name])
        if sample is first or name not in first.scores:
            return f"{label_text} {now}"
        return self.tr("{name} {now} (was {before})").format(
            name=label_text, now=now, before=number_text(first.scores[name])
        )

    @Slot()
    def _on_prompt_chosen(self) -> None:
        self._fill_steps()

    @Slot(QPushButton)
    def _on_step_chosen(self, pressed: QPushButton) -> None:
        self._followed = bool(self.steps) and pressed is self.steps[max(self.steps)]
        self._show()
