"""What a stage is trained on, derived from the judgements in force some hundred prompts at a time.

Nothing is held out yet beyond the prompts that the project itself holds out. Memory is that of one
page, however much was judged.
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from desktop.domain.derivation import (
    demonstrations,
    preference_groups,
    prompt_examples,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from desktop.domain.datasets import DemonstrationExample, PreferenceGroup, PromptExample
    from desktop.domain.prompts import Prompt
    from desktop.store.store import Store

_PAGE = 500
_IMITATED = ("correction", "demonstration")


def stream_groups(
    store: Store, aspects: Mapping[str, float] | None = None
) -> Iterator[PreferenceGroup]:
    """Yield the pairs and scores of each prompt that has some, in order of id.

    Args:
        store: The project's.
        aspects: Weights of the aspects that scores are given on.
    """
    for prompts in _pages(store):
        ids = [prompt.id for prompt in prompts]
        standing = store.feedback.standing_about(ids)
        responses = {response.id: response for response in store.responses.for_prompts(ids)}
        by_id = {prompt.id: prompt for prompt in prompts}
        yield from preference_groups(standing, by_id, responses, aspects)


def stream_demonstrations(store: Store) -> Iterator[DemonstrationExample]:
    """Yield what to imitate: written demonstrations and corrected answers, oldest first."""
    bad = [*store.feedback.stream(("bad_prompt",))]
    events = store.feedback.stream(_IMITATED)
    while page := [*islice(events, _PAGE)]:
        named = {getattr(e.judgement, "prompt_id", 0) for e in page}
        ids = {getattr(e.judgement, "edited_id", 0) for e in page}
        ids |= {getattr(e.judgement, "response_id", 0) for e in page}
        prompts, responses = store.prompts.get_many(named), store.responses.get_many(ids)
        yield from demonstrations([*bad, *page], prompts, responses)


def stream_prompts(store: Store) -> Iterator[PromptExample]:
    """Yield the prompts that may be sampled from, in order of id."""
    bad = [*store.feedback.stream(("bad_prompt",))]
    for prompts in _pages(store):
        yield from prompt_examples(bad, prompts)


def _pages(store: Store) -> Iterator[list[Prompt]]:
    last = 0
    while page := store.prompts.list(after_id=last, limit=_PAGE):
        yield page
        last = page[-1].id
