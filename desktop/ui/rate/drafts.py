"""Unfinished work, kept in the project until it is saved."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from desktop.store.store import Store


class Drafts:
    """One draft for each subject: an answer's id, or a name; an empty text means there is none."""

    def __init__(self, store: Store) -> None:
        self._settings = store.settings

    def get(self, subject: int | str) -> str:
        """Return the draft for a subject."""
        return str(self._settings.get(self._key(subject), "") or "")

    def keep(self, subject: int | str, text: str) -> None:
        """Write a draft to disk, or forget it when the text is empty."""
        if text != self.get(subject):
            self._settings.set(self._key(subject), text)

    @staticmethod
    def _key(subject: int | str) -> str:
        return f"rate.draft.{subject}"
