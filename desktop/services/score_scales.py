"""What scores a project asks for: the overall scale, and aspects that the user defined."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from desktop.domain.errors import InvalidInputError
from desktop.domain.feedback import OVERALL

if TYPE_CHECKING:
    from desktop.store.preferences import SettingRepository

SCALES = (3, 5, 7, 10)
"""Highest scores of the scales; they begin at 1, and 3 stands for poor, fair, good."""
WORDS = 3
"""The scale whose scores have names."""
MOST_ASPECTS = 8
_HIGH, _ASPECTS = "rating.scale", "rating.aspects"


@dataclass(frozen=True, slots=True)
class Aspect:
    """One question about an answer: its name, and what the lowest and highest score mean."""

    name: str
    low_anchor: str = ""
    high_anchor: str = ""
    high: int = 5


@dataclass(frozen=True, slots=True)
class ScorePlan:
    """All that is asked about one answer: the overall score first, then the aspects."""

    high: int = WORDS
    aspects: tuple[Aspect, ...] = ()

    def questions(self) -> tuple[Aspect, ...]:
        """Return the overall score and the aspects, in the order in which they are asked."""
        return (Aspect(OVERALL, high=self.high), *self.aspects)

    def validate(self) -> None:
        """Raise `InvalidInputError` unless the plan can be asked."""
        names = [aspect.name.strip() for aspect in self.aspects]
        if not all(names):
            raise _refuse("An aspect has no name.")
        if OVERALL in names or len({name.casefold() for name in names}) < len(names):
            raise _refuse("Two aspects have the same name.")
        if len(names) > MOST_ASPECTS:
            raise _refuse(f"There are {len(names)} aspects; at most {MOST_ASPECTS} can be asked.")
        if any(question.high not in SCALES for question in self.questions()):
            raise _refuse("A scale ends at 3, 5, 7 or 10.")


def read_score_plan(settings: SettingRepository) -> ScorePlan:
    """Return what a project asks for; good, fair and poor if nothing was chosen."""
    aspects: list[dict[str, Any]] = settings.get(_ASPECTS, [])
    return ScorePlan(int(settings.get(_HIGH, WORDS)), tuple(Aspect(**fields) for fields in aspects))


def write_score_plan(settings: SettingRepository, plan: ScorePlan) -> None:
    """Ask for this from now on; what was scored before stays as it was said."""
    plan.validate()
    settings.set(_HIGH, plan.high)
    settings.set(
        _ASPECTS,
        [
            {
                "name": aspect.name.strip(),
                "low_anchor": aspect.low_anchor.strip(),
                "high_anchor": aspect.high_anchor.strip(),
                "high": aspect.high,
            }
            for aspect in plan.aspects
        ],
    )


def _refuse(why: str) -> InvalidInputError:
    return InvalidInputError("These scores cannot be asked for", why, "Change it and try again.")
