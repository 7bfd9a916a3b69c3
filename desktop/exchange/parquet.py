"""Parquet files, read and written in batches with arro3; nested columns included."""

from __future__ import annotations

from typing import IO, TYPE_CHECKING, Any

import arro3.io

from desktop.domain.errors import InvalidInputError
from desktop.exchange.rows import PARQUET, Row

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

_BATCH = 500


def parquet_rows(path: Path, on_share: Callable[[float], None] | None = None) -> Iterator[Row]:
    """Yield the rows of a file; a row's line is its number, from 1."""
    number = 0
    size = path.stat().st_size
    with path.open("rb") as file:
        if not _is_whole(file):
            raise _unreadable(path, "it is cut off")
        file.seek(0)
        try:
            for batch in arro3.io.read_parquet(file, batch_size=_BATCH):
                for values in batch.to_struct_array().to_pylist():
                    number += 1
                    yield Row(number, _present(values))
                if on_share:
                    on_share(min(1.0, file.tell() / size))
        except (OSError, InvalidInputError, KeyboardInterrupt, SystemExit, GeneratorExit):
            raise
        except BaseException as error:
            # For damaged data arro3 raises a panic of its own, which is no Exception.
            raise _unreadable(path, str(error)) from error


def json_to_parquet(source: Path, target: Path) -> None:
    """Write the rows of a file of JSON lines as Parquet; their columns are found by looking.

    Raises:
        InvalidInputError: A column holds values of different kinds.

    """
    try:
        with source.open("rb") as lines:
            schema = arro3.io.infer_json_schema(lines)
        with source.open("rb") as lines:
            reader = arro3.io.read_json(lines, schema, batch_size=_BATCH)
            arro3.io.write_parquet(reader, target, compression="zstd(3)")
    except (OSError, KeyboardInterrupt, SystemExit):
        raise
    except BaseException as error:
        raise InvalidInputError(
            "These rows have no common columns",
            f"Parquet needs values of one kind in each column ({error}). Nothing was written.",
            "Export them as JSON lines.",
        ) from error


def _present(value: Any) -> Any:  # noqa: ANN401 - any value of a column
    """Return a value without the nulls that stand where a row has no such field."""
    if isinstance(value, dict):
        return {key: _present(item) for key, item in value.items() if item is not None}
    return [_present(item) for item in value] if isinstance(value, list) else value


def _is_whole(file: IO[bytes]) -> bool:
    """Return whether the end of a file says how long its index is, and that is all there."""
    size = file.seek(0, 2)
    if size < 12:
        return False
    file.seek(-8, 2)
    end = file.read(8)
    return end.endswith(PARQUET) and int.from_bytes(end[:4], "little") <= size - 12


def _unreadable(path: Path, reason: str) -> InvalidInputError:
    return InvalidInputError(
        f"{path.name} cannot be read",
        f"Its Parquet data is damaged or of an unknown kind: {reason}. Nothing was changed.",
        "Check that the file is complete.",
    )
