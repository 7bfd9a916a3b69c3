"""Imitation: next-token loss on demonstrations (the assistant's tokens only) or on plain text."""

from __future__ import annotations

import json
from functools import partial
from typing import TYPE_CHECKING, Any

import torch
from torch import Tensor

from desktop.domain.datasets import DemonstrationExample, Example, TextExample
from desktop.domain.errors import TrainingError
from desktop.domain.metrics import HELD_OUT_LOSS, Metric
from desktop.domain.prompts import Role as Speaker
from desktop.domain.prompts import Split
from desktop.models.chat import begin_ids, encode_text
from desktop.training.data import BatchOrder, TokenRow, shuffled
from desktop.training.engine import Engine, cut_rows, encode_row, room_for, save_role
from desktop.training.loop import Averages, Loop
from desktop.training.masking import masked_sum
from desktop.training.optimizer import Optimizer
from desktop.training.trunks import TrunkBank, split_by_length, warn_if_whole

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from desktop.domain.prompts import Message
    from desktop.domain.runs import RunSpec
    from desktop.domain.settings import ImitationSettings, SftSettings, TextSettings, TrainSettings
    from desktop.models.loading import LanguageModel
    from desktop.training.roles import Role
    from desktop.training.session import Session

Micro = list[int]

FEWEST_SOURCES = 10
"""Conversations or texts of which one can be held out."""
NOTHING_HELD_OUT = (
    "Nothing is held out: the run does not tell how it does on what it has not seen, and does not "
    "end early."
)


class ImitationTask:
    """Learns the response tokens of rows.

    Args:
        role: The policy in training.
        rows: All rows.
        train: Which rows are trained on.
        held_out: Which rows measure.
        settings: Of the run.
    """

    def __init__(
        self,
        role: Role,
        rows: Sequence[TokenRow],
        train: Sequence[int],
        held_out: Sequence[int],
        settings: TrainSettings,
    ) -> None:
        self.role = role
        self._rows = rows
        self._train = train
        self._held_out = list(held_out)
        self._settings = settings
        self.bank = TrunkBank(role, rows)
        self.order = BatchOrder([len(rows[i]) for i in train], settings.batch_size, settings.seed)

    def micro_batches(self, step: int) -> list[Micro]:
        """Return the rows of a step, those of similar length together."""
        chosen = [self._train[i] for i in self.order.batch(step)]
        return split_by_length(chosen, self._rows, self._settings.micro_batch_size)

    def weight(self, micro: Micro) -> float:
        """Return the number of tokens that are learnt."""
        return sum(len(self._rows[i].response_ids) for i in micro)

    def tokens(self, micro: Micro) -> int:
        """Return the number of real tokens."""
        return sum(len(self._rows[i]) for i in micro)

    def loss(self, micro: Micro, averages: Averages) -> Tensor:
        """Return the summed negative log-probability of the learnt tokens."""
        batch, trunk = self.bank.batch(micro)
        return -masked_sum(self.role.logprobs(batch, trunk), batch.response_mask)

    def evaluate(self, session: Session) -> dict[Metric, float]:
        """Measure the loss for each token on the held-out rows."""
        micros = split_by_length(self._held_out, self._rows, self._settings.micro_batch_size)

        def measure() -> float:
            total = 0.0
            for micro in session.measuring.cut(session.team.mine(micros)):
                session.poll()
                with torch.no_grad():
                    total += float(self.loss(micro, Averages()))
            return total

        count = self.weight(self._held_out)
        work = partial(session.measuring.attempt, measure)
        return {HELD_OUT_LOSS: sum(session.team.gather(work)) / count} if count else {}


def train_sft(
    spec: RunSpec,
    settings: SftSettings,
    examples: Sequence[Example],
    engine: Engine,
    session: Session,
) -> dict[str, Any]:
    """Learn from demonstrations and corrections; return the run's figures.

    Raises:
        TrainingError: There is no demonstration, or the numbers diverged.
        StopRequested: The run is to be discarded.
        ShutdownRequested: The worker must end.
    """
    role = engine.trained_role("policy", spec.policy, settings.adapter, settings.seed)
    rows, splits, prompts = demonstration_rows(role.lm, examples, settings)
    session.warn_of_cut(cut_rows(role.lm, rows, settings.max_length), settings.max_length)
    if Split.TRAIN not in splits:
        raise TrainingError(
            "There is nothing to imitate",
            "No prompt for training has a demonstration or a corrected answer.",
            "Write or correct some answers first.",
        )
    parts = part_rows(splits, prompts, settings.seed)
    return _train(role, rows, parts, spec, settings, engine, session)


def train_text(
    spec: RunSpec,
    settings: TextSettings,
    examples: Sequence[Example],
    engine: Engine,
    session: Session,
) -> dict[str, Any]:
    """Learn plain texts, cut into chunks, equal ones once; return the run's figures.

    Raises as `train_sft` does.
    """
    role = engine.trained_role("policy", spec.policy, settings.adapter, settings.seed)
    width = min(settings.max_length, room_for(role.lm, 0))
    found: dict[TokenRow, tuple[Split, int]] = {}
    for number, example in enumerate(examples):
        if isinstance(example, TextExample):
            for chunk in text_chunks(role.lm, example.text, width):
                found.setdefault(chunk, (example.split, number))
    rows, splits, texts = _columns(found)
    if Split.TRAIN not in splits:
        raise TrainingError(
            "There is no text to learn from",
            "The texts are empty, too short to have a next token, or held out.",
            "Choose files with more text.",
        )
    # Of few texts, pieces are held out.
    sources = texts if len(set(texts)) >= FEWEST_SOURCES else range(len(rows))
    parts = part_rows(splits, sources, settings.seed)
    return _train(role, rows, parts, spec, settings, engine, session)


