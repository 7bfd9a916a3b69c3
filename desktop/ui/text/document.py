"""Documents that show a model's text: markdown without HTML, and nothing is ever loaded.

`QTextDocument` reads local files for images, and its usual markdown dialect swallows what looks
like HTML. Here HTML stays text, images become the text that names them, and a request for any
resource gets an empty picture: an empty answer would let Qt open the file by itself. Each paragraph
takes its direction from its own first letter, so Arabic and English stand side by side as they are.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFont,
    QImage,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextOption,
)

from desktop.ui.text.highlight import CodePart, CodeSpan, highlight
from desktop.ui.text.spans import utf16_length
from desktop.ui.text.visible import count_invisible, hides_text, longest_run

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from PySide6.QtCore import QObject, QUrl

    from desktop.ui.theme.tokens import Tokens

LONGEST_RENDERED = 100_000
"""Characters up to which a text is rendered as markdown; longer ones are shown as they are."""
LONGEST_WORD = 1_000
"""A stretch without white space longer than this is broken anywhere: the usual way takes minutes.
"""
LINE_HEIGHT = 150
AFTER_CODE = 8
_PROPERTY = QTextFormat.Property
_FEATURES = (
    QTextDocument.MarkdownFeature.MarkdownDialectGitHub
    | QTextDocument.MarkdownFeature.MarkdownNoHTML
)


def nothing() -> QImage:
    """Return the picture that stands for every resource: one transparent pixel."""
    image = QImage(1, 1, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    return image


@dataclass(frozen=True, slots=True)
class TextStyle:
    """How a text is set: its size in pixels and the colours of its code."""

    pixels: int
    code_ground: str
    comment: str
    string: str
    number: str
    keyword: str

    @classmethod
    def of(cls, tokens: Tokens, pixels: int) -> TextStyle:
        """Return the style in a theme."""
        return cls(pixels, tokens.hover, tokens.muted, tokens.good, tokens.warning, tokens.accent)

    def colour(self, part: CodePart) -> QColor:
        """Return the colour of a part of code."""
        return QColor(getattr(self, part.value))


class SafeDocument(QTextDocument):
    """A document that loads nothing, whatever its text asks for.

    `finished` is False while it is still being made. `shows_less` says whether its text has
    something that is not to be seen; None while nobody looked.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.finished = True
        self.shows_less: bool | None = None
        self.setUndoRedoEnabled(False)

    def loadResource(self, _type: int, _name: QUrl | str) -> object:
        """Return an empty picture for everything."""
        return nothing()


def markdown_document(text: str, style: TextStyle) -> SafeDocument:
    """Return a document that shows a text as markdown."""
    *_, document = making_markdown(text, style)
    return document


def making_markdown(text: str, style: TextStyle) -> Iterator[SafeDocument]:
    """Make a document that shows a text as markdown, in steps of a few milliseconds.

    Yields:
        The document after each step; it is `finished` after the last.
    """
    if len(text) > LONGEST_RENDERED:
        yield plain_document(text, style)
        return
    document = empty_document(text, style)
    document.finished = False
    document.setMarkdown(text, _FEATURES)
    yield document
    _name_images(document)
    yield document
    _set_lines(document)
    yield document
    _set_code(document, style)
    yield document
    for _ in _colour_code(document, style):
        yield document
    document.shows_less = shows_less(text, document)
    document.finished = True
    yield document


def shows_less(text: str, document: QTextDocument) -> bool:
    """Return whether a text has something that is not to be seen in a document of it."""
    return count_invisible(text) > 0 or hides_text(text, document.toPlainText())


def plain_document(text: str, style: TextStyle) -> SafeDocument:
    """Return a document that shows a text as it is."""
    document = empty_document(text, style)
    document.setPlainText(text)
    if len(text) <= LONGEST_RENDERED:
        _set_lines(document)
    return document


