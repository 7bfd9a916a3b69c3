from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.datasets import PromptExample
from desktop.domain.errors import InvalidInputError
from desktop.domain.prompts import user_prompt
from desktop.domain.settings import GenerateSettings
from desktop.domain.versions import VersionKind
from desktop.services.candidates import (
    Want,
    in_order,
    missing_candidates,
    next_request,
    temperatures,
    version_numbers,
)
from tests.unit.services.projects import project_with_candidates

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from desktop.services.project import Project


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    """Two prompts with two answers of version 1 each, and a version 2."""
    with project_with_candidates(tmp_path / "project", prompts=2) as made:
        base = made.store.versions.base()
        made.store.versions.add("tuned", VersionKind.POLICY, base.base, parent_id=base.id)
        yield made


def wants_of(project: Project, *versions: int, **values: object) -> list[Want]:
    examples = [PromptExample(p.id, p.messages, p.split) for p in project.store.prompts.list()]
    settings = GenerateSettings().replace(values)
    return [*missing_candidates(project.store, examples, versions or (1,), settings)]


def want(prompt: int, slot: int, missing: int, length: int = 1) -> Want:
    return Want(prompt, user_prompt("x" * length), 1, 1.0, slot, missing, set())


@pytest.mark.parametrize(
    ("count", "middle", "spread", "expected"),
    [
        (3, 1.0, 0.0, [1.0, 1.0, 1.0]),
        (3, 1.0, 0.4, [0.6, 1.0, 1.4]),
        (4, 0.8, 0.3, [0.5, 0.7, 0.9, 1.1]),
        (1, 0.7, 0.5, [0.7]),
        (2, 0.2, 1.0, [0.05, 1.2]),
    ],
)
def test_temperatures_are_spread_evenly_around_the_middle(
    count: int, middle: float, spread: float, expected: list[float]
) -> None:
    values = {"per_prompt": count, "temperature_spread": spread, "sampling.temperature": middle}
    assert temperatures(GenerateSettings().replace(values)) == expected


def test_each_version_owes_its_own_answers(project: Project) -> None:
    assert wants_of(project, per_prompt=2) == []
    wants = wants_of(project, 1, 2, per_prompt=3)
    assert [(w.prompt_id, w.version_id, w.missing) for w in wants] == [
        (1, 1, 1),
        (1, 2, 3),
        (2, 1, 1),
        (2, 2, 3),
    ]


def test_a_spread_asks_for_the_temperatures_that_are_missing(project: Project) -> None:
    sampling = GenerateSettings().sampling
    for temperature in (0.5, 1.5):
        project.store.responses.add(
            1,
            f"At {temperature}",
            model_version_id=2,
            sampling=sampling.replace({"temperature": temperature}),
        )
    wants = wants_of(project, 2, per_prompt=4, temperature_spread=0.5)
    assert [(w.prompt_id, w.temperature, w.slot, w.missing) for w in wants] == [
        (1, 0.8333, 1, 1),
        (1, 1.1667, 2, 1),
        (2, 0.5, 0, 1),
        (2, 0.8333, 1, 1),
        (2, 1.1667, 2, 1),
        (2, 1.5, 3, 1),
    ]


def test_no_text_is_taken_twice_whichever_version_wrote_it(project: Project) -> None:
    first, other = wants_of(project, 1, 2, per_prompt=3)[:2]
    assert not other.take("Answer 0 ")
    assert not other.take("  \n")
    assert other.take("New.")
    assert not first.take(" New.\n")
    assert first.take("Newer.")
    assert not first.take("One too many.")
    assert (first.missing, other.missing) == (0, 2)


def test_asking_again_ends_after_a_few_attempts() -> None:
    asked = want(1, 0, 1)
    asked.attempts = 2
    assert asked.hopeful
    asked.attempts = 3
    assert not asked.hopeful


def test_versions_are_named_by_their_numbers() -> None:
    assert version_numbers("") == ()
    assert version_numbers(" 3, 1,3") == (3, 1)
    with pytest.raises(InvalidInputError, match="does not name"):
        version_numbers("base")


def test_pairs_are_complete_early_and_short_prompts_come_first() -> None:
    wants = [want(p, slot, 1, length=10 - p) for p in range(1, 5) for slot in (0, 1)]
    ordered = [(w.prompt_id, w.slot) for w in in_order(wants, 2)]
    assert ordered == [(4, 0), (3, 0), (4, 1), (3, 1), (2, 0), (1, 0), (2, 1), (1, 1)]


@given(
    st.lists(st.tuples(st.integers(0, 3), st.integers(1, 4)), max_size=30),
    st.integers(1, 20),
)
def test_requests_hold_what_is_alike_and_in_the_end_everything(
    kinds: list[tuple[int, int]], batch_size: int
) -> None:
    wants = [want(number, *kind) for number, kind in enumerate(kinds)]
    left, asked = list(wants), []
    while chunk := next_request(left, batch_size):
        assert len({w.alike for w in chunk}) == 1
        assert len(chunk) == 1 or len(chunk) * chunk[0].missing <= batch_size
        asked += [w.prompt_id for w in chunk]
    assert sorted(asked) == [w.prompt_id for w in wants]
