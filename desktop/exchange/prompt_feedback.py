"""What an exporter is given: one prompt with its answers and what stands about them.

An exporter yields rows, and a `Loss` for each thing that its format has no place for.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from desktop.domain.derivation import STRENGTH_TARGET, demonstrations, preference_groups
from desktop.domain.feedback import Comparison, Preference, Rating

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from desktop.domain.feedback import FeedbackEvent
    from desktop.domain.prompts import Prompt
    from desktop.domain.responses import Response


class Loss(StrEnum):
    """What a format has no place for. After `STRENGTH` the row is written all the same."""

    STRENGTH = "strength"
    TIE = "tie"
    BOTH = "both"
    SYSTEM = "system"
    TURNS = "turns"
    LAYOUT = "layout"
    MIXED = "mixed"
    KIND = "kind"


Yield = dict[str, Any] | Loss


@dataclass(frozen=True, slots=True)
class Win:
    """A pair that has a winner: texts and strength (1 slightly, 2 clearly, 3 much)."""

    chosen: str
    rejected: str
    strength: int

    @property
    def preference(self) -> Preference:
        """The preference for A, when the winner is A."""
        return Preference(-self.strength)


@dataclass(frozen=True, slots=True)
class PromptFeedback:
    """A prompt, its responses by id, and the events about it that stand, oldest first.

    Args:
        prompt: The prompt.
        responses: Its responses by id.
        events: What is exported about it.
        authors: Names of the model versions by id.
    """

    prompt: Prompt
    responses: Mapping[int, Response]
    events: tuple[FeedbackEvent, ...] = ()
    authors: Mapping[int, str] = field(default_factory=dict)

    def text(self, response_id: int) -> str:
        """Return a response's text."""
        return self.responses[response_id].text

    def author(self, response_id: int) -> str:
        """Return the name of the model that wrote a response; "" when nobody knows."""
        return self.authors.get(self.responses[response_id].model_version_id or 0, "")

    def wins(self) -> Iterator[Win | Loss]:
        """Yield the pairs that comparisons, rankings, ratings and corrections come to."""
        prompt = self.prompt
        for group in preference_groups(self.events, {prompt.id: prompt}, self.responses):
            for pair in group.pairs:
                if pair.target <= 0.5:
                    yield Loss.TIE
                    continue
                texts = group.responses[pair.first], group.responses[pair.second]
                yield Win(*texts, _strength(pair.target))
        for event in self.events:
            if isinstance(event.judgement, Comparison) and event.judgement.preference is None:
                yield Loss.BOTH

    def demonstrations(self) -> list[str]:
        """Return the answers to imitate."""
        prompt = self.prompt
        found = demonstrations(self.events, {prompt.id: prompt}, self.responses)
        return [example.response for example in found]

    def labels(self) -> Iterator[tuple[str, bool] | Loss]:
        """Yield each judged answer as good or bad.

        A rating decides; without one an answer is good that won and never lost, and the other way
        round. Both good and both bad count for both.
        """
        votes: dict[str, list[float]] = {}
        rated: dict[str, float] = {}
        for event in self.events:
            judgement = event.judgement
            if isinstance(judgement, Rating):
                value = (judgement.score - judgement.low) / max(judgement.high - judgement.low, 1)
                rated[self.text(judgement.response_id)] = value
            elif isinstance(judgement, Comparison):
                for response_id, vote in _votes(judgement):
                    votes.setdefault(self.text(response_id), []).append(vote)
        for text in {**votes, **rated}:
            shares = [rated[text]] if text in rated else votes[text]
            if all(share > 0.5 for share in shares) or all(share < 0.5 for share in shares):
                yield text, shares[0] > 0.5
            else:
                yield Loss.MIXED


def _strength(target: float) -> int:
    return max(s for s, wanted in STRENGTH_TARGET.items() if s == 1 or target >= wanted - 1e-6)


def _votes(judgement: Comparison) -> tuple[tuple[int, float], ...]:
    if judgement.preference is None:
        good = float(judgement.quality == "both_good")
        return (judgement.a_id, good), (judgement.b_id, good)
    a = 0.5 if judgement.preference == 0 else float(judgement.preference < 0)
    return (judgement.a_id, a), (judgement.b_id, 1 - a)
