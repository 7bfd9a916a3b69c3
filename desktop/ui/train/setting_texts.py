"""Labels and help of all settings, in the user's language.

The domain holds the English help; it stands here once more because only literal strings are found
for translation. A test keeps the two equal. Settings inside the environment share the words of
those outside.
"""

from __future__ import annotations

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

_LABELS: dict[str, object] = {
    "adapter.method": QT_TRANSLATE_NOOP("Settings", "Method"),
    "adapter.rank": QT_TRANSLATE_NOOP("Settings", "Rank"),
    "adapter.alpha": QT_TRANSLATE_NOOP("Settings", "Alpha"),
    "adapter.layers": QT_TRANSLATE_NOOP("Settings", "Upper layers"),
    "adapter.quantise": QT_TRANSLATE_NOOP("Settings", "Frozen weights in"),
    "optimizer.learning_rate": QT_TRANSLATE_NOOP("Settings", "Step size"),
    "optimizer.weight_decay": QT_TRANSLATE_NOOP("Settings", "Weight decay"),
    "optimizer.warmup_share": QT_TRANSLATE_NOOP("Settings", "Warm-up"),
    "optimizer.schedule": QT_TRANSLATE_NOOP("Settings", "Schedule"),
    "optimizer.epsilon": QT_TRANSLATE_NOOP("Settings", "Epsilon"),
    "optimizer.gradient_clip": QT_TRANSLATE_NOOP("Settings", "Gradient clipping"),
    "epochs": QT_TRANSLATE_NOOP("Settings", "Epochs"),
    "batch_size": QT_TRANSLATE_NOOP("Settings", "Batch size"),
    "micro_batch_size": QT_TRANSLATE_NOOP("Settings", "Micro-batch size"),
    "recompute_activations": QT_TRANSLATE_NOOP("Settings", "Recompute activations"),
    "max_length": QT_TRANSLATE_NOOP("Settings", "Longest text"),
    "checkpoint_every": QT_TRANSLATE_NOOP("Settings", "Checkpoint every"),
    "seed": QT_TRANSLATE_NOOP("Settings", "Seed"),
    "device": QT_TRANSLATE_NOOP("Settings", "Device"),
    "dtype": QT_TRANSLATE_NOOP("Settings", "Precision"),
    "held_out_share": QT_TRANSLATE_NOOP("Settings", "Held-out share"),
    "frozen_backbone": QT_TRANSLATE_NOOP("Settings", "Train the head only"),
    "folds": QT_TRANSLATE_NOOP("Settings", "Folds"),
    "second_share": QT_TRANSLATE_NOOP("Settings", "Second model's share"),
    "aspects": QT_TRANSLATE_NOOP("Settings", "Weights of aspects"),
    "patience": QT_TRANSLATE_NOOP("Settings", "Patience"),
    "turns": QT_TRANSLATE_NOOP("Settings", "Answers to learn"),
    "centring": QT_TRANSLATE_NOOP("Settings", "Centring"),
    "strength_margin": QT_TRANSLATE_NOOP("Settings", "Strength margin"),
    "normalise_samples": QT_TRANSLATE_NOOP("Settings", "Samples for scaling"),
    "sampling.temperature": QT_TRANSLATE_NOOP("Settings", "Temperature"),
    "sampling.max_new_tokens": QT_TRANSLATE_NOOP("Settings", "Longest answer"),
    "sampling.top_p": QT_TRANSLATE_NOOP("Settings", "Top-p"),
    "sampling.top_k": QT_TRANSLATE_NOOP("Settings", "Top-k"),
    "rollout_size": QT_TRANSLATE_NOOP("Settings", "Rollout size"),
    "kl_coefficient": QT_TRANSLATE_NOOP("Settings", "Price of KL"),
    "kl_controller": QT_TRANSLATE_NOOP("Settings", "KL controller"),
    "kl_target": QT_TRANSLATE_NOOP("Settings", "KL target"),
    "kl_horizon": QT_TRANSLATE_NOOP("Settings", "KL horizon"),
    "missing_end_penalty": QT_TRANSLATE_NOOP("Settings", "Penalty for no end"),
    "length_penalty": QT_TRANSLATE_NOOP("Settings", "Length penalty"),
    "repetition_penalty": QT_TRANSLATE_NOOP("Settings", "Repetition penalty"),
    "rules": QT_TRANSLATE_NOOP("Settings", "Own rules"),
    "reward_clip": QT_TRANSLATE_NOOP("Settings", "Reward limit"),
    "updates": QT_TRANSLATE_NOOP("Settings", "Updates"),
    "gamma": QT_TRANSLATE_NOOP("Settings", "Gamma"),
    "gae_lambda": QT_TRANSLATE_NOOP("Settings", "GAE lambda"),
    "clip_range": QT_TRANSLATE_NOOP("Settings", "Clip range"),
    "value_clip_range": QT_TRANSLATE_NOOP("Settings", "Value clip range"),
    "value_coefficient": QT_TRANSLATE_NOOP("Settings", "Value coefficient"),
    "whiten_rewards": QT_TRANSLATE_NOOP("Settings", "Whiten rewards"),
    "max_approximate_kl": QT_TRANSLATE_NOOP("Settings", "KL limit of an update"),
    "evaluate_every": QT_TRANSLATE_NOOP("Settings", "Samples every"),
    "evaluation_prompts": QT_TRANSLATE_NOOP("Settings", "Prompts for samples"),
    "on_alarm": QT_TRANSLATE_NOOP("Settings", "On an alarm"),
    "human_pairs_every": QT_TRANSLATE_NOOP("Settings", "Ask you every"),
    "human_pairs": QT_TRANSLATE_NOOP("Settings", "Pairs to ask"),
    "beta": QT_TRANSLATE_NOOP("Settings", "Beta"),
    "label_smoothing": QT_TRANSLATE_NOOP("Settings", "Label smoothing"),
    "length_normalised": QT_TRANSLATE_NOOP("Settings", "Length-normalised"),
    "per_prompt": QT_TRANSLATE_NOOP("Settings", "Answers a prompt"),
    "temperature_spread": QT_TRANSLATE_NOOP("Settings", "Spread of temperatures"),
    "versions": QT_TRANSLATE_NOOP("Settings", "Versions"),
}
_HELPS: tuple[object, ...] = (
    QT_TRANSLATE_NOOP("Settings", "Train low-rank adapters, or all weights."),
    QT_TRANSLATE_NOOP(
        "Settings", "How much the adapters can learn; 8 to 64 is usual. More takes more memory."
    ),
    QT_TRANSLATE_NOOP(
        "Settings", "How strongly the adapters act: alpha / rank. Twice the rank is usual."
    ),
    QT_TRANSLATE_NOOP(
        "Settings", "How many of the upper layers are trained; 0 is all. Fewer is faster."
    ),
    QT_TRANSLATE_NOOP(
        "Settings",
        "Hold the frozen weights in 8 or 4 bits: less memory, a little less exact. It needs an "
        "NVIDIA GPU.",
    ),
    QT_TRANSLATE_NOOP(
        "Settings",
        "How far each step goes: too far and the loss jumps, not far enough and little is learnt.",
    ),
    QT_TRANSLATE_NOOP("Settings", "How strongly weights are pulled towards zero; 0 is not at all."),
    QT_TRANSLATE_NOOP("Settings", "Share of the steps spent warming up."),
    QT_TRANSLATE_NOOP("Settings", "How the step size falls after the warm-up."),
    QT_TRANSLATE_NOOP(
        "Settings", "Adam's epsilon, which keeps its divisions from growing too large."
    ),
    QT_TRANSLATE_NOOP("Settings", "Largest gradient norm; larger gradients are scaled down to it."),
    QT_TRANSLATE_NOOP("Settings", "Passes over the data."),
    QT_TRANSLATE_NOOP("Settings", "Passes over each rollout."),
    QT_TRANSLATE_NOOP("Settings", "Examples for each step."),
    QT_TRANSLATE_NOOP("Settings", "Responses in a minibatch."),
    QT_TRANSLATE_NOOP("Settings", "Responses sampled at once."),
    QT_TRANSLATE_NOOP("Settings", "Examples computed at once; smaller needs less memory."),
    QT_TRANSLATE_NOOP(
        "Settings", "Longest prompt with response; longer prompts lose their beginning."
    ),
    QT_TRANSLATE_NOOP(
        "Settings",
        "Compute activations again on the way back instead of keeping them: slower, less memory.",
    ),
    QT_TRANSLATE_NOOP("Settings", "Steps between checkpoints."),
    QT_TRANSLATE_NOOP("Settings", "Updates between checkpoints."),
    QT_TRANSLATE_NOOP("Settings", "Seed of the random numbers."),
    QT_TRANSLATE_NOOP(
        "Settings", "Where to compute; auto takes a graphics card that works, else the processor."
    ),
    QT_TRANSLATE_NOOP("Settings", "Precision of the frozen weights."),
    QT_TRANSLATE_NOOP("Settings", "Share of the prompts kept for measuring."),
    QT_TRANSLATE_NOOP(
        "Settings",
        "Train only the head, on features computed once: seconds instead of minutes, less exact.",
    ),
    QT_TRANSLATE_NOOP(
        "Settings",
        "Parts of the prompts that are held out in turn; 0 decides by their number, 1 is one part.",
    ),
    QT_TRANSLATE_NOOP(
        "Settings",
        "Share of the prompts for a second reward model, which PPO never sees and which warns when "
        "the policy games the first; 0 is none.",
    ),
    QT_TRANSLATE_NOOP(
        "Settings",
        "Weights of the aspects in scores, such as overall=1, tone=0.5; empty counts all alike.",
    ),
    QT_TRANSLATE_NOOP(
        "Settings", "Steps between measurements of the held-out loss; 0 is each epoch."
    ),
    QT_TRANSLATE_NOOP(
        "Settings",
        "Measurements without a lower held-out loss after which the run ends; the best model is "
        "kept. 0 goes on to the end and keeps the last.",
    ),
    QT_TRANSLATE_NOOP(
        "Settings", "Learn the last answer of a conversation, or every answer in it."
    ),
    QT_TRANSLATE_NOOP("Settings", "Weight of the term that keeps rewards near zero."),
    QT_TRANSLATE_NOOP("Settings", "Extra distance wanted for each step of preference strength."),
    QT_TRANSLATE_NOOP("Settings", "Samples of the reference that set mean 0 and deviation 1."),
    QT_TRANSLATE_NOOP("Settings", "Spread of the sampling; 1 is the model's own."),
    QT_TRANSLATE_NOOP("Settings", "Longest response."),
    QT_TRANSLATE_NOOP("Settings", "Sample from the likeliest tokens up to this share."),
    QT_TRANSLATE_NOOP("Settings", "Sample from this many likeliest tokens; 0 is all."),
    QT_TRANSLATE_NOOP("Settings", "Responses sampled for each update."),
    QT_TRANSLATE_NOOP("Settings", "Price of a nat of KL from the reference."),
    QT_TRANSLATE_NOOP("Settings", "Keep the price, or steer KL to its target."),
    QT_TRANSLATE_NOOP("Settings", "KL to steer to."),
    QT_TRANSLATE_NOOP("Settings", "Responses over which the price adapts."),
    QT_TRANSLATE_NOOP("Settings", "Taken from the reward of a response without an end."),
    QT_TRANSLATE_NOOP("Settings", "Taken from the reward for each token."),
    QT_TRANSLATE_NOOP(
        "Settings",
        "Taken from the reward of a response that only repeats itself; in part, for a part.",
    ),
    QT_TRANSLATE_NOOP(
        "Settings",
        "Rewards of your own, one a line: weight, then “regex” and a pattern or “json” and a "
        "shape.",
    ),
    QT_TRANSLATE_NOOP("Settings", "Largest reward-model score, either way; 0 is no limit."),
    QT_TRANSLATE_NOOP("Settings", "Rounds of sampling and learning."),
    QT_TRANSLATE_NOOP("Settings", "Discount of later rewards; 1 is none."),
    QT_TRANSLATE_NOOP(
        "Settings", "Whom advantages trust: 1 the rewards alone, 0 the value model alone."
    ),
    QT_TRANSLATE_NOOP(
        "Settings", "Largest change of a token's probability in an update, as a share."
    ),
    QT_TRANSLATE_NOOP("Settings", "Largest change of a value in an update."),
    QT_TRANSLATE_NOOP("Settings", "Weight of the value loss."),
    QT_TRANSLATE_NOOP("Settings", "Scale rewards to deviation 1, keeping the mean."),
    QT_TRANSLATE_NOOP(
        "Settings",
        "End the epochs of an update early above this KL from the sampling policy; 0 is never.",
    ),
    QT_TRANSLATE_NOOP("Settings", "Updates between samples on held-out prompts."),
    QT_TRANSLATE_NOOP("Settings", "Held-out prompts sampled through the run."),
    QT_TRANSLATE_NOOP(
        "Settings",
        "What happens when the policy seems to game its judge: a warning, or also a pause.",
    ),
    QT_TRANSLATE_NOOP(
        "Settings", "Updates between pauses in which you judge blind pairs; 0 is never."
    ),
    QT_TRANSLATE_NOOP("Settings", "Blind pairs of each pause: the policy against its start."),
    QT_TRANSLATE_NOOP("Settings", "How strongly the policy is held to the reference."),
    QT_TRANSLATE_NOOP("Settings", "Share of pairs assumed to be wrong."),
    QT_TRANSLATE_NOOP("Settings", "Divide log-probabilities by the length."),
    QT_TRANSLATE_NOOP("Settings", "Responses for each prompt from each version."),
    QT_TRANSLATE_NOOP(
        "Settings",
        "How far the temperatures of one prompt's responses lie below and above; 0 is all alike.",
    ),
    QT_TRANSLATE_NOOP(
        "Settings", "Numbers of the versions that answer, with commas; empty is the newest."
    ),
)
_UNITS: tuple[object, ...] = (
    QT_TRANSLATE_NOOP("Settings", "layers"),
    QT_TRANSLATE_NOOP("Settings", "nats"),
    QT_TRANSLATE_NOOP("Settings", "steps"),
    QT_TRANSLATE_NOOP("Settings", "tokens"),
)
_GROUPS: dict[str, object] = {
    "": QT_TRANSLATE_NOOP("Settings", "Training"),
    "adapter": QT_TRANSLATE_NOOP("Settings", "What is trained"),
    "optimizer": QT_TRANSLATE_NOOP("Settings", "Optimiser"),
    "sampling": QT_TRANSLATE_NOOP("Settings", "Sampling"),
    "environment": QT_TRANSLATE_NOOP("Settings", "Environment and reward"),
    "environment.sampling": QT_TRANSLATE_NOOP("Settings", "Sampling"),
}


def setting_label(key: str) -> str:
    """Return a setting's name; an unknown one is shown by its key."""
    return _translated(str(_LABELS.get(key.removeprefix("environment."), key)))


def group_text(group: str) -> str:
    """Return the heading over the settings of a record."""
    return _translated(str(_GROUPS.get(group, group)))


def help_text(text: str) -> str:
    """Return the translation of a setting's help or unit."""
    return _translated(text)


def known_words() -> set[str]:
    """Return all help texts and units that can be translated."""
    return {str(word) for word in (*_HELPS, *_UNITS)}


def _translated(text: str) -> str:
    return QCoreApplication.translate("Settings", text) if text else ""
