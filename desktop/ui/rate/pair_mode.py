"""Comparing: two answers side by side, and which of them is better, by how much.

Where no complete pair waits, a pair that is still being written is shown and can be judged too.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot

from desktop.domain.feedback import Quality
from desktop.services.drafts import correction_of
from desktop.services.strategies import Queue
from desktop.ui.rate.choice_bar import ChoiceBar
from desktop.ui.rate.commands import MARKS, PREFERENCES, QUALITIES, Command, caption
from desktop.ui.rate.live_judging import LIVE, LiveJudging
from desktop.ui.rate.mode import Mode
from desktop.ui.rate.mode_view import AHEAD, COMMON, ModeView
from desktop.ui.rate.pace import FastChoice, Pace
from desktop.ui.rate.pair_view import PairView
from desktop.ui.rate.seen import Seen, SeenAnswer
from desktop.ui.text.visible import count_words

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from PySide6.QtWidgets import QPushButton, QWidget

    from desktop.domain.feedback import FeedbackEvent, Preference
    from desktop.domain.prompts import Prompt
    from desktop.services.desk import Desk
    from desktop.services.rating_items import RatingItem
    from desktop.ui.rate.attention import Attention
    from desktop.ui.rate.habits import Habits
    from desktop.ui.theme.theme import Theme

FEW_PAIRS = 20
"""While more pairs than this are left, answers that become complete are read later, together."""


class PairMode(ModeView):
    """Pairs, one after the other.

    Signals:
        mark_changed: What the next preference will say beside which answer is better, or "".
        asked_again: A choice was too fast; what to ask.
        grown: What is being written may have changed what there is to show.
        reading_wanted: Answers became complete: the project should be read again.
    """

    MODE = Mode.COMPARE
    BUTTONS = (
        *(Command.BOTH_GOOD, Command.BOTH_BAD, Command.CORRECT_A, Command.CORRECT_B),
        *COMMON[:5],
        Command.DIFF,
        *COMMON[5:],
    )

    mark_changed = Signal(str)
    asked_again = Signal(str)
    grown = Signal()
    reading_wanted = Signal()

    def __init__(
        self, theme: Theme, habits: Habits, attention: Attention, parent: QWidget | None = None
    ) -> None:
        super().__init__(theme, habits, attention, parent)
        self.pair = PairView(theme)
        self.choices = ChoiceBar(habits)
        self._item: RatingItem | None = None
        self._let_go = False
        self._mark: Quality | None = None
        self._fast = FastChoice()
        self._pace = Pace()
        self.live = LiveJudging(self, attention)
        self.area.addWidget(self.pair, 1)
        self.area.addWidget(self.choices)
        self._bars = (self.prompt.remarks, self.pair.a.remarks, self.pair.b.remarks)
        self.watch(*self._bars[1:])
        self._buttons = {**self.choices.buttons, **self.line.buttons}
        self.choices.chosen.connect(self.chosen)
        self.live.grown.connect(self._on_live_grown)
        self.live.completed.connect(self._on_live_completed)
        self.live.error_occurred.connect(self.error_occurred)

    @property
    def buttons(self) -> Mapping[Command, QPushButton]:
        """The choices and the other commands."""
        return self._buttons

    @property
    def item(self) -> RatingItem | None:
        """The complete pair that is shown."""
        return self._item

    def own_commands(self) -> dict[Command, Callable[[], object]]:
        """Return what can be said of a pair, and how it can be read."""
        return {
            **{c: partial(self._compare, c, p, None) for c, p in PREFERENCES.items()},
            **{c: partial(self._compare, c, None, q) for c, q in QUALITIES.items()},
            **{c: partial(self._toggle_mark, q) for c, q in MARKS.items()},
            Command.SKIP: self.skip,
            Command.BAD_PROMPT: self.call_bad,
            Command.CORRECT_A: partial(self._correct, Command.CORRECT_A),
            Command.CORRECT_B: partial(self._correct, Command.CORRECT_B),
            Command.RAW: self._toggle_raw,
            Command.DIFF: self._toggle_diff,
            Command.PAGE_UP: partial(self.pair.scroll_pages, -1),
            Command.PAGE_DOWN: partial(self.pair.scroll_pages, 1),
        }

    def do(self, command: Command) -> None:
        """Carry out a command; a pair that is being written takes only some."""
        if self.live.active and command in LIVE:
            self._judge_live(command)
        else:
            super().do(command)

    def set_desk(self, desk: Desk | None) -> None:
        """Compare at this desk; the pair that is being read stays, as far as it can."""
        super().set_desk(desk)
        if desk is None:
            self._item = None
            self.live.hide()
            return
        if (whole := self.live.take_whole()) is not None:
            desk.pairs.look_at(*whole)
        elif self._item is not None and not self._let_go:
            desk.pairs.keep(self._item)
        self._let_go = False

    def let_go(self) -> None:
        """Do not hold on to the pair that is shown when the pairs are read again."""
        self._let_go = True

    def show_next(self) -> bool:
        """Show the session's pair, else one that is being written."""
        self._set_mark(None)
        item = self.desk.pairs.current() if self.desk else None
        if item is not None and item != self._item:
            self._show(item)
        self._item = item
        shown = item is not None or self._show_live()
        for command, widget in self._buttons.items():
            if command not in (Command.UNDO, Command.REDO, Command.KEYS):
                widget.setEnabled(shown)
        return shown

    def show_event(self, event: FeedbackEvent) -> bool:
        """Leave it to the session, which goes back to the pair itself."""
        del event
        return False

    def remaining(self) -> str:
        """Say how many pairs are left."""
        count = self.desk.pairs.remaining if self.desk else 0
        return self.tr("%n pair(s) left", "", count)

    def minutes_for(self, items: int) -> int | None:
        """Return the minutes that so many pairs will take."""
        return self._pace.minutes_for(items)

    def upcoming(self) -> list[str]:
        """Return the answers of the next pairs."""
        items = self.desk.pairs.upcoming(AHEAD) if self.desk else []
        return [text for item in items for text in (item.a.text, item.b.text)]

    def seen(self) -> Seen | None:
        """Return the pair on the screen, for a remark about it."""
        if (item := self._item) is None:
            return None
        a, b = self.pair.a, self.pair.b
        answers = {
            "A": SeenAnswer(item.a, a.view, a.remarks),
            "B": SeenAnswer(item.b, b.view, b.remarks),
        }
        return Seen(item.prompt, self.prompt.remarks, answers)

    def show_growing(self, prompt: Prompt, a: str, b: str, *, anew: bool) -> None:
        """Show two answers as far as they are written; `anew` when they are another pair."""
        if anew:
            self.prompt.set_prompt(prompt)
            self.pair.set_texts(a, b)
            for bar in self._bars:
                bar.show_remarks(())
        else:
            self.pair.grow_texts(a, b)

    def trust(self) -> None:
        """Ask nothing about this pair: the user has seen it before."""
        self._fast.trust()

    def skip(self) -> None:
        """Pass over the pair: it comes back after all others."""
        if self._item is not None and self.desk is not None:
            self._judge(Command.SKIP, partial(self.desk.pairs.skip, self.seconds()))

    def call_bad(self) -> None:
        """Call the prompt unusable."""
        if self._item is not None and self.desk is not None:
            self._judge(Command.BAD_PROMPT, partial(self.desk.pairs.bad_prompt, self.seconds()))

    def _compare(
        self, command: Command, preference: Preference | None, quality: Quality | None
    ) -> None:
        if self._item is None or self.desk is None:
            return
        seconds = self.seconds()
        if self.habits.asks_when_fast and self._fast.asks(seconds):
            template = self.tr("faster than reading: {key} again?")
            self.asked_again.emit(template.format(key=self.habits.keys.shown(command)))
            return
        said = quality or self._mark
        judge = partial(self.desk.pairs.compare, preference, said, seconds=seconds)
        self._pace.add(seconds)
        self._judge(command, judge)

    def _judge(self, command: Command, judge: Callable[[], object]) -> None:
        self.choices.highlight(self._buttons.get(command), command)
        self.act(judge, self.tr("saved ✓"))

    def _judge_live(self, command: Command) -> None:
        words = self.live.act(command, self._mark)
        self.choices.highlight(self._buttons.get(command), command)
        self.told.emit(words)

    def _toggle_mark(self, quality: Quality) -> None:
        self._set_mark(None if self._mark is quality else quality)

    def _set_mark(self, quality: Quality | None) -> None:
        self._mark = quality
        if quality is None:
            self.mark_changed.emit("")
            return
        good = quality is Quality.BOTH_GOOD
        words = caption(Command.BOTH_GOOD if good else Command.BOTH_BAD)
        self.mark_changed.emit(self.tr("{quality}, and…").format(quality=words))

    def _correct(self, command: Command) -> None:
        if (item := self._item) is None:
            return
        first = command is Command.CORRECT_A
        words = self.tr("correcting A") if first else self.tr("correcting B")
        self.correction_requested.emit(item.a if first else item.b, words)

    def _toggle_raw(self) -> None:
        raw = not self.pair.raw()
        self.pair.set_raw(raw)
        self.prompt.view.set_raw(raw)
        self.show_remarks()

    def _toggle_diff(self) -> None:
        self.pair.set_diff(not self.pair.diff())
        self.show_remarks()

    def _show(self, item: RatingItem) -> None:
        self.live.hide()
        self.state_changed.emit(self._draft_words(item))
        self.prompt.set_prompt(item.prompt)
        self.pair.set_texts(item.a.text, item.b.text)
        self._item = item
        self.show_remarks()
        self.started()
        self._fast.start(count_words(item.a.text) + count_words(item.b.text))

    def _draft_words(self, item: RatingItem) -> str:
        """Say of which answers a correction was begun."""
        if self.drafts is None:
            return ""
        begun = [self.drafts.get(correction_of(r.id)) is not None for r in (item.a, item.b)]
        words = {
            (True, False): self.tr("a correction of A is begun"),
            (False, True): self.tr("a correction of B is begun"),
            (True, True): self.tr("corrections of both are begun"),
        }
        return words.get((begun[0], begun[1]), "")

    def _show_live(self) -> bool:
        """Show a pair that is still being written; False when there is none."""
        new = self.desk is not None and self.desk.pairs.plan.queue is Queue.NEW
        live = new and self.live.show()
        self.state_changed.emit(self.tr("still being written") if live else "")
        return live

    @Slot()
    def _on_live_grown(self) -> None:
        """Show more of the answers, where nothing else is shown."""
        if self.desk is None or self._item is not None:
            return
        if not self.live.active or not self._show_live():
            self.grown.emit()

    @Slot()
    def _on_live_completed(self) -> None:
        """Have the pairs read that are complete now, where the others will not last."""
        if self.desk is None or self.desk.pairs.remaining < FEW_PAIRS:
            self.reading_wanted.emit()
