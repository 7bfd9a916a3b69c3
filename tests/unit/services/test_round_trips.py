from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from desktop.exchange.formats import WRITABLE, format_named, sniff
from desktop.exchange.rows import read_rows
from desktop.services.exporting import EXPORTS, export_file
from desktop.services.importing import import_file
from desktop.services.project import create_project
from tests.unit.services.round_trips import content, fill_with_all_kinds

if TYPE_CHECKING:
    from collections.abc import Mapping

TEXT = st.text(st.characters(exclude_categories=["Cs"]), min_size=1).map(lambda t: f"{t}.")
NASTY = [
    "=1+1", "'=x", "[\"a\"]", '{"a": 1}', "a,b;\"c\"", "\r\n\t", "\x00\u2028\x85", "-1", "' [",
    "\n\nHuman: no\n\nAssistant: yes", "  spaces  ", "true", "null", "1e9", "中文 العربية 😀",
    "<b>&amp;</b>", "\ufeff",
]  # fmt: skip
CONTAINERS = ("jsonl", "csv", "parquet")


def exported(path: Path) -> list[Mapping[str, Any]]:
    """Return the rows of a file; the same row twice is a duplicate, which an import drops."""
    rows = list(read_rows(path))
    assert [row.error for row in rows if row.error] == []
    once = {json.dumps(row.values, sort_keys=True): row.values or {} for row in rows}
    return list(once.values())


def go_round(folder: Path, format: str, suffix: str, texts: list[str]) -> None:
    """Export, import, export again, import again: rows and stores are equal."""
    first, second = folder / f"one.{suffix}", folder / f"two.{suffix}"
    with create_project(folder / "p") as project:
        fill_with_all_kinds(project, texts)
        assert export_file(project, first, format).rows > 0
    with create_project(folder / "q") as project:
        report = import_file(project, first, format=format)
        assert (report.refused_count, report.refused) == (0, ())
        export_file(project, second, format)
        content_of_one = content(project)
    assert exported(second) == exported(first)
    with create_project(folder / "r") as project:
        import_file(project, second, format=format)
        assert content(project) == content_of_one


@pytest.mark.parametrize("suffix", CONTAINERS)
@pytest.mark.parametrize("format", sorted(f.name for f in WRITABLE))
def test_a_format_brings_everything_back_that_it_holds(
    tmp_path: Path, format: str, suffix: str
) -> None:
    go_round(tmp_path, format, suffix, NASTY)


@pytest.mark.slow
@pytest.mark.parametrize("format", sorted(f.name for f in WRITABLE))
@given(texts=st.lists(TEXT, min_size=4, max_size=12, unique=True))
@settings(max_examples=4)
@example(texts=["."])
def test_any_text_comes_back(format: str, texts: list[str]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        go_round(Path(folder), format, "csv", texts)


@pytest.mark.parametrize("suffix", ["jsonl", "jsonl.gz", "json"])
def test_our_own_export_brings_the_whole_store_back(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"all.{suffix}"
    with create_project(tmp_path / "p") as project:
        fill_with_all_kinds(project, NASTY)
        export_file(project, path, "tastemaker")
        there = content(project), project.store.feedback.events(), project.store.responses.all()
    with create_project(tmp_path / "q") as project:
        assert import_file(project, path).refused_count == 0
        again = content(project), project.store.feedback.events(), project.store.responses.all()
        assert again == there
        report = import_file(project, path)
        assert (report.refused_count, report.prompts, report.comparisons) == (0, 0, 0)
        assert (content(project), project.store.feedback.events()) == there[:2]


@pytest.mark.parametrize("format", sorted(set(EXPORTS) - {"tastemaker", "trl-text", "openrlhf"}))
def test_an_export_is_recognised(tmp_path: Path, format: str) -> None:
    path = tmp_path / "out.jsonl"
    with create_project(tmp_path / "p") as project:
        fill_with_all_kinds(project, ["x", "y", "z"])
        export_file(project, path, format)
    row = json.loads(path.read_text(encoding="utf-8").splitlines()[0])
    assert sniff(path).name == format
    assert format_named(format).matches(row)
