"""What a trainer sees of the world around it: someone to report to, and someone who may ask it to wait or stop."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from desktop.domain.events import Event


class StopRequested(Exception):  # noqa: N818 - a request, not an error
    """The user ends the run now. `keep` says whether its model is kept."""

    def __init__(self, keep: bool) -> None:
        super().__init__(keep)
        self.keep = keep


class ShutdownRequested(Exception):  # noqa: N818 - a request, not an error
    """The worker must end; the run goes on from its last checkpoint another time."""


class Reporter(Protocol):
    """Takes the events of a run."""

    def report(self, event: Event) -> None:
        """Pass an event on to whoever watches."""


class Control(Protocol):
    """Lets others interrupt a run at safe points."""

    def poll(self) -> None:
        """Return at once, wait while the run is paused, or raise `StopRequested` or `ShutdownRequested`.

        Trainers call it in every micro-batch.
        """

    def serve(self, engine: Any) -> None:  # noqa: ANN401 - the Engine; naming it would be a cycle
        """Answer small requests with the live `Engine`; called between updates, when nothing is half done."""


class SilentReporter:
    """A reporter that forgets; for use as a library."""

    def report(self, event: Event) -> None:
        """Do nothing."""


class NoControl:
    """A control that never interrupts."""

    def poll(self) -> None:
        """Return at once."""

    def serve(self, engine: Any) -> None:  # noqa: ANN401 - see `Control`
        """Do nothing."""
