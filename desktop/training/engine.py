"""The models of a worker: one base in memory, adapters by name, and what else a version needs.

A role to be trained or asked is made from a `ModelSource`. Versions of the same base share it as
adapters; a version that is a whole model (full fine-tuning), or belongs to another base, brings its
own.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from itertools import starmap
from pathlib import Path
from typing import TYPE_CHECKING

import torch
from torch import nn

from desktop.domain.errors import TrainingError
from desktop.domain.scores import ResponseScore
from desktop.models.adapter_files import CONFIG_FILE, load_adapter, save_adapter
from desktop.models.adapters import (
    adapter_parameters,
    add_adapter,
    config_of,
    copy_adapter,
    merge_for_good,
    remove_adapter,
    train_all_parameters,
)
from desktop.models.chat import render_prompt, render_response, truncate_prompt, turn_end_id
from desktop.models.checkpoints import atomic_folder
from desktop.models.devices import DeviceChoice, choose_device
from desktop.models.generation import Generated, OnText, generate
from desktop.models.heads import ScalarHead, has_head
from desktop.models.layout import find_layout
from desktop.models.loading import LanguageModel, load_language_model
from desktop.models.quantised import NONE, require_quantising
from desktop.models.recompute import recompute_activations
from desktop.training.data import TokenRow, collate, derived_seed
from desktop.training.roles import Role, first_adapted_layer

if TYPE_CHECKING:
    from desktop.domain.prompts import Message
    from desktop.domain.runs import ModelSource
    from desktop.domain.settings import AdapterSettings, SamplingSettings

ShouldStop = Callable[[], bool]
_SERVED_VERSIONS = 4


class Engine:
    """Models loaded on one device.

    Args:
        device: "auto", "cpu", "cuda" or "mps".
        dtype: Precision of frozen weights: "auto", "float32" or "bfloat16".
        recompute: Whether activations are computed again on the way back instead of being kept.
        quantised: How the weights of bases are held: "none", "8bit" or "4bit".

    Raises:
        TrainingError: The device is not there, or cannot hold weights so.
    """

    def __init__(
        self,
        device: str = "auto",
        dtype: str = "auto",
        *,
        recompute: bool = False,
        quantised: str = NONE,
    ) -> None:
        self.choice: DeviceChoice = choose_device(device, dtype)
        require_quantising(quantised, self.choice.device)
        self._quantised = quantised
        self.live: Role | None = None
        self._recompute = recompute
        self._bases: dict[str, LanguageModel] = {}
        self._served: dict[ModelSource, Role] = {}

    def base(self, folder: str) -> LanguageModel:
        """Return the base model of a folder, loaded once."""
        if folder not in self._bases:
            self._bases[folder] = self._load(folder, self.choice.dtype)
        return self._bases[folder]

    def _load(self, folder: str, dtype: torch.dtype) -> LanguageModel:
        lm = load_language_model(Path(folder), self.choice.device, dtype, quantised=self._quantised)
        if self._recompute:
            recompute_activations(lm.model)
        return lm

    def frozen_role(self, name: str, source: ModelSource) -> Role:
        """Return a version as a role that is not trained; its adapter gets the given name."""
        source = whole_models_as_bases(source)
        lm = self.base(source.base_folder)
        # Modules are made with random weights before their own are read.
        with seeded(lm.device, 0):
            head = _load_head(source, lm)
            if source.adapter_folder is None:
                return Role(lm, None, 0, head)
            load_adapter(lm.model, name, Path(source.adapter_folder))
        for parameter in adapter_parameters(lm.model, name):
            parameter.requires_grad_(False)
        return Role(lm, name, first_adapted_layer(lm, name), head)

    def trained_role(
        self, name: str, source: ModelSource, settings: AdapterSettings, seed: int
    ) -> Role:
        """Return a role that starts as the version and will be trained; it has no head.

        With LoRA, a version's adapter is continued in a copy with its own shape; a base gets a
        fresh adapter.
        """
        source = whole_models_as_bases(source)
        if settings.method == "full":
            return self._full_role(source, settings)
        lm = self.base(source.base_folder)
        if source.adapter_folder is not None:
            load_adapter(lm.model, name, Path(source.adapter_folder))
        else:
            self._fresh_adapter(lm, name, settings, seed)
        return Role(lm, name, first_adapted_layer(lm, name))

    def _fresh_adapter(
        self, lm: LanguageModel, name: str, settings: AdapterSettings, seed: int
    ) -> None:
        with seeded(lm.device, derived_seed(seed, name)):
            add_adapter(lm.model, name, config_of(settings))

    def _full_role(self, source: ModelSource, settings: AdapterSettings) -> Role:
        lm = self._load(source.base_folder, torch.float32)
        if source.adapter_folder is not None:
            load_adapter(lm.model, "start", Path(source.adapter_folder))
            merge_for_good(lm.model, "start")
        train_all_parameters(lm.model, settings.layers)
        count = len(find_layout(lm.model).layers)
        first = max(count - settings.layers, 0) if settings.layers else None
        return Role(lm, None, first, trains_model=True)

    def reference_role(self, policy: Role, source: ModelSource) -> Role:
        """Return what the policy started from: "adapters off", or a frozen copy of its adapter."""
        source = whole_models_as_bases(source)
        if source.adapter_folder is not None:
            return self.frozen_role("reference", source)
        return Role(self.base(source.base_folder), None, policy.first_layer or 0)

    def value_role(
        self, reward: Role, source: ModelSource, settings: AdapterSettings, seed: int
    ) -> Role:
        """Return a trained role that starts as the reward model, head included."""
        head = copy.deepcopy(reward.head)
        if head is not None:
            head.requires_grad_(True)
        if settings.method == "full":
            return replace(self._full_role(whole_models_as_bases(source), settings), head=head)
        if reward.adapter is None:
            self._fresh_adapter(reward.lm, "value", settings, seed)
        else:
            copy_adapter(reward.lm.model, reward.adapter, "value")
        first = first_adapted_layer(reward.lm, "value")
        return Role(reward.lm, "value", first, head)

    def fresh_head(self, lm: LanguageModel, seed: int) -> ScalarHead:
        """Return a new head for a model; the seed alone decides its weights."""
        with seeded(torch.device("cpu"), derived_seed(seed, "head")):
            head = ScalarHead(lm.facts.hidden_size)
        return head.to(lm.device)

    def load(self, source: ModelSource) -> Role:
        """Return the role that serves a version, loading it when it is not there; few are kept."""
        if source not in self._served:
            while len(self._served) >= _SERVED_VERSIONS:
                self._forget(next(iter(self._served)))
            self._served[source] = self.frozen_role(_served_name(source), source)
        role = self._served[source] = self._served.pop(source)
        return role

    def _forget(self, source: ModelSource) -> None:
        role = self._served.pop(source)
        if role.adapter is not None:
            remove_adapter(role.lm.model, role.adapter)

    def generate(
        self,
        prompts: Sequence[Sequence[Message]],
        sampling: SamplingSettings,
        *,
        per_prompt: int = 1,
        seed: int = 0,
        batch_size: int = 16,
        source: ModelSource | None = None,
        on_token: OnText | None = None,
        should_stop: ShouldStop | None = None,
    ) -> list[Generated]:
        """Sample answers from a version, or from the live model when `source` is None."""
        role = self._asked(source)
        ids = [
            prompt_ids(role.lm, messages, room_for(role.lm, sampling.max_new_tokens))
            for messages in prompts
        ]
        return sample(
            role,
            ids,
            sampling,
            seed=seed,
            samples_per_prompt=per_prompt,
            batch_size=batch_size,
            on_token=on_token,
            should_stop=should_stop,
        )

    def scores(
        self,
        prompts: Sequence[Sequence[Message]],
        responses: Sequence[str],
        finished: Sequence[bool],
        *,
        source: ModelSource | None = None,
        batch_size: int = 16,
        should_stop: ShouldStop | None = None,
    ) -> list[ResponseScore]:
        """Return the scores of responses under a reward version; fewer of them after a stop."""
        role = self._asked(source)
        if role.head is None:
            raise TrainingError(
                "This version gives no rewards",
                "It has no reward head: only reward models give scores.",
                "Choose a reward model, or train one first.",
            )
        scores: list[ResponseScore] = []
        rows = [
            encode_row(role.lm, messages, text, ended)
            for messages, text, ended in zip(prompts, responses, finished, strict=True)
        ]
        for start in range(0, len(rows), batch_size):
            if should_stop is not None and should_stop():
                break
            batch = collate(rows[start : start + batch_size], role.lm.pad_id, role.lm.device)
            with torch.no_grad():
                hidden = role.last_hidden(batch)
                means = role.head(hidden).tolist()
                spreads = role.head.spread(hidden)
            scores += starmap(ResponseScore, zip(means, spreads, strict=True))
        return scores

    def score(
        self,
        prompts: Sequence[Sequence[Message]],
        responses: Sequence[str],
        finished: Sequence[bool],
        *,
        source: ModelSource | None = None,
    ) -> list[float]:
        """Return the rewards alone: see `scores`."""
        return [score.mean for score in self.scores(prompts, responses, finished, source=source)]

    def _asked(self, source: ModelSource | None) -> Role:
        if source is not None:
            return self.load(source)
        if self.live is None:
            raise TrainingError(
                "There is no model to answer", "No version was named.", "Choose a model version."
            )
        return self.live


def sample(
    role: Role,
    prompts: Sequence[Sequence[int]],
    sampling: SamplingSettings,
    *,
    seed: int,
    numbers: Sequence[int] | None = None,
    samples_per_prompt: int = 1,
    batch_size: int = 32,
    on_token: OnText | None = None,
    should_stop: ShouldStop | None = None,
) -> list[Generated]:
    """Sample responses from a role, with its adapter."""
    return generate(
        role.lm,
        prompts,
        sampling,
        seed=seed,
        adapter=role.adapter,
        numbers=numbers,
        samples_per_prompt=samples_per_prompt,
        batch_size=batch_size,
        on_token=on_token,
        should_stop=should_stop,
    )


def whole_models_as_bases(source: ModelSource) -> ModelSource:
    """Return the source of a fully fine-tuned version as a base of its own; others as they are."""
    folder = source.adapter_folder
    if folder is None or (Path(folder) / CONFIG_FILE).exists():
        return source
    if (Path(folder) / "config.json").exists():
        return replace(source, base_folder=folder, adapter_folder=None)
    return source


def save_role(role: Role, folder: Path, base_folder: str) -> None:
    """Write a trained role into `folder` as a version: adapter or whole model, and its head."""
    with atomic_folder(folder) as draft:
        write_role(role, draft, base_folder)


def write_role(role: Role, folder: Path, base_folder: str) -> None:
    """Write the files of a version into a folder that is not yet in its place."""
    if role.adapter is not None:
        save_adapter(role.lm.model, role.adapter, folder, base=base_folder)
    else:
        model: nn.Module = role.lm.model
        model.save_pretrained(folder)  # type: ignore[operator]
        role.lm.tokenizer.save_pretrained(folder)
    if role.head is not None:
        role.head.save(folder)


def prompt_ids(lm: LanguageModel, messages: Sequence[Message], room: int) -> tuple[int, ...]:
    """Return a prompt's tokens, the last `room` of them; never empty."""
    ids = truncate_prompt(render_prompt(lm.tokenizer, messages), room)
    return tuple(ids) or (lm.pad_id,)


