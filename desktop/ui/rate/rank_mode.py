"""Ranking: read the answers one by one, give each a place; equal places are ties."""

from __future__ import annotations

import json
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.domain.feedback import Ranking
from desktop.domain.rank_order import RankOrder
from desktop.services.drafts import ranking_of
from desktop.services.ranking import MOST, RankingItem, ranking_item
from desktop.ui.rate.command_line import CommandCap
from desktop.ui.rate.commands import PLACES, Command
from desktop.ui.rate.keys import Scope
from desktop.ui.rate.mode import Mode
from desktop.ui.rate.mode_view import AHEAD, COMMON, ModeView
from desktop.ui.rate.rank_list import PREVIEW, RankList
from desktop.ui.rate.rank_reader import RankReader
from desktop.ui.rate.seen import Seen, SeenAnswer
from desktop.ui.widgets.buttons import primary_button
from desktop.ui.widgets.flow import HeaderLayout, beside, ends
from desktop.ui.widgets.labels import label

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.domain.feedback import FeedbackEvent
    from desktop.domain.responses import Response
    from desktop.services.drafts import Draft, DraftSubject
    from desktop.ui.rate.attention import Attention
    from desktop.ui.rate.habits import Habits
    from desktop.ui.theme.theme import Theme


class RankMode(ModeView):
    """Three or more answers of a prompt, put into an order."""

    MODE = Mode.RANK
    BUTTONS = (Command.SAVE_RANKING, Command.CORRECT, *COMMON[:5], Command.DIFF, *COMMON[5:])

    def __init__(
        self, theme: Theme, habits: Habits, attention: Attention, parent: QWidget | None = None
    ) -> None:
        super().__init__(theme, habits, attention, parent)
        self._item: RankingItem | None = None
        self._diff = False
        self.order = RankOrder(())
        self.list = RankList()
        self.reader = RankReader(theme)
        self.view = self.reader.view
        self.watch(self.reader.remarks)
        self.save_button = primary_button(self.tr("Save and next"), name="save_ranking")
        self._build()
        self.list.answer_chosen.connect(self._on_answer_chosen)
        self.list.dropped_on.connect(self._on_dropped_on)
        self.list.dropped_between.connect(self._on_dropped_between)
        self.save_button.clicked.connect(self.save)

    def _build(self) -> None:
        panes = QHBoxLayout()
        panes.setSpacing(12)
        panes.addWidget(self.list, 2)
        panes.addWidget(self.reader, 3)
        self.area.addLayout(panes, 1)
        self.area.addLayout(self._help_row())

    def _help_row(self) -> HeaderLayout:
        helps = []
        places = (Command.PLACE_1, Command.PLACE_9)
        reading = (Command.READ_ABOVE, Command.READ_BELOW)
        moving = (Command.MOVE_UP, Command.MOVE_DOWN)
        for commands, text in (
            (places, self.tr("place; the same place is a tie")),
            (reading, self.tr("read")),
            (moving, self.tr("move, through ties")),
            ((Command.NO_PLACE,), self.tr("no place")),
        ):
            cap = CommandCap(self.habits, Scope.RANK, commands)
            helps.append(beside(cap, label(text, "muted")))
        return ends(helps, (self.save_button,), 12)

    def own_commands(self) -> dict[Command, Callable[[], object]]:
        """Return how answers are put in order, and how they are read."""
        return {
            **{c: partial(self.place, n) for c, n in PLACES.items() if n <= MOST},
            Command.NO_PLACE: self.clear_place,
            Command.READ_ABOVE: partial(self.list.step, -1),
            Command.READ_BELOW: partial(self.list.step, 1),
            Command.MOVE_UP: partial(self.move_answer, -1),
            Command.MOVE_DOWN: partial(self.move_answer, 1),
            Command.SAVE_RANKING: self.save,
            Command.CORRECT: self.correct,
            Command.SKIP: self.skip,
            Command.BAD_PROMPT: self.call_bad,
            Command.RAW: self._toggle_raw,
            Command.DIFF: self._toggle_diff,
            Command.PAGE_UP: partial(self.view.scroll_pages, -1),
            Command.PAGE_DOWN: partial(self.view.scroll_pages, 1),
        }

    def show_next(self) -> bool:
        """Show the next answers to rank, in the half-made order if there is one."""
        item = self.desk.next_ranking() if self.desk else None
        if item is not None and item != self._item:
            self._show(item, self._draft(item))
        self._item = item
        return item is not None

    def show_event(self, event: FeedbackEvent) -> bool:
        """Show a ranking that was taken back."""
        item = self.desk.item_of(event) if self.desk else None
        if not isinstance(item, RankingItem):
            return False
        tiers = event.judgement.tiers if isinstance(event.judgement, Ranking) else ()
        places = {i: n for n, tier in enumerate(tiers, start=1) for i in tier}
        self._show(item, RankOrder(item.ids, places) if places else self._draft(item))
        return True

    def remaining(self) -> str:
        """Say how many rankings are left."""
        return self.tr("%n ranking(s) left", "", self.desk.remaining()[0] if self.desk else 0)

    def upcoming(self) -> list[str]:
        """Return the other answers of this ranking, and the first ones of the next."""
        others = [answer.text for answer in self._item.answers] if self._item else []
        return others + (self.desk.upcoming_texts(AHEAD)[0] if self.desk else [])

    def seen(self) -> Seen | None:
        """Return what is on the screen, for a remark about it."""
        if (item := self._item) is None:
            return None
        answer = self._answer(self.list.current_answer())
        shown = SeenAnswer(answer, self.view, self.reader.remarks) if answer else None
        answers = {self.reader.letter(): shown} if shown else {}
        return Seen(item.prompt, self.prompt.remarks, answers)

    def draft_subject(self) -> DraftSubject | None:
        """Return the ranking that is being made."""
        return None if self._item is None else ranking_of(self._item.ids)

    def show_draft(self, draft: Draft) -> None:
        """Show a half-made ranking."""
        if self.desk is None:
            return
        item = ranking_item(self.desk.store, draft.prompt.id, draft.subject.ids)
        if item is not None:
            self._show(item, self._draft(item))
            self.pinned = True

    def take_focus(self) -> None:
        """Give the keyboard to the list."""
        self.list.setFocus()

    def place(self, number: int) -> None:
        """Put the answer that is read at a place, and read the next that waits."""
        answer = self.list.current_answer()
        order = self.order.place(answer, number)
        self._change(order, order.waiting[0] if order.waiting else answer)

    def move_answer(self, step: int) -> None:
        """Move the answer that is read by half a step."""
        answer = self.list.current_answer()
        moved = self.order.raised(answer) if step < 0 else self.order.lowered(answer)
        self._change(moved, answer)

    @Slot()
    def clear_place(self) -> None:
        """Take the place of the answer that is read away."""
        answer = self.list.current_answer()
        self._change(self.order.clear(answer), answer)

    @Slot()
    def save(self) -> None:
        """Record the ranking, once every answer has a place."""
        if self._item is None or self.desk is None or not self.order.complete:
            return
        judge = partial(self._rank, self._item, self.order.tiers)
        self.act(judge, self.tr("ranking saved ✓"))

    @Slot()
    def skip(self) -> None:
        """Pass over these answers."""
        if (item := self._item) is not None and self.desk is not None:
            judge = partial(self.desk.skip, item.prompt.id, item.ids, self.seconds())
            self.act(judge, self.tr("comes back later ✓"))

    @Slot()
    def call_bad(self) -> None:
        """Call the prompt unusable."""
        if (item := self._item) is not None and self.desk is not None:
            judge = partial(self.desk.call_bad, item.prompt.id, self.seconds())
            self.act(judge, self.tr("saved ✓"))

    @Slot()
    def correct(self) -> None:
        """Correct the answer that is read."""
        if self._item is not None:
            answer = self._answer(self.list.current_answer())
            self.correction_requested.emit(answer, self.tr("correcting"))

    def _rank(self, item: RankingItem, tiers: tuple[tuple[int, ...], ...]) -> None:
        if self.desk is not None:
            self.desk.rank(item, tiers, self.seconds())
            self._keep(item, RankOrder(item.ids))

    def _show(self, item: RankingItem, order: RankOrder) -> None:
        self.prompt.set_prompt(item.prompt)
        self._item = item
        self.order = order
        self._names = {
            answer.id: f"{chr(ord('A') + number)}   {' '.join(answer.text.split())[:PREVIEW]}"
            for number, answer in enumerate(item.answers)
        }
        waiting = order.waiting or order.shown
        self.list.show_order(order, self._names, waiting[0])
        self._show_state()
        self.started()

    def _change(self, order: RankOrder, current: int) -> None:
        if self._item is None:
            return
        self.order = order
        self.list.show_order(order, self._names, current)
        self._show_state()
        self._keep(self._item, order)

    def _show_state(self) -> None:
        self.save_button.setEnabled(self.order.complete)

    def _keep(self, item: RankingItem, order: RankOrder) -> None:
        if self.drafts is not None:
            places = [[answer, place] for answer, place in order.places.items()]
            self.drafts.keep(ranking_of(item.ids), json.dumps(places) if places else None)
            self.draft_kept.emit(bool(places))

    def _draft(self, item: RankingItem) -> RankOrder:
        """Return the half-made order of these answers, and say that it is there again."""
        text = self.drafts.get(ranking_of(item.ids)) if self.drafts else None
        places = {int(i): int(n) for i, n in json.loads(text or "[]") if i in item.ids}
        self.state_changed.emit(self.tr("your half-made ranking is back") if places else "")
        return RankOrder(item.ids, places)

    def _answer(self, answer_id: int) -> Response | None:
        answers = self._item.answers if self._item else ()
        return next((answer for answer in answers if answer.id == answer_id), None)

    @Slot(int)
    def _on_answer_chosen(self, answer_id: int) -> None:
        if (item := self._item) is None or answer_id not in item.ids:
            return
        place = item.ids.index(answer_id)
        other = self._neighbour(answer_id) if self._diff else None
        letter = chr(ord("A") + place)
        self.reader.show_answer(letter, item.answers[place].text, other.text if other else None)
        self.show_remarks()
        tiers = enumerate(self.order.tiers, start=1)
        self.reader.show_place(next((n for n, tier in tiers if answer_id in tier), None))

    def _neighbour(self, answer_id: int) -> Response | None:
        """Return the answer above in the list; for the first one, that below."""
        order = self.order.shown
        place = order.index(answer_id)
        return self._answer(order[place - 1 if place else min(1, len(order) - 1)])

    def _toggle_raw(self) -> None:
        self.prompt.view.set_raw(self.reader.toggle_raw())
        self.show_remarks()

    def _toggle_diff(self) -> None:
        self._diff = not self._diff
        self._on_answer_chosen(self.list.current_answer())

    @Slot(int, int)
    def _on_dropped_on(self, answer: int, other: int) -> None:
        self._change(self.order.put_with(answer, other), answer)

    @Slot(int, int)
    def _on_dropped_between(self, answer: int, before: int) -> None:
        self._change(self.order.put_between(answer, before), answer)
