"""A project with judgements of several kinds, edits and undoings, and what it holds as values."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

from desktop.domain.feedback import Comment, Preference, Quality
from desktop.domain.prompts import user_prompt
from desktop.domain.responses import Origin
from desktop.services.project import create_project
from desktop.services.rating import RatingSession

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.services.project import Project
    from desktop.store.store import Store

Contents = tuple[list[object], ...]


def judged_project(folder: Path, *, prompts: int = 30, actions: int = 120) -> Project:
    """Make a project, judge in it as a user does, and return it open."""
    project = create_project(folder)
    store = project.store
    with store.transaction():
        for i in range(prompts):
            prompt = store.prompts.add(user_prompt(f"Question {i}? 问题" + " why" * 40))
            for k in range(4):
                store.responses.add(prompt.id, f"Answer {k} to {i}. " * 12, origin=Origin.IMPORTED)
    act(project, actions, random.Random(1))
    store.prompts.set_tags(3, ["odd"])
    store.feedback.append(Comment(3, None, "an odd one\u202e", ("odd",)))
    return project


def act(project: Project, actions: int, chance: random.Random) -> None:
    """Do what a rating user does, so many times."""
    session = RatingSession(project)
    for _ in range(actions):
        dice = chance.random()
        item = session.current()
        if dice < 0.15:
            session.undo()
        elif dice < 0.2:
            session.redo()
        elif item is None:
            return
        elif dice < 0.3:
            session.correct(item.a.id, f"{item.a.text} (better)")
        elif dice < 0.4:
            session.compare(None, Quality.BOTH_BAD)
        else:
            session.compare(chance.choice(list(Preference)))


def contents(store: Store) -> Contents:
    """Return all that a user would miss."""
    return (
        list(store.prompts.list(include_retired=True)),
        list(store.responses.all()),
        list(store.feedback.events()),
        [event.id for event in store.feedback.standing()],
        list(store.versions.list()),
        list(store.settings.all().items()),
    )
