from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget

from desktop.ui.widgets.buttons import KeyedButton, button, more_button
from desktop.ui.widgets.containers import Card, EmptyState, PageHeader
from desktop.ui.widgets.flow import FlowLayout
from desktop.ui.widgets.labels import Chip, KeyCap, label, set_tone

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

MARKUP = "<b>bold</b><img src='/etc/passwd'>"


def test_labels_show_markup_as_it_is(qtbot: QtBot) -> None:
    for widget in (label(MARKUP), Chip(MARKUP), KeyCap(MARKUP)):
        qtbot.addWidget(widget)
        assert widget.textFormat() is Qt.TextFormat.PlainText
        assert widget.text() == MARKUP


def test_a_tone_can_change(qtbot: QtBot) -> None:
    widget = label("x", tone="good")
    qtbot.addWidget(widget)
    set_tone(widget, "bad")
    assert widget.property("tone") == "bad"


def test_an_empty_chip_takes_no_room(qtbot: QtBot) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    chip = Chip("there", parent=parent)
    chip.show_state("")
    assert chip.isHidden()
    chip.show_state("again", "good")
    assert not chip.isHidden()


def test_buttons_say_their_names(qtbot: QtBot) -> None:
    for widget, name in (
        (button("Go"), "Go"),
        (more_button("Menu"), "Menu"),
        (KeyedButton("S", "skip"), "skip"),
    ):
        qtbot.addWidget(widget)
        assert widget.accessibleName() == name


def test_a_keyed_button_grows_with_its_caption(qtbot: QtBot) -> None:
    widget = KeyedButton("Ctrl Z", "undo")
    qtbot.addWidget(widget)
    before = widget.sizeHint().width()
    widget.set_caption("undo “A much better”")
    assert widget.caption() == "undo “A much better”"
    assert widget.sizeHint().width() > before


def test_an_empty_state_shows_only_buttons_that_say_something(qtbot: QtBot) -> None:
    state = EmptyState("Nothing", "Why", "Do it")
    qtbot.addWidget(state)
    assert not state.primary.isHidden()
    assert state.secondary.isHidden()
    with qtbot.waitSignal(state.primary_requested):
        state.primary.click()


def test_chips_come_before_what_is_at_the_right(qtbot: QtBot) -> None:
    header = PageHeader("Title")
    qtbot.addWidget(header)
    right = button("Right")
    header.add_right(right)
    chip = header.add_chip(Chip("chip", parent=header))
    header.resize(600, 40)
    header.show()
    assert header.heading.x() < chip.x() < right.x()


def test_a_card_without_a_title_has_no_empty_line(qtbot: QtBot) -> None:
    card = Card()
    qtbot.addWidget(card)
    assert card.title_label.isHidden()
    assert card.subtitle_label.isHidden()


def test_a_flow_begins_another_line_where_the_width_ends(qtbot: QtBot) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    flow = FlowLayout(4, parent)
    buttons = [QPushButton(f"button {number}") for number in range(6)]
    for widget in buttons:
        widget.setFixedSize(100, 20)
        flow.addWidget(widget)
    assert flow.heightForWidth(700) == 20
    assert flow.heightForWidth(310) == 44
    assert flow.heightForWidth(100) == 6 * 20 + 5 * 4
    parent.resize(310, 100)
    parent.show()
    assert [w.x() for w in buttons] == [0, 104, 208, 0, 104, 208]
    buttons[0].hide()
    assert flow.heightForWidth(310) == 44
    buttons[1].hide()
    assert flow.count() == 6
    assert flow.minimumSize().width() == 100
