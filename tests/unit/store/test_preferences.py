from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from desktop.store.store import Store


@pytest.mark.parametrize("value", [None, True, 3, 0.1, "你好", ["a", 1], {"a": {"b": None}}])
def test_a_setting_comes_back_as_it_was_set(store: Store, value: Any) -> None:  # noqa: ANN401
    store.settings.set("key", "something else")
    store.settings.set("key", value)
    assert store.settings.get("key", "default") == value
    assert store.settings.all() == {"key": value}


def test_a_setting_that_was_never_set_is_the_default(store: Store) -> None:
    assert store.settings.get("key") is None
    assert store.settings.get("key", 5) == 5
