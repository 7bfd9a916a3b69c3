"""What computes, always in sight: in the status line, aloud when it matters, and to choose."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from desktop.domain.engines import BUILT_IN
from desktop.domain.errors import WorkerError
from desktop.services.devices import DeviceReport
from desktop.services.engines import AUTOMATIC, chosen_name, found_engines
from desktop.ui.dialogs.engines import EnginesDialog
from desktop.ui.engine_desk import EngineDesk
from desktop.ui.status_line import StatusLine
from desktop.ui.welcome import device_look
from desktop.ui.welcome.device_look import DeviceLook
from desktop.ui.widgets.notice import Notice, NoticeStack
from desktop.worker.launch import built_in_engine
from tests.helpers.device_reports import CPU, GPU
from tests.helpers.engine_folders import install_engine, pack_engine

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from PySide6.QtWidgets import QComboBox
    from pytestqt.qtbot import QtBot

    from desktop.ui.safety.work import Tell

ADVICE = WorkerError("The graphics card is not used", "It is there.", "Install this.")
SLOW = DeviceReport(built_in_engine(), CPU, ("NVIDIA T4",), (ADVICE,))
FAST = DeviceReport(replace(built_in_engine(), name="cuda-13"), GPU, ("NVIDIA H100",), ())


class Desk:
    """The desk with what it shows itself in, and a look whose answer a test decides."""

    def __init__(self, qtbot: QtBot) -> None:
        self.answer: DeviceReport | Exception = FAST
        self.status, self.notices = StatusLine(), NoticeStack()
        qtbot.addWidget(self.status)
        qtbot.addWidget(self.notices)
        self.look = DeviceLook(ask=self.ask)
        self.desk = EngineDesk(self.status, self.notices, self.status)
        self.desk.set_look(self.look)

    def ask(self, _tell: Tell) -> DeviceReport:
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer

    def said(self) -> list[str]:
        return [notice.text.text() for notice in self.notices.findChildren(Notice)]


@pytest.fixture
def desk(qtbot: QtBot, user_data_folder: object) -> Iterator[Desk]:
    made = Desk(qtbot)
    yield made
    made.look.stop()
    made.desk.stop()


def test_the_device_in_use_stands_in_the_status_line_with_its_reason(
    desk: Desk, qtbot: QtBot
) -> None:
    assert desk.status.device.isHidden()
    with qtbot.waitSignal(desk.look.found):
        desk.look.look()
    assert desk.status.device.text() == "NVIDIA H100"
    assert desk.status.device.toolTip() == "Using the GPU NVIDIA H100."
    assert "NVIDIA H100" in desk.status.device.accessibleName()
    assert desk.status.device.icon().isNull()
    assert desk.said() == []


def test_a_card_that_is_not_used_is_said_aloud_once(desk: Desk, qtbot: QtBot) -> None:
    desk.answer = SLOW
    with qtbot.waitSignal(desk.look.found):
        desk.look.look()
    assert desk.status.device.text() == "Processor (CPU)"
    assert not desk.status.device.icon().isNull()
    assert "The graphics card is not used. It is there. Install this." in (
        desk.status.device.toolTip()
    )
    assert desk.said() == ["The graphics card is not used. It is there. Install this."]


def test_what_an_earlier_start_said_is_not_said_again(desk: Desk, qtbot: QtBot) -> None:
    desk.answer = replace(SLOW, known=True)
    with qtbot.waitSignal(desk.look.found):
        desk.look.look()
    assert desk.said() == []
    assert not desk.status.device.icon().isNull()


def test_an_engine_that_does_not_start_is_seen(desk: Desk, qtbot: QtBot) -> None:
    desk.answer = WorkerError("The engine's program is missing", "It is gone.", "Mend it.")
    with qtbot.waitSignal(desk.look.found):
        desk.look.look()
    assert desk.status.device.text() == "Nothing computes"
    assert "It is gone." in desk.status.device.toolTip()


def items(box: QComboBox) -> list[str]:
    return [box.itemText(row) for row in range(box.count())]


def test_the_dialog_lists_all_and_lets_choose_what_can_be_used(desk: Desk, qtbot: QtBot) -> None:
    install_engine("cuda-13")
    install_engine("old", protocol="000000000000")
    with qtbot.waitSignal(desk.look.found):
        desk.look.look()
    dialog = EnginesDialog(found_engines(), chosen_name(), desk.look)
    qtbot.addWidget(dialog)
    assert dialog.chosen() == AUTOMATIC
    assert items(dialog.choice)[2:] == [
        "cuda-13 (torch 2.13.0+cu130)",
        "old (torch 2.13.0+cu130): cannot be used",
    ]
    enabled = [dialog.choice.model().index(row, 0).flags() for row in range(4)]
    assert len({str(flags) for flags in enabled}) == 2
    assert dialog.device.text() == "NVIDIA H100"
    assert dialog.tried.text() == "cpu: works\ncuda:0 NVIDIA H100: works"
    assert dialog.advice.isHidden()
    with qtbot.waitSignal(dialog.look_requested):
        dialog.again.click()


def test_another_choice_is_kept_and_looked_at(
    desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(device_look, "look_anew", desk.ask)
    desk.answer = SLOW
    with qtbot.waitSignal(desk.look.found):
        desk.desk.choose(BUILT_IN)
    assert chosen_name() == BUILT_IN
    assert desk.status.device.text() == "Processor (CPU)"
    with qtbot.assertNotEmitted(desk.look.begun):
        desk.desk.choose(BUILT_IN)


def test_an_engine_that_is_gone_is_an_error(desk: Desk, qtbot: QtBot) -> None:
    with qtbot.waitSignal(desk.desk.error_occurred):
        desk.desk.choose("gone")
    assert chosen_name() == AUTOMATIC


def test_an_engine_is_added_while_the_window_goes_on(
    desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(device_look, "look_anew", desk.ask)
    dialogs: list[EnginesDialog] = []

    def add_and_apply(dialog: EnginesDialog) -> int:
        dialogs.append(dialog)
        dialog.adding_requested.emit(str(pack_engine(tmp_path)))
        assert not dialog.accept_button.isEnabled()
        qtbot.waitUntil(dialog.accept_button.isEnabled)
        assert items(dialog.choice)[2:] == ["cuda-13 (torch 2.13.0+cu130)"]
        dialog.choice.setCurrentIndex(2)
        return 1

    monkeypatch.setattr(EnginesDialog, "exec", add_and_apply)
    desk.desk.show_dialog()
    assert chosen_name() == "cuda-13"
    qtbot.waitUntil(lambda: desk.look.report is not None)


def test_a_file_that_is_no_engine_is_an_error(desk: Desk, qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / "text").write_text("no archive")
    with qtbot.waitSignal(desk.desk.error_occurred) as caught:
        desk.desk.add(str(tmp_path / "text"))
    assert "cannot be unpacked" in str(caught.args[0])
