from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.services.graphics import nvidia_cards

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def plug_in(pci: Path, name: str, vendor: str, kind: str) -> None:
    (pci / name).mkdir(parents=True)
    (pci / name / "vendor").write_text(f"{vendor}\n")
    (pci / name / "class").write_text(f"{kind}\n")


def test_cards_without_a_driver_are_found_on_the_bus(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desktop.services.graphics._known_to_driver", tuple)
    plug_in(tmp_path, "0000:01:00.0", "0x10de", "0x030000")
    plug_in(tmp_path, "0000:01:00.1", "0x10de", "0x040300")  # the sound device of the card
    plug_in(tmp_path, "0000:02:00.0", "0x10de", "0x030200")
    plug_in(tmp_path, "0000:00:02.0", "0x8086", "0x030000")
    (tmp_path / "0000:03:00.0").mkdir()
    assert nvidia_cards(tmp_path) == ("NVIDIA", "NVIDIA")
    assert nvidia_cards(tmp_path / "no such folder") == ()


def test_what_the_driver_says_comes_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("desktop.services.graphics._known_to_driver", lambda: ("NVIDIA T4",))
    plug_in(tmp_path, "0000:01:00.0", "0x10de", "0x030000")
    assert nvidia_cards(tmp_path) == ("NVIDIA T4",)
