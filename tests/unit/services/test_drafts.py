from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop.domain.prompts import user_prompt
from desktop.services.drafts import (
    DraftKind,
    Drafts,
    DraftSubject,
    correction_of,
    demonstration_of,
    ranking_of,
)
from tests.unit.services.projects import project_with_candidates

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from desktop.services.project import Project

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)
SUBJECTS = st.one_of(
    st.builds(correction_of, st.integers(1, 10**9)),
    st.builds(demonstration_of, st.integers(1, 10**9)),
    st.builds(ranking_of, st.sets(st.integers(1, 10**9), min_size=3, max_size=9)),
    st.builds(
        DraftSubject,
        st.sampled_from([DraftKind.FLAG, DraftKind.COMMENT, DraftKind.TAGS]),
        st.tuples(st.integers(1, 10**9), st.integers(0, 10**9)),
    ),
)


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with project_with_candidates(tmp_path / "project", prompts=2, per_prompt=3) as project:
        yield project


@given(SUBJECTS)
def test_law_a_subject_is_read_back_from_its_name(subject: DraftSubject) -> None:
    assert DraftSubject.read(subject.key) == subject


@pytest.mark.parametrize("name", ["", "x", "wings.3", "ranking.", "comment.1.-2", "1.", "²"])
def test_what_is_no_name_is_no_subject(name: str) -> None:
    assert DraftSubject.read(name) is None


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
@given(TEXTS)
def test_law_a_draft_is_what_was_typed(project: Project, text: str) -> None:
    drafts = Drafts(project.store)
    drafts.keep(correction_of(1), text)
    assert drafts.get(correction_of(1)) == text
    assert [draft.text for draft in drafts.waiting()] == [text]
    drafts.keep(correction_of(1), None)
    assert drafts.get(correction_of(1)) is None
    assert drafts.waiting() == []


def test_drafts_of_what_is_gone_do_not_wait(project: Project) -> None:
    store, drafts = project.store, Drafts(project.store)
    spare = store.prompts.add(user_prompt("Nobody answered this."))
    kept = [ranking_of([1, 2, 3]), DraftSubject(DraftKind.COMMENT, (1, 0)), correction_of(4)]
    gone = [
        correction_of(99),
        ranking_of([1, 2, 99]),
        DraftSubject(DraftKind.FLAG, (1, 99)),
        demonstration_of(spare.id),
    ]
    for subject in (*kept, *gone):
        drafts.keep(subject, "begun")
    store.prompts.retire(spare.id)
    waiting = drafts.waiting()
    assert {draft.subject for draft in waiting} == set(kept)
    assert {draft.prompt.id for draft in waiting} == {1, 2}
    assert [d.subject for d in drafts.waiting(but=kept[1:])] == kept[:1]


def test_drafts_of_earlier_versions_are_read(project: Project) -> None:
    project.store.settings.set("rate.draft.1", "")
    project.store.settings.set("rate.draft.2", "half a sent")
    project.store.settings.set("rate.draft.comment.1.0", "Hm")
    drafts = Drafts(project.store)
    assert drafts.get(correction_of(1)) is None
    assert {draft.text for draft in drafts.waiting()} == {"half a sent", "Hm"}


def test_all_drafts_are_dropped_at_once(project: Project) -> None:
    drafts = Drafts(project.store)
    for answer in (1, 2):
        drafts.keep(correction_of(answer), "x")
    drafts.forget_all()
    assert drafts.waiting() == []
    assert project.store.settings.under("rate.draft.") == {}
