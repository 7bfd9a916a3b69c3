"""The sizes of a run's models and data, read without torch and without loading anything."""

from __future__ import annotations

import heapq
import json
import os
from array import array
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.domain.datasets import DemonstrationExample, Example, PreferenceGroup, PromptExample
from desktop.domain.errors import ModelError
from desktop.domain.memory_plan import LENGTHS_KEPT, Workload
from desktop.domain.model_shape import ModelShape, model_shape

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from typing import Any

    import numpy as np
    from numpy.typing import NDArray

    from desktop.domain.prompts import Message
    from desktop.domain.runs import ModelSource

BYTES_A_TOKEN = 3.5
"""Of UTF-8 text, about; a tokenizer would say it exactly, at the price of loading it."""
TOKENS_A_MESSAGE = 5
_HEADER_LIMIT = 100_000_000


@dataclass(frozen=True, slots=True)
class Sizes:
    """What a plan needs to know of models and data, read once."""

    shape: ModelShape
    work: Workload


class Lengths:
    """Notes about how many tokens each prompt has with its responses, and the most of these."""

    def __init__(self) -> None:
        self.group = 1
        self.tokens = array("q")

    def noting(self, examples: Iterable[Example]) -> Iterator[Example]:
        """Yield the examples, noting each."""
        for example in examples:
            self._note(example)
            yield example

    def take(self, tokens: NDArray[np.integer[Any]]) -> None:
        """Note the tokens of many examples."""
        self.tokens.frombytes(tokens.astype("int64").tobytes())

    def _note(self, example: Example) -> None:
        if isinstance(example, PreferenceGroup):
            prompt = _prompt_tokens(example.messages)
            self.tokens.append(prompt + sum(_tokens(text) for text in example.responses))
            self.group = max(self.group, len(example.responses))
        elif isinstance(example, DemonstrationExample):
            self.tokens.append(_prompt_tokens(example.messages) + _tokens(example.response))
        elif isinstance(example, PromptExample):
            self.tokens.append(_prompt_tokens(example.messages))
        else:
            self.tokens.append(_tokens(example.text))


def read_sizes(
    examples: Iterable[Example], policy: ModelSource, reward: ModelSource | None = None
) -> Sizes:
    """Return the sizes of a run's models and data; raises `ModelError`."""
    lengths = Lengths()
    for _ in lengths.noting(examples):
        pass
    return sizes_of(lengths, policy, reward)


def sizes_of(lengths: Lengths, policy: ModelSource, reward: ModelSource | None = None) -> Sizes:
    """Return the sizes of a run's models, and of the data whose lengths were noted.

    Raises:
        ModelError: The base model's files are not there, or do not say their sizes.
    """
    rank, layers = _adapter(reward)
    work = Workload(
        lengths=tuple(heapq.nlargest(LENGTHS_KEPT, lengths.tokens)) or (1,),
        tokens=sum(lengths.tokens),
        rows=max(len(lengths.tokens), 1),
        group=lengths.group,
        whole_models=int(reward is not None and reward.base_folder != policy.base_folder),
        reward_rank=rank,
        reward_layers=layers,
    )
    return Sizes(read_shape(Path(policy.base_folder)), work)


def read_shape(folder: Path) -> ModelShape:
    """Return the sizes of a model folder; raises `ModelError`."""
    try:
        config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
        weights: dict[str, Sequence[int]] = {}
        for path in sorted(folder.glob("*.safetensors")):
            weights |= _header(path)
        return model_shape(config, weights)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ModelError(
            "The model does not say its sizes",
            f"{folder}: {error}.",
            "Prepare the model again from the Models page.",
        ) from error


def _header(path: Path) -> dict[str, Sequence[int]]:
    with path.open("rb") as file:
        length = int.from_bytes(file.read(8), "little")
        if length > min(_HEADER_LIMIT, os.fstat(file.fileno()).st_size):
            raise ValueError(f"{path.name} is damaged")
        header = json.loads(file.read(length))
    return {name: entry["shape"] for name, entry in header.items() if name != "__metadata__"}


def _adapter(source: ModelSource | None) -> tuple[int, int]:
    """Return rank and layers of a version's adapter; zeros where it has none."""
    if source is None or source.adapter_folder is None:
        return 0, 0
    path = Path(source.adapter_folder) / "adapter_config.json"
    try:
        settings = json.loads(path.read_text(encoding="utf-8"))
        return int(settings["r"]), len(settings.get("layers_to_transform") or ())
    except (OSError, ValueError, KeyError, TypeError):
        return 0, 0


def tokens_of(size: NDArray[np.integer[Any]]) -> NDArray[np.integer[Any]]:
    """Return about how many tokens texts of so many bytes have, as `Lengths` notes them."""
    return (size / BYTES_A_TOKEN).round().astype("int32") + TOKENS_A_MESSAGE


def prompt_tokens_of(
    prompts: NDArray[np.integer[Any]], sizes: NDArray[np.integer[Any]], count: int
) -> NDArray[np.integer[Any]]:
    """Return about how many tokens each of `count` prompts has.

    Args:
        prompts: The prompt of each message.
        sizes: The bytes of each message.
        count: Prompts are numbered from 0 to below this.
    """
    import numpy as np

    tokens = np.bincount(prompts, weights=tokens_of(sizes), minlength=count)
    return tokens.astype("int32") + TOKENS_A_MESSAGE


def _prompt_tokens(messages: Sequence[Message]) -> int:
    return sum(_tokens(message.content) for message in messages) + TOKENS_A_MESSAGE


def _tokens(text: str) -> int:
    return round(len(text.encode()) / BYTES_A_TOKEN) + TOKENS_A_MESSAGE
