from __future__ import annotations

import re
from dataclasses import fields, make_dataclass
from typing import get_args

from desktop.domain.events import Event
from desktop.worker.agreement import CARRIED, fingerprint, protocol_version
from desktop.worker.protocol import Command

PLAIN = {"Any", "Mapping", "None", "Role"}


def test_the_version_is_the_same_each_time_and_of_hexadecimal_digits() -> None:
    assert re.fullmatch(r"[0-9a-f]{12}", protocol_version())


def test_every_change_of_a_record_is_another_version() -> None:
    def of(name: str, *members: tuple[str, str]) -> str:
        return fingerprint((make_dataclass(name, members),))

    shapes = [
        of("Stop"),
        of("Halt"),
        of("Stop", ("now", "bool")),
        of("Stop", ("now", "int")),
        of("Stop", ("soon", "bool")),
        of("Stop", ("now", "bool"), ("soon", "bool")),
    ]
    assert len(set(shapes)) == len(shapes)


def test_the_order_of_records_does_not_matter() -> None:
    one, other = make_dataclass("One", [("a", "int")]), make_dataclass("Other", [])
    assert fingerprint((one, other)) == fingerprint((other, one, one))


def test_everything_that_messages_are_made_of_counts() -> None:
    """A class named in a message and not counted could change without anybody noticing."""
    records = {record.__name__: record for record in (*get_args(Command), *get_args(Event))}
    records |= {record.__name__: record for record in CARRIED}
    for record in list(records.values()):
        for field in fields(record):
            names = set(re.findall(r"\b[A-Z]\w+", str(field.type))) - PLAIN
            assert names <= {*records, "Stage"}, (record, field.name)
