"""Watching a PPO run for signs that the policy games its judge; each is told once, with an answer.

Nothing is ever ended: a warning, and a pause where the settings ask for one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from desktop.domain import metrics as m
from desktop.domain.policy_health import ALARMS, Finding, Sign, diagnose

if TYPE_CHECKING:
    from collections.abc import Mapping

    from desktop.domain.policy_settings import PpoSettings
    from desktop.training.session import Session

LONGEST_EXAMPLE = 300
WATCHED = {
    metric.name
    for metric in (
        m.REWARD,
        m.KL,
        m.REPETITION,
        m.RESPONSE_LENGTH,
        m.HELD_OUT_REWARD,
        m.SECOND_REWARD,
    )
}


class Watch:
    """The series of a run and the alarms that were raised.

    Args:
        settings: Say what KL should be, and whether an alarm pauses the run.
        session: Hears the warnings.
    """

    def __init__(self, settings: PpoSettings, session: Session) -> None:
        self._target = settings.environment.kl_target
        self._pauses = settings.on_alarm == "pause"
        self._session = session
        self._series: dict[str, list[tuple[int, float]]] = {}
        self._raised: list[str] = []

    def note(
        self, step: int, values: Mapping[m.Metric, float], examples: Mapping[Sign, str]
    ) -> None:
        """Take in figures and look for new alarms.

        Args:
            step: The updates done.
            values: What was measured.
            examples: An answer that shows each sign, should there be one.
        """
        for metric, value in values.items():
            if metric.name in WATCHED:
                self._series.setdefault(metric.name, []).append((step, float(value)))
        for finding in diagnose(self._series, kl_target=self._target):
            if finding.sign in ALARMS and finding.sign not in self._raised:
                self._raised.append(finding.sign.value)
                self._tell(finding, examples.get(finding.sign, "")[:LONGEST_EXAMPLE])

    def _tell(self, finding: Finding, example: str) -> None:
        now, before = f"{finding.now:.2f}", f"{finding.before:.2f}"
        if finding.sign is Sign.KL_HIGH:
            self._session.warn(
                f"KL is {now} nats, far above its target of {before}: the policy has left the "
                f"ground that the reward model knows. An answer of that kind: {example}"
            )
        elif finding.sign is Sign.REPEATS:
            self._session.warn(
                f"The reward rises while answers repeat themselves: {now} of them, {before} at "
                f"the start. An answer of that kind: {example}"
            )
        elif finding.sign is Sign.LONGER:
            self._session.warn(
                f"The reward rises while answers grow: {now} tokens, {before} at the start. An "
                f"answer of that kind: {example}"
            )
        elif finding.sign is Sign.HELD_OUT_FALLS:
            self._session.warn(
                f"The reward on held-out prompts falls: {now}, {before} at its best. The policy "
                f"learns its prompts by heart. An answer of that kind: {example}"
            )
        else:
            self._session.warn(
                "The second reward model, which the policy does not learn from, likes its answers "
                f"less: {now}, {before} at its best. An answer of that kind: {example}"
            )
        if self._pauses:
            self._session.pause()

    def state(self) -> dict[str, Any]:
        """Return what a checkpoint holds of it."""
        series = {name: [list(point) for point in points] for name, points in self._series.items()}
        return {"series": series, "raised": list(self._raised)}

    def restore(self, state: Mapping[str, Any]) -> None:
        """Take back what `state` returned."""
        self._series = {
            name: [(int(step), float(value)) for step, value in points]
            for name, points in state["series"].items()
        }
        self._raised = list(state["raised"])
