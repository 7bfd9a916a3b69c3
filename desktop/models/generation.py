"""Sampling responses: batched, seeded row by row, stoppable between two tokens.

Prompts are sorted by length and cut into batches; a prompt is read once for all its samples. Rows
that have ended leave the batch. The adapter is merged into the weights while decoding, unless they
are quantised.
Log-probabilities are kept from sampling, so nobody has to compute them again.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from typing import TYPE_CHECKING

import torch
from torch import Tensor

from desktop.models.adapters import merge_adapter, use_adapter
from desktop.models.chat import decode_text
from desktop.models.decoder_choice import decoder_factory
from desktop.models.quantised import is_quantised
from desktop.models.sampling import row_seed, sample_tokens, uniform_streams
from desktop.models.streaming import TextStream

if TYPE_CHECKING:
    from desktop.domain.settings import SamplingSettings
    from desktop.models.decoding import Decoder
    from desktop.models.loading import LanguageModel

OnText = Callable[[int, str], None]
ShouldStop = Callable[[], bool]
# Copying the cache costs about one step, so rows leave together when this share has ended.
_LEAVE_SHARE = 0.25


@dataclass(frozen=True, slots=True)
class Generated:
    """One sampled response.

    `token_ids` and `logprobs` include the end token of a finished response; `cancelled` says that
    it was cut by a stop.
    """

    prompt_index: int
    sample_index: int
    token_ids: list[int]
    logprobs: list[float]
    text: str
    finished: bool
    seed: int
    cancelled: bool = False


@dataclass(slots=True)
class _Row:
    index: int
    prompt_index: int
    sample_index: int
    seed: int
    uniform: Tensor
    tokens: list[int]
    logprobs: list[float]
    stream: TextStream | None
    finished: bool = False


def generate(
    lm: LanguageModel,
    prompts: Sequence[Sequence[int]],
    sampling: SamplingSettings,
    *,
    seed: int = 0,
    adapter: str | None = None,
    numbers: Sequence[int] | None = None,
    samples_per_prompt: int = 1,
    batch_size: int = 32,
    on_token: OnText | None = None,
    should_stop: ShouldStop | None = None,
) -> list[Generated]:
    """Sample `samples_per_prompt` responses to each prompt.

    Args:
        lm: The model; its adapters, if it has any, are left as they are.
        prompts: Token ids; none may be empty.
        sampling: Temperature, length, top-k, top-p.
        seed: With a prompt's number and the sample's number it decides what is drawn.
        adapter: The adapter to decode with; None is the base.
        numbers: Of the prompts, where they are some of many; their places in `prompts` if not
            given.
        samples_per_prompt: Samples of each prompt.
        batch_size: Most rows decoded at once.
        on_token: Called with a row's number (prompt_index * samples_per_prompt + sample_index) and
            its new text.
        should_stop: Asked between tokens; what is there so far comes back when it says yes.

    Returns:
        The responses by prompt and sample; after a stop, without those that had not begun.

    """
    numbers = range(len(prompts)) if numbers is None else numbers
    rows = [
        _new_row(
            lm,
            prompt * samples_per_prompt + sample,
            prompt,
            sample,
            row_seed(seed, numbers[prompt], sample),
            sampling,
            on_token,
        )
        for prompt in range(len(prompts))
        for sample in range(samples_per_prompt)
    ]
    if not rows:
        return []
    stopped = should_stop or _never
    started: list[_Row] = []
    with torch.no_grad(), _decoding_weights(lm, adapter):
        new_decoder = decoder_factory(lm, min(batch_size, len(rows)), sampling.max_new_tokens)
        for batch in _batches(rows, prompts, batch_size):
            if stopped():
                break
            started += batch
            _run_batch(lm, new_decoder(), batch, prompts, sampling, stopped)
    return [_result(lm, row, sampling) for row in sorted(started, key=lambda row: row.index)]


def _never() -> bool:
    return False


def _decoding_weights(lm: LanguageModel, adapter: str | None) -> AbstractContextManager[None]:
    if adapter is None:
        return nullcontext()
    if is_quantised(lm.model):
        return use_adapter(lm.model, adapter)
    return merge_adapter(lm.model, adapter)


def _new_row(
    lm: LanguageModel,
    index: int,
    prompt: int,
    sample: int,
    seed: int,
    sampling: SamplingSettings,
    on_token: OnText | None,
) -> _Row:
    stream = TextStream(lm.tokenizer, index, on_token) if on_token else None
    uniform = uniform_streams([seed], sampling.max_new_tokens)[0]
    return _Row(index, prompt, sample, seed, uniform, [], [], stream)


def _batches(
    rows: list[_Row], prompts: Sequence[Sequence[int]], batch_size: int
) -> list[list[_Row]]:
    ordered = sorted(rows, key=lambda row: (len(prompts[row.prompt_index]), row.index))
    return [ordered[i : i + batch_size] for i in range(0, len(ordered), batch_size)]


def _run_batch(
    lm: LanguageModel,
    decoder: Decoder,
    rows: list[_Row],
    prompts: Sequence[Sequence[int]],
    sampling: SamplingSettings,
    stopped: ShouldStop,
) -> None:
    indices = sorted({row.prompt_index for row in rows})
    rows = sorted(rows, key=lambda row: row.index)
    repeats = [sum(row.prompt_index == index for row in rows) for index in indices]
    logits = decoder.start([prompts[index] for index in indices], repeats)
    for position in range(sampling.max_new_tokens):
        uniform = torch.stack([row.uniform[position] for row in rows]).to(logits.device)
        tokens, logprobs = sample_tokens(logits, uniform, sampling)
        _append(lm, rows, tokens, logprobs)
        going = [number for number, row in enumerate(rows) if not row.finished]
        if not going or position + 1 == sampling.max_new_tokens or stopped():
            break
        if len(going) <= (1 - _LEAVE_SHARE) * len(rows):
            chosen = torch.tensor(going, device=tokens.device)
            decoder.keep(chosen)
            tokens, rows = tokens[chosen], [rows[number] for number in going]
        logits = decoder.step(tokens)


def _append(lm: LanguageModel, rows: list[_Row], tokens: Tensor, logprobs: Tensor) -> None:
    for row, token, logprob in zip(rows, tokens.tolist(), logprobs.tolist(), strict=True):
        if row.finished:
            continue
        row.tokens.append(token)
        row.logprobs.append(logprob)
        row.finished = token in lm.end_ids
        if row.stream is not None and not row.finished:
            row.stream.push(token)


def _result(lm: LanguageModel, row: _Row, sampling: SamplingSettings) -> Generated:
    if row.stream is not None:
        row.stream.close()
    return Generated(
        prompt_index=row.prompt_index,
        sample_index=row.sample_index,
        token_ids=row.tokens,
        logprobs=row.logprobs,
        text=decode_text(lm.tokenizer, row.tokens),
        finished=row.finished,
        seed=row.seed,
        cancelled=not row.finished and len(row.tokens) < sampling.max_new_tokens,
    )
