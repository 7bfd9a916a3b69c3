"""A role is a model to compute with: the shared base with an adapter, or one of its own.

It may have a head.

Policy, reference, value and reward are roles. What lies below a role's first changed layer is the
frozen trunk; roles that share a trunk share its activations. Shapes: `b` rows, `s` sequences,
`t` tokens of a sequence, `r` response, `d` hidden size.
"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

import torch
from torch import Tensor, nn

from desktop.domain.memory_activations import logit_rows
from desktop.models.adapters import adapter_config, named_adapter_parameters, use_adapter
from desktop.models.layout import find_layout
from desktop.models.trunk import SplitModel
from desktop.training.logprobs import token_logprobs, token_logprobs_and_entropy

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from desktop.models.heads import ScalarHead
    from desktop.models.loading import LanguageModel
    from desktop.training.data import TokenBatch


@dataclass(slots=True)
class Role:
    """One model to compute with.

    Args:
        lm: The language model; several roles may share it.
        adapter: Its adapter in use, None for none.
        first_layer: The first layer that differs from the frozen trunk below; None when nothing is
            frozen.
        head: Maps hidden states to rewards or values.
        trains_model: Whether the model's own weights are trained (full fine-tuning).
    """

    lm: LanguageModel
    adapter: str | None
    first_layer: int | None
    head: ScalarHead | None = None
    trains_model: bool = False

    @contextmanager
    def _in_use(self) -> Iterator[SplitModel]:
        with use_adapter(self.lm.model, self.adapter):
            yield SplitModel(self.lm.model, self.first_layer or 0)

    @torch.no_grad()
    def trunk(self, batch: TokenBatch) -> Tensor:
        """Return the activations below the first changed layer, [s, t, d]."""
        with use_adapter(self.lm.model, None):
            split = SplitModel(self.lm.model, self.first_layer or 0)
            return split.trunk(batch.ids, batch.mask, batch.sharing)

    def hidden(self, batch: TokenBatch, trunk: Tensor | None = None) -> Tensor:
        """Return the final hidden states, [s, t, d]; `trunk` is this batch's, if it is there."""
        with self._in_use() as split:
            if trunk is None or self.first_layer is None:
                trunk = split.trunk(batch.ids, batch.mask, batch.sharing)
            return split.upper(trunk, batch.mask, batch.sharing)

    def logprobs(
        self, batch: TokenBatch, trunk: Tensor | None = None, *, temperature: float = 1.0
    ) -> Tensor:
        """Return the log-probabilities of the response tokens, [b, r]."""
        logprobs = token_logprobs(
            self._logits,
            self.hidden(batch, trunk)[batch.response_places()],
            batch.response_targets(),
            temperature=temperature,
            trainable_logits=self.trains_model,
            chunk=self._chunk,
        )
        return batch.spread(logprobs)

    def logprobs_and_entropy(
        self, batch: TokenBatch, trunk: Tensor | None = None, *, temperature: float = 1.0
    ) -> tuple[Tensor, Tensor]:
        """Return log-probabilities and entropies, [b, r] each; the entropies have no gradient."""
        logprobs, entropy = token_logprobs_and_entropy(
            self._logits,
            self.hidden(batch, trunk)[batch.response_places()],
            batch.response_targets(),
            temperature=temperature,
            trainable_logits=self.trains_model,
            chunk=self._chunk,
        )
        return batch.spread(logprobs), batch.spread(entropy)

    def _logits(self, hidden: Tensor) -> Tensor:
        return SplitModel(self.lm.model, self.first_layer or 0).logits(hidden)

    @property
    def _chunk(self) -> int:
        return logit_rows(self.lm.facts.vocab_size)

    def values(self, batch: TokenBatch, trunk: Tensor | None = None) -> Tensor:
        """Return the head's number at the place before each response token, [b, r]."""
        return batch.spread(self._head(self.hidden(batch, trunk)[batch.response_places()]))

    def rewards(
        self, batch: TokenBatch, trunk: Tensor | None = None, *, raw: bool = False
    ) -> Tensor:
        """Return the head's number at the last real token, [b]; `raw` is before shift and scale."""
        last = self.last_hidden(batch, trunk)
        return self._head.raw(last) if raw else self._head(last)

    def last_hidden(self, batch: TokenBatch, trunk: Tensor | None = None) -> Tensor:
        """Return the final hidden state of the last real token, [b, d]: what a head reads."""
        return self.hidden(batch, trunk)[batch.last_places()]

    @property
    def _head(self) -> ScalarHead:
        if self.head is None:
            raise ValueError("this role has no head")
        return self.head

    def trainable(self) -> dict[str, nn.Parameter]:
        """Return what training changes, by names that stay the same between runs."""
        found: dict[str, nn.Parameter] = {}
        if self.adapter is not None:
            found |= dict(named_adapter_parameters(self.lm.model, self.adapter))
        if self.trains_model:
            found |= {n: p for n, p in self.lm.model.named_parameters() if p.requires_grad}
        if self.head is not None:
            found |= {f"head.{name}": p for name, p in self.head.linear.named_parameters()}
        return found

    def tensors(self) -> dict[str, Tensor]:
        """Return what a checkpoint holds of this role."""
        tensors = {name: p.detach() for name, p in self.trainable().items()}
        if self.head is not None:
            tensors |= {"head.shift": self.head.shift, "head.scale": self.head.scale}
        return tensors

    def load_tensors(self, tensors: Mapping[str, Tensor]) -> None:
        """Take back what `tensors` returned."""
        with torch.no_grad():
            for name, tensor in self.tensors().items():
                tensor.copy_(tensors[name])


def first_adapted_layer(lm: LanguageModel, adapter: str) -> int:
    """Return the index of the lowest layer that an adapter changes."""
    layers = adapter_config(lm.model, adapter).layers
    return max(len(find_layout(lm.model).layers) - layers, 0) if layers > 0 else 0
