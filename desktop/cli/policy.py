"""What the command line says of a policy: a dry run's memory, an answer, a person's verdict."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from desktop.domain.errors import NotFoundError
from desktop.domain.feedback import Preference
from desktop.domain.machines import MB
from desktop.domain.prompts import Message, Role
from desktop.domain.runs import Stage, settings_for
from desktop.domain.settings import SamplingSettings, TrainSettings

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from desktop.services.project import Project

Report = tuple[dict[str, Any], str]
CHOICES = {"1": Preference.A, "2": Preference.B, "0": Preference.EQUAL}


def dry_run_report(
    project: Project,
    stage: Stage,
    values: Mapping[str, Any],
    policy_id: int | None,
    reward_id: int | None,
) -> Report:
    """Do two steps and return what memory it took beside what was planned."""
    from desktop.services.memory import check_memory
    from desktop.services.training import training_sources

    settings = settings_for(stage, values)
    assert isinstance(settings, TrainSettings)
    examples, policy, reward = training_sources(project, stage, settings, policy_id, reward_id)
    check = check_memory(stage, settings, examples, policy, reward)
    assert check is not None
    facts = {
        "device": check.device,
        "measured_mb": round(check.measured / MB),
        "planned_mb": round(check.plan.total / MB),
        "parts_mb": {part.value: round(size / MB) for part, size in check.plan.parts},
    }
    measured, planned = facts["measured_mb"], facts["planned_mb"]
    words = f"Steps with the longest texts take {measured} MB on {check.device}"
    return facts, f"{words}; planned were {planned} MB."


def answer_report(
    project: Project,
    text: str,
    n: int,
    policy_id: int | None,
    reward_id: int | None,
    values: Mapping[str, Any],
) -> Report:
    """Return an answer to a prompt; with `n` above 1 the best of so many."""
    from desktop.services.best_of_n import best_of_n
    from desktop.services.chosen_versions import Purpose, reward_version
    from desktop.services.serving import ServeSession

    sampling = SamplingSettings().replace(values)
    prompt = (Message(Role.USER, text),)
    with ServeSession(project.source(project.version(policy_id))) as session:
        if n == 1:
            (answer,) = session.generate([prompt], sampling)
            return {"text": answer.text, "finished": answer.finished}, answer.text
        reward = reward_version(project, reward_id, Purpose.CHOOSING)
        best = best_of_n(session, prompt, project.source(reward), n, sampling)
    assert best is not None
    facts = {
        "text": best.answer.text,
        "finished": best.answer.finished,
        "reward": best.reward,
        "rewards": best.rewards,
    }
    return facts, best.answer.text


def judge_waiting(project: Project, run_id: int, say: Callable[[str], None]) -> Report:
    """Show the waiting pairs of a run one by one, ask which is better, and return the win rate."""
    from desktop.services.human_pairs import judge_pair, waiting_pairs, win_rate

    run = project.store.runs.get(run_id)
    if run is None:
        raise NotFoundError(
            f"There is no run {run_id}", "The project does not know it.", "Choose one of its runs."
        )
    waiting = waiting_pairs(project, run)
    for place, pair in enumerate(waiting, start=1):
        say(f"\n[{place} of {len(waiting)}] {pair.messages[-1].content if pair.messages else ''}")
        say(f"\n1) {pair.first}\n\n2) {pair.second}\n")
        choice = click.prompt("Better (1, 2, 0 equal)", type=click.Choice(list(CHOICES)), err=True)
        judge_pair(project, run, pair, CHOICES[choice])
    if not waiting:
        return {"judged": 0}, "No pair waits to be judged."
    rate = win_rate(project, run, waiting[-1].step)
    facts = {"judged": len(waiting), "win_rate": rate.value, "low": rate.low, "high": rate.high}
    return facts, f"You prefer the policy in {rate.value:.0%} ({rate.low:.0%} to {rate.high:.0%})."
