"""The first half of an import: records are checked and made ready in a temporary file.

Nothing is locked meanwhile, so a large file can be read for a long time while the user goes on
rating; and whoever stops it has changed nothing. Memory is bounded by the largest row.
"""

from __future__ import annotations

import pickle
import tempfile
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Self, cast

from desktop.domain.errors import InvalidInputError
from desktop.domain.feedback import Comparison, Correction, Ranking
from desktop.exchange.records import (
    ArchiveRecord,
    FeedbackRecord,
    PromptRecord,
    Record,
    RowRefusedError,
    TextRecord,
    as_feedback,
)
from desktop.store.bulk import PreparedPrompt, prepare_prompt

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from types import TracebackType

    from desktop.exchange.records import Answer, Said

_BATCH = 200


@dataclass(frozen=True, slots=True)
class ReadyFeedback:
    """A prompt as it will be stored, answers to it, and what was said about them."""

    prompt: PreparedPrompt
    answers: tuple[Answer, ...] = ()
    said: tuple[Said, ...] = ()


Ready = ReadyFeedback | TextRecord | ArchiveRecord


def ready(record: Record) -> Ready:
    """Return a record ready to be stored; raises `RowRefusedError`."""
    if isinstance(record, TextRecord | ArchiveRecord):
        return record
    if isinstance(record, PromptRecord):
        return ReadyFeedback(_prompt(record))
    feedback = as_feedback(record)
    if any(not answer.text.strip() for answer in feedback.answers):
        raise RowRefusedError("An answer is empty.")
    said = tuple(s for s in feedback.said if _tells_apart(s, feedback))
    if feedback.said and not said:
        raise RowRefusedError("Both answers are the same.")
    return ReadyFeedback(_prompt(feedback.prompt), feedback.answers, said)


def _prompt(record: PromptRecord) -> PreparedPrompt:
    try:
        return prepare_prompt(record.messages, record.split, record.tags, record.metadata)
    except InvalidInputError as error:
        raise RowRefusedError(error.message) from error
    except UnicodeEncodeError as error:
        raise RowRefusedError("A text is not valid Unicode.") from error


def _tells_apart(said: Said, record: FeedbackRecord) -> bool:
    """Return whether a judgement of several answers is not about one and the same text."""
    judgement = said.judgement
    if isinstance(judgement, Comparison):
        named = [judgement.a_id, judgement.b_id]
    elif isinstance(judgement, Correction):
        named = [judgement.original_id, judgement.edited_id]
    elif isinstance(judgement, Ranking):
        named = [index for tier in judgement.tiers for index in tier]
    else:
        return True
    return len({record.answers[index].text for index in named}) == len(named) > 1


class Spool:
    """Ready records in a temporary file, which is gone when the spool is closed.

    Args:
        folder: Where there is room.
    """

    def __init__(self, folder: Path) -> None:
        self._file = tempfile.TemporaryFile(dir=folder)  # noqa: SIM115 - closed by `close`
        self._batch: list[tuple[int, Ready]] = []
        self.count = 0

    def add(self, line: int, item: Ready) -> None:
        """Take one more record."""
        self._batch.append((line, item))
        self.count += 1
        if len(self._batch) == _BATCH:
            self._flush()

    def items(self) -> Iterator[tuple[int, Ready]]:
        """Yield all records in order, each with its line."""
        self._flush()
        self._file.seek(0)
        unpickler = pickle.Unpickler(self._file)
        read = 0
        while read < self.count:
            batch = cast("list[tuple[int, Ready]]", unpickler.load())
            unpickler = pickle.Unpickler(self._file)
            yield from batch
            read += len(batch)

    def close(self) -> None:
        """Remove the file."""
        self._file.close()

    def _flush(self) -> None:
        if self._batch:
            pickle.dump(self._batch, cast("Any", self._file), protocol=pickle.HIGHEST_PROTOCOL)
            self._batch = []

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()
