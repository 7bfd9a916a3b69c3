"""Whether window and engine speak alike.

What they send each other are the records of `protocol` and `desktop.domain.events`, and a run's
`spec.json`. The shape of all of these has a fingerprint; an engine with another one is refused
before it is told anything, so nobody can forget to raise a number.
"""

from __future__ import annotations

import functools
import hashlib
import json
from dataclasses import fields
from typing import get_args

from desktop.domain.events import Event, GeneratedText
from desktop.domain.processes import Place
from desktop.domain.prompts import Message
from desktop.domain.runs import SETTINGS, ModelSource, RunSpec
from desktop.domain.scores import ResponseScore
from desktop.domain.settings import SamplingSettings
from desktop.worker.protocol import Command

CARRIED = (GeneratedText, Message, ModelSource, Place, ResponseScore, RunSpec, SamplingSettings)
"""What messages are made of."""
_DIGITS = 12


@functools.cache
def protocol_version() -> str:
    """Return the fingerprint of the messages that this program understands."""
    return fingerprint((*get_args(Command), *get_args(Event), *CARRIED, *SETTINGS.values()))


def fingerprint(records: tuple[type, ...]) -> str:
    """Return a fingerprint of the names, fields and types of records, whatever their order."""
    shapes = sorted(
        [record.__name__, [[field.name, str(field.type)] for field in fields(record)]]
        for record in set(records)
    )
    return hashlib.sha256(json.dumps(shapes).encode()).hexdigest()[:_DIGITS]
