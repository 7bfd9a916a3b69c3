"""How long a job has worked and how long it still needs.

Time spent paused does not count. The estimate appears once ten steps were seen, so that the loading
of the model and the first slow steps do not mislead, and follows the pace of the last fifty.
"""

from __future__ import annotations

from collections import deque

WARM_UP_STEPS = 10
WINDOW_STEPS = 50


class StepClock:
    """Counts working time and steps of one job; `now` is any steadily growing clock in seconds."""

    def __init__(self) -> None:
        self._worked = 0.0
        self._since: float | None = None
        self._marks: deque[tuple[int, float]] = deque()
        self._first: int | None = None
        self._total = 0

    def start(self, now: float) -> None:
        """Begin, or go on after a pause."""
        if self._since is None:
            self._since = now

    def stop(self, now: float) -> None:
        """Pause, or end."""
        if self._since is not None:
            self._worked += now - self._since
            self._since = None

    def step(self, done: int, total: int, now: float) -> None:
        """Note that `done` of `total` steps are behind; fewer than before means a new phase."""
        if self._marks and (done < self._marks[-1][0] or total != self._total):
            self._marks.clear()
            self._first = None
        if self._first is None:
            self._first = done
        self._total = total
        self._marks.append((done, self.elapsed(now)))
        while len(self._marks) > 2 and self._marks[1][0] <= done - WINDOW_STEPS:
            self._marks.popleft()

    def elapsed(self, now: float) -> float:
        """Return the working time in seconds."""
        return self._worked + (now - self._since if self._since is not None else 0.0)

    def remaining(self, now: float) -> float | None:
        """Return the seconds still needed; None before ten steps were seen, and after the last."""
        if self._first is None or self._marks[-1][0] - self._first < WARM_UP_STEPS:
            return None
        (first, began), (last, ended) = self._marks[0], self._marks[-1]
        if last >= self._total:
            return None
        seconds_a_step = (ended - began) / (last - first)
        since_last = self.elapsed(now) - ended
        return max(0.0, (self._total - last) * seconds_a_step - since_last)