def demonstration_rows(
    lm: LanguageModel, examples: Sequence[Example], settings: SftSettings
) -> tuple[list[TokenRow], list[Split], list[int]]:
    """Return each answer to be learnt as a row, where it belongs, and its prompt's id.

    An answer is learnt after everything that was said before it. With all turns, each answer of the
    assistant in a conversation is a row of its own; equal rows, as conversations with a common
    beginning give, are learnt once.
    """
    found: dict[TokenRow, tuple[Split, int]] = {}
    for example in examples:
        if isinstance(example, DemonstrationExample):
            for messages, answer in _answers(example, settings.turns):
                row = encode_row(lm, messages, answer, True, settings.max_length)
                found.setdefault(row, (example.split, example.prompt_id))
    return _columns(found)


def _columns(
    found: Mapping[TokenRow, tuple[Split, int]],
) -> tuple[list[TokenRow], list[Split], list[int]]:
    """Return rows, where each belongs, and what it comes from."""
    return list(found), [split for split, _ in found.values()], [n for _, n in found.values()]


def _answers(example: DemonstrationExample, turns: str) -> Iterator[tuple[Sequence[Message], str]]:
    messages = example.messages
    if turns == "all":
        for place, message in enumerate(messages):
            if message.role is Speaker.ASSISTANT:
                yield messages[:place], message.content
    yield messages, example.response


def text_chunks(lm: LanguageModel, text: str, width: int) -> list[TokenRow]:
    """Cut a text into rows of at most `width` tokens; the first token of each row is only read.

    A text begins as the model knows texts to begin, and ends with the end token, so that the model
    learns where texts end.
    """
    end = lm.tokenizer.eos_token_id
    ids = encode_text(lm.tokenizer, text)
    if not ids:
        return []
    ids = [*begin_ids(lm.tokenizer), *ids, *([] if end is None else [end])]
    starts = range(0, len(ids) - 1, max(width - 1, 1))
    chunks = [ids[start : start + width] for start in starts]
    return [TokenRow((chunk[0],), tuple(chunk[1:])) for chunk in chunks]


def part_rows(
    splits: Sequence[Split], sources: Sequence[int], seed: int
) -> tuple[list[int], list[int]]:
    """Return the rows to train on and to measure with.

    Where none are held out, a tenth of the sources is, each with all of its rows: those of one
    conversation begin alike, and what is measured must not have been learnt.

    Args:
        splits: Of each row.
        sources: What each row comes from: the id of its prompt, the number of its text.
        seed: Decides which are held out.
    """
    train = [i for i, split in enumerate(splits) if split is Split.TRAIN]
    held_out = [i for i, split in enumerate(splits) if split is Split.HELD_OUT]
    names = sorted({sources[i] for i in train})
    if held_out or len(names) < FEWEST_SOURCES:
        return train, held_out
    order = shuffled(len(names), seed, "held out")
    kept = {names[i] for i in order[: round(len(names) / FEWEST_SOURCES)]}
    return [i for i in train if sources[i] not in kept], [i for i in train if sources[i] in kept]


def _train(
    role: Role,
    rows: Sequence[TokenRow],
    parts: tuple[list[int], list[int]],
    spec: RunSpec,
    settings: ImitationSettings,
    engine: Engine,
    session: Session,
) -> dict[str, Any]:
    engine.live = role
    train, held_out = parts
    if not held_out:
        session.warn(NOTHING_HELD_OUT)
    warn_if_whole(role, session)
    task = ImitationTask(role, rows, train, held_out, settings)
    steps = settings.epochs * task.order.batches_per_epoch
    loop = Loop(
        task,
        engine,
        {"policy": role},
        Optimizer(role.trainable(), settings.optimizer, steps),
        session,
        total_steps=steps,
        evaluate_every=settings.evaluate_every or task.order.batches_per_epoch,
        checkpoint_every=settings.checkpoint_every,
        patience=settings.patience,
    )
    completed = loop.run()
    counts = {"train_examples": len(train), "held_out_examples": len(held_out)}
    return finish(loop, role, completed, spec, session, counts)


def finish(
    loop: Loop[Any],
    role: Role,
    completed: bool,
    spec: RunSpec,
    session: Session,
    figures: dict[str, Any],
) -> dict[str, Any]:
    """Save a trained policy with its report and return the figures."""
    before, after = loop.first_and_last(HELD_OUT_LOSS)
    result = {
        "loss_before": before,
        "loss_after": after,
        "steps": loop.done,
        "kept_step": loop.kept_step,
        "stopped_early": not completed,
        **figures,
    }
    if session.team.leads:
        folder = session.run_folder / "model"
        save_role(role, folder, spec.policy.base_folder)
        (folder / "report.json").write_text(json.dumps(result, indent=2), encoding="utf-8")
    return result
