"""A project with every kind of judgement, and a project's content without ids and times."""

from __future__ import annotations

import dataclasses
import itertools
import json
from collections import Counter
from typing import TYPE_CHECKING, Any

from desktop.domain.feedback import (
    Comment,
    Comparison,
    Correction,
    Demonstration,
    Flag,
    Judgement,
    Preference,
    Quality,
    Ranking,
    Rating,
)
from desktop.domain.prompts import Message, Role, Split
from desktop.domain.responses import Origin
from desktop.services.judgement_ids import with_ids
from desktop.store.judgements import prompt_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from desktop.services.project import Project


def fill_with_all_kinds(project: Project, texts: Sequence[str]) -> None:
    """Add prompts of every shape and judgements of every kind, made of the given texts."""
    words = itertools.cycle(texts)
    authors = project.store.versions.base().id, project.store.versions.imported("gpt-x").id
    with project.store.transaction():
        for number, (messages, tags, split) in enumerate(_prompts(words)):
            prompt = project.store.prompts.add(
                messages, tags=tags, split=split, metadata={"note": next(words), "n": str(number)}
            )
            ids = [
                project.store.responses.add(
                    prompt.id, f"{letter} {next(words)}", model_version_id=authors[n % 2]
                ).id
                for n, letter in enumerate("abc")
            ]
            for judgement in _judgements(project, prompt.id, ids, words):
                project.store.feedback.append(judgement, seconds=1.5)


def _prompts(words: Iterator[str]) -> Iterator[tuple[list[Message], tuple[str, ...], Split]]:
    def asked(number: int) -> Message:
        return Message(Role.USER, f"{number} {next(words)}")

    yield [asked(1)], ("t", next(words)), Split.TRAIN
    yield [Message(Role.SYSTEM, f"Be {next(words)}"), asked(2)], (), Split.HELD_OUT
    turns = [asked(3), Message(Role.ASSISTANT, f"So {next(words)}"), asked(4)]
    yield turns, ("t",), Split.TRAIN
    yield [Message(Role.SYSTEM, f"Be {next(words)}"), *turns[:2], asked(5)], (), Split.TRAIN


def _judgements(
    project: Project, prompt: int, ids: list[int], words: Iterator[str]
) -> Iterator[Judgement]:
    a, b, c = ids
    yield Comparison(prompt, a, b, Preference.A_MUCH)
    yield Comparison(prompt, b, c, Preference.B)
    yield Comparison(prompt, c, a, Preference.B_SLIGHTLY)
    yield Comparison(prompt, b, a, Preference.EQUAL)
    yield Comparison(prompt, c, b, Preference.EQUAL, Quality.BOTH_GOOD)
    yield Comparison(prompt, a, c, None, Quality.BOTH_BAD)
    yield Ranking(prompt, ((b,), (c, a)))
    yield Rating(prompt, a, 5, 1, 5, "helpful")
    yield Rating(prompt, b, 2)
    yield Rating(prompt, b, 10, 1, 10)
    yield Rating(prompt, c, 0, 0, 1)
    edited = project.store.responses.add(prompt, f"d {next(words)}", origin=Origin.CORRECTED)
    yield Correction(prompt, a, edited.id)
    written = project.store.responses.add(prompt, f"e {next(words)}", origin=Origin.WRITTEN)
    yield Demonstration(prompt, written.id)
    yield Comment(prompt, a, f"f {next(words)}", ("helpful",))
    yield Comment(prompt, b, f"g {next(words)}", ("repair",))
    yield Comment(prompt, None, f"h {next(words)}")
    yield Flag(prompt, c, f"i {next(words)}", 0, 1)


def content(project: Project) -> tuple[list[Any], Counter[str], Counter[str]]:
    """Return prompts, responses and standing judgements with texts in place of ids."""
    store = project.store
    prompts = {p.id: p for p in store.prompts.list(include_retired=True)}
    responses = {r.id: r for r in store.responses.all()}
    names = store.versions.names()
    asked = {i: [m.to_json() for m in p.messages] for i, p in prompts.items()}
    plain = [[asked[i], p.split, p.tags, dict(p.metadata), p.retired] for i, p in prompts.items()]
    answers = Counter(
        json.dumps([asked[r.prompt_id], r.text, r.origin, names.get(r.model_version_id or 0)])
        for r in responses.values()
    )
    said = Counter(
        json.dumps([asked.get(prompt_of(e.judgement) or 0), e.kind, _said(e.judgement, responses)])
        for e in store.feedback.standing()
    )
    return plain, answers, said


def _said(judgement: Judgement, responses: dict[int, Any]) -> Any:  # noqa: ANN401
    named = with_ids(judgement, lambda _: 0, lambda i: responses[i].text, lambda e: e)
    return dataclasses.asdict(named)
