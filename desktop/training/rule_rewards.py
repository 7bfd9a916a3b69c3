"""What the user's rules give to an answer, with a limit on how long a pattern may look at it.

Python's own regular expressions cannot be interrupted: one with repetitions inside repetitions
would hold up the run, and its stop, for ever.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import regex

from desktop.domain.errors import InvalidInputError
from desktop.domain.reward_rules import PatternRule

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.domain.reward_rules import Rule

PATIENCE_S = 2.0
"""Time for one pattern and one answer; honest patterns take a thousandth of it."""


def rule_reward(rules: Sequence[Rule], text: str) -> float:
    """Return the weights of the rules that an answer fits, added up.

    Raises:
        InvalidInputError: A pattern takes too long, or cannot be read.
    """
    return math.fsum(rule.weight for rule in rules if fits(rule, text))


def fits(rule: Rule, text: str) -> bool:
    """Tell whether an answer has what a rule asks for; raises as `rule_reward` does."""
    if not isinstance(rule, PatternRule):
        return rule.fits(text)
    pattern = rule.pattern.pattern
    try:
        return regex.search(pattern, text, timeout=PATIENCE_S) is not None
    except regex.error as error:
        raise InvalidInputError(
            "A reward rule is no regular expression",
            f"“{pattern[:80]}”: {error}.",
            "Write it in another way and begin a new run.",
        ) from error
    except TimeoutError as error:
        raise InvalidInputError(
            "A reward rule takes too long",
            f"“{pattern[:80]}” was not done with an answer in {PATIENCE_S:g} s.",
            "Write it without repetitions inside repetitions and begin a new run; the Train "
            "page tells which rules are too slow.",
        ) from error
