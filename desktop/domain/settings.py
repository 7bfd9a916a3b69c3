"""Settings of a run: frozen records whose field metadata makes the form and the command line.

Each field carries help, unit, bounds and whether it is advanced. `validate` holds the rules across
fields. Nested records are addressed with dots: `sampling.temperature=0.9`.
"""

from __future__ import annotations

import dataclasses
import math
from dataclasses import MISSING, dataclass, field
from typing import TYPE_CHECKING, Any, Self, cast, get_type_hints

from desktop.domain.errors import InvalidInputError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


def setting(
    default: Any,  # noqa: ANN401 - the annotation of the field says its type
    help: str,
    *,
    unit: str = "",
    low: float | None = None,
    high: float | None = None,
    choices: tuple[str, ...] = (),
    advanced: bool = False,
) -> Any:  # noqa: ANN401
    """Declare a field of a settings record."""
    metadata = {
        "help": help,
        "unit": unit,
        "low": low,
        "high": high,
        "choices": choices,
        "advanced": advanced,
    }
    if dataclasses.is_dataclass(default):
        return field(default_factory=lambda: default, metadata=metadata)
    return field(default=default, metadata=metadata)


@dataclass(frozen=True, slots=True)
class SettingField:
    """One leaf of a settings record: its dotted key, type, default and description."""

    key: str
    type: type
    default: Any
    help: str
    unit: str
    low: float | None
    high: float | None
    choices: tuple[str, ...]
    advanced: bool


class Settings:
    """Base of all settings records: reading, checking and writing them."""

    @classmethod
    def fields(cls, prefix: str = "") -> Iterator[SettingField]:
        """Yield the leaves in the order of declaration."""
        hints = get_type_hints(cls)
        for f in dataclasses.fields(cast("Any", cls)):
            kind = hints[f.name]
            default = f.default if f.default is not MISSING else cast("Any", f.default_factory)()
            if isinstance(default, Settings):
                yield from type(default)._leaves(default, f"{prefix}{f.name}.")
            else:
                yield SettingField(key=prefix + f.name, type=kind, default=default, **f.metadata)

    @classmethod
    def _leaves(cls, record: Settings, prefix: str) -> Iterator[SettingField]:
        for leaf in cls.fields(prefix):
            value = record.get(leaf.key.removeprefix(prefix))
            yield dataclasses.replace(leaf, default=value)

    def get(self, key: str) -> Any:  # noqa: ANN401
        """Return the value of a dotted key."""
        value: Any = self
        for name in key.split("."):
            value = getattr(value, name)
        return value

    def replace(self, values: Mapping[str, Any]) -> Self:
        """Return a copy with dotted keys set and checked; text is read as the field's type.

        Raises `InvalidInputError` for an unknown key or a value that does not fit.
        """
        leaves = {leaf.key: leaf for leaf in type(self).fields()}
        result = self
        for key, value in values.items():
            if key not in leaves:
                raise InvalidInputError(
                    f"There is no setting “{key}”",
                    f"The settings here are: {', '.join(leaves)}.",
                    "Correct the name.",
                )
            result = result._with(key.split("."), _read(leaves[key], value))
        result.check()
        return result

    def _with(self, path: list[str], value: Any) -> Self:  # noqa: ANN401
        if len(path) > 1:
            value = getattr(self, path[0])._with(path[1:], value)
        copy: Self = dataclasses.replace(cast("Any", self), **{path[0]: value})
        return copy

    def check(self) -> None:
        """Check this record's rules and those of the records in it; raises `InvalidInputError`."""
        for leaf in type(self).fields():
            _check_bounds(leaf, self.get(leaf.key))
        for f in dataclasses.fields(cast("Any", self)):
            if isinstance(value := getattr(self, f.name), Settings):
                value.validate()
        self.validate()

    def validate(self) -> None:
        """Check the rules across fields; records with such rules override this."""

    def to_json(self) -> dict[str, Any]:
        """Return the dotted keys and values, as stored with a run."""
        return {leaf.key: self.get(leaf.key) for leaf in type(self).fields()}


def _read(leaf: SettingField, value: Any) -> Any:  # noqa: ANN401
    if leaf.type is bool and isinstance(value, str):
        words = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}
        if value.lower() in words:
            return words[value.lower()]
        raise _refuse(leaf, value, "Say true or false.")
    try:
        read = leaf.type(value)
    except (TypeError, ValueError, OverflowError) as error:
        raise _refuse(leaf, value, f"It must be of type {leaf.type.__name__}.") from error
    if leaf.type is int and isinstance(value, float) and read != value:
        raise _refuse(leaf, value, "It must be a whole number.")
    return read


def _check_bounds(leaf: SettingField, value: Any) -> None:  # noqa: ANN401
    if leaf.choices and value not in leaf.choices:
        raise _refuse(leaf, value, f"Choose one of: {', '.join(leaf.choices)}.")
    if isinstance(value, float) and not math.isfinite(value):
        raise _refuse(leaf, value, "It must be a number.")
    if leaf.low is not None and value < leaf.low:
        raise _refuse(leaf, value, f"The least is {leaf.low:g}.")
    if leaf.high is not None and value > leaf.high:
        raise _refuse(leaf, value, f"The most is {leaf.high:g}.")


