"""Many texts as one sequence in which what they begin with stands once.

    prefix | prompt | response | response | prompt | response | …

The prefix is what all texts begin with. A prompt sees the prefix and itself, a response also its
own prompt; positions go on from what a token sees. So each token gets the very hidden state that it
has in a text of its own. All products with weights are made for the whole sequence at once, without
padding; only attention goes prompt by prompt.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import torch
from torch import Tensor

from desktop.domain.machines import PIECE
from desktop.models.attention import attend

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


_LEAST_FILLED = 0.8
"""Families go together while the shortest has this share of the longest's tokens."""


@dataclass(frozen=True, slots=True)
class Family:
    """A prompt and the responses to it, which stand one after another behind it.

    Args:
        prompt: Tokens of the prompt, at least one.
        responses: Tokens of each response.

    """

    prompt: int
    responses: tuple[int, ...] = ()

    def __len__(self) -> int:
        return self.prompt + sum(self.responses)

    def places(self) -> list[int]:
        """Return each token's place in its own text, counted from the prompt's first."""
        ends = [range(self.prompt, self.prompt + length) for length in self.responses]
        return [*range(self.prompt), *(place for end in ends for place in end)]

    def branches(self) -> list[int]:
        """Return 0 for each token of the prompt and n for those of response n."""
        numbers = (number for number, length in enumerate(self.responses, 1) for _ in range(length))
        return [0] * self.prompt + list(numbers)


@dataclass(frozen=True, slots=True)
class _Piece:
    """Tokens of a block that attend together, and the keys that at least one of them sees.

    Args:
        ranges: First and last but one place among the block's keys, in their order.
        sight: [s, t, u] True = the token of the row sees that of the column; columns as in ranges.

    """

    ranges: tuple[tuple[int, int], ...]
    sight: Tensor

    def seen_of(self, keys: Tensor) -> Tensor:
        """Return the part of `[s, g, u, w]` that is seen."""
        parts = [keys[:, :, start:end] for start, end in self.ranges]
        return parts[0] if len(parts) == 1 else torch.cat(parts, dim=2)


@dataclass(frozen=True, slots=True)
class _Block:
    """Families of similar length that are attended to together, `s` of them padded to `t` tokens.

    Args:
        columns: [s, t] where each token stands in the sequence; -1 = padding.
        pieces: Which tokens attend together, in their order.

    """

    columns: Tensor
    pieces: tuple[_Piece, ...]

    def attend(
        self, query: Tensor, key: Tensor, value: Tensor, biases: Iterable[Tensor], scale: float
    ) -> Tensor:
        """Return what the tokens [s, h, t, w] get from keys [s, g, p + t, w] of values alike."""
        queries = query.split([piece.sight.shape[1] for piece in self.pieces], dim=2)
        mixed = [
            attend(part, piece.seen_of(key), piece.seen_of(value), bias, scale)
            for part, piece, bias in zip(queries, self.pieces, biases, strict=True)
        ]
        return mixed[0] if len(mixed) == 1 else torch.cat(mixed, dim=2)


class Sharing:
    """Who sees whom in one sequence of `n` tokens.

    Args:
        prefix: How many tokens at the start everybody sees.
        families: All that follows, in its order.
        device: Where the tensors go.

    Attributes:
        positions: [1, n] each token's place in its own text.

    """

    def __init__(
        self, prefix: int, families: Sequence[Family], device: torch.device | str = "cpu"
    ) -> None:
        places = [*range(prefix), *(prefix + n for family in families for n in family.places())]
        self.positions = torch.tensor(places)[None].to(device)
        self._prefix = prefix
        self._blocks = [_block([(0, Family(prefix))], 0, device)] if prefix else []
        starts = _starts(prefix, families)
        for some in _similar(list(zip(starts, families, strict=True))):
            self._blocks.append(_block(some, prefix, device))
        self._orders: dict[int, tuple[Tensor, Tensor, Tensor]] = {}
        self._biases: dict[torch.dtype, list[list[Tensor]]] = {}

    def attend(self, query: Tensor, key: Tensor, value: Tensor, scale: float) -> Tensor:
        """Return what each token gets from those it sees, [n, h, w].

        Args:
            query: [1, h, n, w].
            key: [1, g, n, w]; h is a multiple of g.
            value: [1, g, n, w].
            scale: Factor on the products of queries and keys.

        """
        queries, keys, values = (self._parted(x) for x in (query, key, value))
        mixed = []
        for number, biases in enumerate(self._bias(query.dtype)):
            own_keys, own_values = keys[number], values[number]
            if self._prefix and number:
                own_keys = _behind(keys[0], own_keys)
                own_values = _behind(values[0], own_values)
            block = self._blocks[number]
            mixed.append(block.attend(queries[number], own_keys, own_values, biases, scale))
        return self._joined(mixed)

    def _parted(self, x: Tensor) -> list[Tensor]:
        """Return `[1, h, n, w]` block by block, [s, h, t, w] each."""
        heads, width = x.shape[1], x.shape[3]
        there, back, padding = self._order(heads)
        rows = x[0].transpose(0, 1).reshape(-1, width)
        parted = _Rearranged.apply(rows, there, back, padding)  # type: ignore[no-untyped-call]
        sizes = [heads * block.columns.numel() for block in self._blocks]
        return [
            part.view(len(block.columns), heads, -1, width)
            for part, block in zip(parted.split(sizes), self._blocks, strict=True)
        ]

    def _joined(self, blocks: Sequence[Tensor]) -> Tensor:
        """Return blocks `[s, h, t, w]` as one sequence, [n, h, w]."""
        heads, width = blocks[0].shape[1], blocks[0].shape[3]
        there, back, padding = self._order(heads)
        rows = torch.cat([block.reshape(-1, width) for block in blocks])
        joined: Tensor = _Rearranged.apply(rows, back, there, padding)  # type: ignore[no-untyped-call]
        return joined.view(-1, heads, width)

    def _order(self, heads: int) -> tuple[Tensor, Tensor, Tensor]:
        """Return which row of [n h] each row of all blocks is, the way back, and the padding."""
        if heads not in self._orders:
            head = torch.arange(heads, device=self.positions.device)[:, None]
            wanted = torch.cat(
                [
                    torch.where(c[:, None] < 0, -1, c[:, None] * heads + head).flatten()
                    for c in (block.columns for block in self._blocks)
                ]
            )
            real = (wanted >= 0).nonzero()[:, 0]
            back = torch.empty_like(real)
            back[wanted[real]] = real
            self._orders[heads] = wanted.clamp(min=0), back, (wanted < 0).nonzero()[:, 0]
        return self._orders[heads]

    def _bias(self, dtype: torch.dtype) -> list[list[Tensor]]:
        if dtype not in self._biases:
            self._biases[dtype] = [
                [_bias(piece.sight, dtype) for piece in block.pieces] for block in self._blocks
            ]
        return self._biases[dtype]


