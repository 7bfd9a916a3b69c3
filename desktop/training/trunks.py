"""Activations of the frozen trunk, computed once for each row and reused by all who ask.

Rows are computed in fixed buckets of similar length, so a row's activations do not depend on which
minibatch asks first: a resumed run finds the very same numbers.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.models.sharing_models import can_share
from desktop.models.trunk import SplitModel
from desktop.training.data import TokenBatch, TokenRow, collate, collate_shared, shared_prefix
from desktop.training.shrinking import in_halves

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from torch import Tensor

    from desktop.training.roles import Role
    from desktop.training.session import Session

MEMORY_LIMIT = 1 << 30
"""Bytes of activations to keep; rows that would need more are computed again each time."""

_BUCKET = 16


def warn_if_whole(role: Role, session: Session) -> None:
    """Say that a role has frozen layers that cannot be computed apart, if it has."""
    if role.first_layer and not SplitModel(role.lm.model, role.first_layer).first_layer:
        session.warn(
            "This model cannot be computed in two parts, so its frozen layers are computed again "
            "in every epoch: training takes longer."
        )


class TrunkBank:
    """Batches of given rows together with their trunk activations.

    Args:
        role: Whose trunk; every role with the same model and first changed layer may use the bank.
        rows: All rows that may be asked for.
        limit: Bytes to keep at most.
    """

    def __init__(self, role: Role, rows: Sequence[TokenRow], *, limit: int = MEMORY_LIMIT) -> None:
        self._role = role
        self._rows = rows
        self._sharing = can_share(role.lm.model)
        self._prefix = shared_prefix(rows) if self._sharing and len(rows) > 1 else 0
        width = role.lm.facts.hidden_size
        size = sum(len(row) for row in rows) * width * role.lm.dtype.itemsize
        self._keeps = bool(role.first_layer) and size <= limit
        self._kept: dict[int, Tensor] = {}
        self._kept_prefix: Tensor | None = None
        order = by_length_and_prompt(rows, range(len(rows)))
        self._buckets = [order[i : i + _BUCKET] for i in range(0, len(order), _BUCKET)]
        self._bucket_of = {i: n for n, bucket in enumerate(self._buckets) for i in bucket}

    def collate(self, indices: Sequence[int]) -> TokenBatch:
        """Return rows as one batch."""
        rows = [self._rows[i] for i in indices]
        lm = self._role.lm
        if self._sharing:
            return collate_shared(rows, self._prefix, lm.device)
        return collate(rows, lm.pad_id, lm.device)

    def batch(self, indices: Sequence[int]) -> tuple[TokenBatch, Tensor | None]:
        """Return rows as a batch with their activations; None without a frozen trunk."""
        batch = self.collate(indices)
        if not self._role.first_layer:
            return batch, None
        if not self._keeps:
            return batch, self._role.trunk(batch)
        if self._prefix and self._kept_prefix is None:
            # Always that of the first bucket: whoever asks first changes nothing.
            self._compute(self._buckets[0])
        rows = [self._row(i) for i in indices]
        return batch, batch.join(self._kept_prefix, rows)

    def _row(self, index: int) -> Tensor:
        if index not in self._kept:
            self._compute(self._buckets[self._bucket_of[index]])
        return self._kept[index]

    def _compute(self, bucket: Sequence[int]) -> None:
        self._kept |= zip(bucket, in_halves(self._computed, bucket), strict=True)

    def _computed(self, bucket: Sequence[int]) -> list[Tensor]:
        batch = self.collate(bucket)
        prefix, rows = batch.part(self._role.trunk(batch))
        if bucket[0] == self._buckets[0][0]:
            self._kept_prefix = prefix
        return rows


def by_length_and_prompt(rows: Sequence[TokenRow], places: Iterable[int]) -> list[int]:
    """Return places among rows, short ones first, those with the same prompt together."""
    places = list(places)
    longest: dict[tuple[int, ...], int] = {}
    for place in places:
        row = rows[place]
        longest[row.prompt_ids] = max(len(row), longest.get(row.prompt_ids, 0))
    return sorted(places, key=lambda i: (longest[rows[i].prompt_ids], rows[i].prompt_ids, i))


class TrunkBanks:
    """One bank for each different trunk among several roles."""

    def __init__(
        self, roles: Sequence[Role], rows: Sequence[TokenRow], *, limit: int = MEMORY_LIMIT
    ) -> None:
        self._banks: dict[tuple[int, int | None], TrunkBank] = {}
        for role in roles:
            if self._key(role) not in self._banks:
                self._banks[self._key(role)] = TrunkBank(role, rows, limit=limit)

    @staticmethod
    def _key(role: Role) -> tuple[int, int | None]:
        return id(role.lm.model), role.first_layer

    def of(self, role: Role) -> TrunkBank:
        """Return the bank with this role's trunk."""
        return self._banks[self._key(role)]

    def batch(self, role: Role, indices: Sequence[int]) -> tuple[TokenBatch, Tensor | None]:
        """Return rows as a batch with this role's trunk activations."""
        return self.of(role).batch(indices)


def split_by_length(indices: Sequence[int], rows: Sequence[TokenRow], size: int) -> list[list[int]]:
    """Cut indices into micro-batches of at most `size` rows, those of similar length together."""
    ordered = sorted(indices, key=lambda i: (len(rows[i]), i))
    return [ordered[i : i + size] for i in range(0, len(ordered), size)]
