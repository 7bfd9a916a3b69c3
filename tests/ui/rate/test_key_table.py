from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.ui.rate.commands import Command
from desktop.ui.rate.key_table import KeyTable, normal_key
from desktop.ui.rate.keys import KEYS, Scope, commands_of

COMMANDS = st.sampled_from(list(Command))
NAMES = st.sampled_from(["K", "Shift+K", "Ctrl+L", "1", "S", "D", "F9", "?", "Left", "Alt+9"])


def acting(table: KeyTable, scope: Scope) -> list[str]:
    return [normal_key(k) for c in commands_of(scope) for k in table.keys_in(c, scope)]


def owner(table: KeyTable, key: str, scope: Scope) -> Command | None:
    """Return the command that a key belongs to in a scope."""
    holders = [
        c for c in commands_of(scope) if normal_key(key) in map(normal_key, table.keys_in(c, scope))
    ]
    assert len(holders) <= 1
    return holders[0] if holders else None


def test_at_first_each_command_has_the_keys_of_the_table() -> None:
    table = KeyTable()
    assert {c: table.keys(c) for c in Command} == {key.command: key.keys for key in KEYS}
    assert owner(table, "s", Scope.COMPARE) is Command.SKIP
    assert owner(table, "K", Scope.WRITE) is None


def test_a_new_key_is_shown_and_the_other_keys_stay() -> None:
    table = KeyTable().with_key(Command.A, "K")
    assert table.keys(Command.A) == ("K", "Left")
    assert table.shown(Command.A) == "K"
    assert owner(table, "2", Scope.COMPARE) is None
    assert owner(table, "2", Scope.RANK) is Command.PLACE_2
    assert table.without(Command.A) == KeyTable()


def test_a_clash_names_the_other_command() -> None:
    table = KeyTable().with_key(Command.SKIP, "K")
    assert table.clash(Command.RAW, ("K",)) is Command.SKIP
    assert table.clash(Command.SKIP, ("K",)) is None
    taken = table.with_key(Command.DIFF, "S")
    assert taken.clash(Command.SKIP, ("S",)) is Command.DIFF


@given(st.lists(st.tuples(COMMANDS, NAMES), max_size=12))
def test_law_in_each_scope_a_key_does_one_thing_and_each_command_has_one(
    changes: list[tuple[Command, str]],
) -> None:
    table = KeyTable()
    for command, key in changes:
        if table.clash(command, (key,)) is None:
            table = table.with_key(command, key)
    for scope in Scope:
        assert len(acting(table, scope)) == len(set(acting(table, scope)))
        assert all(table.keys_in(command, scope) for command in commands_of(scope))
    assert KeyTable.read({c: k for c, k in table.stored().items() if _usable(c, k)}) == KeyTable(
        {c: k for c, k in table.own.items() if _usable(c, k)}
    )


def _usable(command: str, keys: tuple[str, ...]) -> bool:
    return not KeyTable.unusable(Command(command), keys)


def test_a_ways_own_key_goes_before_a_general_one_that_keeps_another() -> None:
    table = KeyTable()
    assert table.keys_in(Command.FLAG, Scope.COMPARE) == ("F", "Shift+F")
    assert table.keys_in(Command.FLAG, Scope.SCORE) == ("Shift+F",)
    assert owner(table, "F", Scope.SCORE) is Command.FAIR
    assert table.clash(Command.GOOD, ("S",)) is Command.SKIP
    assert table.clash(Command.GOOD, ("Shift+F",)) is Command.FLAG
    assert table.clash(Command.SKIP, ("G",)) is Command.GOOD
    assert table.clash(Command.SKIP, ("G", "K")) is None
    assert table.clash(Command.PLACE_1, ("2",)) is Command.PLACE_2
    assert table.clash(Command.PLACE_1, ("9", "0")) is Command.PLACE_9
    assert table.clash(Command.A, ("G",)) is None


@pytest.mark.parametrize("key", ["K", "Shift+K", "Space", "Left", "Return", "Del"])
def test_while_a_text_is_written_plain_keys_write(key: str) -> None:
    assert KeyTable.unusable(Command.SAVE_TEXT, (key,))
    assert not KeyTable.unusable(Command.SKIP, (key,))
    assert KeyTable.read({"save_text": (key,)}) == KeyTable()


@pytest.mark.parametrize("key", ["Ctrl+K", "Alt+Shift+K", "F5", "Esc", "Meta+K"])
def test_strong_keys_act_while_a_text_is_written(key: str) -> None:
    assert not KeyTable.unusable(Command.NEXT_CHANGE, (key,))


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
