from __future__ import annotations

import math
from typing import TYPE_CHECKING

from desktop.domain.events import MetricsRecorded, SampleRecorded
from desktop.domain.journal import JournalWriter, read_journal

if TYPE_CHECKING:
    from pathlib import Path

METRICS = MetricsRecorded(3, {"train/loss": 0.25, "eval/loss": 1.0}, time=7.5)
SAMPLE = SampleRecorded(3, 8, "line\nbreak “quoted” 你好", {"reward": -1.5}, finished=False)


def write(path: Path, *entries: MetricsRecorded | SampleRecorded) -> None:
    journal = JournalWriter(path)
    for entry in entries:
        journal.write(entry)
    journal.close()


def test_what_is_written_is_read_back(tmp_path: Path) -> None:
    write(tmp_path / "j", METRICS, SAMPLE)
    write(tmp_path / "j", METRICS)
    assert list(read_journal(tmp_path / "j")) == [METRICS, SAMPLE, METRICS]


def test_an_entry_is_there_as_soon_as_it_is_written(tmp_path: Path) -> None:
    journal = JournalWriter(tmp_path / "j")
    journal.write(METRICS)
    assert list(read_journal(tmp_path / "j")) == [METRICS]
    journal.close()


def test_a_number_that_is_none_survives(tmp_path: Path) -> None:
    write(tmp_path / "j", MetricsRecorded(1, {"train/loss": math.nan}))
    (entry,) = read_journal(tmp_path / "j")
    assert isinstance(entry, MetricsRecorded)
    assert math.isnan(entry.values["train/loss"])


def test_a_line_that_was_cut_off_is_left_out_and_swallows_nothing(tmp_path: Path) -> None:
    write(tmp_path / "j", METRICS, SAMPLE)
    whole = (tmp_path / "j").read_bytes()
    for length in range(len(whole)):
        (tmp_path / "j").write_bytes(whole[:length])
        write(tmp_path / "j", METRICS)
        entries = list(read_journal(tmp_path / "j"))
        assert entries[-1] == METRICS
        assert entries[:-1] == [METRICS, SAMPLE][: len(entries) - 1]


def test_no_journal_has_no_entries(tmp_path: Path) -> None:
    assert list(read_journal(tmp_path / "j")) == []
