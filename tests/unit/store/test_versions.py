from __future__ import annotations

import math
from typing import TYPE_CHECKING

import pytest
from pysqlite3 import dbapi2

from desktop.domain.errors import InvalidInputError, NotFoundError
from desktop.domain.runs import Stage
from desktop.domain.versions import ModelVersion, VersionKind

if TYPE_CHECKING:
    from desktop.store.store import Store


def test_a_version_comes_back_as_it_was_added(store: Store) -> None:
    base = store.versions.add("start", VersionKind.BASE, "starter")
    run = store.runs.add(Stage.PPO, {}, policy_version_id=base.id)
    added = store.versions.add(
        " Round 1 ",
        VersionKind.POLICY,
        "starter",
        folder=f"runs/{run.id}/model",
        parent_id=base.id,
        run_id=run.id,
        round=2,
        metrics={"kl": 3.5},
    )
    expected = ModelVersion(
        2, "Round 1", VersionKind.POLICY, "starter", "runs/1/model", 1, 1, 2, 1000.0, {"kl": 3.5}
    )
    assert added == expected
    assert store.versions.get(2) == expected
    assert store.versions.of_run(run.id) == expected
    assert store.versions.of_run(99) is None


def test_a_metric_that_could_not_be_measured_stays_unknown(store: Store) -> None:
    version = store.versions.add("r", VersionKind.REWARD, "starter", metrics={"acc": math.nan})
    assert math.isnan(version.metrics["acc"])


def test_lists_and_newest_by_kind(store: Store) -> None:
    base = store.versions.add("start", VersionKind.BASE, "starter")
    one = store.versions.add("p1", VersionKind.POLICY, "starter", parent_id=base.id)
    two = store.versions.add("p2", VersionKind.POLICY, "starter", parent_id=one.id)
    assert store.versions.list() == [base, one, two]
    assert store.versions.list(VersionKind.POLICY) == [one, two]
    assert store.versions.latest(VersionKind.POLICY) == two
    assert store.versions.latest(VersionKind.REWARD) is None
    assert store.versions.base() == base
    assert store.versions.lineage(two.id) == [two, one, base]


def test_a_version_cannot_descend_from_itself_or_a_later_one(store: Store) -> None:
    with pytest.raises(dbapi2.IntegrityError):
        store.versions.add("loop", VersionKind.POLICY, "starter", parent_id=1)


def test_renaming(store: Store) -> None:
    version = store.versions.add("start", VersionKind.BASE, "starter")
    assert store.versions.rename(version.id, " Mine ").name == "Mine"
    with pytest.raises(InvalidInputError):
        store.versions.rename(version.id, "  ")
    with pytest.raises(NotFoundError):
        store.versions.rename(99, "x")


def test_a_project_without_a_base_says_so(store: Store) -> None:
    with pytest.raises(NotFoundError, match="no base model"):
        store.versions.base()
    with pytest.raises(NotFoundError, match="no model version 3"):
        store.versions.lineage(3)
    assert store.versions.get(3) is None
