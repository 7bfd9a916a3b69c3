"""Scoring a file with a reward model: rewards of answers, agreement and calibration for pairs."""

from __future__ import annotations

import json
import math
from array import array
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING

from desktop.domain.calibration import (
    CalibrationBin,
    agreement,
    calibration_curve,
    calibration_error,
    mean_log_loss,
)
from desktop.domain.errors import InvalidInputError, ModelError
from desktop.domain.feedback import Comparison
from desktop.domain.statistics import Proportion, wilson
from desktop.exchange.formats import Refused, format_named, read_records, sniff
from desktop.exchange.records import DemonstrationRecord, FeedbackRecord, PairRecord, Record
from desktop.services.chosen_versions import Purpose, reward_version
from desktop.services.scored_rows import ScoredRow, ScoredRows
from desktop.services.serving import ServeSession

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from desktop.domain.prompts import Message
    from desktop.domain.versions import ModelVersion
    from desktop.services.project import Project

BATCH = 64
REFUSED_SHOWN = 100
"""Rows left out whose reasons are told; of the others, how many they are."""


@dataclass(frozen=True, slots=True)
class ScoreReport:
    """What a reward model says about a file. The figures about pairs are None without pairs.

    `refused` are the first rows that were left out, `left_out` says how many there were in all.
    """

    reward_model: str
    rows: Sequence[ScoredRow]
    pairs: int
    mean_reward: float
    accuracy: Proportion | None
    log_loss: float | None
    calibration_error: float | None
    calibration: tuple[CalibrationBin, ...]
    refused: tuple[Refused, ...]
    left_out: int


@dataclass(slots=True)
class Refusals:
    """The first rows that were left out, and the number of all."""

    first: list[Refused] = field(default_factory=list)
    count: int = 0

    def add(self, refused: Refused) -> None:
        """Take in one more."""
        self.count += 1
        if self.count <= REFUSED_SHOWN:
            self.first.append(refused)


@dataclass(frozen=True, slots=True)
class _Row:
    line: int
    messages: tuple[Message, ...]
    answers: tuple[str, ...]


def score_file(
    project: Project,
    path: Path,
    *,
    reward_version_id: int | None = None,
    format: str | None = None,
    on_progress: Callable[[int], None] | None = None,
) -> ScoreReport:
    """Score the answers or pairs of a file.

    Args:
        project: The open project.
        path: Demonstrations or preferences, in any format that can be imported.
        reward_version_id: The reward model; the newest if not given.
        format: Name of the file's format; recognised if not given.
        on_progress: Told the number of rows scored.

    Raises:
        TrainingError: There is no reward model yet.
        NotFoundError: The version is not there, or no reward model.
        InvalidInputError: The file holds nothing that can be scored.
        AppError: The reward model cannot be used.

    """
    version = reward_version(project, reward_version_id, Purpose.SCORING)
    using = format_named(format) if format else sniff(path)
    refused = Refusals()
    scored = ScoredRows()
    rows = _rows(read_records(path, using), refused)
    source = project.source(version)
    with ServeSession(source) as session:
        while batch := list(islice(rows, BATCH)):
            prompts = [row.messages for row in batch for _ in row.answers]
            answers = [answer for row in batch for answer in row.answers]
            scores = iter(session.scores(prompts, answers, source))
            for row in batch:
                own = islice(scores, len(row.answers))
                scored.add(row.line, ((score.mean, score.spread) for score in own))
            if on_progress:
                on_progress(len(scored))
    if not scored:
        first = "".join(f" Line {r.line}: {r.reason}" for r in refused.first[:1])
        raise InvalidInputError(
            f"{path.name} holds nothing to score",
            "Answers need “messages” or “prompt” and “completion”, pairs “chosen” and “rejected”."
            f"{first}",
            "Choose a file of answers or pairs.",
        )
    return report(version.name, scored, _log_odds(project, version), refused)


def report(name: str, rows: ScoredRows, log_odds: float, refused: Refusals) -> ScoreReport:
    """Return the figures of scored rows.

    Rewards are normalised: a difference of 1 stands for so many `log_odds`.
    """
    margins = array("d", (difference * log_odds for difference in rows.differences()))
    bins = calibration_curve(margins)
    count = len(margins)
    return ScoreReport(
        reward_model=name,
        rows=rows,
        pairs=count,
        mean_reward=math.fsum(rows.rewards) / len(rows.rewards),
        accuracy=wilson(math.fsum(map(agreement, margins)), count) if count else None,
        log_loss=mean_log_loss(margins),
        calibration_error=calibration_error(bins),
        calibration=bins,
        refused=tuple(refused.first),
        left_out=refused.count,
    )


def _rows(records: Iterator[tuple[int, Record] | Refused], refused: Refusals) -> Iterator[_Row]:
    for item in records:
        if isinstance(item, Refused):
            refused.add(item)
            continue
        line, record = item
        if isinstance(record, PairRecord):
            yield _Row(line, record.prompt.messages, (record.chosen, record.rejected))
        elif isinstance(record, DemonstrationRecord):
            yield _Row(line, record.prompt.messages, (record.response,))
        elif isinstance(record, FeedbackRecord) and record.answers:
            yield from _judged_rows(line, record)
        else:
            refused.add(Refused(line, "It has no answer to score."))


def _judged_rows(line: int, record: FeedbackRecord) -> Iterator[_Row]:
    """Yield the pairs that a row's comparisons decide, the better first; else its answers."""
    texts = [answer.text for answer in record.answers]
    pairs: list[tuple[str, ...]] = [
        (texts[c.a_id], texts[c.b_id]) if c.preference < 0 else (texts[c.b_id], texts[c.a_id])
        for c in (said.judgement for said in record.said)
        if isinstance(c, Comparison) and c.preference
    ]
    for answers in pairs or [(text,) for text in texts]:
        yield _Row(line, record.prompt.messages, answers)


def _log_odds(project: Project, version: ModelVersion) -> float:
    """Return the log-odds that a difference of 1 between normalised rewards stands for."""
    path = project.folder / (version.folder or "") / "head.json"
    try:
        facts = json.loads(path.read_text(encoding="utf-8"))
        return float(facts.get("scale", 1.0)) / float(facts.get("temperature", 1.0))
    except (OSError, ValueError, TypeError, AttributeError, ZeroDivisionError) as error:
        raise ModelError(
            "The reward model's files are missing or damaged",
            f"{path} cannot be read.",
            "Train the reward model again.",
        ) from error
