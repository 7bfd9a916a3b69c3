"""Log-probabilities of given tokens without ever holding the logits of a whole batch.

With a vocabulary of 49152, the logits of 16 responses of 48 tokens take 150 MB, several times over
once log-softmax and its gradient join in. Here they exist for one chunk of tokens at a time, in
float32. Each row's log-probability depends on its own hidden state alone, so the gradient of a row
is found in the same visit and only [n, d] is kept for the backward pass. Shapes: `n` tokens, `d`
hidden size, `v` vocabulary, `c` tokens of a chunk.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import torch
from torch import Tensor
from torch.utils.checkpoint import checkpoint

LogitsFunction = Callable[[Tensor], Tensor]
"""From hidden states [n, d] to logits [n, v]; each row on its own."""

CHUNK = 64
"""Tokens whose logits exist at once."""


def token_logprobs(
    logits_of: LogitsFunction,
    hidden: Tensor,
    targets: Tensor,
    *,
    temperature: float = 1.0,
    trainable_logits: bool = False,
    chunk: int = CHUNK,
) -> Tensor:
    """Return the log-probability of each target, [n] in float32.

    Args:
        logits_of: The language-model head.
        hidden: [n, d] final hidden states, each at the place before its target.
        targets: [n] token ids.
        temperature: The sampling temperature; logits are divided by it.
        trainable_logits: Whether the head's own weights need a gradient.
        chunk: Tokens whose logits exist at once.
    """
    if len(targets) == 0:
        return hidden.float().sum(dim=1)
    if torch.is_grad_enabled() and trainable_logits:
        return _checkpointed(logits_of, hidden, targets, temperature, chunk)
    apply: Callable[..., Tensor] = _TokenLogprobs.apply
    return apply(hidden, targets, logits_of, temperature, chunk)


@torch.no_grad()
def token_logprobs_and_entropy(
    logits_of: LogitsFunction,
    hidden: Tensor,
    targets: Tensor,
    *,
    temperature: float = 1.0,
    chunk: int = CHUNK,
) -> tuple[Tensor, Tensor]:
    """Return log-probability and entropy at each target, both [n], without gradient."""
    logprobs, entropies = [], []
    for h, t in zip(hidden.split(chunk), targets.split(chunk), strict=True):
        every = _log_softmax(logits_of(h), temperature)
        logprobs.append(_at(every, t))
        entropies.append(-torch.linalg.vecdot(torch.exp_(every.clone()), every, dim=1))
    if not logprobs:
        return hidden.float().sum(dim=1), hidden.float().sum(dim=1)
    return torch.cat(logprobs), torch.cat(entropies)


def _log_softmax(logits: Tensor, temperature: float) -> Tensor:
    logits = logits.float()
    return torch.log_softmax(logits if temperature == 1.0 else logits / temperature, dim=1)


def _at(every: Tensor, targets: Tensor) -> Tensor:
    return every.gather(1, targets[:, None])[:, 0]


def _checkpointed(
    logits_of: LogitsFunction, hidden: Tensor, targets: Tensor, temperature: float, chunk: int
) -> Tensor:
    def piece(h: Tensor, t: Tensor) -> Tensor:
        return _at(_log_softmax(logits_of(h), temperature), t)

    parts = [
        checkpoint(piece, h, t, use_reentrant=False, preserve_rng_state=False)
        for h, t in zip(hidden.split(chunk), targets.split(chunk), strict=True)
    ]
    return torch.cat(parts)


class _TokenLogprobs(torch.autograd.Function):
    """Chunked log-probabilities whose gradient for the hidden states is found on the way."""

    @staticmethod
    def forward(
        ctx: Any,  # noqa: ANN401 - torch hands in its own context
        hidden: Tensor,
        targets: Tensor,
        logits_of: LogitsFunction,
        temperature: float,
        chunk: int,
    ) -> Tensor:
        """Return [n] log-probabilities and keep d logprob / d hidden, [n, d], if it is wanted."""
        logprobs, gradients = [], []
        for h, t in zip(hidden.split(chunk), targets.split(chunk), strict=True):
            with torch.set_grad_enabled(ctx.needs_input_grad[0]):
                leaf = h.detach().requires_grad_(ctx.needs_input_grad[0])
                logits = logits_of(leaf)
            every = _log_softmax(logits.detach(), temperature)
            logprobs.append(_at(every, t))
            if ctx.needs_input_grad[0]:
                gradients.append(_hidden_gradient(leaf, logits, t, temperature))
        if gradients:
            ctx.save_for_backward(torch.cat(gradients))
        return torch.cat(logprobs)

    @staticmethod
    def backward(ctx: Any, *gradients: Tensor) -> tuple[Tensor | None, ...]:  # noqa: ANN401
        """Scale each row's kept gradient by the gradient of its log-probability."""
        (per_row,) = ctx.saved_tensors
        return (gradients[0][:, None] * per_row).to(per_row.dtype), None, None, None, None


def _hidden_gradient(leaf: Tensor, logits: Tensor, targets: Tensor, temperature: float) -> Tensor:
    """Return d logprob / d hidden, [c, d]: (onehot - softmax) / temperature through the head."""
    scaled = logits.detach().float()
    upstream = torch.softmax(scaled if temperature == 1.0 else scaled / temperature, dim=1).neg_()
    rows = torch.arange(len(targets), device=targets.device)
    upstream[rows, targets] += 1.0
    if temperature != 1.0:
        upstream /= temperature
    (gradient,) = torch.autograd.grad(logits, leaf, upstream.to(logits.dtype))
    return gradient
