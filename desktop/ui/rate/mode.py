"""The ways of judging."""

from __future__ import annotations

from enum import StrEnum


class Mode(StrEnum):
    """A way of judging; the values are stored."""

    COMPARE = "compare"
    RANK = "rank"
    SCORE = "score"
    WRITE = "write"

    @classmethod
    def read(cls, stored: object) -> Mode:
        """Return a stored mode; comparing where there is none."""
        return next((mode for mode in cls if mode.value == stored), cls.COMPARE)
