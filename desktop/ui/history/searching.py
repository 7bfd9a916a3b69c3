"""Searches the history in a thread; a newer search replaces the one at work.

When a search has found all, the same thread goes on to index what is not indexed yet.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QThread, Signal, Slot

from desktop.services.history import HistorySearch

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.domain.history import HistoryFilter


class _SearchThread(QThread):
    found = Signal(object, object)
    ended = Signal(object)
    indexed = Signal(float)
    broke = Signal(object, object)

    def __init__(self, database: Path, wanted: HistoryFilter) -> None:
        super().__init__()
        self._database = database
        self._wanted = wanted
        self._search: HistorySearch | None = None
        self._given_up = False

    def give_up(self) -> None:
        """Find no more."""
        self._given_up = True
        if self._search is not None:
            self._search.give_up()

    def run(self) -> None:
        """Search, then index."""
        try:
            with HistorySearch(self._database) as search:
                self._search = search
                if not self._given_up:
                    self._work(search)
        except Exception as error:
            self.broke.emit(self, error)

    def _work(self, search: HistorySearch) -> None:
        for ids in search.find(self._wanted):
            self.found.emit(self, ids)
        self.ended.emit(self)
        for share in search.grow_index():
            self.indexed.emit(share)


class Searching(QObject):
    """The search at work, if there is one.

    Signals:
        began: Nothing is found yet of what was asked for.
        found: Further ids, newest first.
        ended: All was found.
        indexed: Which share of all texts is indexed now.
        failed: It could not go on: the exception.
    """

    began = Signal()
    found = Signal(object)
    ended = Signal()
    indexed = Signal(float)
    failed = Signal(object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._thread: _SearchThread | None = None
        self._old: list[_SearchThread] = []
        self._fresh = False

    def start(self, database: Path, wanted: HistoryFilter) -> None:
        """Search for something else from now on."""
        self._retire()
        thread = _SearchThread(database, wanted)
        thread.found.connect(self._on_thread_found)
        thread.ended.connect(self._on_thread_ended)
        thread.indexed.connect(self.indexed)
        thread.broke.connect(self._on_thread_broke)
        thread.finished.connect(self._on_thread_finished)
        self._thread, self._fresh = thread, True
        thread.start()

    def busy(self) -> bool:
        """Return whether a search or the indexing after it is at work."""
        return self._thread is not None and not self._thread.isFinished()

    def stop(self) -> None:
        """Give the search up and wait until its thread has ended: a few milliseconds."""
        self._retire()
        for thread in self._old:
            thread.wait()
        self._old.clear()

    def _retire(self) -> None:
        if self._thread is not None:
            self._thread.give_up()
            self._old.append(self._thread)
            self._thread = None

    def _begin(self) -> None:
        if self._fresh:
            self._fresh = False
            self.began.emit()

    @Slot(object, object)
    def _on_thread_found(self, thread: object, ids: list[int]) -> None:
        if thread is self._thread:
            self._begin()
            self.found.emit(ids)

    @Slot(object)
    def _on_thread_ended(self, thread: object) -> None:
        if thread is self._thread:
            self._begin()
            self.ended.emit()

    @Slot(object, object)
    def _on_thread_broke(self, thread: object, error: object) -> None:
        if thread is self._thread:
            self.failed.emit(error)

    @Slot()
    def _on_thread_finished(self) -> None:
        self._old = [thread for thread in self._old if not thread.isFinished()]
