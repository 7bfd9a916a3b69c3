from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pysqlite3 import dbapi2

from desktop.domain.derivation import in_force
from desktop.domain.errors import NotFoundError, StorageError
from desktop.domain.feedback import (
    BadPrompt,
    Comparison,
    Demonstration,
    FeedbackEvent,
    Preference,
    Rating,
    Retraction,
    Skip,
)
from desktop.domain.prompts import user_prompt
from desktop.store.store import Store, open_store

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.unit.store.conftest import Clock

Pair = tuple[int, int, int]


class _UndoError(Exception):
    """Ends a transaction that a test does not want to keep."""


@contextlib.contextmanager
def undone_at_the_end(store: Store) -> Iterator[None]:
    """Each example of a property begins with the same store."""
    with contextlib.suppress(_UndoError), store.transaction():
        yield
        raise _UndoError


def compare(
    store: Store, pair: Pair, preference: Preference = Preference.A, supersedes: int | None = None
) -> FeedbackEvent:
    return store.feedback.append(Comparison(*pair, preference), supersedes=supersedes)


def retract(store: Store, event_id: int) -> FeedbackEvent:
    return store.feedback.append(Retraction(), supersedes=event_id)


def undo(store: Store) -> FeedbackEvent:
    event = store.feedback.last_undoable()
    assert event is not None
    return retract(store, event.id)


def redo(store: Store) -> FeedbackEvent:
    event = store.feedback.last_redoable()
    assert event is not None
    return retract(store, event.id)


def test_an_event_comes_back_as_it_was_appended(store: Store, pair: Pair, clock: Clock) -> None:
    clock.now = 2000.5
    written = store.feedback.append(
        Comparison(*pair, Preference.B_MUCH), judge="simulated:short", round=3, seconds=4.25
    )
    judgement = Comparison(*pair, Preference.B_MUCH)
    assert written == FeedbackEvent(1, judgement, 2000.5, "simulated:short", 3, 4.25, None)
    assert store.feedback.get(1) == written
    assert store.feedback.require(1) == written
    assert store.feedback.get(2) is None
    with pytest.raises(NotFoundError, match="no judgement 2"):
        store.feedback.require(2)


def test_an_import_keeps_its_time(store: Store, pair: Pair) -> None:
    event = store.feedback.append(BadPrompt(pair[0]), created_at=5.0)
    assert event.created_at == 5.0
    assert store.feedback.get(event.id) == event


def test_events_come_after_a_given_one(store: Store, pair: Pair) -> None:
    written = [compare(store, pair) for _ in range(3)]
    assert store.feedback.events() == written
    assert store.feedback.events(after_id=written[1].id) == written[2:]


def test_a_judgement_is_on_the_disk_when_append_returns(store: Store, pair: Pair) -> None:
    """Another connection sees it at once: nothing waits in an open transaction."""
    event = compare(store, pair)
    with store.reopen() as other:
        assert other.feedback.events() == [event]


@pytest.mark.parametrize(
    ("judgement", "supersedes"),
    [
        (Comparison(1, 1, 99, Preference.A), None),
        (Comparison(2, 1, 2, Preference.A), None),
        (Rating(1, 3, 2), None),
        (BadPrompt(99), None),
        (Retraction(), 99),
    ],
)
def test_a_judgement_of_something_unknown_is_refused(
    store: Store, pair: Pair, judgement: BadPrompt, supersedes: int | None
) -> None:
    other = store.prompts.add(user_prompt("Another"))
    store.responses.add(other.id, "belongs to the other prompt")
    with pytest.raises(NotFoundError, match="Nothing was recorded"):
        store.feedback.append(judgement, supersedes=supersedes)
    assert store.feedback.events() == []


