"""Which key does what, once the user had their say.

A key belongs to one command. Whoever wants to give it to another one is told whose it is; nothing
is taken from a command behind the user's back.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from PySide6.QtGui import QKeySequence

from desktop.ui.rate.keys import BY_COMMAND, KEYS, Command, key_cap

if TYPE_CHECKING:
    from collections.abc import Mapping


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

    def shown(self, command: Command) -> str:
        """Return the key cap of a command."""
        return key_cap(self.keys(command)[0])

    def owner(self, key: str) -> Command | None:
        """Return the command that a key belongs to."""
        normal = normal_key(key)
        holders = (k.command for k in KEYS if normal in map(normal_key, self.keys(k.command)))
        return next(holders, None)

    def clash(self, command: Command, keys: tuple[str, ...]) -> Command | None:
        """Return another command that has one of these keys already."""
        wanted = set(map(normal_key, keys))
        others = (other.command for other in KEYS if other.command is not command)
        return next((o for o in others if wanted & set(map(normal_key, self.keys(o)))), None)

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
