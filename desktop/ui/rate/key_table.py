"""Which key does what, once the user had their say.

In each scope a key does one thing. Whoever wants to give it to another command there is told whose
it is; nothing is taken from a command behind the user's back.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from PySide6.QtGui import QKeySequence

from desktop.ui.rate.commands import Command
from desktop.ui.rate.keys import BY_COMMAND, commands_of, key_cap, writes_text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from desktop.ui.rate.keys import Scope


def normal_key(key: str) -> str:
    """Return a key as Qt writes it; "" when it is none, or more than one."""
    sequence = QKeySequence(key)
    text = sequence.toString(QKeySequence.SequenceFormat.PortableText)
    return text if sequence.count() == 1 else ""


@dataclass(frozen=True)
class KeyTable:
    """The keys of all commands: the first ones, except where the user has own ones.

    Args:
        own: The user's keys by command; the first of them is shown.
    """

    own: Mapping[Command, tuple[str, ...]] = field(default_factory=dict)

    @classmethod
    def read(cls, stored: Mapping[str, tuple[str, ...]]) -> KeyTable:
        """Return the table of a settings file; what makes no sense in it is left out."""
        own = {
            Command(name): normal
            for name, keys in stored.items()
            if name in set(Command) and (normal := tuple(filter(None, map(normal_key, keys))))
        }
        table = cls()
        for command, keys in own.items():
            if not cls.unusable(command, keys):
                table = table.with_keys(command, keys)
        # A key may have been given away before another command took it, so all are read first.
        while clashing := [c for c, keys in table.own.items() if table.clash(c, keys)]:
            table = table.without(clashing[-1])
        return table

    def stored(self) -> dict[str, tuple[str, ...]]:
        """Return what a settings file keeps of it."""
        return {command.value: keys for command, keys in self.own.items()}

    def keys(self, command: Command) -> tuple[str, ...]:
        """Return the keys of a command; the first is shown."""
        return self.own.get(command, BY_COMMAND[command].keys)

    def keys_in(self, command: Command, scope: Scope) -> tuple[str, ...]:
        """Return the keys of a command that act in a scope, where its own commands go first."""
        width = len(BY_COMMAND[command].scopes)
        taken = {
            normal_key(key)
            for other in commands_of(scope)
            if len(BY_COMMAND[other].scopes) < width
            for key in self.keys(other)
        }
        return tuple(key for key in self.keys(command) if normal_key(key) not in taken)

    def shown(self, command: Command, scope: Scope | None = None) -> str:
        """Return the key cap of a command; in a scope, that of the key that acts there."""
        keys = self.keys(command) if scope is None else self.keys_in(command, scope)
        return key_cap(keys[0])

    def clash(self, command: Command, keys: tuple[str, ...]) -> Command | None:
        """Return another command that has one of these keys and cannot do without it.

        A more general command can, where it keeps another key.
        """
        after = self.with_keys(command, keys)
        wanted = set(map(normal_key, keys))
        for scope in BY_COMMAND[command].scopes:
            for other in commands_of(scope):
                shared = wanted & set(map(normal_key, self.keys(other)))
                if other is not command and shared and not after._yields(command, other, scope):
                    return other
        return None

    def _yields(self, one: Command, other: Command, scope: Scope) -> bool:
        """Return whether the more general of two commands has a key left that the other lacks."""
        widths = [len(BY_COMMAND[command].scopes) for command in (one, other)]
        if widths[0] == widths[1]:
            return False
        wider = one if widths[0] > widths[1] else other
        return bool(self.keys_in(wider, scope))

    @staticmethod
    def unusable(command: Command, keys: tuple[str, ...]) -> bool:
        """Return whether a key would write a text where the command has to act."""
        return BY_COMMAND[command].typing and any(map(writes_text, keys))

    def with_key(self, command: Command, key: str) -> KeyTable:
        """Return the table in which a key is a command's shown one; its other keys stay."""
        others = tuple(k for k in self.keys(command)[1:] if normal_key(k) != normal_key(key))
        return self.with_keys(command, (normal_key(key), *others))

    def with_keys(self, command: Command, keys: tuple[str, ...]) -> KeyTable:
        """Return the table in which a command has these keys and no others."""
        rest = {c: k for c, k in self.own.items() if c is not command}
        same = tuple(map(normal_key, keys)) == tuple(map(normal_key, BY_COMMAND[command].keys))
        return KeyTable(rest if same else {**rest, command: keys})

    def without(self, command: Command) -> KeyTable:
        """Return the table in which a command has its first keys again."""
        return self.with_keys(command, BY_COMMAND[command].keys)
