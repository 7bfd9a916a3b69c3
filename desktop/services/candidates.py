"""Which answers are missing before every prompt has its candidates, and what is asked in one go.

Each prompt gets `per_prompt` different answers of every version asked. With a spread of
temperatures the answers of one version take evenly spaced temperatures: cautious ones and daring
ones side by side differ more than equally warm ones do.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from desktop.domain.errors import InvalidInputError
from desktop.domain.responses import Origin

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from desktop.domain.datasets import PromptExample
    from desktop.domain.prompts import Message
    from desktop.domain.responses import Response
    from desktop.domain.settings import GenerateSettings
    from desktop.store.store import Store

COLDEST, HOTTEST = 0.05, 5.0
"""The bounds of a sampling temperature."""
ATTEMPTS = 3
"""Times a prompt is sampled for answers that differ."""
_PAGE = 500


@dataclass(slots=True)
class Want:
    """Answers that a prompt misses, of one version at one temperature.

    `texts` are all answers the prompt has, shared by its wants; `slot` numbers version and
    temperature.
    """

    prompt_id: int
    messages: tuple[Message, ...]
    version_id: int
    temperature: float
    slot: int
    missing: int
    texts: set[str]
    attempts: int = 0

    @property
    def alike(self) -> tuple[int, int]:
        """What wants of one request have in common."""
        return self.slot, self.missing

    @property
    def hopeful(self) -> bool:
        """Whether asking again may help."""
        return self.missing > 0 and self.attempts < ATTEMPTS

    def take(self, text: str) -> bool:
        """Count an answer; False for an empty or repeated one, or one too many."""
        if not text.strip() or text.strip() in self.texts or self.missing <= 0:
            return False
        self.texts.add(text.strip())
        self.missing -= 1
        return True


def temperatures(settings: GenerateSettings) -> list[float]:
    """Return the temperature of each of a prompt's answers, the lowest first."""
    count, middle = settings.per_prompt, settings.sampling.temperature
    if not settings.temperature_spread or count == 1:
        return [middle] * count
    low = max(COLDEST, middle - settings.temperature_spread)
    high = min(HOTTEST, middle + settings.temperature_spread)
    return [round(low + (high - low) * n / (count - 1), 4) for n in range(count)]


def version_numbers(text: str) -> tuple[int, ...]:
    """Read the versions named in a setting, such as “3, 5”; raises `InvalidInputError`."""
    try:
        return tuple(dict.fromkeys(int(part) for part in text.split(",") if part.strip()))
    except ValueError as error:
        raise InvalidInputError(
            f"“{text}” does not name model versions",
            "Versions are named by their numbers, with commas between them.",
            "Write for example versions=1,4; status lists the numbers.",
        ) from error


def missing_candidates(
    store: Store,
    examples: Iterable[PromptExample],
    version_ids: Sequence[int],
    settings: GenerateSettings,
) -> Iterator[Want]:
    """Yield what is missing, by prompt in the order given; they are read page by page."""
    left = iter(examples)
    while page := [*islice(left, _PAGE)]:
        answers: dict[int, list[Response]] = {}
        for response in store.responses.for_prompts(example.prompt_id for example in page):
            answers.setdefault(response.prompt_id, []).append(response)
        for example in page:
            yield from _wants(example, answers.get(example.prompt_id, []), version_ids, settings)


def _wants(
    example: PromptExample,
    answers: Sequence[Response],
    version_ids: Sequence[int],
    settings: GenerateSettings,
) -> Iterator[Want]:
    """Yield what one prompt misses, given all its answers."""
    known = {response.text.strip() for response in answers}
    steps = temperatures(settings)
    for place, version_id in enumerate(version_ids):
        own = [
            response
            for response in answers
            if response.origin is Origin.GENERATED and response.model_version_id == version_id
        ]
        for temperature, missing in _missing(own, settings):
            slot = place * settings.per_prompt + steps.index(temperature)
            yield Want(
                example.prompt_id, example.messages, version_id, temperature, slot, missing, known
            )


def _missing(answers: Iterable[Response], settings: GenerateSettings) -> list[tuple[float, int]]:
    """Return how many answers are missing at each temperature, for which there is one."""
    different = {response.text.strip(): response for response in answers}
    wanted = Counter(temperatures(settings))
    missing = settings.per_prompt - len(different)
    if missing <= 0:
        return []
    if len(wanted) == 1:
        return [(next(iter(wanted)), missing)]
    for response in different.values():
        if response.sampling is not None:
            wanted[response.sampling.temperature] -= 1
    left = [temperature for temperature, count in wanted.items() if count > 0]
    return [(temperature, 1) for temperature in left[:missing]]


def in_order(wants: Iterable[Want], block: int) -> list[Want]:
    """Return wants so that pairs are complete early and alike lengths decode together.

    Prompts go in blocks from short to long; within a block, version by version.
    """
    wants = list(wants)
    lengths = {w.prompt_id: sum(len(m.content) for m in w.messages) for w in wants}
    place = {p: n // block for n, p in enumerate(sorted(lengths, key=lengths.__getitem__))}
    return sorted(wants, key=lambda w: (place[w.prompt_id], w.slot, lengths[w.prompt_id]))


def next_request(wants: list[Want], batch_size: int) -> list[Want]:
    """Take the next wants that one request can ask for, about a batch of answers, off the list."""
    if not wants:
        return []
    size = max(1, batch_size // wants[0].missing)
    chunk = [want for want in wants if want.alike == wants[0].alike][:size]
    taken = {id(want) for want in chunk}
    wants[:] = [want for want in wants if id(want) not in taken]
    return chunk