def test_a_retraction_without_a_target_is_a_bug(store: Store) -> None:
    with pytest.raises(dbapi2.IntegrityError):
        store.feedback.append(Retraction())


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE feedback SET judgement = '{}'",
        "UPDATE feedback SET judge = 'someone else'",
        "UPDATE feedback SET created_at = 0",
        "UPDATE feedback SET supersedes = NULL",
        "DELETE FROM feedback",
    ],
)
def test_the_past_cannot_be_changed(store: Store, pair: Pair, statement: str) -> None:
    event = compare(store, pair)
    with pytest.raises(dbapi2.IntegrityError, match="never"):
        store.connection.execute(statement)
    assert store.feedback.events() == [event]


def test_undo_redo_and_edit(store: Store, pair: Pair) -> None:
    first = compare(store, pair)
    edit = compare(store, pair, Preference.B, supersedes=first.id)
    assert store.feedback.standing() == [edit]
    undone = retract(store, edit.id)
    assert store.feedback.standing() == [first]
    retract(store, undone.id)
    assert store.feedback.standing() == [edit]


def test_a_long_chain_of_retractions_alternates(store: Store, pair: Pair) -> None:
    event = compare(store, pair)
    target = event
    for number in range(20):
        target = retract(store, target.id)
        assert store.feedback.standing() == ([] if number % 2 == 0 else [event])


def test_edits_of_edits_are_undone_one_by_one(store: Store, pair: Pair) -> None:
    first = compare(store, pair)
    second = compare(store, pair, Preference.B, supersedes=first.id)
    third = compare(store, pair, Preference.EQUAL, supersedes=second.id)
    for standing in (third, second, first):
        assert store.feedback.standing() == [standing]
        assert store.feedback.last_undoable() == standing
        undo(store)
    assert store.feedback.standing() == []
    for standing in (first, second, third):
        redo(store)
        assert store.feedback.standing() == [standing]


def test_of_two_edits_of_one_event_the_later_stands(store: Store, pair: Pair) -> None:
    first = compare(store, pair)
    edits = [compare(store, pair, Preference.B, supersedes=first.id) for _ in range(2)]
    assert store.feedback.standing() == edits[1:]
    retract(store, edits[1].id)
    assert store.feedback.standing() == edits[:1]


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    steps=st.lists(
        st.tuples(st.sampled_from(["say", "edit", "retract"]), st.integers(0, 10**6)), max_size=25
    )
)
def test_what_stands_is_always_what_derivation_says(
    store: Store, pair: Pair, steps: list[tuple[str, int]]
) -> None:
    """Any event may be edited or retracted, retractions too, in any order."""
    with undone_at_the_end(store):
        for step, number in steps:
            events = store.feedback.events()
            if step == "say" or not events:
                compare(store, pair)
            elif step == "edit":
                compare(store, pair, supersedes=events[number % len(events)].id)
            else:
                retract(store, events[number % len(events)].id)
            assert store.feedback.standing() == in_force(store.feedback.events())
    assert store.feedback.events() == []


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(st.sampled_from(["say", "undo", "redo"]), max_size=30))
def test_undo_and_redo_follow_two_stacks(store: Store, pair: Pair, steps: list[str]) -> None:
    """The store, which remembers only events, agrees with the two stacks of an editor."""
    done: list[int] = []
    undone: list[int] = []
    with undone_at_the_end(store):
        for step in steps:
            if step == "say":
                done.append(compare(store, pair).id)
                undone.clear()
            elif step == "undo" and done:
                undo(store)
                undone.append(done.pop())
            elif step == "redo" and undone:
                redo(store)
                done.append(undone.pop())
            undoable, redoable = store.feedback.last_undoable(), store.feedback.last_redoable()
            assert (undoable.id if undoable else None) == (done[-1] if done else None)
            assert (redoable.supersedes if redoable else None) == (undone[-1] if undone else None)
            assert [e.id for e in store.feedback.standing()] == done


