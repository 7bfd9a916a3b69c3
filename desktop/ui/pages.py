"""The pages of the window in the order of the loop. Each is imported and made when first needed."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from desktop.ui.icons import Symbol
from desktop.ui.page import Page, PageEntry

if TYPE_CHECKING:
    from desktop.ui.job_queue import JobQueue
    from desktop.ui.rate.habits import Habits
    from desktop.ui.theme.theme import Theme


def page_entries(theme: Theme, habits: Habits, jobs: JobQueue) -> list[PageEntry]:
    """Return the lines of the rail, each with the factory of its page."""
    translate = QCoreApplication.translate
    return [
        PageEntry("home", translate("Pages", "Home"), Symbol.HOME, partial(_home, theme)),
        PageEntry("prompts", translate("Pages", "Prompts"), Symbol.PROMPTS, _prompts),
        PageEntry(
            "rate", translate("Pages", "Rate"), Symbol.RATE, partial(_rate, theme, habits, jobs)
        ),
        PageEntry(
            "quality", translate("Pages", "Quality"), Symbol.QUALITY, partial(_quality, theme, jobs)
        ),
        PageEntry(
            "history", translate("Pages", "History"), Symbol.HISTORY, partial(_history, theme)
        ),
        PageEntry(
            "train",
            translate("Pages", "Train"),
            Symbol.TRAIN,
            partial(_train, jobs),
            gap_before=True,
        ),
        PageEntry(
            "runs", translate("Pages", "Runs"), Symbol.RUNS, partial(_runs, theme, habits, jobs)
        ),
        PageEntry(
            "chat",
            translate("Pages", "Chat"),
            Symbol.CHAT,
            partial(_chat, theme, jobs),
            gap_before=True,
        ),
        PageEntry("models", translate("Pages", "Models"), Symbol.MODELS, partial(_models, jobs)),
        PageEntry("export", translate("Pages", "Export"), Symbol.EXPORT, partial(_export, jobs)),
        PageEntry(
            "jobs", translate("Pages", "Jobs"), Symbol.JOBS, partial(_jobs, jobs), gap_before=True
        ),
    ]


def _home(theme: Theme) -> Page:
    from desktop.ui.home.page import HomePage

    return HomePage(theme)


def _prompts() -> Page:
    from desktop.ui.prompts.page import PromptsPage

    return PromptsPage()


def _rate(theme: Theme, habits: Habits, jobs: JobQueue) -> Page:
    from desktop.ui.rate.page import RatePage

    page = RatePage(theme, habits)
    page.live.pairs.watch(jobs)
    return page


def _quality(theme: Theme, jobs: JobQueue) -> Page:
    from desktop.ui.quality.page import QualityPage

    return QualityPage(theme, jobs)


def _history(theme: Theme) -> Page:
    from desktop.ui.history.page import HistoryPage

    return HistoryPage(theme)


def _train(jobs: JobQueue) -> Page:
    from desktop.ui.train.train_page import TrainPage

    return TrainPage(jobs)


def _runs(theme: Theme, habits: Habits, jobs: JobQueue) -> Page:
    from desktop.ui.runs.runs_page import RunsPage

    return RunsPage(theme, jobs, habits)


def _chat(theme: Theme, jobs: JobQueue) -> Page:
    from desktop.ui.chat.chat_page import ChatPage

    return ChatPage(theme, jobs)


def _models(jobs: JobQueue) -> Page:
    from desktop.ui.models.models_page import ModelsPage

    return ModelsPage(jobs)


def _export(jobs: JobQueue) -> Page:
    from desktop.ui.exchange.export_page import ExportPage

    return ExportPage(jobs)


def _jobs(jobs: JobQueue) -> Page:
    from desktop.ui.jobs.jobs_page import JobsPage

    return JobsPage(jobs)
