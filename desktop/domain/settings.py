"""Settings that all stages share, and those of the stages with nothing of their own."""

from __future__ import annotations

from dataclasses import dataclass

from desktop.domain.errors import InvalidInputError
from desktop.domain.settings_fields import Settings, setting


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
    rank: int = setting(
        16,
        "How much the adapters can learn; 8 to 64 is usual. More takes more memory.",
        low=1,
        high=1024,
    )
    alpha: float = setting(
        32.0,
        "How strongly the adapters act: alpha / rank. Twice the rank is usual.",
        low=0.001,
        advanced=True,
    )
    layers: int = setting(
        0,
        "How many of the upper layers are trained; 0 is all. Fewer is faster.",
        low=0,
        unit="layers",
    )
    quantise: str = setting(
        "none",
        "Hold the frozen weights in 8 or 4 bits: less memory, a little less exact. It needs an "
        "NVIDIA GPU.",
        choices=("none", "8bit", "4bit"),
        advanced=True,
    )

    def validate(self) -> None:
        """Refuse to train weights that are rounded."""
        if self.method == "full" and self.quantise != "none":
            raise InvalidInputError(
                "Quantised weights cannot be trained",
                "adapter.method=full trains all weights, adapter.quantise rounds them.",
                "Set adapter.quantise=none, or train adapters with adapter.method=lora.",
            )


@dataclass(frozen=True, slots=True)
class OptimizerSettings(Settings):
    """AdamW and its schedule: linear warm-up, then cosine or linear decay, or constant."""

    learning_rate: float = setting(
        1e-4,
        "How far each step goes: too far and the loss jumps, not far enough and little is learnt.",
        low=1e-9,
        high=1.0,
    )
    weight_decay: float = setting(
        0.0,
        "How strongly weights are pulled towards zero; 0 is not at all.",
        low=0.0,
        high=1.0,
        advanced=True,
    )
    warmup_share: float = setting(
        0.05, "Share of the steps spent warming up.", low=0.0, high=1.0, advanced=True
    )
    schedule: str = setting(
        "cosine",
        "How the step size falls after the warm-up.",
        choices=("cosine", "linear", "constant"),
        advanced=True,
    )
    epsilon: float = setting(
        1e-8,
        "Adam's epsilon, which keeps its divisions from growing too large.",
        low=0.0,
        advanced=True,
    )
    gradient_clip: float = setting(
        1.0,
        "Largest gradient norm; larger gradients are scaled down to it.",
        low=0.0,
        advanced=True,
    )


@dataclass(frozen=True, slots=True)
class GenerateSettings(Settings):
    """Candidates for rating."""

    sampling: SamplingSettings = setting(SamplingSettings(), "")
    per_prompt: int = setting(2, "Responses for each prompt from each version.", low=1, high=64)
    temperature_spread: float = setting(
        0.0,
        "How far the temperatures of one prompt's responses lie below and above; 0 is all alike.",
        low=0.0,
        high=2.0,
    )
    versions: str = setting(
        "",
        "Numbers of the versions that answer, with commas; empty is the newest.",
        advanced=True,
    )
    batch_size: int = setting(16, "Responses sampled at once.", low=1, high=1024, advanced=True)
    seed: int = setting(0, "Seed of the random numbers.", low=0, advanced=True)
    device: str = setting(
        "auto",
        "Where to compute; auto takes a graphics card that works, else the processor.",
        choices=("auto", "cpu", "cuda", "mps"),
        advanced=True,
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
    recompute_activations: bool = setting(
        False,
        "Compute activations again on the way back instead of keeping them: slower, less memory.",
        advanced=True,
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
        "auto",
        "Where to compute; auto takes a graphics card that works, else the processor.",
        choices=("auto", "cpu", "cuda", "mps"),
        advanced=True,
    )
    dtype: str = setting(
        "auto",
        "Precision of the frozen weights.",
        choices=("auto", "float32", "bfloat16"),
        advanced=True,
    )


@dataclass(frozen=True, slots=True)
class ImitationSettings(TrainSettings):
    """What the stages of the initial training share."""

    evaluate_every: int = setting(
        0, "Steps between measurements of the held-out loss; 0 is each epoch.", low=0, advanced=True
    )
    patience: int = setting(
        2,
        "Measurements without a lower held-out loss after which the run ends; the best model is "
        "kept. 0 goes on to the end and keeps the last.",
        low=0,
        high=1000,
    )


@dataclass(frozen=True, slots=True)
class SftSettings(ImitationSettings):
    """Supervised fine-tuning on demonstrations and corrections."""

    turns: str = setting(
        "last",
        "Learn the last answer of a conversation, or every answer in it.",
        choices=("last", "all"),
    )


@dataclass(frozen=True, slots=True)
class TextSettings(ImitationSettings):
    """Next-token training on plain text, in chunks of `max_length`."""
