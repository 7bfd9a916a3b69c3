"""The prompts of a project as a table of any length: lines are read as they are looked at."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections import OrderedDict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop.domain.prompts import Prompt, Split
from desktop.ui.widgets.tables import RowsModel

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtCore import QObject

TEXT, TURNS, ANSWERS, USE, TAGS = range(5)
LONGEST = 300
PAGE, PAGES_KEPT = 128, 20


@dataclass(frozen=True, slots=True)
class PromptLine:
    """What a row says: a prompt, and how many answers to compare it has."""

    prompt: Prompt
    answers: int


class PromptTable(RowsModel):
    """One row a prompt: its text, number of messages, answers, use and tags."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ids = array("q")
        self._pages: OrderedDict[int, list[PromptLine]] = OrderedDict()
        self._read: Callable[[Sequence[int]], list[PromptLine]] | None = None
        self.set_headings(
            (
                self.tr("Prompt"),
                self.tr("Messages"),
                self.tr("Answers"),
                self.tr("Use"),
                self.tr("Tags"),
            )
        )

    def set_prompts(
        self, ids: Sequence[int], read: Callable[[Sequence[int]], list[PromptLine]] | None
    ) -> None:
        """Show other prompts; `read` gives their lines as they come on the screen."""
        self.beginResetModel()
        self._ids = array("q", ids)
        self._pages.clear()
        self._read = read
        self.endResetModel()

    def prompt_at(self, row: int) -> Prompt | None:
        """Return the prompt of a row."""
        line = self._line(row)
        return line.prompt if line is not None else None

    def row_of(self, prompt_id: int) -> int:
        """Return the row of a prompt, or -1."""
        row = bisect_left(self._ids, prompt_id)
        return row if row < len(self._ids) and self._ids[row] == prompt_id else -1

    def row_count(self) -> int:
        """Return the number of prompts."""
        return len(self._ids)

    def cell(self, row: int, column: int) -> str:
        """Return a fact about a prompt."""
        if (line := self._line(row)) is None:
            return ""
        prompt = line.prompt
        if column == TEXT:
            return " ".join(prompt.text[:LONGEST].split())
        if column == TURNS:
            return str(len(prompt.messages))
        if column == ANSWERS:
            return str(line.answers)
        if column == USE:
            return self._use(prompt)
        return ", ".join(prompt.tags)

    def struck_out(self, row: int, column: int) -> bool:
        """Strike through the text of a prompt in the trash; another column says so."""
        line = self._line(row) if column == TEXT else None
        return line is not None and line.prompt.retired

    def _line(self, row: int) -> PromptLine | None:
        if self._read is None or not 0 <= row < len(self._ids):
            return None
        page = row // PAGE
        if page not in self._pages:
            self._pages[page] = self._read(self._ids[page * PAGE : (page + 1) * PAGE].tolist())
            if len(self._pages) > PAGES_KEPT:
                self._pages.popitem(last=False)
        lines = self._pages[page]
        return lines[row % PAGE] if row % PAGE < len(lines) else None

    def _use(self, prompt: Prompt) -> str:
        if prompt.retired:
            return self.tr("in the trash")
        if prompt.split is Split.HELD_OUT:
            return self.tr("held out")
        return self.tr("training")
