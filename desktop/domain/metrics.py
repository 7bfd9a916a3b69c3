"""Names of all metrics, in one place, with what a chart says about them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Metric:
    """A metric: stable name, label, unit, and one sentence on what good looks like."""

    name: str
    label: str
    unit: str = ""
    good: str = ""


REWARD = Metric("objective/scores", "Reward", "", "higher is better")
KL = Metric("objective/kl", "KL to the start", "nats", "stays near its target")
KL_COEFFICIENT = Metric("objective/kl_coef", "Price of KL", "", "settles down")
RETURN = Metric("objective/rlhf_reward", "Reward minus KL price", "", "higher is better")
ENTROPY = Metric("objective/entropy", "Entropy", "nats", "falls slowly")
RATIO_MEAN = Metric("val/ratio", "Probability ratio", "", "stays near 1")
RATIO_VARIANCE = Metric("val/ratio_var", "Variance of the ratio", "", "stays small")
CLIP_FRACTION = Metric("policy/clipfrac_avg", "Clip fraction", "", "0.05 to 0.25 is healthy")
VALUE_CLIP_FRACTION = Metric("val/clipfrac_avg", "Value clip fraction", "", "stays small")
APPROXIMATE_KL = Metric("policy/approxkl_avg", "KL of one update", "nats", "stays small")
SAMPLING_GAP = Metric("policy/sampling_gap", "Sampling gap", "nats", "stays below 0.1")
POLICY_LOSS = Metric("loss/policy_avg", "Policy loss", "", "wanders around zero")
VALUE_LOSS = Metric("loss/value_avg", "Value loss", "", "falls, then stays low")
EXPLAINED_VARIANCE = Metric("val/explained_variance", "Explained variance", "", "rises towards 1")
RESPONSE_LENGTH = Metric("val/response_length", "Answer length", "tokens", "no sudden jumps")
FINISHED_SHARE = Metric("val/finished_share", "Answers with an end", "", "rises towards 1")
REPETITION = Metric("val/repetition", "Repetition", "", "stays low")
GRADIENT_NORM = Metric("train/grad_norm", "Gradient norm", "", "no spikes")
LEARNING_RATE = Metric("train/learning_rate", "Step size", "", "")
TOKENS_PER_SECOND = Metric("perf/tokens_per_second", "Throughput", "tokens/s", "steady")
MEMORY = Metric("perf/memory_gb", "Memory", "GB", "steady")
LOSS = Metric("train/loss", "Training loss", "", "falls")
ACCURACY = Metric("train/accuracy", "Training accuracy", "", "rises; the held-out one counts")
HELD_OUT_LOSS = Metric("eval/loss", "Held-out loss", "", "falls; stop when it rises")
HELD_OUT_ACCURACY = Metric(
    "eval/accuracy", "Held-out accuracy", "", "agreement with you on unseen pairs"
)
HELD_OUT_REWARD = Metric("eval/scores", "Held-out reward", "", "rises with the reward")
SECOND_REWARD = Metric(
    "eval/second_scores",
    "Reward of the second reward model",
    "",
    "rises too; if it falls, the policy games its judge",
)
HELD_OUT_KL = Metric("eval/kl", "Held-out KL", "nats", "stays near its target")
HELD_OUT_LENGTH = Metric("eval/response_length", "Held-out answer length", "tokens", "stays calm")
HELD_OUT_REPETITION = Metric("eval/repetition", "Held-out repetition", "", "stays low")
RULE_REWARD = Metric("objective/rules", "Reward of your rules", "", "higher is better")
HUMAN_WIN_RATE = Metric(
    "human/win_rate", "Your win rate", "", "above 0.5: you prefer the policy to its start"
)
HUMAN_AGREEMENT = Metric(
    "human/agreement",
    "Agreement with you",
    "",
    "of the reward model; near 0.5 it guesses what you like",
)
REWARD_MARGIN = Metric("train/margin", "Reward margin", "", "rises slowly")

METRICS: dict[str, Metric] = {m.name: m for m in list(globals().values()) if isinstance(m, Metric)}
