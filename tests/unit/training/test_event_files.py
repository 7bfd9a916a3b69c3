"""TensorBoard's files, read back record by record."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, Any

import pytest
from tensorboardX.proto.event_pb2 import Event as Record
from tensorboardX.proto.event_pb2 import SessionLog

from desktop.domain.events import Event, MetricsRecorded, SampleRecorded, WarningRaised
from desktop.domain.runs import Stage
from desktop.training.event_files import FOLDER, EventFiles
from desktop.training.runner import run
from tests.helpers.training import Interruption, Recorder, pair, run_folder, run_spec

if TYPE_CHECKING:
    from pathlib import Path


def records(folder: Path) -> list[Any]:
    """Read files in TFRecord's framing: length, its checksum, the record, its checksum."""
    found = []
    for path in sorted((folder / FOLDER).iterdir()):
        content, place = path.read_bytes(), 0
        while place < len(content):
            (length,) = struct.unpack_from("<Q", content, place)
            assert struct.unpack_from("<I", content, place + 8)[0] == masked(
                content[place : place + 8]
            )
            place += 12
            body = content[place : place + length]
            assert struct.unpack_from("<I", content, place + length)[0] == masked(body)
            found.append(Record.FromString(body))
            place += length + 4
    return found


def masked(content: bytes) -> int:
    """CRC-32C (Castagnoli) bit by bit, masked as TensorFlow does it."""
    crc = 0xFFFFFFFF
    for byte in content:
        crc ^= byte
        for _ in range(8):
            crc = (crc >> 1) ^ (0x82F63B78 & -(crc & 1))
    crc ^= 0xFFFFFFFF
    return ((crc >> 15 | crc << 17) + 0xA282EAD8) & 0xFFFFFFFF


def test_figures_and_samples_by_hand(tmp_path: Path) -> None:
    recorder = Recorder()
    files = EventFiles(recorder, tmp_path, {"seed": 3})
    events: list[Event] = [
        MetricsRecorded(1, {"objective/kl": 0.5, "objective/scores": -1.25}, 100.0),
        SampleRecorded(1, 7, "<b>bold</b>\nsecond line"),
        WarningRaised("not for TensorBoard"),
    ]
    for event in events:
        files.report(event)
    files.close()
    assert recorder.events == events
    version, settings, kl, scores, sample = records(tmp_path)
    assert version.file_version == "brain.Event:2"
    assert '"seed": 3' in settings.summary.value[0].tensor.string_val[0].decode()
    assert (kl.step, kl.wall_time) == (1, 100.0)
    assert (kl.summary.value[0].tag, kl.summary.value[0].simple_value) == ("objective/kl", 0.5)
    assert scores.summary.value[0].simple_value == -1.25
    assert sample.summary.value[0].tag == "samples/prompt_7/text_summary"
    shown = sample.summary.value[0].tensor.string_val[0].decode()
    assert shown == "    <b>bold</b>\n    second line"


def test_a_resumed_run_takes_back_what_it_does_again(tmp_path: Path) -> None:
    for first in (1, 3):
        files = EventFiles(Recorder(), tmp_path, {})
        for step in range(first, first + 4):
            files.report(MetricsRecorded(step, {"loss": float(step)}, 1.0))
        files.close()
    found = records(tmp_path)
    starts = [r.step for r in found if r.session_log.status == SessionLog.START]
    assert starts == [3]
    losses = [r.step for r in found if r.summary.value and r.summary.value[0].tag == "loss"]
    assert losses == [1, 2, 3, 4, 3, 4, 5, 6]


def test_a_run_without_figures_has_no_files(tmp_path: Path) -> None:
    files = EventFiles(Recorder(), tmp_path, {})
    files.report(WarningRaised("nothing yet"))
    files.close()
    assert not (tmp_path / FOLDER).exists()


def test_what_cannot_be_written_is_said_once_and_the_run_goes_on(tmp_path: Path) -> None:
    (tmp_path / FOLDER).write_text("in the way", encoding="utf-8")
    recorder = Recorder()
    files = EventFiles(recorder, tmp_path, {})
    for step in (1, 2):
        files.report(MetricsRecorded(step, {"loss": 1.0}, 1.0))
    files.close()
    kinds = [type(event) for event in recorder.events]
    assert kinds == [WarningRaised, MetricsRecorded, MetricsRecorded]


def test_a_run_keeps_what_it_reports(tmp_path: Path, base: Path) -> None:
    folder = run_folder(tmp_path, [pair(n, f"yes {n}", f"no {n}") for n in range(1, 9)])
    values = {"epochs": 1, "batch_size": 4, "adapter.rank": 2, "max_length": 64}
    recorder = Recorder()
    run(run_spec(Stage.DPO, base, values), folder, recorder, Interruption())
    reported = {
        (event.step, name): value
        for event in recorder.of(MetricsRecorded)
        for name, value in event.values.items()
    }
    kept = {
        (record.step, value.tag): value.simple_value
        for record in records(folder)
        for value in record.summary.value
        if value.tag != "settings/text_summary"
    }
    assert kept
    assert kept == pytest.approx(reported)
