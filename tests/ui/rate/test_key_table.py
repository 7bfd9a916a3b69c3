from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.ui.rate.key_table import KeyTable, normal_key
from desktop.ui.rate.keys import KEYS, Command

COMMANDS = st.sampled_from(list(Command))
NAMES = st.sampled_from(["K", "Shift+K", "Ctrl+L", "1", "S", "D", "F9", "?", "Left", "Alt+9"])


def owners(table: KeyTable) -> list[str]:
    return [normal_key(key) for command in Command for key in table.keys(command)]


def test_at_first_each_command_has_the_keys_of_the_table() -> None:
    table = KeyTable()
    assert {c: table.keys(c) for c in Command} == {key.command: key.keys for key in KEYS}
    assert table.owner("s") is Command.SKIP
    assert table.owner("K") is None


def test_a_new_key_is_shown_and_the_other_keys_stay() -> None:
    table = KeyTable().with_key(Command.A, "K")
    assert table.keys(Command.A) == ("K", "Left")
    assert table.shown(Command.A) == "K"
    assert table.owner("2") is None
    assert table.without(Command.A) == KeyTable()


def test_a_clash_names_the_other_command() -> None:
    table = KeyTable().with_key(Command.SKIP, "K")
    assert table.clash(Command.RAW, ("K",)) is Command.SKIP
    assert table.clash(Command.SKIP, ("K",)) is None
    taken = table.with_key(Command.DIFF, "S")
    assert taken.clash(Command.SKIP, ("S",)) is Command.DIFF


@given(st.lists(st.tuples(COMMANDS, NAMES), max_size=12))
def test_law_no_key_ever_belongs_to_two_commands(changes: list[tuple[Command, str]]) -> None:
    table = KeyTable()
    for command, key in changes:
        if table.clash(command, (key,)) is None:
            table = table.with_key(command, key)
    assert len(owners(table)) == len(set(owners(table)))
    assert KeyTable.read(table.stored()) == table


def test_a_key_that_was_given_away_is_read_back_whatever_the_order() -> None:
    stored = {"a_much": ("S",), "skip": ("K",)}
    table = KeyTable.read(stored)
    assert table.stored() == stored
    assert KeyTable.read(dict(reversed(stored.items()))) == table


@pytest.mark.parametrize(
    "stored",
    [{"wings": ("K",)}, {"skip": ()}, {"skip": ("",)}, {"skip": ("D",)}, {"skip": ("K, L",)}],
)
def test_what_makes_no_sense_in_a_file_is_left_out(stored: dict[str, tuple[str, ...]]) -> None:
    assert KeyTable.read(stored) == KeyTable()