def _refuse(leaf: SettingField, value: Any, hint: str) -> InvalidInputError:  # noqa: ANN401
    return InvalidInputError(f"“{value}” does not fit the setting “{leaf.key}”", leaf.help, hint)


@dataclass(frozen=True, slots=True)
class SamplingSettings(Settings):
    """How responses are sampled."""

    temperature: float = setting(
        1.0, "Spread of the sampling; 1 is the model's own.", low=0.05, high=5.0
    )
    max_new_tokens: int = setting(128, "Longest response.", unit="tokens", low=1, high=8192)
    top_p: float = setting(
        1.0, "Sample from the likeliest tokens up to this share.", low=0.01, high=1.0, advanced=True
    )
    top_k: int = setting(
        0, "Sample from this many likeliest tokens; 0 is all.", low=0, advanced=True
    )


@dataclass(frozen=True, slots=True)
class AdapterSettings(Settings):
    """Which weights are trained: low-rank adapters (LoRA, Hu 2021) or all of them."""

    method: str = setting(
        "lora", "Train low-rank adapters, or all weights.", choices=("lora", "full")
    )
    rank: int = setting(16, "Rank of the adapters.", low=1, high=1024)
    alpha: float = setting(32.0, "Scale of the adapters: alpha / rank.", low=0.001, advanced=True)
    layers: int = setting(
        0,
        "How many of the upper layers are trained; 0 is all. Fewer is faster.",
        low=0,
        unit="layers",
    )


@dataclass(frozen=True, slots=True)
class OptimizerSettings(Settings):
    """AdamW and its schedule: linear warm-up, then cosine or linear decay, or constant."""

    learning_rate: float = setting(1e-4, "Step size.", low=1e-9, high=1.0)
    weight_decay: float = setting(0.0, "Decay of the weights.", low=0.0, high=1.0, advanced=True)
    warmup_share: float = setting(
        0.05, "Share of the steps spent warming up.", low=0.0, high=1.0, advanced=True
    )
    schedule: str = setting(
        "cosine",
        "How the step size falls.",
        choices=("cosine", "linear", "constant"),
        advanced=True,
    )
    epsilon: float = setting(1e-8, "Adam's epsilon.", low=0.0, advanced=True)
    gradient_clip: float = setting(1.0, "Largest gradient norm.", low=0.0, advanced=True)


@dataclass(frozen=True, slots=True)
class GenerateSettings(Settings):
    """Candidates for rating."""

    sampling: SamplingSettings = setting(SamplingSettings(), "")
    per_prompt: int = setting(2, "Responses for each prompt.", low=1, high=64)
    batch_size: int = setting(16, "Responses sampled at once.", low=1, high=1024, advanced=True)
    seed: int = setting(0, "Seed of the random numbers.", low=0, advanced=True)
    device: str = setting(
        "auto", "Where to compute.", choices=("auto", "cpu", "cuda", "mps"), advanced=True
    )


@dataclass(frozen=True, slots=True)
class TrainSettings(Settings):
    """What every training stage has."""

    adapter: AdapterSettings = setting(AdapterSettings(), "")
    optimizer: OptimizerSettings = setting(OptimizerSettings(), "")
    epochs: int = setting(2, "Passes over the data.", low=1, high=1000)
    batch_size: int = setting(8, "Examples for each step.", low=1, high=4096)
    micro_batch_size: int = setting(
        8, "Examples computed at once; smaller needs less memory.", low=1, high=4096, advanced=True
    )
    max_length: int = setting(
        512,
        "Longest prompt with response; longer prompts lose their beginning.",
        unit="tokens",
        low=8,
        high=131072,
    )
    checkpoint_every: int = setting(
        20, "Steps between checkpoints.", unit="steps", low=1, advanced=True
    )
    seed: int = setting(0, "Seed of the random numbers.", low=0, advanced=True)
    device: str = setting(
        "auto", "Where to compute.", choices=("auto", "cpu", "cuda", "mps"), advanced=True
    )
    dtype: str = setting(
        "auto",
        "Precision of the frozen weights.",
        choices=("auto", "float32", "bfloat16"),
        advanced=True,
    )


@dataclass(frozen=True, slots=True)
class SftSettings(TrainSettings):
    """Supervised fine-tuning on demonstrations and corrections."""


@dataclass(frozen=True, slots=True)
class TextSettings(TrainSettings):
    """Next-token training on plain text, in chunks of `max_length`."""


