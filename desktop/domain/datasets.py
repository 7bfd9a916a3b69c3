"""Training data, frozen into a run's `data.jsonl`: one JSON object a line, each with its `type`.

These are what derivation yields and what the trainers read; they hold texts, not ids, so that a run
folder explains itself and needs no database.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from desktop.domain.errors import InvalidInputError
from desktop.domain.prompts import Message, Split

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class PromptExample:
    """A prompt to sample from."""

    type: ClassVar[str] = "prompt"
    prompt_id: int
    messages: tuple[Message, ...]
    split: Split = Split.TRAIN


@dataclass(frozen=True, slots=True)
class DemonstrationExample:
    """A prompt and the response to imitate."""

    type: ClassVar[str] = "demonstration"
    prompt_id: int
    messages: tuple[Message, ...]
    response: str
    split: Split = Split.TRAIN
    source: str = ""


@dataclass(frozen=True, slots=True)
class PairTarget:
    """Two indices into a group's responses, and what is known about them.

    `target` is the wanted probability that first beats second (0.5 is a tie).
    """

    first: int
    second: int
    target: float
    weight: float = 1.0
    kind: str = "comparison"
    event_id: int = 0


@dataclass(frozen=True, slots=True)
class ScoreTarget:
    """An ordinal score of one response, mapped to 0..1 over its scale."""

    index: int
    value: float
    weight: float = 1.0
    event_id: int = 0


@dataclass(frozen=True, slots=True)
class PreferenceGroup:
    """All that is known about one prompt's responses; each is computed once for all its pairs."""

    type: ClassVar[str] = "preferences"
    prompt_id: int
    messages: tuple[Message, ...]
    responses: tuple[str, ...]
    pairs: tuple[PairTarget, ...]
    scores: tuple[ScoreTarget, ...] = ()
    finished: tuple[bool, ...] = ()
    split: Split = Split.TRAIN


@dataclass(frozen=True, slots=True)
class TextExample:
    """A plain text for next-token training."""

    type: ClassVar[str] = "text"
    text: str
    split: Split = Split.TRAIN


Example = PromptExample | DemonstrationExample | PreferenceGroup | TextExample
_TYPES: dict[str, type[Any]] = {
    cls.type: cls for cls in (PromptExample, DemonstrationExample, PreferenceGroup, TextExample)
}


def to_json(example: Example) -> dict[str, Any]:
    """Return an example as plain JSON values."""
    value: dict[str, Any] = {"type": example.type}
    for name in example.__dataclass_fields__:
        value[name] = _plain(getattr(example, name))
    return value


def _plain(value: Any) -> Any:  # noqa: ANN401 - any field of an example
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if isinstance(value, Message):
        return value.to_json()
    if isinstance(value, PairTarget | ScoreTarget):
        return {name: getattr(value, name) for name in value.__dataclass_fields__}
    return value


def from_json(value: dict[str, Any]) -> Example:
    """Read an example; raises `InvalidInputError` when it is not one."""
    try:
        return _read(value)
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise InvalidInputError(
            "A line of the training data cannot be read",
            f"It is not an example that this version writes ({error}).",
            "Start the run again from the project; its judgements are safe.",
        ) from error


def _read(value: dict[str, Any]) -> Example:
    fields = dict(value)
    cls = _TYPES[fields.pop("type")]
    if "messages" in fields:
        fields["messages"] = tuple(Message.from_json(m) for m in fields["messages"])
    if "split" in fields:
        fields["split"] = Split(fields["split"])
    for name in ("responses", "finished"):
        if name in fields:
            fields[name] = tuple(fields[name])
    if "pairs" in fields:
        fields["pairs"] = tuple(PairTarget(**p) for p in fields["pairs"])
    if "scores" in fields:
        fields["scores"] = tuple(ScoreTarget(**s) for s in fields["scores"])
    example: Example = cls(**fields)
    return example


def write_examples(path: Path, examples: Iterable[Example]) -> int:
    """Write examples as JSON lines and return how many there were."""
    count = 0
    with path.open("w", encoding="utf-8") as lines:
        for example in examples:
            lines.write(json.dumps(to_json(example), ensure_ascii=False) + "\n")
            count += 1
    return count


def read_examples(path: Path) -> Iterator[Example]:
    """Yield the examples of a file written by `write_examples`.

    Raises:
        InvalidInputError: A line is not an example, or is written by half.
    """
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            yield from_json(_parsed(line))


def _parsed(line: str) -> Any:  # noqa: ANN401 - from_json judges what it is
    try:
        return json.loads(line)
    except ValueError:
        return None
