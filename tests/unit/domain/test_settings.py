from __future__ import annotations

import json
import math
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.errors import InvalidInputError
from desktop.domain.policy_settings import DpoSettings, PpoSettings
from desktop.domain.reward_settings import RewardSettings
from desktop.domain.runs import SETTINGS, Stage, settings_for
from desktop.domain.settings import GenerateSettings, SamplingSettings

if TYPE_CHECKING:
    from desktop.domain.settings_fields import SettingField, Settings

ALL = sorted({SamplingSettings, *SETTINGS.values()}, key=str)


def values_of(leaf: SettingField) -> st.SearchStrategy[Any]:
    """Any value that the leaf allows."""
    if leaf.type is str and not leaf.choices:
        return st.text() | st.sampled_from(("1 regex x", '2 json {"a": "text"}', "3,4"))
    if leaf.choices:
        return st.sampled_from(leaf.choices)
    if leaf.type is bool:
        return st.booleans()
    if leaf.type is int:
        low = int(leaf.low or 0)
        return st.integers(low, int(leaf.high) if leaf.high else low + 10**6)
    return st.floats(leaf.low, leaf.high, allow_nan=False, allow_infinity=False)


@pytest.mark.parametrize("cls", ALL)
def test_the_defaults_obey_their_own_rules(cls: type[Settings]) -> None:
    cls().check()


@pytest.mark.parametrize("cls", ALL)
def test_every_leaf_describes_itself(cls: type[Settings]) -> None:
    leaves = list(cls.fields())
    assert len({leaf.key for leaf in leaves}) == len(leaves)
    for leaf in leaves:
        assert leaf.type in (int, float, str, bool)
        assert type(leaf.default) is leaf.type
        assert leaf.help.endswith(".")
        assert cls().get(leaf.key) == leaf.default


def test_nested_leaves_have_the_defaults_of_their_place() -> None:
    leaves = {leaf.key: leaf.default for leaf in PpoSettings.fields()}
    assert leaves["environment.sampling.max_new_tokens"] == 48
    assert leaves["adapter.layers"] == 8
    assert leaves["optimizer.learning_rate"] == 5e-4
    assert {leaf.key: leaf.default for leaf in DpoSettings.fields()}["adapter.layers"] == 0


@given(st.data(), st.sampled_from(Stage))
def test_what_is_stored_comes_back_equal(data: st.DataObject, stage: Stage) -> None:
    """Through JSON text, with any values that the rules allow."""
    leaves = {leaf.key: leaf for leaf in SETTINGS[stage].fields()}
    chosen = data.draw(st.lists(st.sampled_from(sorted(leaves)), max_size=6, unique=True))
    try:
        settings = settings_for(stage, {key: data.draw(values_of(leaves[key])) for key in chosen})
    except InvalidInputError as error:
        assert error.title in (  # noqa: PT017 - only the rules across fields may refuse
            "PPO needs plain sampling",
            "The minibatch is larger than the rollout",
            "No aspect counts",
            "Quantised weights cannot be trained",
        ) or error.title.endswith(("is not a rule", "is not an aspect with its weight"))
        return
    assert settings_for(stage, json.loads(json.dumps(settings.to_json()))) == settings


def test_setting_one_key_leaves_the_others_and_the_original() -> None:
    before = PpoSettings()
    after = before.replace({"environment.sampling.temperature": 0.5})
    assert before == PpoSettings()
    assert after.environment.sampling.temperature == 0.5
    changed = {k for k, v in after.to_json().items() if v != before.to_json()[k]}
    assert changed == {"environment.sampling.temperature"}


@pytest.mark.parametrize(
    ("key", "text", "value"),
    [
        ("batch_size", "4", 4),
        ("batch_size", 4.0, 4),
        ("beta", "0.3", 0.3),
        ("beta", 1, 1.0),
        ("length_normalised", "yes", True),
        ("length_normalised", "False", False),
        ("length_normalised", "1", True),
        ("device", "cpu", "cpu"),
        ("optimizer.learning_rate", "1e-3", 0.001),
    ],
)
def test_text_is_read_as_the_fields_type(key: str, text: object, value: object) -> None:
    read = DpoSettings().replace({key: text}).get(key)
    assert read == value
    assert type(read) is type(value)


@pytest.mark.parametrize(
    ("key", "value", "hint"),
    [
        ("batch_size", "four", "of type int"),
        ("batch_size", 4.5, "whole number"),
        ("batch_size", 0, "least is 1"),
        ("batch_size", 5000, "most is 4096"),
        ("batch_size", math.inf, "of type int"),
        ("batch_size", None, "of type int"),
        ("beta", "nan", "must be a number"),
        ("optimizer.gradient_clip", "inf", "must be a number"),
        ("beta", "-1", "least is 0.0001"),
        ("length_normalised", "maybe", "true or false"),
        ("device", "abacus", "auto, cpu, cuda, mps"),
        ("adapter.method", "magic", "lora, full"),
    ],
)
def test_what_does_not_fit_is_refused_with_a_hint(key: str, value: object, hint: str) -> None:
    with pytest.raises(InvalidInputError) as caught:
        DpoSettings().replace({key: value})
    assert key in caught.value.title
    assert hint in caught.value.hint


@pytest.mark.parametrize("key", ["nothing", "sampling", "sampling.", "sampling.nothing", ""])
def test_an_unknown_key_is_refused_and_the_known_ones_are_named(key: str) -> None:
    with pytest.raises(InvalidInputError, match="no setting") as caught:
        GenerateSettings().replace({key: 1})
    assert "sampling.temperature" in caught.value.message


@pytest.mark.parametrize(
    ("values", "title"),
    [
        ({"environment.sampling.top_p": 0.9}, "plain sampling"),
        ({"environment.sampling.top_k": 5}, "plain sampling"),
        ({"batch_size": 64}, "larger than the rollout"),
        ({"environment.rollout_size": 8}, "larger than the rollout"),
    ],
)
def test_rules_across_fields(values: dict[str, object], title: str) -> None:
    with pytest.raises(InvalidInputError, match=title):
        PpoSettings().replace(values)


def test_fields_that_depend_on_each_other_can_change_together() -> None:
    settings = PpoSettings().replace({"batch_size": 64, "environment.rollout_size": 128})
    assert settings.batch_size == 64


def test_other_stages_may_sample_as_they_like() -> None:
    assert RewardSettings().replace({"sampling.top_p": 0.9}).sampling.top_p == 0.9