@dataclass(frozen=True, slots=True)
class RewardSettings(TrainSettings):
    """Reward model: Bradley-Terry on pairs, ordinal targets on scores."""

    adapter: AdapterSettings = setting(AdapterSettings(layers=8), "")
    held_out_share: float = setting(
        0.2, "Share of the prompts kept for measuring.", low=0.05, high=0.5
    )
    centring: float = setting(
        0.01, "Weight of the term that keeps rewards near zero.", low=0.0, advanced=True
    )
    strength_margin: float = setting(
        0.0, "Extra distance wanted for each step of preference strength.", low=0.0, advanced=True
    )
    normalise_samples: int = setting(
        32, "Samples of the reference that set mean 0 and deviation 1.", low=0, advanced=True
    )
    sampling: SamplingSettings = setting(SamplingSettings(max_new_tokens=48), "")


@dataclass(frozen=True, slots=True)
class DpoSettings(TrainSettings):
    """Direct preference optimisation (Rafailov 2023) from the same pairs."""

    beta: float = setting(
        0.1, "How strongly the policy is held to the reference.", low=0.0001, high=10.0
    )
    label_smoothing: float = setting(
        0.0, "Share of pairs assumed to be wrong.", low=0.0, high=0.49, advanced=True
    )
    length_normalised: bool = setting(
        False, "Divide log-probabilities by the length.", advanced=True
    )


@dataclass(frozen=True, slots=True)
class EnvironmentSettings(Settings):
    """The training environment: how responses are sampled and how their reward is composed."""

    sampling: SamplingSettings = setting(SamplingSettings(max_new_tokens=48), "")
    rollout_size: int = setting(32, "Responses sampled for each update.", low=1, high=8192)
    kl_coefficient: float = setting(
        0.05, "Price of a nat of KL from the reference.", low=0.0, high=100.0
    )
    kl_controller: str = setting(
        "adaptive", "Keep the price, or steer KL to its target.", choices=("fixed", "adaptive")
    )
    kl_target: float = setting(8.0, "KL to steer to.", unit="nats", low=0.01, high=1000.0)
    kl_horizon: int = setting(2000, "Responses over which the price adapts.", low=1, advanced=True)
    missing_end_penalty: float = setting(
        1.0, "Taken from the reward of a response without an end.", low=0.0
    )
    length_penalty: float = setting(
        0.0, "Taken from the reward for each token.", low=0.0, advanced=True
    )
    reward_clip: float = setting(
        5.0, "Largest reward-model score, either way; 0 is no limit.", low=0.0, advanced=True
    )

    def validate(self) -> None:
        """Refuse sampling whose log-probabilities would not be the policy's own."""
        if self.sampling.top_p < 1.0 or self.sampling.top_k > 0:
            raise InvalidInputError(
                "PPO needs plain sampling",
                "With top-p or top-k the sampled distribution is not the policy's, and the "
                "measured KL becomes wrong, even negative.",
                "Set sampling.top_p=1 and sampling.top_k=0; use the temperature instead.",
            )


@dataclass(frozen=True, slots=True)
class PpoSettings(TrainSettings):
    """Proximal policy optimisation (Schulman 2017) of the policy against the reward model."""

    adapter: AdapterSettings = setting(AdapterSettings(layers=8), "")
    optimizer: OptimizerSettings = setting(
        OptimizerSettings(learning_rate=2e-4, schedule="linear", epsilon=1e-5, warmup_share=0.0), ""
    )
    environment: EnvironmentSettings = setting(EnvironmentSettings(), "")
    updates: int = setting(40, "Rounds of sampling and learning.", low=1, high=100000)
    epochs: int = setting(4, "Passes over each rollout.", low=1, high=100)
    batch_size: int = setting(16, "Responses in a minibatch.", low=1, high=8192)
    gamma: float = setting(1.0, "Discount of later rewards.", low=0.0, high=1.0, advanced=True)
    gae_lambda: float = setting(
        0.95, "Bias against variance of the advantages.", low=0.0, high=1.0, advanced=True
    )
    clip_range: float = setting(
        0.2, "Largest change of the probability ratio.", low=0.01, high=1.0, advanced=True
    )
    value_clip_range: float = setting(
        0.2, "Largest change of the value.", low=0.01, high=100.0, advanced=True
    )
    value_coefficient: float = setting(0.1, "Weight of the value loss.", low=0.0, advanced=True)
    whiten_rewards: bool = setting(
        False, "Scale rewards to deviation 1, keeping the mean.", advanced=True
    )
    max_approximate_kl: float = setting(
        0.1,
        "End the epochs of an update early above this KL from the sampling policy; 0 is never.",
        low=0.0,
        advanced=True,
    )
    evaluate_every: int = setting(10, "Updates between samples on held-out prompts.", low=1)
    evaluation_prompts: int = setting(
        8, "Held-out prompts sampled through the run.", low=0, high=1000, advanced=True
    )
    checkpoint_every: int = setting(5, "Updates between checkpoints.", low=1, advanced=True)

    def validate(self) -> None:
        """Check that minibatches fit the rollout."""
        if self.batch_size > self.environment.rollout_size:
            raise InvalidInputError(
                "The minibatch is larger than the rollout",
                f"Each update samples {self.environment.rollout_size} responses, "
                f"a minibatch takes {self.batch_size}.",
                "Lower batch_size or raise environment.rollout_size.",
            )
