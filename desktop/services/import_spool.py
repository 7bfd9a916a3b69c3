"""The first half of an import: records are checked and made ready in a temporary file.

Nothing is locked meanwhile, so a large file can be read for a long time while the user goes on
rating; and whoever stops it has changed nothing. Memory is bounded by the largest row.
"""

from __future__ import annotations

import marshal
import tempfile
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Self

from desktop.domain.errors import InvalidInputError
from desktop.domain.feedback import Comparison, Correction, Ranking, kind_of
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
from desktop.store.judgements import plain_fields

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path
    from types import TracebackType

    from desktop.exchange.records import Said

_BATCH = 200
_SIZE = 8
"""Bytes of the size in front of each batch."""


@dataclass(frozen=True, slots=True)
class ReadyAnswer:
    """An answer, and the model that wrote it as the file calls it."""

    text: str
    origin: str
    author: str


@dataclass(frozen=True, slots=True)
class ReadyJudgement:
    """A judgement as its row will hold it; its ids are positions in the answers."""

    kind: str
    fields: Mapping[str, Any]
    annotator: str
    created_at: float | None
    seconds: float | None


@dataclass(frozen=True, slots=True)
class ReadyFeedback:
    """A prompt as it will be stored, answers to it, and what was said about them."""

    prompt: PreparedPrompt
    answers: tuple[ReadyAnswer, ...] = ()
    said: tuple[ReadyJudgement, ...] = ()


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
    return ReadyFeedback(
        _prompt(feedback.prompt),
        tuple(ReadyAnswer(a.text, a.origin.value, a.author) for a in feedback.answers),
        tuple(
            ReadyJudgement(
                kind_of(s.judgement),
                plain_fields(s.judgement),
                s.annotator,
                s.created_at,
                s.seconds,
            )
            for s in said
        ),
    )


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
        self._batch: list[tuple[Any, ...]] = []
        self.count = 0

    def add(self, line: int, item: Ready) -> None:
        """Take one more record."""
        self._batch.append((line, *_to_plain(item)))
        self.count += 1
        if len(self._batch) == _BATCH:
            self._flush()

    def items(self) -> Iterator[tuple[int, Ready]]:
        """Yield all records in order, each with its line."""
        self._flush()
        self._file.seek(0)
        read = 0
        while read < self.count:
            size = int.from_bytes(self._file.read(_SIZE), "little")
            batch = marshal.loads(self._file.read(size))
            read += len(batch)
            for line, *plain in batch:
                yield line, _from_plain(*plain)

    def close(self) -> None:
        """Remove the file."""
        self._file.close()

    def _flush(self) -> None:
        if self._batch:
            # Written and read as a whole: `marshal.load` asks the file for a few bytes at a time.
            data = marshal.dumps(self._batch)
            self._file.write(len(data).to_bytes(_SIZE, "little"))
            self._file.write(data)
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


# Plain tuples: marshal writes and reads them several times faster than pickle does records.


def _to_plain(item: Ready) -> tuple[Any, ...]:
    if isinstance(item, TextRecord):
        return "text", item.text
    if isinstance(item, ArchiveRecord):
        return "archive", item.type, dict(item.fields)
    answers = [(answer.text, answer.origin, answer.author) for answer in item.answers]
    said = [(s.kind, dict(s.fields), s.annotator, s.created_at, s.seconds) for s in item.said]
    prompt = item.prompt
    columns = prompt.messages, prompt.search, prompt.digest, prompt.tags, prompt.metadata
    return "feedback", (*columns, prompt.split), answers, said


def _from_plain(kind: str, *parts: Any) -> Ready:  # noqa: ANN401 - what `_to_plain` made
    if kind == "text":
        return TextRecord(*parts)
    if kind == "archive":
        return ArchiveRecord(*parts)
    prompt, answers, said = parts
    return ReadyFeedback(
        PreparedPrompt(*prompt),
        tuple(ReadyAnswer(*answer) for answer in answers),
        tuple(ReadyJudgement(*judgement) for judgement in said),
    )
