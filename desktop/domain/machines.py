"""What is known of the devices that a run may compute on, as far as its memory goes.

Measured: what an allocator and the libraries add to what the trainers ask for.
"""

from __future__ import annotations

from dataclasses import dataclass

MB = 1 << 20
FLOAT32 = 4
"""Bytes of a number."""
PLAIN_ATTENTION = 512
"""Tokens up to which a CPU attends with plain products."""
PIECE = 192
"""Queries that attend together on a CPU: none of them to what comes after the last one."""


@dataclass(frozen=True, slots=True)
class Machine:
    """Where a run computes.

    Args:
        bytes_per_weight: Of frozen weights: 2 for bfloat16, 4 for float32.
        libraries: Bytes that model code, tokenizer and kernels take once a model is loaded.
        activation_factor: What the allocator makes of the bytes of activations. A CPU's allocator
            keeps what was freed in pieces that do not fit the next layer (measured: 1.4 times);
            CUDA's reuses them.
        packs_weights: Whether decoding rearranges all weights, as bfloat16 on a CPU.
        attends_plainly_to: Tokens of a text up to which attention keeps all its shares.
        kept: Bytes that stay taken where a run samples and learns by turns (measured): 80 MiB that
            one leaves in pieces too small for the other, and in bfloat16 kernels for all numbers
            of rows, half a megabyte each, 256 at most (`desktop.worker.entry`).
    """

    bytes_per_weight: int
    libraries: int
    activation_factor: float
    packs_weights: bool
    attends_plainly_to: int
    kept: int = 0


def cpu(bytes_per_weight: int, vocabulary: int) -> Machine:
    """Return what is known of a CPU; tokenizers grow with their vocabulary."""
    libraries = (40 if bytes_per_weight == FLOAT32 else 65) * MB + 1300 * vocabulary
    half = bytes_per_weight == 2
    kept = (80 + (128 if half else 0)) * MB
    return Machine(bytes_per_weight, libraries, 1.4, half, PLAIN_ATTENTION, kept)


def cuda(bytes_per_weight: int) -> Machine:
    """Return what is known of a CUDA device: workspaces of its kernels, hardly any waste."""
    return Machine(bytes_per_weight, 64 * MB, 1.15, packs_weights=False, attends_plainly_to=0)
