"""What was begun and not saved, kept in the project as it was typed.

A draft has a subject: a kind and the numbers of what it is about. It is written while the user
types, survives every end of the program, and is dropped when what it became is recorded.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from desktop.domain.prompts import Prompt
    from desktop.store.store import Store

_PREFIX = "rate.draft."
_KEY = re.compile(
    r"((?P<kind>ranking|demonstration|flag|comment|tags)\.)?(?P<ids>\d+([.-]\d+)*)", re.ASCII
)


class DraftKind(StrEnum):
    """What was begun; the values are stored."""

    CORRECTION = "correction"
    RANKING = "ranking"
    DEMONSTRATION = "demonstration"
    FLAG = "flag"
    COMMENT = "comment"
    TAGS = "tags"


@dataclass(frozen=True, slots=True)
class DraftSubject:
    """What a draft is about.

    Args:
        kind: What was begun.
        ids: An answer's id for a correction, those of the answers for a ranking, a prompt's for a
            demonstration; for a remark the prompt's and the answer's, 0 for the prompt itself.
    """

    kind: DraftKind
    ids: tuple[int, ...]

    @property
    def key(self) -> str:
        """The name under which the draft is kept; that of a correction is the bare number."""
        numbers = ("-" if self.kind is DraftKind.RANKING else ".").join(map(str, self.ids))
        return numbers if self.kind is DraftKind.CORRECTION else f"{self.kind}.{numbers}"

    @classmethod
    def read(cls, key: str) -> DraftSubject | None:
        """Return the subject with a name; None if it is none."""
        found = _KEY.fullmatch(key)
        if found is None:
            return None
        kind = DraftKind(found["kind"] or DraftKind.CORRECTION)
        return cls(kind, tuple(map(int, re.split("[.-]", found["ids"]))))


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft that waits, and the prompt that it belongs to."""

    subject: DraftSubject
    prompt: Prompt
    text: str


class Drafts:
    """The drafts of a project.

    Args:
        store: The project's.
    """

    def __init__(self, store: Store) -> None:
        self._store = store

    def get(self, subject: DraftSubject) -> str | None:
        """Return a draft as it was typed; None when there is none."""
        return _text_of(self._store.settings.get(_PREFIX + subject.key))

    def keep(self, subject: DraftSubject, text: str | None) -> None:
        """Write a draft to the disk, or drop it with None; returns when that is done."""
        if text is None:
            self._store.settings.remove(_PREFIX + subject.key)
        elif text != self.get(subject):
            self._store.settings.set(_PREFIX + subject.key, {"text": text})

    def waiting(self, but: Collection[DraftSubject] = ()) -> list[Draft]:
        """Return the drafts that wait, without some; those of what is gone are left out."""
        return [draft for draft in self._all() if draft.subject not in but]

    def forget_all(self) -> None:
        """Drop every draft that waits."""
        with self._store.transaction():
            for draft in self._all():
                self.keep(draft.subject, None)

    def _all(self) -> Iterator[Draft]:
        for key, value in self._store.settings.under(_PREFIX).items():
            subject, text = DraftSubject.read(key.removeprefix(_PREFIX)), _text_of(value)
            prompt = self._prompt_of(subject) if subject and text is not None else None
            if subject is not None and prompt is not None and text is not None:
                yield Draft(subject, prompt, text)

    def _prompt_of(self, subject: DraftSubject) -> Prompt | None:
        """Return the prompt of a subject all parts of which are still there."""
        store, ids = self._store, subject.ids
        if subject.kind is DraftKind.DEMONSTRATION:
            prompt = store.prompts.get(ids[0])
        elif subject.kind in (DraftKind.CORRECTION, DraftKind.RANKING):
            answers = store.responses.get_many(ids)
            prompt = (
                store.prompts.get(answers[ids[0]].prompt_id) if set(answers) == {*ids} else None
            )
        else:
            there = len(ids) == 2 and (ids[1] == 0 or store.responses.get(ids[1]) is not None)
            prompt = store.prompts.get(ids[0]) if there else None
        return prompt if prompt is not None and not prompt.retired else None


def correction_of(response_id: int) -> DraftSubject:
    """Return the subject of a correction."""
    return DraftSubject(DraftKind.CORRECTION, (response_id,))


def ranking_of(ids: Collection[int]) -> DraftSubject:
    """Return the subject of a ranking, whatever order its answers were shown in."""
    return DraftSubject(DraftKind.RANKING, tuple(sorted(ids)))


def demonstration_of(prompt_id: int) -> DraftSubject:
    """Return the subject of a demonstration."""
    return DraftSubject(DraftKind.DEMONSTRATION, (prompt_id,))


def _text_of(value: object) -> str | None:
    """Return a stored draft's text; older ones are bare, and empty when they were dropped."""
    if isinstance(value, dict):
        return str(value["text"])
    return str(value) if value else None
