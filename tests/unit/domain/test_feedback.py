from __future__ import annotations

from typing import get_args

from desktop.domain.feedback import (
    KINDS,
    BadPrompt,
    Comparison,
    FeedbackEvent,
    Judgement,
    Preference,
    kind_of,
)


def test_every_judgement_has_one_kind_and_every_kind_one_judgement() -> None:
    assert set(KINDS.values()) == set(get_args(Judgement))
    assert len(set(KINDS.values())) == len(KINDS)


def test_an_event_tells_its_kind() -> None:
    assert FeedbackEvent(1, BadPrompt(1), 0.0).kind == "bad_prompt"
    assert kind_of(Comparison(1, 1, 2, Preference.A)) == "comparison"


def test_turning_a_preference_round_is_changing_its_sign() -> None:
    assert [Preference(-p) for p in Preference] == list(reversed(Preference))
