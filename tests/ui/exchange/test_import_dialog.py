from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtWidgets import QAbstractButton, QComboBox, QWidget

from desktop.domain.errors import InvalidInputError
from desktop.exchange.formats import LEFT_OUT, METADATA
from desktop.exchange.suggestions import suggested_mapping
from desktop.ui.exchange.import_dialog import ImportDialog
from desktop.ui.exchange.preview_table import ANSWERS, KIND, LINE, PROMPT

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot


def opened(qtbot: QtBot, path: Path) -> ImportDialog:
    dialog = ImportDialog(path)
    qtbot.addWidget(dialog)
    dialog.load()
    return dialog


def lines(folder: Path, *rows: Any) -> Path:  # noqa: ANN401 - any JSON value
    path = folder / "rows.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def cell(dialog: ImportDialog, row: int, column: int) -> str:
    return str(dialog.table.index(row, column).data())


def choose(box: QComboBox, data: str) -> None:
    box.setCurrentIndex(box.findData(data))


def test_a_recognised_file_shows_what_its_rows_become(qtbot: QtBot, tmp_path: Path) -> None:
    row = {"prompt": "Why?", "chosen": "So.", "rejected": "No.", "source": "x"}
    dialog = opened(qtbot, lines(tmp_path, row, {**row, "chosen": ""}))
    assert "TRL: pairs" in dialog.format.currentText()
    assert dialog.chosen_format() is None
    assert [cell(dialog, 0, c) for c in (LINE, KIND, PROMPT)] == ["1", "comparison", "Why?"]
    assert "So." in cell(dialog, 0, ANSWERS)
    assert [cell(dialog, 1, c) for c in (KIND, PROMPT)] == ["refused", "An answer is empty."]
    assert dialog.accept_button.isEnabled()
    assert dialog.columns.boxes["source"].currentData() == METADATA


def test_columns_that_no_format_knows_are_guessed(qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    path.write_text("Question,better answer,worse answer\nWhy?,So.,No.\n", encoding="utf-8")
    dialog = opened(qtbot, path)
    assert dialog.chosen_mapping() == {
        "Question": "prompt",
        "better answer": "chosen",
        "worse answer": "rejected",
    }
    assert cell(dialog, 0, KIND) == "comparison"


def test_the_user_says_what_a_column_is(qtbot: QtBot, tmp_path: Path) -> None:
    dialog = opened(qtbot, lines(tmp_path, {"alpha": "Why?", "beta": "So.", "gamma": 1}))
    assert not dialog.accept_button.isEnabled()
    choose(dialog.columns.boxes["alpha"], "prompt")
    choose(dialog.columns.boxes["beta"], "completion")
    choose(dialog.columns.boxes["gamma"], LEFT_OUT)
    qtbot.waitUntil(dialog.accept_button.isEnabled)
    assert cell(dialog, 0, KIND) == "demonstration"
    assert dialog.chosen_mapping() == {"alpha": "prompt", "beta": "completion", "gamma": LEFT_OUT}


def test_another_format_can_be_chosen(qtbot: QtBot, tmp_path: Path) -> None:
    row = {"prompt": "Why?", "chosen": "So.", "rejected": "No."}
    dialog = opened(qtbot, lines(tmp_path, row))
    choose(dialog.format, "trl-prompts")
    assert dialog.chosen_format() == "trl-prompts"
    assert cell(dialog, 0, KIND) == "prompt"
    choose(dialog.format, "kiln")
    assert cell(dialog, 0, KIND) == "refused"
    assert not dialog.accept_button.isEnabled()


def test_a_file_that_cannot_be_read_is_an_error(qtbot: QtBot, tmp_path: Path) -> None:
    dialog = ImportDialog(tmp_path / "missing.jsonl")
    qtbot.addWidget(dialog)
    with pytest.raises(InvalidInputError):
        dialog.load()


def test_every_control_has_a_name(qtbot: QtBot, tmp_path: Path) -> None:
    dialog = opened(qtbot, lines(tmp_path, {"prompt": "Why?", "note": "x"}))
    controls: list[QWidget] = [*dialog.findChildren(QComboBox), dialog.view]
    assert all(control.accessibleName() for control in controls)
    assert all(b.text() for b in dialog.buttons.findChildren(QAbstractButton))


@pytest.mark.parametrize(
    ("columns", "mapping"),
    [
        (["question", "answer"], {"question": "prompt", "answer": "completion"}),
        (["Instruction", "Output"], {"Instruction": "prompt", "Output": "completion"}),
        (["query", "preferred", "rejected"], {"query": "prompt", "preferred": "chosen"}),
        (["body", "id"], {"body": "text"}),
        (["alpha", "beta"], {}),
        (["prompt", "x"], {}),
    ],
)
def test_guesses(columns: list[str], mapping: dict[str, str]) -> None:
    assert suggested_mapping(columns) == mapping
