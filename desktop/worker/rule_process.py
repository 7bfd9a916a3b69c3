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

from desktop.domain.reward_rules import parse_rules

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


def tried(rules: str, answers: Sequence[str]) -> Iterator[dict[str, Any]]:
    """Yield what each rule finds among the answers."""
    for rule in parse_rules(rules):
        fits = [rule.fits(answer) for answer in answers]
        yield {
            "fits": sum(fits),
            "fit": fits.index(True) if True in fits else None,
            "miss": fits.index(False) if False in fits else None,
        }


def main() -> None:
    """Answer one request."""
    request = json.loads(sys.stdin.buffer.read())
    for found in tried(request["rules"], request["answers"]):
        sys.stdout.buffer.write(json.dumps(found).encode() + b"\n")
        sys.stdout.buffer.flush()
