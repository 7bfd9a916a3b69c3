"""How a run can be told to end before its end."""

from __future__ import annotations


class StopRequested(Exception):
    """The user ends the run now. `keep` says whether its model is kept."""

    def __init__(self, keep: bool) -> None:
        super().__init__(keep)
        self.keep = keep


class ShutdownRequested(Exception):
    """The worker must end; the run goes on from its last checkpoint another time."""
