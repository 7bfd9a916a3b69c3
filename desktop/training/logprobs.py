"""Log-probabilities of given tokens without ever holding the logits of a whole batch.

With a vocabulary of 49152, the logits of 64 responses of 48 tokens take 600 MB, several times over
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


def token_logprobs(
    logits_of: LogitsFunction,
    hidden: Tensor,
    targets: Tensor,
    *,
    temperature: float = 1.0,
    trainable_logits: bool = False,
    chunk: int,
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
    return _visit(logits_of, hidden, targets, temperature, trainable_logits, chunk, entropy=False)[
        0
    ]


def token_logprobs_and_entropy(
    logits_of: LogitsFunction,
    hidden: Tensor,
    targets: Tensor,
    *,
    temperature: float = 1.0,
    trainable_logits: bool = False,
    chunk: int,
) -> tuple[Tensor, Tensor]:
    """Return log-probability and entropy at each target, both [n]; the entropy has no gradient."""
    return _visit(logits_of, hidden, targets, temperature, trainable_logits, chunk, entropy=True)


def _visit(
    logits_of: LogitsFunction,
    hidden: Tensor,
    targets: Tensor,
    temperature: float,
    trainable_logits: bool,
    chunk: int,
    *,
    entropy: bool,
) -> tuple[Tensor, Tensor]:
    if len(targets) == 0:
        nothing = hidden.float().sum(dim=1)
        return nothing, nothing.detach()
    if torch.is_grad_enabled() and trainable_logits:
        return _checkpointed(logits_of, hidden, targets, temperature, chunk, entropy)
    apply: Callable[..., tuple[Tensor, Tensor]] = _TokenLogprobs.apply
    return apply(hidden, targets, logits_of, temperature, chunk, entropy)


def _log_softmax(logits: Tensor, temperature: float) -> Tensor:
    scaled = logits.float()
    if temperature != 1.0:
        # A copy in float32 is nobody else's.
        scaled = scaled / temperature if scaled is logits else scaled.div_(temperature)
    return torch.log_softmax(scaled, dim=1)


def _at(every: Tensor, targets: Tensor) -> Tensor:
    return every.gather(1, targets[:, None])[:, 0]


def _entropy(every: Tensor) -> Tensor:
    shares: Tensor = torch.linalg.vecdot(torch.exp(every), every, dim=1)
    return -shares


def _checkpointed(
    logits_of: LogitsFunction,
    hidden: Tensor,
    targets: Tensor,
    temperature: float,
    chunk: int,
    entropy: bool,
) -> tuple[Tensor, Tensor]:
    def piece(h: Tensor, t: Tensor) -> tuple[Tensor, Tensor]:
        every = _log_softmax(logits_of(h), temperature)
        known = _entropy(every.detach()) if entropy else every.new_empty(0)
        return _at(every, t), known

    parts = [
        checkpoint(piece, h, t, use_reentrant=False, preserve_rng_state=False)
        for h, t in zip(hidden.split(chunk), targets.split(chunk), strict=True)
    ]
    logprobs, entropies = zip(*parts, strict=True)
    return torch.cat(logprobs), torch.cat(entropies)


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
        entropy: bool,
    ) -> tuple[Tensor, Tensor]:
        """Return [n] log-probabilities, and [n] entropies if they are wanted.

        Keeps d logprob / d hidden, [n, d], if that is wanted.
        """
        logprobs, entropies, gradients = [], [], []
        for h, t in zip(hidden.split(chunk), targets.split(chunk), strict=True):
            with torch.set_grad_enabled(ctx.needs_input_grad[0]):
                leaf = h.detach().requires_grad_(ctx.needs_input_grad[0])
                logits = logits_of(leaf)
            every = _log_softmax(logits.detach(), temperature)
            logprobs.append(_at(every, t))
            entropies.append(_entropy(every) if entropy else every.new_empty(0))
            if ctx.needs_input_grad[0]:
                gradients.append(_hidden_gradient(leaf, logits, every, t) / temperature)
        if gradients:
            ctx.save_for_backward(torch.cat(gradients))
        known = torch.cat(entropies)
        ctx.mark_non_differentiable(known)
        return torch.cat(logprobs), known

    @staticmethod
    def backward(ctx: Any, *gradients: Tensor) -> tuple[Tensor | None, ...]:  # noqa: ANN401
        """Scale each row's kept gradient by the gradient of its log-probability."""
        (per_row,) = ctx.saved_tensors
        return (gradients[0][:, None] * per_row).to(per_row.dtype), None, None, None, None, None


def _hidden_gradient(leaf: Tensor, logits: Tensor, every: Tensor, targets: Tensor) -> Tensor:
    """Return d logprob / d hidden, [c, d], at temperature 1: (onehot - softmax) through the head.

    Args:
        leaf: [c, d] hidden states.
        logits: [c, v], computed from them.
        every: [c, v] log-probabilities of all tokens; they are used up.
        targets: [c] tokens that the log-probability is of.
    """
    upstream = every.exp_().neg_()
    rows = torch.arange(len(targets), device=targets.device)
    upstream[rows, targets] += 1.0
    (gradient,) = torch.autograd.grad(logits, leaf, upstream.to(logits.dtype))
    return gradient
