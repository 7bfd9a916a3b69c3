"""Generation: independent of the batch, honest log-probabilities, streaming, stopping, adapters."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import pytest
import torch
from torch import Tensor

from desktop.domain.prompts import user_prompt
from desktop.domain.settings import AdapterSettings, SamplingSettings
from desktop.models import adapters
from desktop.models.chat import render_prompt
from desktop.models.generation import Generated, generate
from desktop.models.loading import LanguageModel, load_language_model
from tests.helpers.tiny_models import make_tiny_model
from tests.unit.models.test_adapters import shake

if TYPE_CHECKING:
    from pathlib import Path

SETTINGS = SamplingSettings(max_new_tokens=24)


@pytest.fixture(params=["llama", "qwen2", "gpt2"])
def any_lm(request: pytest.FixtureRequest, tmp_path: Path) -> LanguageModel:
    return load_language_model(
        make_tiny_model(tmp_path, family=request.param), "cpu", torch.float32
    )


def prompts_for(lm: LanguageModel) -> list[list[int]]:
    texts = ["Hi", "What is the colour of the sky today?", "a b c", "The cat sat on the mat."]
    return [render_prompt(lm.tokenizer, user_prompt(text)) for text in texts]


def recomputed(lm: LanguageModel, prompt: list[int], made: Generated, temperature: float) -> Tensor:
    ids = torch.tensor([prompt + made.token_ids])
    with torch.no_grad():
        logits: Tensor = (
            lm.model(input_ids=ids).logits[0, len(prompt) - 1 : -1].float() / temperature
        )
    chosen = torch.tensor(made.token_ids)[:, None]
    return logits.log_softmax(-1).gather(-1, chosen).squeeze(-1)


def same(left: list[Generated], right: list[Generated]) -> bool:
    return [made.token_ids for made in left] == [made.token_ids for made in right]


def test_logprobs_are_those_of_the_model(any_lm: LanguageModel) -> None:
    prompts = prompts_for(any_lm)
    settings = SamplingSettings(max_new_tokens=24, temperature=0.7)
    for made in generate(any_lm, prompts, settings, samples_per_prompt=2):
        expected = recomputed(any_lm, prompts[made.prompt_index], made, 0.7)
        torch.testing.assert_close(torch.tensor(made.logprobs), expected, rtol=0, atol=2e-4)


def test_batch_composition_changes_nothing(any_lm: LanguageModel) -> None:
    prompts = prompts_for(any_lm)
    together = generate(any_lm, prompts, SETTINGS, samples_per_prompt=3)
    assert same(together, generate(any_lm, prompts, SETTINGS, samples_per_prompt=3, batch_size=1))
    assert same(together, generate(any_lm, prompts, SETTINGS, samples_per_prompt=3, batch_size=5))
    first = [made for made in together if made.sample_index == 0]
    assert same(first, generate(any_lm, prompts, SETTINGS))


def test_order_and_numbers(lm: LanguageModel) -> None:
    made = generate(lm, prompts_for(lm), SETTINGS, samples_per_prompt=2)
    assert [(m.prompt_index, m.sample_index) for m in made] == [
        (prompt, sample) for prompt in range(4) for sample in range(2)
    ]
    assert len({m.seed for m in made}) == 8


def test_seeds_decide(lm: LanguageModel) -> None:
    prompts = prompts_for(lm)
    assert same(generate(lm, prompts, SETTINGS, seed=3), generate(lm, prompts, SETTINGS, seed=3))
    assert not same(
        generate(lm, prompts, SETTINGS, seed=3), generate(lm, prompts, SETTINGS, seed=4)
    )


def test_responses_end_at_the_first_end_token(lm: LanguageModel) -> None:
    lm.end_ids = frozenset(range(2, 60))
    ended = 0
    for made in generate(lm, prompts_for(lm), SETTINGS, samples_per_prompt=8):
        ends = [token in lm.end_ids for token in made.token_ids]
        assert not any(ends[:-1])
        assert made.finished == ends[-1]
        assert made.finished or len(made.token_ids) == 24
        assert len(made.logprobs) == len(made.token_ids)
        assert not made.cancelled
        ended += made.finished
    assert ended > 8


def test_leaving_rows_change_nothing(lm: LanguageModel) -> None:
    lm.end_ids = frozenset(range(2, 60))
    prompts = prompts_for(lm)
    together = generate(lm, prompts, SETTINGS, samples_per_prompt=4)
    alone = generate(lm, prompts, SETTINGS, samples_per_prompt=4, batch_size=1)
    assert same(together, alone)


def test_adapter_speaks_and_leaves_no_trace(lm: LanguageModel) -> None:
    prompts = prompts_for(lm)
    plain = generate(lm, prompts, SETTINGS)
    adapters.attach_adapters(lm.model, AdapterSettings(rank=4), ["policy"])
    shake(lm.model, "policy")
    weights = [p.detach().clone() for p in lm.model.parameters()]
    tuned = generate(lm, prompts, SETTINGS, adapter="policy")
    assert not same(tuned, plain)
    with adapters.use_adapter(lm.model, "policy"):
        for made in tuned:
            expected = recomputed(lm, prompts[made.prompt_index], made, 1.0)
            torch.testing.assert_close(torch.tensor(made.logprobs), expected, rtol=0, atol=1e-3)
    assert all(map(torch.equal, weights, lm.model.parameters()))
    assert same(generate(lm, prompts, SETTINGS), plain)


def test_streamed_text_joins_to_the_whole(lm: LanguageModel) -> None:
    pieces: dict[int, list[str]] = defaultdict(list)
    made = generate(
        lm,
        prompts_for(lm),
        SETTINGS,
        samples_per_prompt=2,
        on_token=lambda row, text: pieces[row].append(text),
    )
    for row, response in enumerate(made):
        assert "".join(pieces[row]) == response.text


def test_stop_is_honoured_between_tokens(lm: LanguageModel) -> None:
    asked = 0

    def stop() -> bool:
        nonlocal asked
        asked += 1
        return asked > 3

    made = generate(lm, prompts_for(lm), SETTINGS, batch_size=2, should_stop=stop)
    # The first question comes before the first batch, so two tokens follow, then the stop.
    assert [len(m.token_ids) for m in made] == [3, 3]
    assert all(m.cancelled for m in made)


def test_nothing_asked_nothing_made(lm: LanguageModel) -> None:
    assert generate(lm, [], SETTINGS) == []
