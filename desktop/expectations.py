"""What a test of the program by itself expects, and how it says that this did not come."""

from __future__ import annotations


class StepFailed(Exception):
    """A step did not come to what it should; the text says how."""


def expect(holds: bool, otherwise: str) -> None:
    """Raise `StepFailed` unless something holds."""
    if not holds:
        raise StepFailed(otherwise)
