"""Unfinished corrections, kept in the project until they are saved."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from desktop.store.store import Store


class Drafts:
    """One draft for each answer; an empty text means that there is none."""

    def __init__(self, store: Store) -> None:
        self._settings = store.settings

    def get(self, response_id: int) -> str:
        """Return the draft for an answer."""
        return str(self._settings.get(self._key(response_id), "") or "")

    def keep(self, response_id: int, text: str) -> None:
        """Write a draft to disk, or forget it when the text is empty."""
        if text != self.get(response_id):
            self._settings.set(self._key(response_id), text)

    @staticmethod
    def _key(response_id: int) -> str:
        return f"rate.draft.{response_id}"