class _Rearranged(torch.autograd.Function):
    """Rows in another order, some of them copies that nobody reads; the gradient goes back by it.

    torch's own gradient of a choice of rows adds row by row, as it cannot know that each row that
    counts is chosen once.
    """

    @staticmethod
    def forward(
        ctx: Any,  # noqa: ANN401 - torch's contexts take any attribute
        rows: Tensor,
        there: Tensor,
        back: Tensor,
        padding: Tensor,
    ) -> Tensor:
        """Return `rows[there]`."""
        ctx.save_for_backward(there, back, padding)
        return rows.index_select(0, there)

    @staticmethod
    def backward(ctx: Any, *outputs: Any) -> tuple[Tensor | None, ...]:  # noqa: ANN401
        """Return the rows' gradient; that of padding is zero."""
        there, back, padding = ctx.saved_tensors
        gradient = outputs[0].index_select(0, back)
        if len(gradient) > len(there):
            gradient.index_fill_(0, padding, 0)
        return gradient, None, None, None


def _starts(prefix: int, families: Iterable[Family]) -> list[int]:
    starts = [prefix]
    for family in families:
        starts.append(starts[-1] + len(family))
    return starts[:-1]


def _similar(placed: Sequence[tuple[int, Family]]) -> list[list[tuple[int, Family]]]:
    """Return families with their starts in groups of similar length, the long ones alone.

    Those are attended to piece by piece, and so not to what is unseen.
    """
    ordered = sorted(placed, key=lambda one: (-len(one[1]), one[0]))
    groups: list[list[tuple[int, Family]]] = []
    for one in ordered:
        longest = len(groups[-1][0][1]) if groups else 0
        if not groups or longest > PIECE or len(one[1]) < _LEAST_FILLED * longest:
            groups.append([])
        groups[-1].append(one)
    return groups


def _block(placed: Sequence[tuple[int, Family]], prefix: int, device: torch.device | str) -> _Block:
    width = max(len(family) for _, family in placed)
    columns = torch.full((len(placed), width), -1)
    branch = torch.full((len(placed), width), -1)
    for row, (start, family) in enumerate(placed):
        columns[row, : len(family)] = torch.arange(start, start + len(family))
        branch[row, : len(family)] = torch.tensor(family.branches())
    seen, seeing = branch[:, None, :], branch[:, :, None]
    causal = torch.ones(width, width, dtype=torch.bool).tril()
    own = causal & (seen >= 0) & ((seen == 0) | (seen == seeing))
    # Padding sees itself, so that no row of the softmax is empty.
    own |= torch.eye(width, dtype=torch.bool)
    sight = torch.nn.functional.pad(own, (prefix, 0), value=True)
    pieces = tuple(_piece(part, device) for part in sight.split(_sizes(placed), dim=1))
    return _Block(columns.to(device), pieces)


def _sizes(placed: Sequence[tuple[int, Family]]) -> list[int]:
    """Return the lengths of the pieces of a block: all of it, or no more than `PIECE` each."""
    width = max(len(family) for _, family in placed)
    if width <= PIECE:
        return [width]
    ((_, family),) = placed
    parts = (family.prompt, *family.responses)
    return [min(PIECE, part - start) for part in parts for start in range(0, part, PIECE)]


def _piece(sight: Tensor, device: torch.device | str) -> _Piece:
    """Return a piece for rows of sight [s, t, u], with the columns that one of them sees."""
    seen = sight.any(dim=0).any(dim=0)
    changes = torch.diff(seen.int(), prepend=torch.zeros(1), append=torch.zeros(1)).nonzero()
    limits = changes[:, 0].tolist()
    ranges = tuple(zip(limits[::2], limits[1::2], strict=True))
    return _Piece(ranges, sight[:, :, seen].to(device))


def _bias(sight: Tensor, dtype: torch.dtype) -> Tensor:
    return torch.zeros_like(sight, dtype=dtype).masked_fill_(~sight, -torch.inf)


def _behind(first: Tensor, rows: Tensor) -> Tensor:
    """Return `[1, g, p, w]` before each of `[s, g, t, w]`."""
    return torch.cat([first.expand(len(rows), -1, -1, -1), rows], dim=2)
