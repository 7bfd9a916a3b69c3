"""A process that rates without pause and says on stdout which judgements were acknowledged.

Usage: python -m tests.helpers.rating_process PROJECT SEED. It undoes and redoes now and then,
corrects, skips, and goes on until it is killed: the crash tests kill it at random moments.
"""

from __future__ import annotations

import random
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.domain.feedback import Preference, Quality
from desktop.services.project import open_project
from desktop.services.rating import RatingSession

if TYPE_CHECKING:
    from collections.abc import Callable


UNDOING, REDOING = (0.0, 0.149), (0.15, 0.199)
CORRECTING, JUDGING = (0.25, 0.299), (0.3, 1.0)
"""Spans of `act` in which one kind of thing is done."""


def acknowledge(action: str, event_id: int) -> None:
    """Tell the parent, unbuffered, that this event has been acknowledged."""
    sys.stdout.write(f"{action} {event_id}\n")
    sys.stdout.flush()


def act(
    session: RatingSession,
    chance: random.Random,
    acknowledge: Callable[[str, int], None] = acknowledge,
    span: tuple[float, float] = (0.0, 1.0),
) -> None:
    """Do one of the things a rating user does; `span` says which of them may be drawn."""
    action = chance.uniform(*span)
    item = session.current()
    if action < 0.15 and (result := session.undo()):
        acknowledge("undo", result.event.id)
    elif action < 0.2 and (result := session.redo()):
        acknowledge("redo", result.event.id)
    elif item is None:
        raise SystemExit(0)
    elif action < 0.25:
        acknowledge("give", session.skip().id)
    elif action < 0.3:
        acknowledge("correct", session.correct(item.a.id, f"{item.a.text} (better)").id)
    elif action < 0.4:
        acknowledge("give", session.compare(None, Quality.BOTH_BAD).id)
    else:
        acknowledge("give", session.compare(chance.choice(list(Preference))).id)


def main() -> None:
    """Rate until killed, or until nothing is left to rate."""
    project = open_project(Path(sys.argv[1]))
    session = RatingSession(project)
    chance = random.Random(int(sys.argv[2]))
    acknowledge("ready", 0)
    while True:
        act(session, chance)


if __name__ == "__main__":
    main()