def marked_document(
    pieces: Iterable[tuple[str, bool]], style: TextStyle, colour: str
) -> SafeDocument:
    """Return a document that shows pieces of text as they are, some of them marked.

    Args:
        pieces: Each text with whether it is marked.
        style: How it is set.
        colour: Of what is marked; it is underlined too.
    """
    pieces = list(pieces)
    document = plain_document("".join(text for text, _ in pieces), style)
    marked = QTextCharFormat()
    marked.setForeground(QColor(colour))
    marked.setFontUnderline(True)
    cursor = QTextCursor(document)
    place = 0
    for text, is_marked in pieces:
        end = place + utf16_length(text)
        if is_marked:
            cursor.setPosition(place)
            cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
            cursor.mergeCharFormat(marked)
        place = end
    return document


def empty_document(text: str, style: TextStyle) -> SafeDocument:
    """Return a document that is ready for a text: its font is set, and how lines are broken."""
    document = SafeDocument()
    document.setDocumentMargin(0)
    font = QFont()
    font.setPixelSize(style.pixels)
    document.setDefaultFont(font)
    option = document.defaultTextOption()
    option.setWrapMode(wrap_mode(text))
    option.setTextDirection(Qt.LayoutDirection.LayoutDirectionAuto)
    document.setDefaultTextOption(option)
    return document


def wrap_mode(text: str) -> QTextOption.WrapMode:
    """Return how lines may be broken: between words, or anywhere when a word is extremely long."""
    if longest_run(text) > LONGEST_WORD:
        return QTextOption.WrapMode.WrapAnywhere
    return QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere


def _name_images(document: QTextDocument) -> None:
    """Replace each image by the markdown that asked for it."""
    block = document.begin()
    found: list[tuple[int, int, str]] = []
    while block.isValid():
        iterator = block.begin()
        while not iterator.atEnd():
            fragment = iterator.fragment()
            image = fragment.charFormat().toImageFormat()
            if image.isValid():
                alternative = str(image.property(_PROPERTY.ImageAltText) or "")
                words = f"![{alternative}]({image.name()})"
                found.append((fragment.position(), fragment.length(), words))
            iterator += 1
        block = block.next()
    for position, length, words in reversed(found):
        cursor = QTextCursor(document)
        cursor.setPosition(position)
        cursor.setPosition(position + length, QTextCursor.MoveMode.KeepAnchor)
        cursor.insertText(words, QTextCharFormat())


def _set_lines(document: QTextDocument) -> None:
    """Give all lines their height."""
    line_height = QTextBlockFormat()
    line_height.setLineHeight(
        LINE_HEIGHT, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value
    )
    everything = QTextCursor(document)
    everything.select(QTextCursor.SelectionType.Document)
    everything.mergeBlockFormat(line_height)


def _set_code(document: QTextDocument, style: TextStyle) -> None:
    """Give fenced code its ground."""
    ground = QTextBlockFormat()
    ground.setBackground(QBrush(QColor(style.code_ground)))
    # Space between the lines would cut the ground into stripes.
    ground.setLineHeight(100, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
    ground.setTopMargin(0)
    ground.setBottomMargin(0)
    block = document.begin()
    while block.isValid():
        if block.blockFormat().hasProperty(_PROPERTY.BlockCodeFence):
            QTextCursor(block).mergeBlockFormat(ground)
        block = block.next()


def _colour_code(document: QTextDocument, style: TextStyle) -> Iterator[None]:
    """Colour the stretches of fenced code by their languages, one after the other."""
    block = document.begin()
    while block.isValid():
        first, last, lines = block, block, list[str]()
        language = block.blockFormat().property(_PROPERTY.BlockCodeLanguage)
        while block.isValid() and block.blockFormat().hasProperty(_PROPERTY.BlockCodeFence):
            lines.append(block.text())
            last, block = block, block.next()
        if lines:
            end = QTextBlockFormat()
            end.setBottomMargin(AFTER_CODE)
            QTextCursor(last).mergeBlockFormat(end)
            _colour(document, first.position(), highlight("\n".join(lines), str(language)), style)
            yield
        else:
            block = block.next()


def _colour(document: QTextDocument, start: int, spans: list[CodeSpan], style: TextStyle) -> None:
    cursor = QTextCursor(document)
    for span in spans:
        coloured = QTextCharFormat()
        coloured.setForeground(style.colour(span.part))
        cursor.setPosition(start + span.start)
        cursor.setPosition(start + span.end, QTextCursor.MoveMode.KeepAnchor)
        cursor.mergeCharFormat(coloured)