def test_undo_and_redo_work_after_a_restart(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    with open_store(path) as store:
        prompt = store.prompts.add(user_prompt("Hi"))
        a, b = (store.responses.add(prompt.id, text).id for text in "ab")
        events = [compare(store, (prompt.id, a, b)) for _ in range(3)]
        undo(store)
    with open_store(path) as store:
        undo(store)
        assert store.feedback.standing() == events[:1]
    with open_store(path) as store:
        redo(store)
        redo(store)
        assert store.feedback.last_redoable() is None
        assert store.feedback.standing() == events


def test_each_judge_has_an_undo_of_its_own(store: Store, pair: Pair) -> None:
    mine = compare(store, pair)
    store.feedback.append(Comparison(*pair, Preference.B), judge="simulated:short")
    assert store.feedback.last_undoable() == mine
    undo(store)
    assert store.feedback.last_undoable() is None
    store.feedback.append(Comparison(*pair, Preference.B), judge="simulated:short")
    redoable = store.feedback.last_redoable()
    assert redoable is not None
    assert redoable.supersedes == mine.id
    assert store.feedback.last_redoable("simulated:short") is None


def test_counts_leave_out_what_was_taken_back(store: Store, pair: Pair, clock: Clock) -> None:
    compare(store, pair)
    clock.now = 5000.0
    compare(store, pair)
    store.feedback.append(Skip(pair[0], pair[1:]))
    store.feedback.append(Demonstration(pair[0], pair[1]), judge="simulated:short")
    compare(store, pair)
    undo(store)
    counts = store.feedback.counts_by_kind()
    assert counts == {"comparison": 2, "skip": 1, "demonstration": 1}
    assert store.feedback.counts_by_kind("human") == {"comparison": 2, "skip": 1}
    assert store.feedback.count_standing() == 4
    assert store.feedback.count_standing("comparison") == 2
    assert store.feedback.count_standing("flag") == 0
    assert store.feedback.count_standing(judge="simulated:short") == 1
    assert store.feedback.count_since(5000.0) == 2
    assert store.feedback.count_since(5000.0, kind="comparison") == 1
    assert store.feedback.count_since(0.0, judge="simulated:short") == 1
    assert store.feedback.count_since(5001.0) == 0


def test_standing_can_be_narrowed(store: Store, pair: Pair) -> None:
    other = store.prompts.add(user_prompt("Another"))
    one = compare(store, pair)
    two = store.feedback.append(BadPrompt(other.id))
    assert store.feedback.standing(kind="comparison") == [one]
    assert store.feedback.standing(prompt_id=other.id) == [two]
    assert store.feedback.standing(kind="comparison", prompt_id=other.id) == []


def test_compared_pairs_have_no_sides_and_forget_what_was_undone(store: Store, pair: Pair) -> None:
    prompt_id, first, second = pair
    compare(store, (prompt_id, second, first))
    compare(store, (prompt_id, first, second))
    assert store.feedback.compared_pairs() == {(first, second)}
    undo(store)
    assert store.feedback.compared_pairs() == {(first, second)}
    undo(store)
    assert store.feedback.compared_pairs() == set()


def test_a_full_disk_keeps_the_judgement_out_and_the_rest_whole(store: Store, pair: Pair) -> None:
    event = compare(store, pair)
    pages = store.connection.value("PRAGMA page_count")
    store.connection.execute(f"PRAGMA max_page_count = {pages}")
    written = [event]

    def judge_on() -> None:
        while True:
            written.append(compare(store, pair, supersedes=written[-1].id))

    with pytest.raises(StorageError, match="disk is full"):
        judge_on()
    assert store.feedback.events() == written
    assert store.feedback.standing() == in_force(written)


def test_reading_uses_the_indexes(store: Store) -> None:
    """At 100,000 comparisons a scan of the table would be felt; none of these scans it."""
    statements: list[str] = []
    store.connection.raw.set_trace_callback(statements.append)
    store.feedback.compared_pairs()
    store.feedback.last_undoable()
    store.feedback.last_redoable()
    store.feedback.count_since(0.0)
    store.feedback.counts_by_kind()
    store.feedback.standing(prompt_id=1)
    store.connection.raw.set_trace_callback(None)
    assert len(statements) == 6
    for statement in statements:
        plan = store.connection.rows(f"EXPLAIN QUERY PLAN {statement}")
        scans = [row[3] for row in plan if row[3] == "SCAN feedback"]
        assert scans == [], statement
