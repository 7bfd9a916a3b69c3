"""Decoding for the Llama family without the costs of a general forward.

One step of a small model on a CPU is hundreds of small operations, so their number is what counts.
Here query, key and value come from one product, gate and up from another, weights are packed once
(`packing`), the cache is allocated once, the prompt is read once for all its samples and what all
prompts begin with is read once for all of them. The arithmetic is that of transformers' Llama;
`supports` says for which models, and the caller compares the two before it trusts this one.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import torch
from torch import Tensor, nn
from torch.nn.functional import scaled_dot_product_attention, silu

from desktop.models.attention import attend_causally
from desktop.models.layout import LINEAR_TYPES
from desktop.models.prefill import prefill_bias, shared_length

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.models.loading import LanguageModel
    from desktop.models.packing import PackedLinear, PackingCache

_FAMILIES = {"llama", "mistral", "qwen2", "qwen3"}
_ROPE_TYPES = {"default", "linear", "llama3"}
_LEAST_SHARED = 8
"""Tokens; fewer are not worth a pass of their own."""


@dataclass(frozen=True, slots=True)
class _Layer:
    before_attention: Tensor
    query_key_value: PackedLinear
    query_norm: Tensor | None
    key_norm: Tensor | None
    output: PackedLinear
    before_mlp: Tensor
    gate_up: PackedLinear
    down: PackedLinear


@dataclass(frozen=True, slots=True)
class LeanWeights:
    """What decoding reads of a model, packed. Valid while the model's weights stay as they are."""

    embedding: Tensor
    layers: tuple[_Layer, ...]
    last_norm: Tensor
    head: PackedLinear
    rotary: nn.Module
    heads: int
    groups: int
    head_width: int
    epsilon: float


def supports(lm: LanguageModel) -> bool:
    """Tell whether a model is built as `LeanDecoder` computes."""
    config = lm.config
    rope = getattr(config, "rope_parameters", None) or {}
    kinds = set(getattr(config, "layer_types", None) or {"full_attention"})
    if (
        config.model_type not in _FAMILIES
        or config.hidden_act != "silu"
        or rope.get("rope_type", "default") not in _ROPE_TYPES
        or kinds != {"full_attention"}
        or (getattr(config, "sliding_window", None) and config.model_type == "mistral")
    ):
        return False
    first = lm.model.get_submodule("model.layers.0")
    names = {name for name, child in first.named_modules() if isinstance(child, LINEAR_TYPES)}
    wanted = {"q_proj", "k_proj", "v_proj", "o_proj", "gate_proj", "up_proj", "down_proj"}
    return {name.removesuffix(".base").rpartition(".")[2] for name in names} == wanted


def pack_weights(lm: LanguageModel, cache: PackingCache, rows: int) -> LeanWeights:
    """Pack the model's present weights (merged adapters included) for about so many rows."""
    model: Any = lm.model
    base, config = model.model, lm.config
    heads = config.num_attention_heads
    return LeanWeights(
        embedding=base.embed_tokens.weight,
        layers=tuple(_pack_layer(layer, cache, rows) for layer in base.layers),
        last_norm=base.norm.weight,
        head=cache.linear([model.lm_head], rows),
        rotary=base.rotary_emb,
        heads=heads,
        groups=config.num_key_value_heads,
        head_width=getattr(config, "head_dim", None) or config.hidden_size // heads,
        epsilon=config.rms_norm_eps,
    )


def _pack_layer(layer: Any, cache: PackingCache, rows: int) -> _Layer:  # noqa: ANN401
    attention, mlp = layer.self_attn, layer.mlp
    query_norm = getattr(attention, "q_norm", None)
    key_norm = getattr(attention, "k_norm", None)
    return _Layer(
        before_attention=layer.input_layernorm.weight,
        query_key_value=cache.linear([attention.q_proj, attention.k_proj, attention.v_proj], rows),
        query_norm=None if query_norm is None else query_norm.weight,
        key_norm=None if key_norm is None else key_norm.weight,
        output=cache.linear([attention.o_proj], rows),
        before_mlp=layer.post_attention_layernorm.weight,
        gate_up=cache.linear([mlp.gate_proj, mlp.up_proj], rows),
        down=cache.linear([mlp.down_proj], rows),
    )