def encode_row(
    lm: LanguageModel,
    messages: Sequence[Message],
    response: str,
    finished: bool,
    max_length: int = 0,
) -> TokenRow:
    """Return a prompt with a response, cut to `max_length` and to what the model can take.

    The prompt loses its beginning first; a response longer than the whole room loses its end.
    """
    room = room_for(lm, 0)
    room = min(room, max_length) if max_length else room
    response_ids = render_response(lm.tokenizer, response, finished)[: room - 1]
    return TokenRow(prompt_ids(lm, messages, room - len(response_ids)), tuple(response_ids))


def cut_rows(lm: LanguageModel, rows: Iterable[TokenRow], max_length: int) -> int:
    """Return how many responses lost their end because they fill the whole room by themselves."""
    room = min(room_for(lm, 0), max_length)
    end = turn_end_id(lm.tokenizer)
    return sum(
        len(row.response_ids) == room - 1 and row.response_ids[-1:] != (end,) for row in rows
    )


def room_for(lm: LanguageModel, new_tokens: int) -> int:
    """Return how many tokens of context remain beside `new_tokens`; at least one."""
    return max((lm.facts.context_length or 1 << 30) - new_tokens, 1)


@contextmanager
def seeded(device: torch.device, seed: int) -> Iterator[None]:
    """Let random weights depend on `seed` alone; the global generators stay as they were."""
    devices = [device] if device.type == "cuda" else []
    with torch.random.fork_rng(devices=devices):
        torch.manual_seed(seed)
        yield


def _load_head(source: ModelSource, lm: LanguageModel) -> ScalarHead | None:
    folder = Path(source.adapter_folder or source.base_folder)
    if not has_head(folder):
        return None
    return ScalarHead.load(folder).to(lm.device).requires_grad_(False)


def _served_name(source: ModelSource) -> str:
    if source.version_id is not None:
        return f"v{source.version_id}"
    return f"v{derived_seed(0, source.adapter_folder or source.base_folder)}"
