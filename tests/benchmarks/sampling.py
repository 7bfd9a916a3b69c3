"""Sampling 32 tokens for 8 and 32 rows with the starter model, against transformers' `generate`.

Both take turns in one process, so that other work on the machine falls on both alike.
"""

from __future__ import annotations

import dataclasses
import os
import sys
import time
from functools import partial
from typing import TYPE_CHECKING, Any

from desktop.worker.entry import ENVIRONMENT

os.environ.update(ENVIRONMENT)

import torch

from desktop.domain.prompts import user_prompt
from desktop.domain.settings import SamplingSettings
from desktop.models.chat import render_prompt
from desktop.models.decoding import left_padded
from desktop.models.devices import set_worker_threads
from desktop.models.generation import generate
from desktop.models.loading import LanguageModel, load_language_model
from desktop.models.starter import default_models_dir, starter_folder
from tests.benchmarks.report import report

if TYPE_CHECKING:
    from collections.abc import Callable

TOKENS = 32
TURNS = 5
QUESTIONS = (
    "What is the capital of France?",
    "Write a haiku about rain.",
    "Name three fruits.",
    "How do I bake bread at home?",
    "Why is the sky blue?",
    "Tell me a joke.",
    "What is two and two?",
    "Say hello in Spanish.",
)


def peer(lm: LanguageModel, prompts: list[list[int]]) -> None:
    """Sample with transformers."""
    ids, mask = left_padded(prompts, lm.pad_id, lm.device)
    model: Any = lm.model
    model.generate(
        input_ids=ids,
        attention_mask=mask.long(),
        do_sample=True,
        top_k=0,
        use_cache=True,
        min_new_tokens=TOKENS,
        max_new_tokens=TOKENS,
        pad_token_id=lm.pad_id,
    )


def seconds(work: Callable[[], object]) -> float:
    """Return how long something takes."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def main() -> None:
    """Measure and print a line for each batch size and each way of sampling it."""
    folder = starter_folder(default_models_dir())
    if folder is None:
        sys.stderr.write("The starter model is not there; run `tastemaker doctor` first.\n")
        sys.exit(1)
    set_worker_threads()
    lm = load_language_model(folder)
    endless = dataclasses.replace(lm, end_ids=frozenset())
    settings = SamplingSettings(max_new_tokens=TOKENS)
    prompts = [render_prompt(lm.tokenizer, user_prompt(text)) for text in QUESTIONS]
    for rows, samples in ((8, 1), (32, 4), (32, 1)):
        batch = prompts * (rows // (len(prompts) * samples))
        wide = [prompt for prompt in batch for _ in range(samples)]
        ways: tuple[Callable[[], object], Callable[[], object]] = (
            partial(generate, endless, batch, settings, samples_per_prompt=samples),
            partial(peer, lm, wide),
        )
        for way in ways:
            way()
        times = [[seconds(way) for way in ways] for _ in range(TURNS)]
        ours, theirs = (min(column) for column in zip(*times, strict=True))
        report(
            f"sample_{rows}" if samples == 1 else f"sample_{rows}_of_{len(batch)}_prompts",
            "s",
            ours,
            round(theirs, 3),
            tokens_per_second=round(rows * TOKENS / ours),
            peer_tokens_per_second=round(rows * TOKENS / theirs),
            dtype=str(lm.dtype),
            threads=float(torch.get_num_threads()),
        )


if __name__ == "__main__":
    main()
