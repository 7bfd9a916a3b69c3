"""The view for texts from models: rendered or raw, read-only; links ask before they open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, QUrl, Signal, Slot
from PySide6.QtGui import QColor, QDesktopServices, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QFrame, QMessageBox, QTextBrowser, QWidget

from desktop.ui.text.document import (
    LONGEST_RENDERED,
    SafeDocument,
    TextStyle,
    empty_document,
    markdown_document,
    marked_document,
    nothing,
    plain_document,
    shows_less,
)
from desktop.ui.text.editor import few_lines
from desktop.ui.text.visible import count_invisible, with_visible_controls
from desktop.ui.widgets.letters import letters_width

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QResizeEvent, QTextDocument

    from desktop.ui.text.shelf import DocumentShelf
    from desktop.ui.theme.theme import Theme

WIDEST_LINE = 80
"""Characters of a line of reading text, about."""


class ResponseView(QTextBrowser):
    """Shows one text of a model.

    Signals:
        shown: Another text, or the same one in another way, is on the screen.
    """

    shown = Signal()

    def __init__(self, theme: Theme, accessible_name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._text = ""
        self._raw = False
        self._markdown = True
        self._pieces: tuple[tuple[str, bool], ...] = ()
        self._tone = ""
        self._document: QTextDocument | None = None
        self._shelf: DocumentShelf | None = None
        self.setAccessibleName(accessible_name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setOpenLinks(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.anchorClicked.connect(self._on_anchor_clicked)
        theme.changed.connect(self._render)

    def sizeHint(self) -> QSize:
        """Ask for a few lines: it fills what room there is."""
        return few_lines(self)

    def theme(self) -> Theme:
        """Return the theme whose colours it uses."""
        return self._theme

    def text(self) -> str:
        """Return the text as it is stored."""
        return self._text

    def raw(self) -> bool:
        """Return whether the raw text is shown."""
        return self._raw

    def set_text(self, text: str, *, markdown: bool = True) -> None:
        """Show a text from its beginning, as markdown or as it is."""
        self._text, self._markdown, self._pieces = text, markdown, ()
        self._render()

    def show_pieces(self, pieces: Sequence[tuple[str, bool]], tone: str) -> None:
        """Show a text as it is with some pieces marked, as a comparison does.

        Args:
            pieces: The whole text in pieces, each with whether it is marked.
            tone: Name of the marks' colour, see `Tokens`.
        """
        self._text = "".join(text for text, _ in pieces)
        self._pieces, self._tone = tuple(pieces), tone
        self._render()

    def set_raw(self, raw: bool) -> None:
        """Show the raw text with its invisible characters, or the rendered one."""
        if raw != self._raw:
            self._raw = raw
            self._render()

    def scroll_pages(self, pages: int) -> None:
        """Scroll by so many pages, two lines less each so that the eye finds its place."""
        bar = self.verticalScrollBar()
        kept = 2 * self.fontMetrics().height()
        bar.setValue(bar.value() + pages * max(kept, bar.pageStep() - kept))

    def in_pieces(self) -> bool:
        """Return whether marked pieces are shown."""
        return bool(self._pieces)

    def raw_shows_more(self) -> bool:
        """Return whether the raw view shows something that the rendered one does not."""
        if self._raw:
            return False
        if isinstance(self._document, SafeDocument) and self._document.shows_less is not None:
            return self._document.shows_less
        return shows_less(self._text, self.document())

    def loadResource(self, _type: int, _name: QUrl | str) -> object:
        """Load nothing: text from a model must not read files or call home."""
        return nothing()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep lines at a length that is good to read."""
        super().resizeEvent(event)
        widest = letters_width(self.fontMetrics(), WIDEST_LINE) * 1.2
        spare = int(self.width() - widest)
        margins = self.viewportMargins()
        if margins.right() != max(0, spare):
            self.setViewportMargins(0, 0, max(0, spare), 0)

    def use_shelf(self, shelf: DocumentShelf) -> None:
        """Take documents from a shelf where they are ready."""
        self._shelf = shelf

    @Slot()
    def _render(self) -> None:
        long = len(self._text) > LONGEST_RENDERED
        # A bar that appears only when it is needed makes Qt lay a long text out once more.
        policy = Qt.ScrollBarPolicy
        self.setVerticalScrollBarPolicy(
            policy.ScrollBarAlwaysOn if long else policy.ScrollBarAsNeeded
        )
        if long and not self._pieces:
            self._render_long()
        else:
            self._show_document(self._made())
        if self._raw:
            self._mark_controls()
        self.moveCursor(QTextCursor.MoveOperation.Start)
        self.shown.emit()

    def _render_long(self) -> None:
        """Show a long text as it is; it is laid out once where a ready document would be thrice."""
        shown = with_visible_controls(self._text) if self._raw else self._text
        document = empty_document(shown, self._style())
        self._show_document(document)
        document.setPlainText(shown)

    def _show_document(self, document: QTextDocument) -> None:
        document.setParent(self)
        # The view sets its own wrap mode on every document, and the wrong one takes minutes: so
        # the old text goes first, then the mode changes, then the new text comes.
        self.document().clear()
        self.setWordWrapMode(document.defaultTextOption().wrapMode())
        self.setDocument(document)
        if self._document is not None:
            self._document.deleteLater()
        self._document = document

    def _style(self) -> TextStyle:
        return TextStyle.of(self._theme.current(), self._theme.reading_pixels())

    def _made(self) -> QTextDocument:
        """Return the document that shows the text as it is wished now."""
        style = self._style()
        if self._pieces:
            shown = with_visible_controls if self._raw else str
            pieces = [(shown(text), marked) for text, marked in self._pieces]
            return marked_document(pieces, style, self._theme.current().colours()[self._tone])
        if self._raw:
            return plain_document(with_visible_controls(self._text), style)
        if self._markdown:
            if self._shelf is not None and (ready := self._shelf.take(self._text)) is not None:
                return ready
            return markdown_document(self._text, style)
        return plain_document(self._text, style)

    def _mark_controls(self) -> None:
        if not count_invisible(self._text):
            return
        marked = QTextCharFormat()
        marked.setForeground(QColor(self._theme.current().warning))
        marked.setFontUnderline(True)
        cursor = QTextCursor(self.document())
        while not (cursor := self.document().find("⟨U+", cursor)).isNull():
            cursor.movePosition(
                QTextCursor.MoveOperation.EndOfWord, QTextCursor.MoveMode.KeepAnchor
            )
            cursor.mergeCharFormat(marked)

    @Slot(QUrl)
    def _on_anchor_clicked(self, url: QUrl) -> None:
        if url.scheme() not in ("http", "https"):
            return
        box = QMessageBox(self.window())
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setWindowTitle(self.tr("Open a link"))
        box.setText(self.tr("Open this address in the browser? It was written by a model."))
        box.setInformativeText(url.toString())
        box.setStandardButtons(QMessageBox.StandardButton.Open | QMessageBox.StandardButton.Cancel)
        box.setDefaultButton(QMessageBox.StandardButton.Cancel)
        if box.exec() == QMessageBox.StandardButton.Open:
            QDesktopServices.openUrl(url)
