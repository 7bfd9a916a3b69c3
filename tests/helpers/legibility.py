"""Measures whether what is on the screen can be read: texts that are cut, texts that are faint.

Both look at widgets as they are shown: at the room that each has against the room that its text
needs, and at the pixels that are painted.
"""

from __future__ import annotations

from itertools import combinations, pairwise
from typing import TYPE_CHECKING, cast

import numpy as np
from PySide6.QtCore import (
    QAbstractItemModel,
    QAbstractListModel,
    QPoint,
    QRect,
    QSize,
    Qt,
    QTextBoundaryFinder,
)
from PySide6.QtGui import QFontMetrics, QImage, QTextBlock, QTextDocument
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QAbstractSpinBox,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QStyle,
    QStyleOptionComboBox,
    QTextEdit,
    QWidget,
)

from desktop.ui.theme.tokens import contrast

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

SLACK = 1
"""Pixels that rounding may take."""
ICON_ROOM = 24
FIELD_PADDING = 18
DENSITY = 3
"""Pixels painted for each one of the screen: strokes of letters become wider than their edges."""
SOLID = 24
"""Pixels of one colour that make it a colour of the text, and not one of an edge."""
EDGE = 3
LEGIBLE = 4.5

Region = tuple[str, QRect]


def texts_of(root: QWidget) -> list[QWidget]:
    """Return the visible widgets with a text of their own."""
    found = [w for w in root.findChildren(QWidget) if w.isVisible() and w.window() is root.window()]
    return [w for w in found if _text(w)]


def cut_texts(root: QWidget) -> list[str]:
    """Return what is wrong with the room of the texts that are shown; empty where all are whole."""
    widgets = texts_of(root)
    wrong = [_told(w, why) for w in widgets for why in (_too_small(w), _clipped(w)) if why]
    for first, second in combinations(widgets, 2):
        if first.parentWidget() is second.parentWidget() and _overlap(first, second):
            wrong.append(_told(first, f"is covered by {_text(second)!r}"))
    for view in root.findChildren(QAbstractItemView):
        if view.isVisible() and view.window() is root.window():
            wrong += _cut_cells(view)
    return wrong


def faint_texts(root: QWidget) -> list[str]:
    """Return the enabled texts whose contrast with their ground is below 4.5 to 1."""
    pixels = painted(root)
    wrong = []
    for name, region in regions(root):
        ratio = measured_contrast(crop(pixels, region))
        if ratio is not None and ratio < LEGIBLE:
            wrong.append(f"{name}: {ratio:.2f}")
    for edit in root.findChildren(QTextEdit):
        if edit.isVisible() and edit.isEnabled() and edit.window() is root.window():
            ground = edit.mapTo(root.window(), edit.viewport().geometry().topLeft())
            shown = QRect(ground, edit.viewport().size()) & root.window().rect()
            if edit.visibleRegion().isEmpty():
                continue
            wrong += _faint_formats(edit.document(), edit, ground_of(crop(pixels, shown)))
    return wrong


