from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.domain.prompts import Message, Prompt, Role
from desktop.ui.prompts.table import ANSWERS, PAGE, PAGES_KEPT, TEXT, PromptLine, PromptTable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QApplication


def test_a_table_of_any_length_reads_what_is_looked_at(qapp: QApplication) -> None:
    asked: list[int] = []

    def read(ids: Sequence[int]) -> list[PromptLine]:
        asked.extend(ids)
        return [PromptLine(Prompt(i, (Message(Role.USER, f"Question {i}"),)), i % 7) for i in ids]

    ids = range(2, 200_002, 2)
    table = PromptTable(qapp)
    table.set_prompts(ids, read)
    assert (table.rowCount(), asked) == (100_000, [])
    for row in (0, 1, 99_999, 50_000, 1):
        assert table.index(row, TEXT).data() == f"Question {ids[row]}"
        assert table.index(row, ANSWERS).data() == str(ids[row] % 7)
        assert table.row_of(ids[row]) == row
    assert len(asked) <= 3 * PAGE
    assert (table.row_of(3), table.row_of(300_000)) == (-1, -1)
    for page in range(3 * PAGES_KEPT):
        table.prompt_at(page * PAGE)
    assert len(table._pages) == PAGES_KEPT
    table.set_prompts([], None)
    assert table.prompt_at(0) is None
