from __future__ import annotations

import gzip
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.errors import InvalidInputError
from desktop.exchange.cells import read_cell, write_cell
from desktop.exchange.containers import kind_of_name, write_rows
from desktop.exchange.rows import FileKind, read_rows

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

ROWS: list[dict[str, Any]] = [
    {"prompt": "=1+1", "chosen": [{"role": "user", "content": "é\r\n"}], "margin": 1.5},
    {"prompt": '["x"]', "note": "a,b\t;\r.", "chosen": [{"role": "user", "content": "中"}]},
]


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("a", (FileKind.JSONL, False)),
        ("a.jsonl.gz", (FileKind.JSONL, True)),
        ("A.JSON", (FileKind.JSON, False)),
        ("a.csv.gz", (FileKind.CSV, True)),
        ("a.tsv", (FileKind.CSV, False)),
        ("a.parquet", (FileKind.PARQUET, False)),
        ("v1.2", (FileKind.JSONL, False)),
    ],
)
def test_the_name_says_how_a_file_is_written(name: str, kind: tuple[FileKind, bool]) -> None:
    assert kind_of_name(name) == kind


@pytest.mark.parametrize(
    "name", ["a.jsonl", "a.json", "a.csv", "a.tsv", "a.parquet", "a.json.gz", "a.csv.gz"]
)
def test_rows_come_back_and_nothing_else_is_left(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    assert write_rows(path, iter(ROWS)) == 2
    found = [dict(row.values or {}) for row in read_rows(path)]
    for row in found:
        row["margin"] = float(row["margin"]) if "margin" in row else None
    assert found == [{**row, "margin": row.get("margin")} for row in ROWS]
    assert [p.name for p in tmp_path.iterdir()] == [name]


@pytest.mark.parametrize("name", ["a.jsonl", "a.csv", "a.parquet"])
def test_what_fails_in_the_middle_leaves_what_was_there(tmp_path: Path, name: str) -> None:
    def broken() -> Iterator[dict[str, Any]]:
        yield ROWS[0]
        raise KeyboardInterrupt

    path = tmp_path / name
    path.write_bytes(b"before")
    with pytest.raises(KeyboardInterrupt):
        write_rows(path, broken())
    assert path.read_bytes() == b"before"
    assert [p.name for p in tmp_path.iterdir()] == [name]


def test_columns_of_several_kinds_do_not_fit_into_parquet(tmp_path: Path) -> None:
    with pytest.raises(InvalidInputError, match="JSON lines"):
        write_rows(tmp_path / "a.parquet", [{"a": "x"}, {"a": ["y"]}])
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("size", [4, 11, 300])
def test_a_parquet_file_that_is_cut_off_is_explained(tmp_path: Path, size: int) -> None:
    path = tmp_path / "a.parquet"
    write_rows(path, iter(ROWS))
    path.write_bytes(path.read_bytes()[:size])
    with pytest.raises(InvalidInputError, match="cut off"):
        list(read_rows(path))


def test_how_much_is_read_is_told(tmp_path: Path) -> None:
    for name in ("a.jsonl", "a.parquet"):
        shares: list[float] = []
        rows: list[dict[str, Any]] = [{"prompt": f"{n} " * 40} for n in range(3000)]
        write_rows(tmp_path / name, rows)
        assert sum(1 for _ in read_rows(tmp_path / name, shares.append)) == 3000
        assert shares == sorted(shares)
        assert shares[-1] > 0.5


def test_a_gzipped_table_has_no_name_or_time_in_it(tmp_path: Path) -> None:
    for name in ("one.csv.gz", "two.csv.gz"):
        write_rows(tmp_path / name, iter(ROWS))
    one, two = ((tmp_path / name).read_bytes() for name in ("one.csv.gz", "two.csv.gz"))
    assert one == two
    assert gzip.decompress(one).startswith(b"prompt,chosen,margin,note\r\n")


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-9, 9) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=6,
)


@given(st.text() | st.lists(_JSON) | st.dictionaries(st.text(), _JSON))
def test_texts_lists_and_objects_come_back_from_a_cell(value: Any) -> None:  # noqa: ANN401
    cell = write_cell(value)
    assert read_cell(cell) == value
    assert not cell.startswith(("=", "+", "-", "@"))
