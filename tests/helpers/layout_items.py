"""Finds what Python still holds of layout items that Qt has deleted.

PySide makes Python objects for the items of a layout that is filled before it is put into another
one, and keeps them as long as the outer layout lives. If Qt deletes such an item earlier, the next
object at its address is taken for it: a button is then a `QWidgetItem`, or the program crashes. So
a layout whose widgets come and go is put into its place before it is filled.
"""

from __future__ import annotations

import gc

import shiboken6
from PySide6.QtWidgets import QApplication, QLayout, QLayoutItem, QSpacerItem, QWidgetItem


def stale_items() -> list[str]:
    """Return, for each item that no layout has any more, the owners that still hold it."""
    gc.collect()  # What windows that are gone as a whole left in cycles is no concern here.
    known = [item for item in gc.get_objects() if type(item) in (QWidgetItem, QSpacerItem)]
    held = {_address(item): item for item in known if shiboken6.isValid(item)}
    for layout in _layouts():
        for index in range(layout.count()):
            item = layout.itemAt(index)
            if item is not None and held.pop(_address(item), None) is None:
                _forget(item)
    return [_holders(item, held) for item in held.values()]


def _layouts() -> list[QLayout]:
    # A dialog's are those of its window too.
    tops = QApplication.topLevelWidgets()
    return list(dict.fromkeys(found for top in tops for found in top.findChildren(QLayout)))


def _address(item: shiboken6.Object) -> int:
    return int(shiboken6.getCppPointer(item)[0])


def _forget(item: shiboken6.Object) -> None:
    """Let go of an item that looking at it made known to Python."""
    if type(item) in (QWidgetItem, QSpacerItem):
        shiboken6.invalidate(item)


def _holders(item: QLayoutItem, others: object) -> str:
    holders = [held for held in gc.get_referrers(item) if held is not others]
    names = [type(parent).__name__ for holder in holders for parent in _parents(holder)]
    return f"{type(item).__name__} of {' < '.join(names) or 'nobody'}"


def _parents(holder: object) -> list[object]:
    found = []
    while hasattr(holder, "parent"):
        found.append(holder)
        holder = holder.parent()
    return found
