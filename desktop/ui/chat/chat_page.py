"""The Chat page: choose a version, talk to it, see what it says as it says it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QWidget

from desktop.domain.errors import AppError
from desktop.domain.prompts import Message, Role
from desktop.domain.versions import VersionKind
from desktop.ui.chat.answer_choice import AnswerChoice
from desktop.ui.chat.best_of_box import BestOfBox
from desktop.ui.chat.chat_service import ChatService
from desktop.ui.chat.transcript import Transcript
from desktop.ui.error_words import error_text
from desktop.ui.icons import Symbol
from desktop.ui.page import Page
from desktop.ui.train.version_box import VersionBox
from desktop.ui.widgets.buttons import button, primary_button
from desktop.ui.widgets.containers import EmptyState, PageHeader, page_layout
from desktop.ui.widgets.fields import AskingField
from desktop.ui.widgets.flow import FlowLayout
from desktop.ui.widgets.labels import Chip, KeyCap, label
from desktop.ui.widgets.two_sides import TwoSides

if TYPE_CHECKING:
    from desktop.services.best_of_n import RankedAnswer
    from desktop.services.project import Project
    from desktop.ui.job_queue import JobQueue
    from desktop.ui.theme.theme import Theme

INPUT_HEIGHT = 84
BEST_OF = "chat.best_of"
"""The project's setting that remembers how many answers are wanted."""


