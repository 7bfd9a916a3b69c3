"""All that people and models have written in a project, as bare texts.

Who takes private words out of something looks for these. The project may be closed, open elsewhere,
or damaged: what can be read is read, and nothing is changed.
"""

from __future__ import annotations

import contextlib
import json
from typing import TYPE_CHECKING, Any

from desktop.domain.errors import AppError
from desktop.store.connection import Connection

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_JSON = (
    "SELECT messages FROM prompts",
    # Comparisons are many, and short unless somebody has written something into them.
    "SELECT judgement FROM feedback WHERE kind <> 'comparison' OR length(judgement) > 200",
)
_PLAIN = ("SELECT text FROM responses",)


def private_texts(database: Path) -> Iterator[str]:
    """Yield prompts, answers, and the texts of judgements; none of a file that is not there."""
    if not database.is_file():
        return
    with contextlib.suppress(AppError), contextlib.closing(Connection(database)) as connection:
        for sql in _PLAIN:
            for (text,) in connection.stream(sql):
                yield text
        for sql in _JSON:
            for (text,) in connection.stream(sql):
                yield from _strings(json.loads(text))


def _strings(value: Any) -> Iterator[str]:  # noqa: ANN401 - any JSON value
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from _strings(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _strings(inner)
