"""Scoring a file with a reward model: rewards of answers, agreement and calibration for pairs."""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from desktop.domain.errors import InvalidInputError, ModelError, NotFoundError
from desktop.domain.statistics import Proportion, wilson
from desktop.domain.versions import ModelVersion, VersionKind
from desktop.exchange.formats import Refused, format_named, read_records, sniff
from desktop.exchange.records import DemonstrationRecord, PairRecord, Record
from desktop.services.serving import ServeSession

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from desktop.domain.prompts import Message
    from desktop.services.project import Project

BATCH = 64
_BINS = 10


@dataclass(frozen=True, slots=True)
class CalibrationBin:
    """Pairs whose predicted probability lies together.

    Predicted and observed share of agreement.
    """

    predicted: float
    observed: float
    n: int


@dataclass(frozen=True, slots=True)
class ScoredRow:
    """Rewards of one row: of an answer, or of the chosen and the rejected one."""

    line: int
    rewards: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class ScoreReport:
    """What a reward model says about a file. The figures about pairs are None without pairs."""

    reward_model: str
    rows: tuple[ScoredRow, ...]
    pairs: int
    mean_reward: float
    accuracy: Proportion | None
    log_loss: float | None
    calibration_error: float | None
    calibration: tuple[CalibrationBin, ...]
    refused: tuple[Refused, ...]


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
        NotFoundError: There is no reward model.
        InvalidInputError: The file holds nothing that can be scored.
        AppError: The reward model cannot be used.

    """
    version = _reward_version(project, reward_version_id)
    using = format_named(format) if format else sniff(path)
    refused: list[Refused] = []
    scored: list[ScoredRow] = []
    rows = _rows(read_records(path, using), refused)
    source = project.source(version)
    with ServeSession(source) as session:
        while batch := list(islice(rows, BATCH)):
            prompts = [row.messages for row in batch for _ in row.answers]
            answers = [answer for row in batch for answer in row.answers]
            rewards = iter(session.score(prompts, answers, source))
            scored += [ScoredRow(r.line, tuple(islice(rewards, len(r.answers)))) for r in batch]
            if on_progress:
                on_progress(len(scored))
    if not scored:
        raise InvalidInputError(
            f"{path.name} holds nothing to score",
            "Answers need “messages” or “prompt” and “completion”, pairs “chosen” and “rejected”.",
            "Choose a file of answers or pairs.",
        )
    return report(version.name, scored, _scale(project, version), refused)


def report(
    name: str, rows: Sequence[ScoredRow], scale: float, refused: Sequence[Refused]
) -> ScoreReport:
    """Return the figures of scored rows.

    Rewards are normalised: `scale` brings a difference back to the log-odds the model was trained
    on.
    """
    margins = [(r.rewards[0] - r.rewards[1]) * scale for r in rows if len(r.rewards) == 2]
    rewards = [reward for row in rows for reward in row.rewards]
    bins = calibration(margins)
    count = len(margins)
    return ScoreReport(
        reward_model=name,
        rows=tuple(rows),
        pairs=count,
        mean_reward=math.fsum(rewards) / len(rewards),
        accuracy=wilson(sum(_agreement(m) for m in margins), count) if count else None,
        log_loss=math.fsum(map(_softplus, margins)) / count if count else None,
        calibration_error=sum(b.n * abs(b.predicted - b.observed) for b in bins) / count
        if count
        else None,
        calibration=bins,
        refused=tuple(refused),
    )


def calibration(margins: Sequence[float]) -> tuple[CalibrationBin, ...]:
    """Return ten bins of confidence, 0.5 to 1: how sure the model is, and how often it agrees."""
    found: dict[int, list[tuple[float, float]]] = {}
    for margin in margins:
        sure = 1 / (1 + math.exp(-min(abs(margin), 700.0)))
        index = min(int((sure - 0.5) * 2 * _BINS), _BINS - 1)
        found.setdefault(index, []).append((sure, _agreement(margin)))
    return tuple(
        CalibrationBin(
            math.fsum(s for s, _ in found[i]) / len(found[i]),
            math.fsum(a for _, a in found[i]) / len(found[i]),
            len(found[i]),
        )
        for i in sorted(found)
    )


def _agreement(margin: float) -> float:
    return 0.5 if margin == 0 else float(margin > 0)


def _softplus(margin: float) -> float:
    """Return -log sigmoid(margin) without overflow."""
    return max(-margin, 0.0) + math.log1p(math.exp(-abs(margin)))


def _rows(
    records: Iterator[tuple[int, Record] | Refused], refused: list[Refused]
) -> Iterator[_Row]:
    for item in records:
        if isinstance(item, Refused):
            refused.append(item)
            continue
        line, record = item
        if isinstance(record, PairRecord):
            yield _Row(line, record.prompt.messages, (record.chosen, record.rejected))
        elif isinstance(record, DemonstrationRecord):
            yield _Row(line, record.prompt.messages, (record.response,))
        else:
            refused.append(Refused(line, "It has no answer to score."))


def _reward_version(project: Project, version_id: int | None) -> ModelVersion:
    if version_id is None:
        version = project.store.versions.latest(VersionKind.REWARD)
    else:
        version = project.version(version_id)
    if version is None or version.kind is not VersionKind.REWARD:
        raise NotFoundError(
            "There is no such reward model",
            "Scoring needs one that was trained in this project.",
            "Train one with “tastemaker train PROJECT reward”, or name one that status lists.",
        )
    return version


def _scale(project: Project, version: ModelVersion) -> float:
    path = project.folder / (version.folder or "") / "head.json"
    try:
        return float(json.loads(path.read_text(encoding="utf-8")).get("scale", 1.0))
    except (OSError, ValueError, TypeError, AttributeError) as error:
        raise ModelError(
            "The reward model's files are missing or damaged",
            f"{path} cannot be read.",
            "Train the reward model again.",
        ) from error
