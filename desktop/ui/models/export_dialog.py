"""Asks in which form a version is exported and where to, and says what will be in it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt, Slot
from PySide6.QtWidgets import QComboBox, QFileDialog, QGridLayout, QLineEdit, QWidget

from desktop.domain.errors import AppError, StorageError
from desktop.domain.model_forms import GgufWeights, ModelForm
from desktop.services.export_plan import ModelExportPlan, plan_model_export, require_room
from desktop.services.model_export import file_name, require_empty
from desktop.ui.dialogs.forms import FormDialog
from desktop.ui.error_words import error_text
from desktop.ui.models.export_task import ModelExportOrder
from desktop.ui.models.form_texts import about_form, form_name, weights_name
from desktop.ui.places import documents_folder
from desktop.ui.train.choice_button import ChoiceButton, choice_group, choice_row
from desktop.ui.train.memory_card import size_text
from desktop.ui.widgets.containers import Card
from desktop.ui.widgets.labels import label

if TYPE_CHECKING:
    from desktop.domain.versions import ModelVersion
    from desktop.services.project import Project

FORMS = (ModelForm.HF, ModelForm.GGUF, ModelForm.ADAPTER)
WIDTH = 560


class ExportModelDialog(FormDialog):
    """The form, the weights of a GGUF file, the folder; below them the plan or what refuses it.

    Args:
        project: The open project.
        version: What is exported.
        parent: The window in front of which it opens.
    """

    def __init__(
        self, project: Project, version: ModelVersion, parent: QWidget | None = None
    ) -> None:
        translate = QCoreApplication.translate
        super().__init__(
            translate("ExportModelDialog", "Export “{name}”").format(name=version.name),
            "",
            translate("ExportModelDialog", "Export"),
            parent,
        )
        self.setMinimumWidth(WIDTH)
        self._project, self._version = project, version
        self._plan = ModelExportPlan()
        self._own_folder = False
        self.forms = {form: ChoiceButton(form_name(form)) for form in FORMS}
        self.about = label("", "muted", wrap=True)
        self.weights = QComboBox()
        self.folder = QLineEdit()
        self.plan = Card()
        self.proof = label("", "muted", wrap=True)
        self.refusal = label("", wrap=True, tone="bad")
        self._files = QGridLayout()
        self._build()
        self._connect()
        self._choose_first()

    def form_chosen(self) -> ModelForm:
        """Return the form that is chosen."""
        return next(form for form, made in self.forms.items() if made.isChecked())

    def order(self) -> ModelExportOrder:
        """Return what the user asks for."""
        form = self.form_chosen()
        weights = GgufWeights(self.weights.currentData())
        if form is not ModelForm.GGUF:
            weights = GgufWeights.STORED
        return ModelExportOrder(self._version.id, form, weights, self._target())

    def _build(self) -> None:
        for weights in GgufWeights:
            self.weights.addItem(weights_name(weights), weights.value)
        self.plan.setAccessibleName(self.tr("What will be in it"))
        self.plan.body.addWidget(label(self.tr("What will be in it"), "strong"))
        self._files.setHorizontalSpacing(12)
        self._files.setVerticalSpacing(2)
        self._files.setColumnStretch(0, 1)
        self.plan.body.addLayout(self._files)
        self.plan.body.addWidget(self.proof)
        place = self.column.count() - 2
        self.column.insertLayout(place, choice_row(list(self.forms.values())))
        self.column.insertWidget(place + 1, self.about)
        self.add_row(self.tr("Weights"), self.weights)
        self.add_chooser(self.tr("Folder"), self.folder, self._choose_folder)
        self.column.insertWidget(self.column.count() - 1, self.plan)
        self.column.insertWidget(self.column.count() - 1, self.refusal)

    def _connect(self) -> None:
        self._group = choice_group(self, list(self.forms.values()))
        self._group.buttonClicked.connect(self._on_form_chosen)
        self.weights.currentIndexChanged.connect(self._on_weights_chosen)
        self.folder.textEdited.connect(self._on_folder_edited)

    def _choose_first(self) -> None:
        """Begin with a form that the version can have."""
        able = [form for form in FORMS if self._planned(form).refusal is None]
        self.forms[able[0] if able else FORMS[0]].setChecked(True)
        self._on_form_chosen()

    def _planned(self, form: ModelForm) -> ModelExportPlan:
        weights = GgufWeights(self.weights.currentData())
        name = file_name(self._version.name)
        return plan_model_export(self._project, self._version, form, weights, name=name)

    def _proposed(self) -> Path:
        name = f"{file_name(self._version.name)}-{self.form_chosen()}"
        return documents_folder() / name

    def _target(self) -> Path:
        return Path(self.folder.text().strip()).expanduser()

    @Slot()
    def _on_form_chosen(self) -> None:
        form = self.form_chosen()
        self.about.setText(about_form(form))
        self.form.setRowVisible(self.weights, form is ModelForm.GGUF)
        if not self._own_folder:
            self.folder.setText(str(self._proposed()))
        self._look()

    @Slot()
    def _on_weights_chosen(self) -> None:
        self._look()

    @Slot()
    def _on_folder_edited(self) -> None:
        self._own_folder = True
        self._show_refusal()

    def _choose_folder(self) -> None:
        found = QFileDialog.getExistingDirectory(
            self, self.tr("Folder to export into"), str(self._target().parent)
        )
        if found:
            self._own_folder = True
            chosen = Path(found)
            inside = chosen / self._proposed().name
            self.folder.setText(str(inside if any(chosen.iterdir()) else chosen))
            self._show_refusal()

    def _look(self) -> None:
        """Show what would be written now."""
        self._plan = self._planned(self.form_chosen())
        while (item := self._files.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        for row, file in enumerate(self._plan.files):
            self._files.addWidget(label(file.name), row, 0)
            size = label(size_text(file.size), "muted")
            self._files.addWidget(size, row, 1, Qt.AlignmentFlag.AlignRight)
        self.plan.setVisible(bool(self._plan.files))
        self.proof.setText(self._proof_words())
        self._show_refusal()

    def _proof_words(self) -> str:
        form, weights = self.form_chosen(), GgufWeights(self.weights.currentData())
        if form is ModelForm.ADAPTER:
            return self.tr("The files are copied as they are. README.md says how it was made.")
        if form is ModelForm.GGUF and weights is not GgufWeights.STORED:
            return self.tr(
                "Before it takes its name, the file is read back and must answer three fixed "
                "prompts with the same tokens as the rounded model. How many of them the rounding "
                "has changed is said afterwards. README.md says how the model was made."
            )
        return self.tr(
            "Before it takes its name, what was written is read back and must answer three fixed "
            "prompts with the same tokens. README.md says how the model was made."
        )

    def _show_refusal(self) -> None:
        words = self._refusal()
        self.refusal.setText(words)
        self.refusal.setVisible(bool(words))
        self.accept_button.setEnabled(not words)

    def _refusal(self) -> str:
        """Return what speaks against it; empty when nothing does."""
        if self._plan.refusal is not None:
            return error_text(self._plan.refusal)
        if not self.folder.text().strip():
            return self.tr("Choose a folder.")
        try:
            require_empty(self._target())
            require_room(self._plan, self._target())
        except AppError as error:
            return error_text(error)
        except OSError as error:
            return error_text(
                StorageError(
                    "The folder cannot be read",
                    f"{self._target()}: {error.strerror or error}.",
                    "Choose another folder.",
                )
            )
        return ""
