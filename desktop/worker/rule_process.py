"""Tries reward rules on answers in a process of its own.

A regular expression can take longer than anybody waits, and while it is matched nothing else of its
process moves. Here being killed costs nothing, and what was found before that is kept.

Standard input takes one JSON object (rules, answers); standard output gives a JSON line for each
rule, as soon as it is tried: how many answers fit, and the places of the first that does and the
first that does not.
"""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any

from desktop.domain.errors import InvalidInputError
from desktop.domain.reward_rules import parse_rules
from desktop.training.rule_rewards import fits

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


def tried(rules: str, answers: Sequence[str]) -> Iterator[dict[str, Any]]:
    """Yield what each rule finds among the answers, up to one that takes too long."""
    for rule in parse_rules(rules):
        try:
            found = [fits(rule, answer) for answer in answers]
        except InvalidInputError:
            return
        yield {
            "fits": sum(found),
            "fit": found.index(True) if True in found else None,
            "miss": found.index(False) if False in found else None,
        }


def main() -> None:
    """Answer one request."""
    request = json.loads(sys.stdin.buffer.read())
    for found in tried(request["rules"], request["answers"]):
        sys.stdout.buffer.write(json.dumps(found).encode() + b"\n")
        sys.stdout.buffer.flush()