def painted(root: QWidget) -> np.ndarray:
    """Return the window's pixels, several for each of the screen: (height, width, rgb)."""
    image = QImage(root.size() * DENSITY, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(DENSITY)
    image.fill(Qt.GlobalColor.magenta)
    root.render(image)
    rows = np.frombuffer(image.constBits(), np.uint8)
    return rows.reshape(image.height(), image.width(), 4)[:, :, 2::-1].copy()


def crop(pixels: np.ndarray, region: QRect) -> np.ndarray:
    """Return the pixels of a part of the window."""
    left, top = max(0, region.left()) * DENSITY, max(0, region.top()) * DENSITY
    return pixels[top : (region.bottom() + 1) * DENSITY, left : (region.right() + 1) * DENSITY]


def colours(pixels: np.ndarray) -> list[str]:
    """Return the colours that cover some area, the one that covers most first."""
    packed = pixels.astype(np.uint32) @ np.array([1 << 16, 1 << 8, 1], np.uint32)
    values, counts = np.unique(packed, return_counts=True)
    order = np.argsort(-counts, kind="stable")
    return [f"#{values[i]:06X}" for i in order if counts[i] >= SOLID]


def ground_of(pixels: np.ndarray) -> str:
    """Return the colour of the ground, or white where nothing is shown."""
    return next(iter(colours(pixels)), "#FFFFFF")


def measured_contrast(pixels: np.ndarray) -> float | None:
    """Return the contrast of the strongest colour with the ground; None where there is no text."""
    found = colours(pixels)
    if len(found) < 2:
        return None
    return max(contrast(found[0], colour) for colour in found[1:])


def regions(root: QWidget) -> Iterator[Region]:
    """Yield each enabled text with the place it is painted at."""
    window = root.window()
    for widget in texts_of(root):
        if widget.isEnabled():
            room = widget.contentsRect().adjusted(EDGE, EDGE, -EDGE, -EDGE)
            shown = widget.visibleRegion().boundingRect() & room
            corners = (shown.topLeft(), shown.topRight(), shown.bottomLeft(), shown.bottomRight())
            if not shown.isEmpty() and not any(_covered(widget, place) for place in corners):
                place = QRect(widget.mapTo(window, shown.topLeft()), shown.size())
                yield _told(widget, "faint"), place
    for view in root.findChildren(QAbstractItemView):
        if view.isVisible() and view.isEnabled() and view.window() is window:
            yield from _cell_regions(view, window)


def _covered(widget: QWidget, place: QPoint) -> bool:
    """Whether something else, such as an overlay, lies over a widget."""
    window = widget.window()
    above = window.childAt(widget.mapTo(window, place))
    if above is None or above is widget:
        return False
    return not (widget.isAncestorOf(above) or above.isAncestorOf(widget))


def _cell_regions(view: QAbstractItemView, window: QWidget) -> Iterator[Region]:
    model, viewport = view.model(), view.viewport()
    if isinstance(view, QHeaderView):
        for section in range(view.count()):
            place = QRect(view.sectionViewportPosition(section), 0, view.sectionSize(section), 0)
            place.setHeight(view.height())
            yield from _placed(viewport, window, place, f"heading {section} of {_name(view)}")
        return
    for row in range(min(model.rowCount(), 40)):
        for column in range(_columns(model)):
            place = view.visualRect(model.index(row, column))
            yield from _placed(viewport, window, place, f"cell {row},{column} of {_name(view)}")


def _placed(viewport: QWidget, window: QWidget, place: QRect, name: str) -> Iterator[Region]:
    shown = place.adjusted(EDGE, EDGE, -EDGE, -EDGE) & viewport.rect()
    if shown == place.adjusted(EDGE, EDGE, -EDGE, -EDGE):
        yield name, QRect(viewport.mapTo(window, shown.topLeft()), shown.size())


def _faint_formats(document: QTextDocument, edit: QTextEdit, ground: str) -> list[str]:
    """Return the parts of a document that are faint by their own colours."""
    wrong = []
    usual = edit.palette().text().color().name()
    block = document.begin()
    while block.isValid():
        pieces = cast("Iterable[QTextBlock.iterator]", block)
        parts = [(f.charFormat(), f.text()) for f in (i.fragment() for i in pieces)]
        ranges = block.layout().formats()
        parts += [(r.format, block.text()[r.start : r.start + r.length]) for r in ranges]
        for form, text in parts:
            own, behind = form.foreground(), form.background()
            colour = own.color().name() if own.style() is not Qt.BrushStyle.NoBrush else usual
            below = behind.color().name() if behind.style() is not Qt.BrushStyle.NoBrush else ground
            if text.strip() and contrast(colour, below) < LEGIBLE:
                wrong.append(f"{_name(edit)} {text[:30]!r}: {colour} on {below}")
        block = block.next()
    return wrong


def _text(widget: QWidget) -> str:
    if isinstance(widget, QLabel | QAbstractButton):
        return widget.text().replace("&&", "&")
    if isinstance(widget, QComboBox):
        return widget.currentText()
    if isinstance(widget, QAbstractSpinBox):
        return widget.text()
    if isinstance(widget, QLineEdit) and not isinstance(widget.parentWidget(), QAbstractSpinBox):
        return widget.text() or widget.placeholderText()
    return ""


def _too_small(widget: QWidget) -> str:
    """Return how a widget is smaller than what it says."""
    has = widget.size() + QSize(SLACK, SLACK)
    if isinstance(widget, QLabel) and widget.wordWrap():
        needed = widget.heightForWidth(widget.width())
        room = widget.contentsRect().width() + SLACK
        words = _unbreakable(widget.text())
        longest = max(map(widget.fontMetrics().horizontalAdvance, words), default=0)
        if needed > has.height():
            return f"{widget.height()} of {needed} pixels high"
        return f"a word of {longest} in {room} pixels" if longest > room else ""
    if isinstance(widget, QLineEdit):
        icons = ICON_ROOM * len(widget.actions())
        if widget.placeholderText() in (widget.toolTip(), ""):
            return ""
        needed = widget.fontMetrics().horizontalAdvance(widget.placeholderText())
        room = widget.width() - FIELD_PADDING - icons
        return f"{room} of {needed} pixels for what it asks" if needed > room + SLACK else ""
    if isinstance(widget, QComboBox):
        return _short_box(widget)
    needs = widget.sizeHint()
    if needs.width() > has.width() and not _elided(widget):
        return f"{widget.width()} of {needs.width()} pixels wide"
    if needs.height() > has.height():
        return f"{widget.height()} of {needs.height()} pixels high"
    return ""


def _unbreakable(text: str) -> list[str]:
    """Return the parts of a text between the places where a line may end."""
    finder = QTextBoundaryFinder(QTextBoundaryFinder.BoundaryType.Line, text)
    places = [0]
    while (place := finder.toNextBoundary()) >= 0:
        places.append(place)
    return [text[start:end].strip() for start, end in pairwise(places)]


def _short_box(box: QComboBox) -> str:
    option = QStyleOptionComboBox()
    box.initStyleOption(option)
    part = QStyle.SubControl.SC_ComboBoxEditField
    control = QStyle.ComplexControl.CC_ComboBox
    room = box.style().subControlRect(control, option, part, box).width() + SLACK
    needed = QFontMetrics(box.font()).horizontalAdvance(box.currentText())
    if box.isEditable() or box.toolTip() == box.currentText():
        return ""
    return f"{room} of {needed} pixels wide" if needed > room else ""


def _elided(widget: QWidget) -> bool:
    """Whether a text was shortened on purpose, and the whole of it is one hover away."""
    return _text(widget).endswith("…") and bool(widget.toolTip())


def _clipped(widget: QWidget) -> str:
    """Return which ancestor cuts a widget off and cannot be scrolled."""
    inner: QWidget = widget
    while (outer := inner.parentWidget()) is not None and not inner.isWindow():
        place = QRect(widget.mapTo(outer, QPoint()), widget.size())
        area = outer.parentWidget()
        if isinstance(area, QAbstractScrollArea) and area.viewport() is outer:
            across = area.horizontalScrollBar().maximum() > 0
            down = area.verticalScrollBar().maximum() > 0
            if place.right() > outer.width() + SLACK and not across:
                return f"is cut off at the right of {_name(area)}"
            if place.bottom() > outer.height() + SLACK and not down:
                return f"is cut off at the bottom of {_name(area)}"
            return ""
        if not outer.rect().adjusted(-SLACK, -SLACK, SLACK, SLACK).contains(place):
            return f"stands out of {_name(outer)}"
        inner = outer
    return ""


def _overlap(first: QWidget, second: QWidget) -> bool:
    shared = first.geometry() & second.geometry()
    return shared.width() > 2 * SLACK and shared.height() > 2 * SLACK


def _cut_cells(view: QAbstractItemView) -> list[str]:
    if isinstance(view, QHeaderView):
        return [
            f"heading {section} of {_name(view)} has {view.sectionSize(section)} pixels"
            for section in range(view.count() if view.orientation() is _ACROSS else 0)
            if view.sectionSizeFromContents(section).width() > view.sectionSize(section) + SLACK
        ]
    wrong = []
    model = view.model()
    for row in range(min(model.rowCount(), 40)):
        for column in range(_columns(model)):
            index = model.index(row, column)
            text = str(index.data() or "")
            room = view.visualRect(index)
            whole = view.sizeHintForIndex(index).width() <= room.width() + SLACK
            if not room.isEmpty() and not whole and not index.data(Qt.ItemDataRole.ToolTipRole):
                wrong.append(f"cell {text!r} of {_name(view)} has {room.width()} pixels and no tip")
    return wrong


def _columns(model: QAbstractItemModel) -> int:
    """Return the number of columns; Qt hides that of lists."""
    return 1 if isinstance(model, QAbstractListModel) else model.columnCount()


_ACROSS = Qt.Orientation.Horizontal


def _name(widget: QWidget) -> str:
    name = widget.objectName() or widget.accessibleName()
    return f"{type(widget).__name__} {name}".strip()


def _told(widget: QWidget, why: str) -> str:
    return f"{_name(widget)} {_text(widget)[:60]!r} {why}"
