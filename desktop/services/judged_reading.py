"""Reads a judge's comparisons as columns of numbers, some ten thousand at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from desktop.domain.feedback import HUMAN
from desktop.domain.versions import VersionKind
from desktop.services.judged import NO_SIGN, Judged
from desktop.services.strategies import Strategy
from desktop.store.number_columns import number_columns

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from desktop.store.store import Store

    Floats = NDArray[np.float64]
    Numbers = NDArray[np.int64]

_AT_ONCE = 50_000
_MICRO = 1e6
_NO_TIME = -1
STRATEGIES = tuple(strategy.value for strategy in Strategy)
_CODES = " ".join(f"WHEN '{name}' THEN {n}" for n, name in enumerate(STRATEGIES, start=1))
_COLUMNS = (
    "id",
    "prompt_id",
    f"CAST(round(created_at * {_MICRO}) AS INTEGER)",
    f"coalesce(sign(preference), {NO_SIGN})",
    "a_id",
    "b_id",
    f"coalesce(CAST(round(seconds * {_MICRO}) AS INTEGER), {_NO_TIME})",
    "coalesce(repeat_of, 0)",
    f"CASE judgement ->> '$.strategy' {_CODES} ELSE 0 END",
    "coalesce(judgement ->> '$.control', 0)",
)
_TYPES = ("int64", "int32", "int64", "int8", "int32", "int32", "int64", "int64", "int8", "bool")
_SOURCE = "feedback WHERE id > ? AND id <= ? AND kind = 'comparison' AND in_force = 1 AND judge = ?"


def read_judged(store: Store, judge: str = HUMAN) -> Judged:
    """Return a judge's comparisons in force."""
    parts = []
    for first in range(0, store.feedback.last_id(), _AT_ONCE):
        bounds = (first, first + _AT_ONCE, judge)
        found = number_columns(store.connection, _COLUMNS, _SOURCE, bounds)
        by_event = np.argsort(found[0])
        parts.append([c[by_event].astype(t) for c, t in zip(found, _TYPES, strict=True)])
    empty = [np.zeros(0, kind) for kind in _TYPES]
    columns = [np.concatenate(column) for column in zip(empty, *parts, strict=True)]
    event, prompt, at, sign, a, b, seconds, repeat_of, strategy, control = columns
    when = at / _MICRO
    lengths = _lengths(store)
    return Judged(
        event,
        prompt,
        when,
        sign,
        lengths[a],
        lengths[b],
        np.where(seconds == _NO_TIME, np.nan, seconds / _MICRO),
        repeat_of,
        strategy,
        control,
        _margins(store, when, a, b),
        STRATEGIES,
    )


def _lengths(store: Store) -> NDArray[np.int32]:
    """Return the characters of every answer, at the place of its id."""
    ids, characters = number_columns(store.connection, ("id", "length(text)"), "responses")
    lengths = np.zeros(int(ids.max(initial=0)) + 1, np.int32)
    lengths[ids] = characters
    return lengths


def _margins(store: Store, at: Floats, a: NDArray[np.int32], b: NDArray[np.int32]) -> Floats:
    """Return what the newest model that had not seen a comparison made of it, or nan.

    A model learns nothing after its training data were frozen.
    """
    frozen = {run.id: run.created_at for run in store.runs.list()}
    models = [
        (frozen.get(version.run_id or 0, version.created_at), version.id)
        for version in store.versions.list()
        if version.kind is VersionKind.REWARD
    ]
    last = int(max(a.max(initial=0), b.max(initial=0)))
    margins = np.full(len(at), np.nan)
    for since, version_id in sorted(models, reverse=True):
        rewards = np.full(last + 1, np.nan)
        ids, means = store.scores.means(version_id, last)
        rewards[np.asarray(ids)] = np.asarray(means)
        unseen = np.isnan(margins) & (at > since)
        margins[unseen] = rewards[b[unseen]] - rewards[a[unseen]]
    return margins
