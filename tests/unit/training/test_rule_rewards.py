"""Rewards by the user's rules while a policy learns."""

from __future__ import annotations

import pytest

from desktop.domain.errors import InvalidInputError
from desktop.domain.reward_rules import parse_rules
from desktop.training import rule_rewards
from desktop.training.rule_rewards import rule_reward
from desktop.worker import rule_process

RULES = """
0.5 regex ^Dear
-1 regex (?i)as an ai
0.25 regex \\bwas\\b|ü+$
2 json {"title": "text"}
"""


@pytest.mark.parametrize(
    ("text", "reward"),
    [
        ("Dear Ada,", 0.5),
        ("Dear Ada, as an AI I was", -0.25),
        ("hello", 0.0),
        ('{"title": "x"}', 2.0),
        ("über ü", 0.25),
    ],
)
def test_rewards_by_hand(text: str, reward: float) -> None:
    assert rule_reward(parse_rules(RULES), text) == reward


@pytest.mark.parametrize("pattern", ["(?:cat){e}", "a{e}", "(?i)x$", r"\bx\b"])
@pytest.mark.parametrize("text", ["dog", "x", "b"])
def test_a_run_gives_what_trying_the_rules_finds(pattern: str, text: str) -> None:
    """Also where the two kinds of expressions that Python knows differ."""
    line = f"1 regex {pattern}"
    (tried,) = rule_process.tried(line, [text])
    assert rule_reward(parse_rules(line), text) == tried["fits"]


def test_a_pattern_that_never_ends_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rule_rewards, "PATIENCE_S", 0.05)
    with pytest.raises(InvalidInputError, match="takes too long") as refused:
        rule_reward(parse_rules("1 regex ^(a|a)+$"), "a" * 60 + "!")
    assert "^(a|a)+$" in refused.value.message
