from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

import pytest

from desktop.domain.feedback import Comment, Comparison, Flag, Preference, Retraction
from desktop.domain.prompts import user_prompt
from desktop.domain.runs import Stage
from desktop.domain.scores import ResponseScore
from desktop.domain.settings import GenerateSettings
from desktop.domain.versions import VersionKind
from desktop.services.project import create_project
from desktop.services.quality import read_quality

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from desktop.domain.feedback import FeedbackEvent
    from desktop.services.project import Project

NOON = datetime.datetime(2026, 3, 2, 12).timestamp()
DAY = 86_400.0


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    """Four prompts with a short answer (odd id) and a long one (even id)."""
    with create_project(tmp_path / "project") as made:
        for number in range(4):
            tags = ("letters",) if number < 2 else ()
            prompt = made.store.prompts.add(user_prompt(f"Question {number}?"), tags=tags)
            made.store.responses.add(prompt.id, "Short.")
            made.store.responses.add(prompt.id, "Rather longer.")
        yield made


def compare(
    project: Project,
    prompt_id: int,
    preference: Preference | None,
    *,
    day: float = 0,
    seconds: float | None = None,
    judge: str = "human",
    swapped: bool = False,
    repeat_of: int | None = None,
    strategy: str | None = None,
    control: bool = False,
) -> FeedbackEvent:
    a, b = 2 * prompt_id - 1, 2 * prompt_id
    if swapped:
        a, b = b, a
    judgement = Comparison(prompt_id, a, b, preference, None, repeat_of, strategy, control)
    return project.store.feedback.append(
        judgement, judge=judge, seconds=seconds, created_at=NOON + day * DAY
    )


def test_an_empty_project_has_nothing_to_say(project: Project) -> None:
    report = read_quality(project)
    assert (report.comparisons, report.simulated, report.kinds) == (0, 0, ())
    assert (report.consistency.n, report.side.n, report.agreement.n) == (0, 0, 0)
    assert report.speed is None
    assert report.reward_model is None
    assert not report.periods
    assert not report.tags
    assert not report.strategies


def test_only_what_people_judged_counts(project: Project) -> None:
    compare(project, 1, Preference.A)
    compare(project, 2, Preference.A, judge="simulated:short")
    report = read_quality(project)
    assert (report.comparisons, report.simulated) == (1, 1)
    assert (report.side.value, report.side.n) == (1.0, 1)
    assert (report.longer.value, report.longer.n) == (0.0, 1)


def test_what_was_taken_back_does_not_count(project: Project) -> None:
    event = compare(project, 1, Preference.A)
    project.store.feedback.append(Retraction(), supersedes=event.id)
    assert read_quality(project).comparisons == 0


def test_repeats_measure_consistency_overall_and_by_day(project: Project) -> None:
    first = compare(project, 1, Preference.A, seconds=4.0)
    other = compare(project, 2, Preference.B_MUCH, seconds=8.0)
    again = compare(
        project, 1, Preference.B_SLIGHTLY, day=1, swapped=True, repeat_of=first.id, seconds=2.0
    )
    compare(project, 2, Preference.B, day=1, swapped=True, repeat_of=other.id)
    report = read_quality(project)
    assert (report.consistency.value, report.consistency.n) == (0.5, 2)
    assert not report.weekly
    assert [(p.name, p.judgements, p.seconds, p.consistency.n) for p in report.periods] == [
        ("2026-03-02", 2, 6.0, 0),
        ("2026-03-03", 2, 2.0, 2),
    ]
    assert again.id > other.id


def test_a_long_time_is_shown_by_weeks_that_begin_on_monday(project: Project) -> None:
    for day in (0, 6, 7, 40):
        compare(project, 1, Preference.A, day=day)
    report = read_quality(project)
    assert report.weekly
    assert [(p.name, p.judgements) for p in report.periods] == [
        ("2026-03-02", 2),
        ("2026-03-09", 1),
        ("2026-04-06", 1),
    ]


def test_kinds_and_tags_are_counted_those_of_remarks_too(project: Project) -> None:
    store = project.store
    for prompt_id in (1, 2, 3):
        compare(project, prompt_id, Preference.A)
    store.feedback.append(Flag(1, 1, "wrong"))
    store.feedback.append(Comment(3, None, "", ("formal",)))
    store.feedback.append(Comment(3, 5, "", ("of an answer",)))
    report = read_quality(project)
    assert report.kinds[0] == ("comparison", 3)
    assert dict(report.kinds) == {"comparison": 3, "flag": 1, "comment": 2}
    assert [(t.name, t.judgements) for t in report.tags] == [("letters", 2), ("formal", 1)]


def test_a_reward_model_is_asked_about_what_it_had_not_seen(project: Project) -> None:
    store = project.store
    compare(project, 1, Preference.A, day=-1)
    run = store.runs.add(Stage.GENERATE, GenerateSettings())
    base = store.versions.base()
    version = store.versions.add(
        "reward 1",
        VersionKind.REWARD,
        base.base,
        parent_id=base.id,
        run_id=run.id,
        metrics={"accuracy": 0.7, "low": 0.6, "high": 0.8, "n": 40},
    )
    later = (run.created_at - NOON) / DAY + 1
    # It likes long answers: with them at the right, it expects B.
    scores = {n: ResponseScore(float(n % 2 == 0)) for n in range(1, 9)}
    store.scores.put(version.id, scores)
    compare(project, 2, Preference.B, day=later, strategy="different")
    compare(project, 3, Preference.A, day=later, strategy="different")
    compare(project, 4, Preference.A, day=later, swapped=True, strategy="different", control=True)
    report = read_quality(project)
    assert report.reward_model == "reward 1"
    assert (report.held_out.value, report.held_out.n) == (0.7, 40)
    assert report.agreement.n == 3
    assert report.agreement.value == pytest.approx(2 / 3)
    [result] = report.strategies
    assert (result.chosen.value, result.chosen.n) == (0.5, 2)
    assert (result.control.value, result.control.n) == (0.0, 1)
