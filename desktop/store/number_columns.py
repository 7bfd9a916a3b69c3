"""Many whole numbers out of the database at once, without a Python object for each.

SQLite joins them into one text, which NumPy reads: four times as fast as row by row, and the lock
of the interpreter is free meanwhile. A million rows take some hundred milliseconds.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

    from desktop.store.connection import Connection

    Numbers = NDArray[np.int64]


def number_columns(
    connection: Connection, names: Sequence[str], source: str, parameters: Sequence[Any] = ()
) -> list[Numbers]:
    """Return columns of whole numbers, none of which may be null, in no order of rows.

    Args:
        connection: Of the calling thread.
        names: What to select: columns or expressions.
        source: Where from: what follows FROM.
        parameters: Values for the question marks, first those of the names.
    """
    import numpy as np

    row = " || ',' || ".join(f"({name})" for name in names)
    text = connection.value(f"SELECT group_concat({row}) FROM {source}", parameters)
    flat = np.fromstring(text, dtype=np.int64, sep=",") if text else np.zeros(0, np.int64)
    del text
    return [np.ascontiguousarray(column) for column in flat.reshape(-1, len(names)).T]
