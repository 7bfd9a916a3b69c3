"""What comes next: a button that says what the user goes through, with a menu to change it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, Signal, Slot
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from desktop.services.strategies import Plan, Queue, Strategy

if TYPE_CHECKING:
    from collections.abc import Mapping

QUEUES = {
    Queue.NEW: QT_TRANSLATE_NOOP("PlanButton", "New pairs"),
    Queue.SKIPPED: QT_TRANSLATE_NOOP("PlanButton", "Skipped"),
    Queue.FLAGGED: QT_TRANSLATE_NOOP("PlanButton", "Flagged"),
    Queue.REPEAT: QT_TRANSLATE_NOOP("PlanButton", "To repeat"),
}
STRATEGIES = {
    Strategy.RANDOM: QT_TRANSLATE_NOOP("PlanButton", "Random"),
    Strategy.UNCERTAIN: QT_TRANSLATE_NOOP("PlanButton", "Most uncertain"),
    Strategy.DIFFERENT: QT_TRANSLATE_NOOP("PlanButton", "Most different"),
    Strategy.LEAST_RATED: QT_TRANSLATE_NOOP("PlanButton", "Least-rated prompts"),
}
_TIPS = {
    Strategy.RANDOM: QT_TRANSLATE_NOOP(
        "PlanButton", "Every prompt gets its first pair before any gets its second."
    ),
    Strategy.UNCERTAIN: QT_TRANSLATE_NOOP(
        "PlanButton", "Pairs of which the reward model is least sure; it scores the answers first."
    ),
    Strategy.DIFFERENT: QT_TRANSLATE_NOOP(
        "PlanButton", "Pairs whose texts have the least in common."
    ),
    Strategy.LEAST_RATED: QT_TRANSLATE_NOOP(
        "PlanButton", "Pairs of the prompts you have judged least often."
    ),
}


def strategy_name(strategy: Strategy) -> str:
    """Return a strategy's name in the user's language."""
    return QCoreApplication.translate("PlanButton", str(STRATEGIES[strategy]))


class PlanButton(QToolButton):
    """Shows the plan; its menu offers queues, strategies, and working ahead.

    Signals:
        plan_chosen: The user chose another plan.
        menu_opening: The menu is about to show counts: give it new ones.
        ahead_chosen: The user switched working ahead on or off.
        generation_requested: The user wants more answers now.
    """

    plan_chosen = Signal(object)
    menu_opening = Signal()
    ahead_chosen = Signal(bool)
    generation_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._plan = Plan()
        self.setObjectName("plan")
        self.setProperty("role", "flat")
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setToolTip(self.tr("What comes next"))
        self.menu_ = QMenu(self)
        self.menu_.setToolTipsVisible(True)
        self.queues: dict[Queue, QAction] = {}
        self.strategies: dict[Strategy, QAction] = {}
        self._build()
        self.setMenu(self.menu_)
        self.menu_.aboutToShow.connect(self.menu_opening)
        self.set_plan(self._plan)

    def _build(self) -> None:
        self._add_heading(self.tr("Go through"))
        queues = QActionGroup(self)
        for queue in Queue:
            action = queues.addAction(self.menu_.addAction(""))
            action.setCheckable(True)
            action.triggered.connect(partial(self._on_queue_triggered, queue))
            self.queues[queue] = action
        self.menu_.addSeparator()
        self._add_heading(self.tr("Of the new pairs, first"))
        strategies = QActionGroup(self)
        for strategy in Strategy:
            action = strategies.addAction(self.menu_.addAction(strategy_name(strategy)))
            action.setCheckable(True)
            action.setToolTip(QCoreApplication.translate("PlanButton", str(_TIPS[strategy])))
            action.triggered.connect(partial(self._on_strategy_triggered, strategy))
            self.strategies[strategy] = action
        self.menu_.addSeparator()
        self.ahead = self.menu_.addAction(self.tr("Generate answers before the pairs run out"))
        self.ahead.setCheckable(True)
        self.ahead.triggered.connect(self.ahead_chosen)
        self.generate = self.menu_.addAction(self.tr("Generate answers…"))
        self.generate.triggered.connect(self.generation_requested)

    def _add_heading(self, text: str) -> None:
        self.menu_.addAction(text).setEnabled(False)

    def set_plan(self, plan: Plan) -> None:
        """Show what is gone through."""
        self._plan = plan
        queue = QCoreApplication.translate("PlanButton", str(QUEUES[plan.queue]))
        text = queue
        if plan.queue is Queue.NEW and plan.strategy is not Strategy.RANDOM:
            text = f"{queue} · {strategy_name(plan.strategy)}"
        self.setText(f"{text} ▾")
        self.setAccessibleName(self.tr("What comes next: {plan}").format(plan=text))
        self.queues[plan.queue].setChecked(True)
        self.strategies[plan.strategy].setChecked(True)

    def set_offer(self, counts: Mapping[Queue, int], *, uncertain: bool, ahead: bool) -> None:
        """Show how many pairs wait in each queue, and what can be chosen.

        Args:
            counts: Pairs by queue.
            uncertain: Whether there is a reward model that can be unsure.
            ahead: Whether answers are generated before the pairs run out.
        """
        for queue, action in self.queues.items():
            name = QCoreApplication.translate("PlanButton", str(QUEUES[queue]))
            action.setText(f"{name} ({counts.get(queue, 0)})")
        action = self.strategies[Strategy.UNCERTAIN]
        action.setEnabled(uncertain)
        name = strategy_name(Strategy.UNCERTAIN)
        needs = self.tr("{strategy} (needs a reward model)").format(strategy=name)
        action.setText(name if uncertain else needs)
        self.ahead.setChecked(ahead)

    @Slot()
    def _on_queue_triggered(self, queue: Queue, _checked: bool = False) -> None:
        self._choose(Plan(queue, self._plan.strategy))

    @Slot()
    def _on_strategy_triggered(self, strategy: Strategy, _checked: bool = False) -> None:
        self._choose(Plan(Queue.NEW, strategy))

    def _choose(self, plan: Plan) -> None:
        if plan != self._plan:
            self.set_plan(plan)
            self.plan_chosen.emit(plan)
