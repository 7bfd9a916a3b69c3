"""Settings of the stages that improve the policy: PPO with its environment, and DPO."""

from __future__ import annotations

from dataclasses import dataclass

from desktop.domain.errors import InvalidInputError
from desktop.domain.reward_rules import parse_rules
from desktop.domain.settings import (
    AdapterSettings,
    OptimizerSettings,
    SamplingSettings,
    TrainSettings,
)
from desktop.domain.settings_fields import Settings, setting


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
    repetition_penalty: float = setting(
        0.0,
        "Taken from the reward of a response that only repeats itself; in part, for a part.",
        low=0.0,
        advanced=True,
    )
    rules: str = setting(
        "",
        "Rewards of your own, one a line: weight, then “regex” and a pattern or “json” and a "
        "shape.",
        multiline=True,
        advanced=True,
    )
    reward_clip: float = setting(
        5.0, "Largest reward-model score, either way; 0 is no limit.", low=0.0, advanced=True
    )

    def validate(self) -> None:
        """Refuse sampling whose log-probabilities are not the policy's own, and unclear rules."""
        parse_rules(self.rules)
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
        OptimizerSettings(learning_rate=5e-4, schedule="linear", epsilon=1e-5, warmup_share=0.0), ""
    )
    environment: EnvironmentSettings = setting(EnvironmentSettings(), "")
    updates: int = setting(40, "Rounds of sampling and learning.", low=1, high=100000)
    epochs: int = setting(4, "Passes over each rollout.", low=1, high=100)
    batch_size: int = setting(16, "Responses in a minibatch.", low=1, high=8192)
    gamma: float = setting(
        1.0, "Discount of later rewards; 1 is none.", low=0.0, high=1.0, advanced=True
    )
    gae_lambda: float = setting(
        0.95,
        "Whom advantages trust: 1 the rewards alone, 0 the value model alone.",
        low=0.0,
        high=1.0,
        advanced=True,
    )
    clip_range: float = setting(
        0.2,
        "Largest change of a token's probability in an update, as a share.",
        low=0.01,
        high=1.0,
        advanced=True,
    )
    value_clip_range: float = setting(
        0.2, "Largest change of a value in an update.", low=0.01, high=100.0, advanced=True
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
    on_alarm: str = setting(
        "warn",
        "What happens when the policy seems to game its judge: a warning, or also a pause.",
        choices=("warn", "pause"),
    )
    human_pairs_every: int = setting(
        0, "Updates between pauses in which you judge blind pairs; 0 is never.", low=0
    )
    human_pairs: int = setting(
        8, "Blind pairs of each pause: the policy against its start.", low=1, high=200
    )

    def validate(self) -> None:
        """Check that minibatches fit the rollout."""
        if self.batch_size > self.environment.rollout_size:
            raise InvalidInputError(
                "The minibatch is larger than the rollout",
                f"Each update samples {self.environment.rollout_size} responses, "
                f"a minibatch takes {self.batch_size}.",
                "Lower batch_size or raise environment.rollout_size.",
            )
