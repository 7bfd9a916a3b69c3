"""A reward-model run: judgements in, rewards for unseen prompts out, and how far to trust them.

The model is trained; then its unit is set, its ensemble fitted, its learning curve drawn; where few
prompts are held out it is cross-validated; a second model is trained if asked for. All that comes
after the training can be cut short by "stop and keep": what was done by then is kept.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from desktop.domain.statistics import Proportion
from desktop.domain.verdict import CurvePoint, judge
from desktop.models.checkpoints import atomic_folder
from desktop.training import second
from desktop.training.data import shuffled
from desktop.training.engine import Engine, write_role
from desktop.training.evaluation import reward_report
from desktop.training.feature_heads import HeadFitter
from desktop.training.preferences import (
    PreferenceData,
    decided_pairs,
    preference_data,
    rows_of,
    set_aside,
    warn_of_losses,
)
from desktop.training.reward_curve import MOST_GROUPS, learning_curve
from desktop.training.reward_folds import centred, fold_count, out_of_fold
from desktop.training.reward_learner import Learnt, RewardLearner
from desktop.training.reward_scale import (
    normalise,
    normalised_ensemble,
    reference_rows,
    states_of,
)
from desktop.training.reward_task import pair_outcomes
from desktop.training.session import Session, StopRequested
from desktop.training.trunks import warn_if_whole

if TYPE_CHECKING:
    from collections.abc import Sequence

    from torch import Tensor

    from desktop.domain.datasets import Example
    from desktop.domain.reward_settings import RewardSettings
    from desktop.domain.runs import RunSpec
    from desktop.training.data import TokenRow
    from desktop.training.feature_heads import Features
    from desktop.training.preferences import RowGroup
    from desktop.training.roles import Role


def train_reward(
    spec: RunSpec,
    settings: RewardSettings,
    examples: Sequence[Example],
    engine: Engine,
    session: Session,
) -> dict[str, Any]:
    """Train a reward model, measure it, normalise it, save it; return its figures.

    Raises:
        TrainingError: The judgements cannot be learnt from, or the numbers diverged.
        StopRequested: The run is to be discarded.
        ShutdownRequested: The worker must end.
    """
    learner = RewardLearner(spec, settings, engine)
    role = learner.new_role("reward")
    data = preference_data(
        examples,
        role.lm,
        max_length=settings.max_length,
        held_out_share=settings.held_out_share,
        seed=settings.seed,
    )
    warn_of_losses(session, data, settings.max_length)
    warn_if_whole(role, session)
    engine.live = engine.frozen_role("reference", spec.policy)
    run = RewardRun(learner, role, data, settings, session)
    result = run.run(engine.live, examples)
    run.save(spec.policy.base_folder, result)
    return result


class RewardRun:
    """One run, from the encoded judgements to the saved model.

    Args:
        learner: Trains the models.
        role: The model that is kept, untrained.
        data: All judgements.
        settings: Of the run.
        session: Of the run.
    """

    def __init__(
        self,
        learner: RewardLearner,
        role: Role,
        data: PreferenceData,
        settings: RewardSettings,
        session: Session,
    ) -> None:
        self._learner = learner
        self._role = role
        self._settings = settings
        self._session = session
        self._all = (*data.train, *data.held_out)
        self._data, self._aside = set_aside(data, settings.second_share, settings.seed)
        self._task = learner.task(role, self._data)
        self._told: dict[int, float] = {}
        self._points: list[CurvePoint] = []
        self._second: tuple[Role, dict[str, Any]] | None = None
        self._scaled = self._cross_validated = False

    def run(self, reference: Role, examples: Sequence[Example]) -> dict[str, Any]:
        """Train and measure; return the figures."""
        untrained = self._read_untrained()
        learnt = self._learner.learn(self._task, self._session)
        complete = learnt.completed and self._look_closer(untrained, reference, examples)
        if not self._told:
            self._tell_held_out()
        if not self._scaled:
            rows = [self._data.rows[i] for i in rows_of(self._data.held_out)]
            normalise(self._role, self._states(self._role, rows))
        return self._report(learnt, complete)

    def _tell_held_out(self) -> None:
        self._told |= centred(self._task.raw_rewards(self._data.held_out, self._session))

    def _read_untrained(self) -> Features:
        """Return the features of the untrained model: of all rows where the head learns on them."""
        session = self._session
        session.progress("features", 0, 1)
        frozen = self._settings.frozen_backbone
        groups = self._all if frozen else self._some(self._all)
        features = self._learner.read(self._task, groups, session)
        if frozen:
            self._learner.freeze(self._task, features)
        return features

    def _some(self, groups: Sequence[RowGroup]) -> list[RowGroup]:
        """Return enough groups to measure with."""
        order = shuffled(len(groups), self._settings.seed, "measured")[:MOST_GROUPS]
        return [groups[i] for i in sorted(order)]

    def _look_closer(
        self, untrained: Features, reference: Role, examples: Sequence[Example]
    ) -> bool:
        """Do all that makes the model's numbers more telling; return False when stopped."""
        session, settings = self._session, self._settings
        try:
            self._tell_held_out()
            samples = self._scale(reference, examples)
            session.progress("curve", 0, 1)
            self._points = learning_curve(
                untrained, self._some(self._all), seed=settings.seed, poll=session.poll
            )
            return self._cross_validate() and self._train_second(samples)
        except StopRequested as request:
            if not request.keep:
                raise
            session.finish_undisturbed()
            return False

    def _scale(self, reference: Role, examples: Sequence[Example]) -> list[TokenRow]:
        """Set the unit of rewards and fit the ensemble; return the reference's samples."""
        session = self._session
        session.progress("normalise", 0, 1)
        samples = reference_rows(reference, examples, self._settings, session)
        samples = samples or [self._data.rows[i] for i in rows_of(self._data.held_out)]
        states = self._states(self._role, samples)
        groups = self._some(self._data.train)
        fitter = HeadFitter(
            self._learner.read(self._task, groups, session),
            groups,
            strength_margin=self._settings.strength_margin,
            seed=self._settings.seed,
            poll=session.poll,
        )
        assert self._role.head is not None
        self._role.head.ensemble = normalised_ensemble(fitter.ensemble(groups), states)
        normalise(self._role, states)
        self._scaled = True
        return samples

    def _states(self, role: Role, rows: Sequence[TokenRow]) -> Tensor:
        return states_of(role, rows, self._settings.micro_batch_size, self._session)

    def _cross_validate(self) -> bool:
        folds = fold_count(self._settings, self._data)
        if folds < 2:
            return True
        told = out_of_fold(self._learner, self._data, folds, self._session, self._settings.seed)
        if told is None:
            self._session.finish_undisturbed()
            return False
        self._told |= told
        self._cross_validated = True
        return True

    def _train_second(self, samples: Sequence[TokenRow]) -> bool:
        """Train the second model on the judgements set aside for it."""
        if self._aside is None:
            return True
        role = self._learner.new_role("second")
        task = self._learner.task(role, self._aside)
        inside = self._session.nested(second.FOLDER, phase=second.FOLDER, place=0, parts=1)
        if not self._learner.learn(task, inside).completed:
            self._session.finish_undisturbed()
            return False
        rewards = task.raw_rewards(self._aside.held_out, self._session)
        report = self._figures(rewards, self._aside.held_out)
        normalise(role, self._states(role, samples))
        _set_temperature(role, report)
        names = ("accuracy", "low", "high", "n")
        self._second = role, {name: report[name] for name in names}
        return True

    def _report(self, learnt: Learnt, complete: bool) -> dict[str, Any]:
        also = self._data.train if self._cross_validated else ()
        report = self._figures(self._told, [*self._data.held_out, *also])
        _set_temperature(self._role, report)
        agreed = Proportion(report["accuracy"] or 0.0, report["low"], report["high"], report["n"])
        verdict = judge(agreed, decided_pairs(self._all), self._points)
        return report | {
            "train_pairs": self._data.train_pairs,
            "groups": len({group.prompt_id for group in self._all}),
            "cross_validated": self._cross_validated,
            "curve": [asdict(point) for point in self._points],
            "verdict": verdict.to_json(),
            "second": self._second[1] if self._second else None,
            "stopped_early": not complete,
            "steps": learnt.steps,
        }

    def _figures(self, rewards: dict[int, float], groups: Sequence[RowGroup]) -> dict[str, Any]:
        rows = self._data.rows
        outcomes = pair_outcomes(groups, rows, rewards)
        lengths = [len(rows[i].response_ids) for i in rewards]
        scored = [(s.value, rewards[s.index]) for group in groups for s in group.scores]
        return reward_report(outcomes, list(rewards.values()), lengths, scored)

    def save(self, base_folder: str, result: dict[str, Any]) -> None:
        """Write the model, the second one inside it, and the figures; raises `StorageError`."""
        if not self._session.team.leads:
            return
        with atomic_folder(self._session.run_folder / "model") as draft:
            write_role(self._role, draft, base_folder)
            if self._second is not None:
                write_role(self._second[0], draft / second.FOLDER, base_folder)
            report = json.dumps(result, indent=2)
            (draft / "report.json").write_text(report, encoding="utf-8")


def _set_temperature(role: Role, report: dict[str, Any]) -> None:
    assert role.head is not None
    role.head.temperature = float(report["temperature"])
