"""Work that can be called off: it asks now and then, and stops without leaving anything behind."""

from __future__ import annotations


class Cancelled(Exception):
    """The user called the work off; nothing of it is left."""


def never() -> bool:
    """Answer for work that nobody can call off."""
    return False