class ChatPage(Page):
    """A conversation in memory; nothing of it is stored."""

    def __init__(
        self,
        theme: Theme,
        jobs: JobQueue,
        service: ChatService | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._project: Project | None = None
        self._jobs = jobs
        self.service = service or ChatService(jobs, parent=self)
        self.version = VersionBox(self.tr("Version"))
        self.best_of = BestOfBox()
        self.where = Chip("", "", self)
        self._scoring = False
        self.system = AskingField()
        self.system.setPlaceholderText(self.tr("System prompt (optional)"))
        self.system.setAccessibleName(self.tr("System prompt"))
        self.transcript = Transcript(theme)
        self.empty = EmptyState(
            self.tr("Talk with your model"),
            self.tr(
                "Any version answers, also one that is being trained. What is said is kept until "
                "the project is closed."
            ),
            symbol=Symbol.CHAT,
        )
        self.problem = label("", wrap=True, tone="bad")
        self.problem.hide()
        self.input = QPlainTextEdit()
        self.input.setPlaceholderText(self.tr("Say something"))
        self.input.setAccessibleName(self.tr("Your message"))
        self.input.setFixedHeight(INPUT_HEIGHT)
        self.input.setTabChangesFocus(True)
        self.input.installEventFilter(self)
        self.ask = primary_button(self.tr("Send"), name="chat_send", symbol=Symbol.SEND)
        self.stop = button(self.tr("Stop"), name="chat_stop", symbol=Symbol.STOP)
        self.anew = button(self.tr("New chat"), name="chat_new", symbol=Symbol.ADD)
        self._build()
        self._connect()
        self._show_state()

    def title(self) -> str:
        """Return the page's name."""
        return self.tr("Chat")

    def open_project(self, project: Project) -> None:
        """Chat with the versions of this project."""
        self._project = project
        self.best_of.set_n(int(project.store.settings.get(BEST_OF, 1)))

    def close_project(self) -> None:
        """End the worker and forget the conversation."""
        self.service.cancel()
        self.service.close()
        self._project = None
        self.transcript.clear()
        self.version.set_versions([])
        self.best_of.set_versions([])

    def refresh(self) -> None:
        """Read the versions again."""
        if self._project is None:
            return
        versions = self._project.store.versions.list()
        self.version.set_versions([v for v in versions if v.kind is not VersionKind.REWARD])
        self.best_of.set_versions([v for v in versions if v.kind is VersionKind.REWARD])
        self._show_state()
        self.input.setFocus()

    def show_item(self, item: object) -> None:
        """Choose a version by its id."""
        if isinstance(item, int):
            self.version.choose(item)

    def messages(self) -> tuple[Message, ...]:
        """Return the conversation so far, the system prompt first."""
        system = self.system.text().strip()
        head = (Message(Role.SYSTEM, system),) if system else ()
        return (*head, *(Message(turn.role, turn.text()) for turn in self.transcript.turns))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Send on Enter; Shift+Enter is a new line. Escape stops the answer."""
        if watched is self.input and isinstance(event, QKeyEvent):
            plain = event.modifiers() in (
                Qt.KeyboardModifier.NoModifier,
                Qt.KeyboardModifier.KeypadModifier,
            )
            if event.type() == QEvent.Type.KeyPress and plain:
                if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                    self._on_send_pressed()
                    return True
                if event.key() == Qt.Key.Key_Escape:
                    self._on_stop_pressed()
                    return True
        return super().eventFilter(watched, event)

    def _build(self) -> None:
        column = page_layout(self)
        head = PageHeader(self.title())
        head.add_chip(self.where)
        tools = QWidget()
        right = FlowLayout(12, tools)
        for tool in (self.version, self.anew):
            right.addWidget(tool)
        column.addWidget(TwoSides(head, tools))
        column.addWidget(TwoSides(self.system, self.best_of))
        column.addWidget(self.empty, 1)
        column.addWidget(self.transcript, 1)
        column.addWidget(self.problem)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.input, 1)
        row.addWidget(KeyCap("Enter"))
        row.addWidget(self.ask)
        row.addWidget(KeyCap("Esc"))
        row.addWidget(self.stop)
        column.addLayout(row)

    def _connect(self) -> None:
        self.ask.clicked.connect(self._on_send_pressed)
        self.stop.clicked.connect(self._on_stop_pressed)
        self.anew.clicked.connect(self._on_new_pressed)
        self.service.text_arrived.connect(self.transcript.extend_last)
        self.service.answer_ended.connect(self._on_answer_ended)
        self.service.scoring_began.connect(self._on_scoring_began)
        self.service.answers_ranked.connect(self._on_answers_ranked)
        self.service.answer_failed.connect(self._on_answer_failed)
        self.best_of.n_changed.connect(self._on_n_changed)
        self._jobs.job_changed.connect(self._show_state)
        self._jobs.job_over.connect(self._show_state)

    @Slot()
    def _show_state(self) -> None:
        self.empty.setVisible(not self.transcript.turns)
        self.transcript.setVisible(bool(self.transcript.turns))
        busy = self.service.busy
        self.ask.setEnabled(not busy and self.version.version_id() is not None)
        self.stop.setEnabled(busy)
        self.anew.setEnabled(not busy)
        self.best_of.setEnabled(not busy)
        run = self.service.serving_run()
        if run is not None:
            text = self.tr("{run} answers between its updates").format(run=run.title)
            self.where.show_state(text, "accent")
        elif not busy:
            self.where.show_state("")
        elif self._scoring:
            self.where.show_state(self.tr("comparing the answers"))
        elif (wanted := self.best_of.best_of()) is not None:
            self.where.show_state(self.tr("writing {n} answers").format(n=wanted.n))
        else:
            self.where.show_state(self.tr("thinking"))

    @Slot()
    def _on_send_pressed(self) -> None:
        text, version_id = self.input.toPlainText().strip(), self.version.version_id()
        if self._project is None or version_id is None or not text or self.service.busy:
            return
        asked = Message(Role.USER, text)
        try:
            messages = (*self.messages(), asked)
            self.service.ask(self._project, version_id, messages, self.best_of.best_of())
        except AppError as error:
            self._show_problem(error_text(error))
            return
        self._show_problem("")
        self.input.clear()
        self.transcript.add(Role.USER, text, self.tr("You"))
        self.transcript.add(Role.ASSISTANT, "", self.version.box.currentText())
        self._show_state()

    @Slot()
    def _on_stop_pressed(self) -> None:
        self.service.cancel()

    @Slot()
    def _on_new_pressed(self) -> None:
        self.transcript.clear()
        self._show_problem("")
        self._show_state()
        self.input.setFocus()

    def _show_problem(self, words: str) -> None:
        self.problem.setText(words)
        self.problem.setVisible(bool(words))

    @Slot(int)
    def _on_n_changed(self, n: int) -> None:
        if self._project is not None:
            self._project.store.settings.set(BEST_OF, n)

    @Slot()
    def _on_scoring_began(self) -> None:
        self._scoring = True
        self._show_state()

    @Slot(tuple)
    def _on_answers_ranked(self, answers: tuple[RankedAnswer, ...]) -> None:
        self._scoring = False
        self.transcript.set_last(answers[0].text)
        judge_id = self.best_of.judge.version_id()
        if self._project is not None and judge_id is not None:
            judge = self._project.version(judge_id)
            agreement = judge.metrics.get("accuracy")
            self.transcript.turns[-1].offer(AnswerChoice(answers, judge.name, agreement))
        self._show_state()

    @Slot(str)
    def _on_answer_ended(self, text: str) -> None:
        self.transcript.set_last(text)
        self._show_state()

    @Slot(str, str, str)
    def _on_answer_failed(self, title: str, message: str, hint: str) -> None:
        self._scoring = False
        asked = self.transcript.turns[-2].text() if len(self.transcript.turns) > 1 else ""
        self.transcript.remove_last()
        self.transcript.remove_last()
        if not self.input.toPlainText():
            self.input.setPlainText(asked)
        self._show_problem(error_text(AppError(title, message, hint)))
        self._show_state()
