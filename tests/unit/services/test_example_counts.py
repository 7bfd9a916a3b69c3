from __future__ import annotations

import random
from collections import Counter
from typing import TYPE_CHECKING

import pytest

from desktop.domain.datasets import Example, PreferenceGroup
from desktop.domain.feedback import (
    BadPrompt,
    Comparison,
    Correction,
    Demonstration,
    Preference,
    Quality,
    Ranking,
    Rating,
)
from desktop.domain.prompts import Split, user_prompt
from desktop.domain.runs import Stage
from desktop.services.data_summary import count_stage, data_summary, summarise
from desktop.services.example_counts import PairCounts, count_derived
from desktop.services.project import create_project
from desktop.services.run_sizes import Lengths
from desktop.services.training_examples import stream_examples

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.services.project import Project

STAGES = (Stage.SFT, Stage.REWARD, Stage.DPO, Stage.PPO, Stage.GENERATE)
TEXTS = ("yes", "no", "yes ", "猫咪", "", "a\0b", "a\0c", "yes and no", "no and yes")


def fill(project: Project, seed: int) -> None:
    """Judge in all ways, at random: equal texts, ties, bad and retired prompts among them."""
    chance = random.Random(seed)
    store = project.store
    for number in range(12):
        system = [*user_prompt("Be kind."), *user_prompt(f"What about {number}, 猫?")]
        messages = tuple(system) if number == 3 else user_prompt(f"What about {number}, 猫?")
        prompt = store.prompts.add(messages, split=chance.choice([*Split]))
        answers = [store.responses.add(prompt.id, chance.choice(TEXTS)).id for _ in range(6)]
        for _ in range(chance.randrange(8)):
            store.feedback.append(judgement(chance, prompt.id, answers))
        if chance.random() < 0.1:
            store.feedback.append(BadPrompt(prompt.id))
        if chance.random() < 0.1:
            store.prompts.retire(prompt.id)


def judgement(
    chance: random.Random, prompt_id: int, answers: list[int]
) -> Comparison | Ranking | Rating | Correction | Demonstration:
    a, b, *more = chance.sample(answers, 5)
    return chance.choice(
        (
            Comparison(prompt_id, a, b, chance.choice([*Preference])),
            Comparison(prompt_id, a, b, None, Quality.BOTH_BAD),
            Ranking(prompt_id, ((a,), (b, *more[:2]), (more[2],))),
            Ranking(prompt_id, ((a,),)),
            Rating(prompt_id, a, chance.randint(1, 3)),
            Rating(prompt_id, a, chance.randint(1, 5), high=5, aspect="warmth"),
            Correction(prompt_id, a, b, chance.random() < 0.5, chance.random() < 0.5),
            Demonstration(prompt_id, a),
        )
    )


@pytest.mark.parametrize("seed", range(25))
def test_counting_says_what_derivation_says(tmp_path: Path, seed: int) -> None:
    with create_project(tmp_path / "p") as project:
        fill(project, seed)
        for stage in STAGES:
            lengths = Lengths()
            derived = [*lengths.noting(stream_examples(project, stage))]
            counts = count_stage(project, stage)
            assert sorted(counts.lengths.tokens) == sorted(lengths.tokens)
            assert counts.lengths.group == lengths.group
            if isinstance(counts, PairCounts):
                expected = count_derived(derived)
                assert counts.groups == expected.groups
                assert counts.kinds == expected.kinds
            else:
                assert (counts.examples, counts.held_out) == (len(derived), held(derived))
                assert counts.prompts == len({getattr(e, "prompt_id", 0) for e in derived})
                assert counts.kinds == Counter(getattr(e, "source", e.type) for e in derived)


def held(examples: list[Example]) -> int:
    return sum(example.split is Split.HELD_OUT for example in examples)


def test_weights_of_aspects_are_counted_as_they_are_derived(tmp_path: Path) -> None:
    with create_project(tmp_path / "p") as project:
        prompt = project.store.prompts.add(user_prompt("Say x."))
        one, other = (project.store.responses.add(prompt.id, text).id for text in "xy")
        for answer, score, aspect in ((one, 1, "overall"), (other, 3, "overall"), (one, 3, "wit")):
            project.store.feedback.append(Rating(prompt.id, answer, score, aspect=aspect))
        plain = count_stage(project, Stage.REWARD)
        weighted = count_stage(project, Stage.REWARD, aspects={"wit": 1.0})
        assert isinstance(plain, PairCounts)
        assert isinstance(weighted, PairCounts)
        assert [(g.pairs, g.scores) for g in plain.groups] == [(1, 3)]
        assert [(g.pairs, g.scores) for g in weighted.groups] == [(0, 1)]
        assert summarise(project, Stage.REWARD, weighted).examples == 0


def test_counting_pairs_reads_as_often_for_many_judgements_as_for_few(tmp_path: Path) -> None:
    with create_project(tmp_path / "p") as project:
        asked: list[str] = []
        project.store.connection.raw.set_trace_callback(asked.append)
        counts = []
        for _ in range(2):
            for seed in range(4):
                fill(project, seed)
            asked.clear()
            data_summary(project, Stage.REWARD)
            counts.append(len(asked))
        assert counts[0] == counts[1]


def test_groups_are_counted_with_their_pairs(tmp_path: Path) -> None:
    with create_project(tmp_path / "p") as project:
        fill(project, 1)
        groups = [g for g in stream_examples(project, Stage.DPO) if isinstance(g, PreferenceGroup)]
        assert data_summary(project, Stage.DPO).scores == sum(len(g.scores) for g in groups)
