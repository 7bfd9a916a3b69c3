from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest

from desktop.domain.derivation import demonstrations, preference_groups, prompt_examples
from desktop.domain.feedback import BadPrompt, Demonstration
from desktop.services import training_stream
from desktop.services.training_stream import (
    stream_demonstrations,
    stream_groups,
    stream_prompts,
)
from tests.helpers.judged_project import act, judged_project

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("page", [1, 7, 500])
def test_page_by_page_comes_what_comes_at_once(
    tmp_path: Path, page: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(training_stream, "_PAGE", page)
    with judged_project(tmp_path / "p", prompts=12, actions=40) as project:
        store = project.store
        store.feedback.append(BadPrompt(2))
        store.feedback.append(Demonstration(5, store.responses.for_prompt(5)[0].id))
        store.prompts.retire(4)
        act(project, 20, random.Random(3))
        standing = store.feedback.standing()
        prompts = {prompt.id: prompt for prompt in store.prompts.list(include_retired=True)}
        responses = {response.id: response for response in store.responses.all()}
        assert [*stream_groups(store)] == preference_groups(standing, prompts, responses)
        assert [*stream_demonstrations(store)] == demonstrations(standing, prompts, responses)
        assert [*stream_prompts(store)] == prompt_examples(standing, prompts.values())
        assert len([*stream_demonstrations(store)]) > 2
