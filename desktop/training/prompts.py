"""Prompts of a PPO run as tokens: those to train on, and those held out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop.domain.datasets import Example, PromptExample
from desktop.domain.errors import TrainingError
from desktop.domain.prompts import Split
from desktop.training.engine import prompt_ids, room_for

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.domain.policy_settings import PpoSettings
    from desktop.models.loading import LanguageModel
    from desktop.training.session import Session

_ANY = 1 << 30


@dataclass(frozen=True, slots=True)
class EncodedPrompt:
    """A prompt of the project and its tokens."""

    prompt_id: int
    ids: tuple[int, ...]


def encode_prompts(
    examples: Sequence[Example], settings: PpoSettings, lm: LanguageModel, session: Session
) -> tuple[list[EncodedPrompt], list[EncodedPrompt]]:
    """Return the prompts to train on and those held out, each in order of their ids.

    Prompts that are cut, few or all trained on are told of.

    Raises:
        TrainingError: There is no prompt to train on, or no room for one beside the response.
    """
    new_tokens = settings.environment.sampling.max_new_tokens
    room = min(room_for(lm, new_tokens), settings.max_length - new_tokens)
    if room < 1 or new_tokens >= (lm.facts.context_length or 1 << 30):
        raise TrainingError(
            "There is no room for a prompt",
            f"Responses may take {new_tokens} tokens of {settings.max_length} (the model can take "
            f"{lm.facts.context_length}).",
            "Lower environment.sampling.max_new_tokens or raise max_length.",
        )
    prompts = sorted(
        (e for e in examples if isinstance(e, PromptExample)), key=lambda e: e.prompt_id
    )
    whole = [(e.split, e.prompt_id, prompt_ids(lm, e.messages, _ANY)) for e in prompts]
    cut = sum(len(ids) > room for _, _, ids in whole)
    if cut:
        session.warn(
            f"{cut} prompts are longer than the {room} tokens that responses leave them and lose "
            "their beginning. Raise max_length or lower environment.sampling.max_new_tokens."
        )
    encoded = [(split, EncodedPrompt(number, ids[-room:])) for split, number, ids in whole]
    train = [prompt for split, prompt in encoded if split is Split.TRAIN]
    held_out = [prompt for split, prompt in encoded if split is Split.HELD_OUT]
    if not train:
        raise TrainingError(
            "There are no prompts to sample from",
            "Every prompt is held out, retired or called bad.",
            "Add prompts to the project first.",
        )
    if not held_out:
        session.warn("No prompt is held out: samples through the run come from training prompts.")
    if len({prompt.ids for prompt in train}) == 1:
        session.warn(
            "All prompts to train on are the same: the policy will learn answers to it by heart."
        )
    return train, held_out
