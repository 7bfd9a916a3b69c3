"""Asks for what a new project needs: a name, a place, and the model to start from."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QCoreApplication, Slot
from PySide6.QtWidgets import QComboBox, QFileDialog, QLineEdit, QWidget

from desktop.services.paths import STARTER
from desktop.ui.dialogs.forms import FormDialog


@dataclass(frozen=True, slots=True)
class NewProject:
    """The answers."""

    folder: Path
    name: str
    model: str


def folder_name(name: str) -> str:
    """Return what the folder of a project of this name is called."""
    return re.sub(r"[^\w-]+", "-", name.strip()).strip("-").lower() or "project"


class NewProjectDialog(FormDialog):
    """Name, folder and model of a new project.

    Args:
        place: The folder in which the project's folder is made unless another one is chosen.
        parent: The window in front of which it opens.
        model: A model folder that the user has chosen already.
    """

    def __init__(self, place: Path, parent: QWidget | None = None, *, model: str = "") -> None:
        translate = QCoreApplication.translate
        super().__init__(
            translate("NewProjectDialog", "New project"),
            translate(
                "NewProjectDialog", "A project is one folder: copy it and you have copied the work."
            ),
            translate("NewProjectDialog", "Create"),
            parent,
        )
        self._place = place
        self._place_chosen = False
        self.name = QLineEdit()
        self.folder = QLineEdit()
        self.model = QComboBox()
        self._build()
        if model:
            self.model.setEditText(model)
        self.name.textChanged.connect(self._on_name_changed)
        self.folder.textEdited.connect(self._on_folder_edited)
        self._on_name_changed("")
        self.name.setText(Path(model).name)

    def answers(self) -> NewProject:
        """Return what was entered."""
        data = self.model.currentData()
        typed = self.model.currentText().strip()
        known = self.model.findText(typed) == self.model.currentIndex()
        model = str(data) if known and data else typed
        folder = Path(self.folder.text().strip()).expanduser()
        return NewProject(folder, self.name.text().strip(), model or STARTER)

    def _build(self) -> None:
        self.name.setPlaceholderText(self.tr("Letters in my voice"))
        self.model.setEditable(True)
        self.model.addItem(self.tr("Starter model (SmolLM2-135M, works offline)"), STARTER)
        self.add_row(self.tr("Name"), self.name)
        self.add_chooser(self.tr("Folder"), self.folder, self._on_choose_folder)
        self.add_chooser(self.tr("Model"), self.model, self._on_choose_model)
        self.model.setToolTip(
            self.tr("The starter model, a model folder, a .gguf file, or a Hub id such as org/name")
        )

    @Slot(str)
    def _on_name_changed(self, name: str) -> None:
        if not self._place_chosen:
            self.folder.setText(str(self._place / folder_name(name)))
        self.accept_button.setEnabled(bool(name.strip()))

    @Slot(str)
    def _on_folder_edited(self, _text: str) -> None:
        self._place_chosen = True

    @Slot()
    def _on_choose_folder(self) -> None:
        start = str(self._place)
        chosen = QFileDialog.getExistingDirectory(self, self.tr("An empty folder"), start)
        if chosen:
            self._place_chosen = True
            self.folder.setText(chosen)

    @Slot()
    def _on_choose_model(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, self.tr("A model folder"))
        if chosen:
            self.model.setEditText(chosen)
