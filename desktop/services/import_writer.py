"""The second half of an import: ready records go into the store, in the caller's transactions."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from desktop.domain.errors import AppError
from desktop.exchange.records import ArchiveRecord, RowRefusedError, TextRecord
from desktop.services.import_spool import Ready, ReadyFeedback
from desktop.services.judgement_ids import fields_with_ids
from desktop.services.restoring import ArchiveRestorer
from desktop.store.bulk import BulkWriter

if TYPE_CHECKING:
    from desktop.services.import_spool import ReadyAnswer, ReadyJudgement
    from desktop.services.imported_texts import ImportedTexts
    from desktop.services.project import Project

IMPORTED = "imported"
"""What the judge of imported judgements begins with: `imported:<format>[:<annotator>]`."""
_NAMED = ("prompt", "response", "comparison", "demonstration")


class ImportWriter:
    """Takes in one record after another.

    Args:
        project: Where to.
        name: The file's name.
        format: The format's name.
        texts: Where plain texts go.
    """

    def __init__(self, project: Project, name: str, format: str, texts: ImportedTexts) -> None:
        self.counts: Counter[str] = Counter()
        self._store = project.store
        self._format = format
        self._texts = texts
        self._writer = BulkWriter(project.store.connection, f"import:{name}", project.round)
        self._restorer = ArchiveRestorer(project)
        self._versions: dict[str, int] | None = None

    def begin(self) -> None:
        """Go on in a new transaction: others may have written since the last one."""
        self._writer.begin()

    def take(self, item: Ready) -> None:
        """Store a record; raises `RowRefusedError`."""
        if isinstance(item, ReadyFeedback):
            self._take_feedback(item)
        elif isinstance(item, TextRecord):
            self._texts.add(item.text)
            self.counts["text"] += 1
        else:
            self._restore(item)

    def _take_feedback(self, item: ReadyFeedback) -> None:
        prompt_id, new = self._writer.prompt(item.prompt)
        self.counts["prompt"] += new
        ids: list[int] = []
        fresh = new
        here: dict[tuple[str, str], int] = {}
        for answer in item.answers:
            same = answer.text, answer.origin
            if same not in here:
                here[same], added = self._answer(prompt_id, answer, look=not new)
                self.counts["response"] += added
                fresh = fresh or added
            ids.append(here[same])
        for said in item.said:
            fresh = self._say(prompt_id, ids, said, look=not new or len(item.said) > 1) or fresh
        self.counts["duplicate"] += not fresh

    def _answer(self, prompt_id: int, answer: ReadyAnswer, *, look: bool) -> tuple[int, bool]:
        version = self._version(answer.author) if answer.author else None
        return self._writer.response(prompt_id, answer.text, answer.origin, version, look=look)

    def _say(self, prompt_id: int, ids: list[int], said: ReadyJudgement, *, look: bool) -> bool:
        judge = f"{IMPORTED}:{self._format}"
        if said.annotator:
            judge = f"{judge}:{said.annotator}"
        fields = fields_with_ids(
            said.fields, lambda _: prompt_id, lambda index: ids[index], lambda event: event
        )
        added = self._writer.judgement(
            prompt_id,
            said.kind,
            fields,
            judge,
            created_at=said.created_at,
            seconds=said.seconds,
            look=look,
        )
        self.counts[said.kind if said.kind in _NAMED else "other"] += added
        return added

    def _version(self, author: str) -> int:
        """Return the version of a name: the project's own, or one that is noted as imported."""
        if self._versions is None:
            self._versions = {name: i for i, name in self._store.versions.names().items()}
        if author not in self._versions:
            self._versions[author] = self._store.versions.imported(author).id
        return self._versions[author]

    def _restore(self, record: ArchiveRecord) -> None:
        try:
            kind, new = self._restorer.restore(record)
        except AppError as error:
            raise RowRefusedError(error.message) from error
        if new:
            self.counts[kind if kind in _NAMED else "other"] += 1
        else:
            self.counts["duplicate"] += 1
