"""The whole loop on the starter model with a simulated judge, in ten minutes.

Prompts, candidates, comparisons, a reward model, PPO; then the judge compares answers of the tuned
and of the starting model to held-out prompts, sampled in the same way and judged in pairs.
"""

from __future__ import annotations

import sys
import tempfile
import time
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import psutil

from desktop.domain.events import Event, Heartbeat
from desktop.domain.prompts import Prompt, Split
from desktop.domain.runs import Run, Stage
from desktop.domain.settings import SamplingSettings
from desktop.domain.statistics import Proportion, wilson
from desktop.services.foreground import do_run
from desktop.services.generation import prepare_generation
from desktop.services.project import Project, create_project
from desktop.services.sample_project import sample_prompts
from desktop.services.serving import ServeSession
from desktop.services.simulated_judge import RULES, judge_pairs, preference_between
from desktop.services.starter import ensure_starter
from desktop.services.training import prepare_run

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

RULE = "short_complete"
SAMPLING = SamplingSettings(max_new_tokens=48)
TOPICS = {"chat", "edit", "think", "write"}
"""What the starter model can answer shortly: elsewhere nearly all its answers are broken off."""
HELD_OUT_PROMPTS = 64
RATED_TRAIN_PROMPTS = 40
RATED_HELD_OUT_PROMPTS = 36
CANDIDATES = {"per_prompt": 4, "sampling.max_new_tokens": 48, "batch_size": 32}
REWARD = {
    "epochs": 4,
    "folds": 1,
    "optimizer.learning_rate": 1e-3,
    "normalise_samples": 24,
    "sampling.max_new_tokens": 48,
}
PPO = {
    "updates": 8,
    "environment.rollout_size": 32,
    "environment.sampling.max_new_tokens": 48,
    "evaluate_every": 8,
    "evaluation_prompts": 16,
}


@dataclass(frozen=True, slots=True)
class DemoReport:
    """What the demo measured; `reward_model` and `ppo` hold figures by name."""

    comparisons: int
    reward_model: Mapping[str, float]
    ppo: Mapping[str, float]
    seconds: float
    peak_memory_gb: float


class _Memory:
    """Keeps the most that the application and one of its workers used together."""

    def __init__(self, hear: Callable[[Event], None]) -> None:
        self._hear = hear
        self._worker = 0.0

    def hear(self, event: Event) -> None:
        """Note what a worker says of its memory and pass the event on."""
        if isinstance(event, Heartbeat):
            self._worker = max(self._worker, event.peak_memory_gb)
        self._hear(event)

    def peak_gb(self) -> float:
        """Return the peak in gigabytes."""
        return self._worker + _own_peak_gb()


def _own_peak_gb() -> float:
    if sys.platform == "win32":
        return float(psutil.Process().memory_info().peak_wset) / 1e9
    import resource

    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 1e9


def run_demo(
    workdir: Path | None,
    *,
    seed: int = 0,
    hear: Callable[[Event], None],
    say: Callable[[str], None],
) -> DemoReport:
    """Run the whole loop and return what was measured.

    Args:
        workdir: The project is kept in its folder `project`; thrown away if not given.
        seed: Decides every random number.
        hear: Told every event of the workers.
        say: Told what begins.

    Raises:
        AppError: A step failed.

    """
    began = time.monotonic()
    memory = _Memory(hear)
    ensure_starter()
    with _folder(workdir) as folder, create_project(folder, name="Demo") as project:
        rated = _add_prompts(project)
        say("Sampling candidates")
        values = {**CANDIDATES, "seed": seed}
        do_run(project, prepare_generation(project, values, prompt_ids=rated), memory.hear)
        say("The simulated judge compares them")
        comparisons = judge_pairs(project, RULE, seed=seed)
        say("Training the reward model")
        reward = _train(project, Stage.REWARD, {**REWARD, "seed": seed}, memory.hear)
        say("Training the policy with PPO")
        ppo = _train(project, Stage.PPO, {**PPO, "seed": seed}, memory.hear)
        say("Comparing the tuned model with the starting one on held-out prompts")
        wins = _compare(project, seed, memory.hear)
    return DemoReport(
        comparisons=comparisons,
        reward_model={name: reward[name] for name in ("accuracy", "low", "high", "n")},
        ppo={
            **{name: ppo[name] for name in ("updates", "reward_before", "reward_after", "kl")},
            "win_rate": wins.value,
            "win_rate_low": wins.low,
            "win_rate_high": wins.high,
        },
        seconds=round(time.monotonic() - began, 1),
        peak_memory_gb=round(memory.peak_gb(), 2),
    )


