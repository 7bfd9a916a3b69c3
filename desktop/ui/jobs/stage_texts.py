"""Names of stages, states and phases in the user's language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from desktop.domain.runs import RunStatus, Stage
from desktop.ui.icons import Symbol
from desktop.ui.jobs.job import JobState

if TYPE_CHECKING:
    from desktop.domain.runs import Run

_STAGES = {
    Stage.SFT: QT_TRANSLATE_NOOP("Stages", "Fine-tuning"),
    Stage.TEXT: QT_TRANSLATE_NOOP("Stages", "Plain text"),
    Stage.REWARD: QT_TRANSLATE_NOOP("Stages", "Reward model"),
    Stage.PPO: QT_TRANSLATE_NOOP("Stages", "PPO"),
    Stage.DPO: QT_TRANSLATE_NOOP("Stages", "DPO"),
    Stage.GENERATE: QT_TRANSLATE_NOOP("Stages", "Generation of answers"),
}
_RUN_STATES = {
    RunStatus.WAITING: QT_TRANSLATE_NOOP("Stages", "waiting"),
    RunStatus.RUNNING: QT_TRANSLATE_NOOP("Stages", "running"),
    RunStatus.PAUSED: QT_TRANSLATE_NOOP("Stages", "paused"),
    RunStatus.FINISHED: QT_TRANSLATE_NOOP("Stages", "finished"),
    RunStatus.STOPPED: QT_TRANSLATE_NOOP("Stages", "stopped, kept"),
    RunStatus.DISCARDED: QT_TRANSLATE_NOOP("Stages", "discarded"),
    RunStatus.FAILED: QT_TRANSLATE_NOOP("Stages", "failed"),
    RunStatus.INTERRUPTED: QT_TRANSLATE_NOOP("Stages", "interrupted"),
}
_JOB_STATES = {
    JobState.WAITING: QT_TRANSLATE_NOOP("Stages", "waiting"),
    JobState.RUNNING: QT_TRANSLATE_NOOP("Stages", "running"),
    JobState.PAUSED: QT_TRANSLATE_NOOP("Stages", "paused"),
    JobState.STOPPING: QT_TRANSLATE_NOOP("Stages", "stopping"),
    JobState.DONE: QT_TRANSLATE_NOOP("Stages", "done"),
    JobState.STOPPED: QT_TRANSLATE_NOOP("Stages", "stopped"),
    JobState.FAILED: QT_TRANSLATE_NOOP("Stages", "failed"),
}

_RUN_SYMBOLS = {
    RunStatus.WAITING: Symbol.WAITING,
    RunStatus.RUNNING: Symbol.PLAY,
    RunStatus.PAUSED: Symbol.PAUSE,
    RunStatus.FINISHED: Symbol.DONE,
    RunStatus.STOPPED: Symbol.STOP,
    RunStatus.DISCARDED: Symbol.TRASH,
    RunStatus.FAILED: Symbol.ERROR,
    RunStatus.INTERRUPTED: Symbol.WARNING,
}
_JOB_SYMBOLS = {
    JobState.WAITING: Symbol.WAITING,
    JobState.RUNNING: Symbol.PLAY,
    JobState.PAUSED: Symbol.PAUSE,
    JobState.STOPPING: Symbol.STOP,
    JobState.DONE: Symbol.DONE,
    JobState.STOPPED: Symbol.STOP,
    JobState.FAILED: Symbol.ERROR,
}
_PHASES = {
    "features": QT_TRANSLATE_NOOP("Stages", "reading the answers"),
    "normalise": QT_TRANSLATE_NOOP("Stages", "setting the unit of rewards"),
    "curve": QT_TRANSLATE_NOOP("Stages", "drawing the learning curve"),
    "folds": QT_TRANSLATE_NOOP("Stages", "cross-validating"),
    "second": QT_TRANSLATE_NOOP("Stages", "training the second model"),
}
"""What a running job does beside its steps."""


def stage_text(stage: Stage) -> str:
    """Return a stage's name."""
    return QCoreApplication.translate("Stages", str(_STAGES[stage]))


def run_status_text(status: RunStatus) -> str:
    """Return the words for a run's status."""
    return QCoreApplication.translate("Stages", str(_RUN_STATES[status]))


def phase_text(phase: str) -> str:
    """Return what a job does beside its steps; empty while it takes steps."""
    return QCoreApplication.translate("Stages", str(_PHASES[phase])) if phase in _PHASES else ""


def job_state_text(state: JobState) -> str:
    """Return the words for a job's state."""
    return QCoreApplication.translate("Stages", str(_JOB_STATES[state]))


def run_symbol(status: RunStatus) -> Symbol:
    """Return the icon for a run's status."""
    return _RUN_SYMBOLS[status]


def job_symbol(state: JobState) -> Symbol:
    """Return the icon for a job's state."""
    return _JOB_SYMBOLS[state]


def run_title(run: Run) -> str:
    """Return what a run is called: its stage and round."""
    return QCoreApplication.translate("Stages", "{stage} · round {round}").format(
        stage=stage_text(run.stage), round=run.round
    )


def step_text(stage: Stage | None, done: int, total: int) -> str:
    """Return how far a job is, in the unit of its stage; empty while the total is unknown."""
    if total <= 0:
        return ""
    if stage is None:
        return f"{100 * done // total}%"
    if stage is Stage.PPO:
        text = QCoreApplication.translate("Stages", "update {done} of {total}")
    elif stage is Stage.GENERATE:
        text = QCoreApplication.translate("Stages", "answer {done} of {total}")
    else:
        text = QCoreApplication.translate("Stages", "step {done} of {total}")
    return text.format(done=done, total=total)