class LeanDecoder:
    """A `Decoder` over packed weights.

    Columns of the cache: first what all prompts share, then the rest of each prompt flush right,
    then what is sampled.

    Args:
        weights: Packed.
        pad_id: Fills places that no row looks at.
        room: Most tokens that will be sampled.

    """

    def __init__(self, weights: LeanWeights, pad_id: int, room: int) -> None:
        self._w = weights
        self._pad = pad_id
        self._room = room
        self._device = weights.embedding.device
        self._dtype = weights.embedding.dtype
        self._cache = torch.empty(0)
        self._bias: Tensor | None = None
        self._places = torch.empty(0)
        self._cos = self._sin = torch.empty(0)
        self._filled = 0

    def start(self, prompts: Sequence[Sequence[int]], repeats: Sequence[int]) -> Tensor:
        """See `Decoder.start`."""
        shared = shared_length(prompts) if len(prompts) > 1 else 0
        shared = shared if shared >= _LEAST_SHARED else 0
        rest = [list(prompt[shared:]) for prompt in prompts]
        width = max(len(prompt) for prompt in rest)
        self._set_rotary(shared + width + self._room)
        rows = torch.repeat_interleave(torch.tensor(list(repeats))).to(self._device)
        self._allocate(len(rows), shared + width + self._room)
        prefix = self._read_shared(list(prompts[0][:shared])) if shared else None
        hidden = self._read_rest(rest, width, shared, prefix, rows)
        lengths = torch.tensor([len(prompt) for prompt in rest], device=self._device)
        self._places = (shared + lengths)[rows]
        self._filled = shared + width
        self._bias = self._padding_bias(width - lengths[rows], shared, width)
        return self._w.head(self._norm(hidden, self._w.last_norm))[rows]

    def step(self, tokens: Tensor) -> Tensor:
        """See `Decoder.step`."""
        w, rows, column = self._w, len(tokens), self._filled
        cos, sin = self._cos[self._places, None], self._sin[self._places, None]
        bias = None if self._bias is None else self._bias[..., : column + 1]
        x = w.embedding[tokens]
        for number, layer in enumerate(w.layers):
            query, key, value = self._project(layer, x, cos, sin)
            keys, values = self._cache[number]
            keys[:, :, column] = key
            values[:, :, column] = value
            mixed = scaled_dot_product_attention(
                query.view(rows, w.groups, -1, w.head_width),
                keys[:, :, : column + 1],
                values[:, :, : column + 1],
                attn_mask=bias,
            )
            x = self._finish(layer, x, mixed.reshape(rows, -1))
        self._places = self._places + 1
        self._filled += 1
        return w.head(self._norm(x, w.last_norm))

    def keep(self, rows: Tensor) -> None:
        """See `Decoder.keep`."""
        kept = self._cache.new_empty(*self._cache.shape[:2], len(rows), *self._cache.shape[3:])
        torch.index_select(
            self._cache[..., : self._filled, :], 2, rows, out=kept[..., : self._filled, :]
        )
        self._cache = kept
        self._places = self._places[rows]
        self._bias = None if self._bias is None else self._bias[rows]

    def _allocate(self, rows: int, columns: int) -> None:
        shape = (len(self._w.layers), 2, rows, self._w.groups, columns, self._w.head_width)
        self._cache = torch.empty(shape, dtype=self._dtype, device=self._device)

    def _set_rotary(self, count: int) -> None:
        places = torch.arange(count, device=self._device)[None]
        cos, sin = self._w.rotary(self._w.embedding[:1, None], places)
        self._cos, self._sin = cos[0], sin[0]

    def _padding_bias(self, padding: Tensor, shared: int, width: int) -> Tensor | None:
        """Return a bias on attention scores `(rows, 1, 1, columns)`: minus infinity at padding."""
        if not bool(padding.any()):
            return None
        columns = torch.arange(self._cache.shape[-2], device=self._device)
        hidden = (columns >= shared) & (columns < shared + padding[:, None])
        bias = torch.zeros(hidden.shape, dtype=self._dtype, device=self._device)
        return bias.masked_fill_(hidden, -torch.inf)[:, None, None]

    def _read_shared(self, ids: list[int]) -> list[tuple[Tensor, Tensor]]:
        """Read what all prompts begin with; each layer's keys and values `(1, groups, t, w)`."""
        w, count = self._w, len(ids)
        x = w.embedding[torch.tensor(ids, device=self._device)]
        cos, sin = self._cos[:count, None], self._sin[:count, None]
        kept: list[tuple[Tensor, Tensor]] = []
        for number, layer in enumerate(w.layers):
            query, key, value = (t.transpose(0, 1)[None] for t in self._project(layer, x, cos, sin))
            kept.append((key, value))
            self._cache[number, 0, :, :, :count] = key
            self._cache[number, 1, :, :, :count] = value
            mixed = scaled_dot_product_attention(
                query, key, value, is_causal=True, enable_gqa=w.heads != w.groups
            )
            x = self._finish(layer, x, mixed[0].transpose(0, 1).reshape(count, -1))
        return kept

    def _read_rest(
        self,
        prompts: list[list[int]],
        width: int,
        shared: int,
        prefix: list[tuple[Tensor, Tensor]] | None,
        rows: Tensor,
    ) -> Tensor:
        """Read the rest of each prompt `(n, width)`; the last token's hidden state `(n, d)`."""
        w, count = self._w, len(prompts)
        padding = torch.tensor([width - len(prompt) for prompt in prompts], device=self._device)
        filled = [[self._pad] * (width - len(prompt)) + prompt for prompt in prompts]
        columns = torch.arange(width, device=self._device)
        places = shared + (columns - padding[:, None]).clamp(min=0).flatten()
        cos, sin = self._cos[places, None], self._sin[places, None]
        bias = prefill_bias(padding, shared, width, self._dtype)
        x = w.embedding[torch.tensor(filled, device=self._device).flatten()]
        window = slice(shared, shared + width)
        for number, layer in enumerate(w.layers):
            query, key, value = (
                t.view(count, width, -1, w.head_width).transpose(1, 2)
                for t in self._project(layer, x, cos, sin)
            )
            self._cache[number, 0, :, :, window] = key[rows]
            self._cache[number, 1, :, :, window] = value[rows]
            if prefix is not None:
                key = torch.cat([prefix[number][0].expand(count, -1, -1, -1), key], dim=2)
                value = torch.cat([prefix[number][1].expand(count, -1, -1, -1), value], dim=2)
            mixed = attend_causally(query, key, value, bias, w.head_width**-0.5)
            x = self._finish(layer, x, mixed.transpose(1, 2).reshape(count * width, -1))
        return x.view(count, width, -1)[:, -1]

    def _project(
        self, layer: _Layer, x: Tensor, cos: Tensor, sin: Tensor
    ) -> tuple[Tensor, Tensor, Tensor]:
        """Return query `(n, heads, w)`, key and value `(n, groups, w)` of x `(n, d)`, turned."""
        w = self._w
        both = w.heads + w.groups
        joined = layer.query_key_value(self._norm(x, layer.before_attention))
        joined = joined.view(len(x), both + w.groups, w.head_width)
        turning = joined[:, :both]
        if layer.query_norm is not None and layer.key_norm is not None:
            query = self._norm(joined[:, : w.heads], layer.query_norm)
            key = self._norm(joined[:, w.heads : both], layer.key_norm)
            turning = torch.cat([query, key], dim=1)
        half = w.head_width // 2
        turned = torch.cat([-turning[..., half:], turning[..., :half]], dim=-1)
        turned = torch.addcmul(turning * cos, turned, sin)
        return turned[:, : w.heads], turned[:, w.heads :], joined[:, both:]

    def _finish(self, layer: _Layer, x: Tensor, mixed: Tensor) -> Tensor:
        """Return what leaves a layer `(n, d)` from what entered it and its attention's result."""
        x = x + layer.output(mixed)
        gate, up = layer.gate_up(self._norm(x, layer.before_mlp)).chunk(2, dim=-1)
        return x + layer.down(silu(gate) * up)

    def _norm(self, x: Tensor, weight: Tensor) -> Tensor:
        """Root-mean-square norm in float32, as transformers has it."""
        wide = x.float()
        wide = wide * torch.rsqrt(wide.pow(2).mean(-1, keepdim=True) + self._w.epsilon)
        return wide.to(x.dtype) * weight
