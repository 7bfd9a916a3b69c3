"""Which events stand: the law, and what it means for undo, redo and edits."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.derivation import bad_prompts, in_force, retracted
from desktop.domain.feedback import BadPrompt, FeedbackEvent, Retraction, Skip
from tests.unit.domain.events import Log

if TYPE_CHECKING:
    import random

SAID = Skip(1, (1, 2))


@st.composite
def logs(draw: st.DrawFn) -> list[FeedbackEvent]:
    """Events that supersede any earlier ones, retractions too."""
    log = Log()
    for _ in range(draw(st.integers(0, 30))):
        target = draw(st.none() | st.integers(1, len(log.events))) if log.events else None
        retraction = target is not None and draw(st.booleans())
        log.say(Retraction() if retraction else SAID, supersedes=target)
    return log.events


def is_retracted(event: FeedbackEvent, events: list[FeedbackEvent]) -> bool:
    return any(
        isinstance(e.judgement, Retraction)
        and e.supersedes == event.id
        and not is_retracted(e, events)
        for e in events
    )


def root(event: FeedbackEvent, events: list[FeedbackEvent]) -> int:
    return event.id if event.supersedes is None else root(events[event.supersedes - 1], events)


def stands(event: FeedbackEvent, events: list[FeedbackEvent]) -> bool:
    """The definition, word for word: the newest judgement of its thread that is not retracted."""
    rivals = [
        e
        for e in events
        if root(e, events) == root(event, events)
        and not isinstance(e.judgement, Retraction)
        and not is_retracted(e, events)
    ]
    return bool(rivals) and event is rivals[-1]


@given(logs())
def test_the_passes_agree_with_the_definition(events: list[FeedbackEvent]) -> None:
    assert in_force(events) == [e for e in events if stands(e, events)]
    assert retracted(events) == {e.id for e in events if is_retracted(e, events)}


@given(logs())
def test_of_each_thread_at_most_one_event_stands(events: list[FeedbackEvent]) -> None:
    threads = [root(event, events) for event in in_force(events)]
    assert len(set(threads)) == len(threads)


@given(logs(), st.randoms(use_true_random=False))
def test_the_order_of_reading_does_not_matter(
    events: list[FeedbackEvent], chance: random.Random
) -> None:
    shuffled = list(events)
    chance.shuffle(shuffled)
    assert in_force(shuffled) == in_force(events)


@given(logs(), st.data())
def test_undo_then_redo_changes_nothing(events: list[FeedbackEvent], data: st.DataObject) -> None:
    before = in_force(events)
    if not before:
        return
    log = Log()
    log.events = list(events)
    undo = log.retract(data.draw(st.sampled_from(before)))
    log.retract(undo)
    assert in_force(log.events) == before


@given(logs(), st.data())
def test_an_undone_event_does_not_stand(events: list[FeedbackEvent], data: st.DataObject) -> None:
    before = in_force(events)
    if not before:
        return
    log = Log()
    log.events = list(events)
    gone = data.draw(st.sampled_from(before))
    log.retract(gone)
    assert gone not in in_force(log.events)


def test_undoing_edits_brings_back_what_they_replaced_one_by_one() -> None:
    log = Log()
    first = log.say(SAID)
    second = log.say(SAID, supersedes=first.id)
    third = log.say(SAID, supersedes=second.id)
    assert in_force(log.events) == [third]
    log.retract(third)
    assert in_force(log.events) == [second]
    log.retract(second)
    assert in_force(log.events) == [first]
    log.retract(first)
    assert in_force(log.events) == []


def test_retracting_what_was_replaced_does_not_touch_its_edit() -> None:
    log = Log()
    first = log.say(SAID)
    edit = log.say(SAID, supersedes=first.id)
    log.retract(first)
    assert in_force(log.events) == [edit]


def test_of_two_edits_of_one_event_the_later_stands() -> None:
    log = Log()
    first = log.say(SAID)
    edits = [log.say(SAID, supersedes=first.id) for _ in range(2)]
    assert in_force(log.events) == edits[1:]


def test_an_event_whose_target_is_not_at_hand_stands() -> None:
    """Part of a log can be read alone, as an import does."""
    edit = FeedbackEvent(9, SAID, 0.0, supersedes=3)
    assert in_force([edit]) == [edit]


@pytest.mark.parametrize("depth", range(8))
def test_a_chain_of_retractions_alternates(depth: int) -> None:
    log = Log()
    event = target = log.say(SAID)
    for _ in range(depth):
        target = log.retract(target)
    assert in_force(log.events) == ([event] if depth % 2 == 0 else [])


def test_a_prompt_is_bad_as_long_as_the_word_stands() -> None:
    log = Log([BadPrompt(7), BadPrompt(8), SAID])
    log.retract(log.events[0])
    assert bad_prompts(in_force(log.events)) == {8}