@contextmanager
def _folder(workdir: Path | None) -> Iterator[Path]:
    if workdir is not None:
        yield workdir / "project"
        return
    with tempfile.TemporaryDirectory(prefix="tastemaker-demo-", ignore_cleanup_errors=True) as made:
        yield Path(made) / "project"


def _add_prompts(project: Project) -> list[int]:
    """Add sample prompts, some spread over all topics held out; return those to generate for."""
    samples = [s for s in sample_prompts() if TOPICS & set(s.tags)]
    every = len(samples) / HELD_OUT_PROMPTS
    held = {int(number * every) for number in range(HELD_OUT_PROMPTS)}
    with project.store.transaction():
        prompts = [
            project.store.prompts.add(
                sample.messages,
                split=Split.HELD_OUT if index in held else Split.TRAIN,
                source="sample",
                tags=sample.tags,
            )
            for index, sample in enumerate(samples)
        ]
    train = [p.id for p in prompts if p.split is Split.TRAIN]
    held_out = [p.id for p in prompts if p.split is Split.HELD_OUT]
    return _spread(train, RATED_TRAIN_PROMPTS) + _spread(held_out, RATED_HELD_OUT_PROMPTS)


def _spread(ids: list[int], count: int) -> list[int]:
    """Return `count` ids, evenly from all."""
    return [ids[index * len(ids) // count] for index in range(count)]


def _train(
    project: Project, stage: Stage, values: Mapping[str, Any], hear: Callable[[Event], None]
) -> Mapping[str, Any]:
    run: Run = do_run(project, prepare_run(project, stage, values), hear)
    return run.result


def _compare(project: Project, seed: int, hear: Callable[[Event], None]) -> Proportion:
    """Return how often the judge prefers the tuned model; a tie counts one half."""
    prompts: list[Prompt] = project.store.prompts.list(split=Split.HELD_OUT)
    messages = [prompt.messages for prompt in prompts]
    tuned = project.source(project.version())
    start = project.source(project.store.versions.base())
    with ServeSession(start, on_event=hear) as session:
        before, after = (
            {
                text.prompt_index: text
                for text in session.generate(
                    messages, SAMPLING, source=source, seed=seed + 1, batch_size=32
                )
            }
            for source in (start, tuned)
        )
    signs = [
        preference_between(RULES[RULE], before[index], after[index])
        for index in range(len(prompts))
    ]
    points = sum(1.0 if sign > 0 else 0.5 if sign == 0 else 0.0 for sign in signs)
    return wilson(points, len(signs))


def demo_lines(report: DemoReport) -> Iterator[str]:
    """Yield the report in words."""
    reward, ppo = report.reward_model, report.ppo
    yield f"{report.comparisons} comparisons by a simulated judge who likes short complete answers"
    yield (
        f"reward model: agrees with the judge on {reward['accuracy']:.0%} of {reward['n']} unseen "
        f"pairs (95%: {reward['low']:.0%} to {reward['high']:.0%})"
    )
    yield (
        f"PPO: {ppo['updates']} updates, reward {ppo['reward_before']:.2f} to "
        f"{ppo['reward_after']:.2f}, KL {ppo['kl']:.2f}"
    )
    yield (
        f"tuned model preferred on held-out prompts: {ppo['win_rate']:.0%} "
        f"(95%: {ppo['win_rate_low']:.0%} to {ppo['win_rate_high']:.0%})"
    )
    yield f"{report.seconds:.0f} s, {report.peak_memory_gb:.1f} GB"
