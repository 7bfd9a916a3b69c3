"""Best of n: the one of several answers that the reward model likes most; nothing is trained."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop.domain.errors import InvalidInputError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.domain.events import GeneratedText
    from desktop.domain.prompts import Message
    from desktop.domain.runs import ModelSource
    from desktop.domain.scores import ResponseScore
    from desktop.domain.settings import SamplingSettings
    from desktop.services.serving import ServeSession


@dataclass(frozen=True, slots=True)
class BestAnswer:
    """The best answer, its reward, and the rewards of all, in the order they were sampled."""

    answer: GeneratedText
    reward: float
    rewards: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class RankedAnswer:
    """One of several answers; without a reward nobody has compared it.

    `spread` says how sure the reward model is, where it has an ensemble.
    """

    text: str
    finished: bool = True
    reward: float | None = None
    spread: float | None = None


def ranked(
    answers: Sequence[GeneratedText], scores: Sequence[ResponseScore]
) -> tuple[RankedAnswer, ...]:
    """Return answers with their scores, the best first; the first of equals stays before others."""
    pairs = sorted(zip(answers, scores, strict=True), key=lambda pair: -pair[1].mean)
    return tuple(
        RankedAnswer(answer.text, answer.finished, score.mean, score.spread)
        for answer, score in pairs
    )


def best_of_n(
    session: ServeSession,
    prompt: Sequence[Message],
    reward: ModelSource,
    n: int,
    sampling: SamplingSettings,
    *,
    seed: int = 0,
) -> BestAnswer | None:
    """Sample `n` answers to a prompt and return the best; the first of equals, None if cancelled.

    Raises:
        InvalidInputError: `n` is not positive.
        AppError: The worker failed.
    """
    if n < 1:
        raise InvalidInputError(
            "There is nothing to choose from", f"{n} answers were asked for.", "Ask for some."
        )
    messages = tuple(prompt)
    answers = session.generate([messages], sampling, per_prompt=n, seed=seed)
    if len(answers) < n:
        return None
    texts = [answer.text for answer in answers]
    finished = [answer.finished for answer in answers]
    rewards = session.score([messages] * n, texts, reward, finished=finished)
    if len(rewards) < n:
        return None
    best = max(range(n), key=lambda place: (rewards[place], -place))
    return BestAnswer(answers[best], rewards[best], rewards)
