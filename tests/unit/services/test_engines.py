from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from desktop.domain.engines import BUILT_IN, MANIFEST, EngineFile, EngineKind
from desktop.domain.errors import AppError
from desktop.services import engines
from desktop.services.paths import DATA_VARIABLE
from desktop.worker.protocol import ProbeDevices
from tests.helpers.engine_folders import install_engine

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(autouse=True)
def data_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(DATA_VARIABLE, str(tmp_path))
    return tmp_path


def refusal(name: str) -> str:
    """Return why an engine cannot be chosen."""
    with pytest.raises(AppError) as caught:
        engines.choose(name)
    assert caught.value.hint
    return f"{caught.value.title}: {caught.value.message}"


def test_without_others_the_built_in_engine_is_used() -> None:
    assert [one.name for one in engines.found_engines()] == [BUILT_IN]
    assert engines.current_engine().built_in


def test_an_engine_for_a_graphics_card_is_used_by_itself_one_for_the_cpu_is_not() -> None:
    install_engine("another-cpu", kind=EngineKind.CPU)
    assert engines.current_engine().built_in
    install_engine("cuda-13")
    assert engines.current_engine().name == "cuda-13"
    assert engines.current_engine().torch == "2.13.0+cu130"


def test_a_choice_is_kept_and_taken_back() -> None:
    install_engine("cuda-13")
    engines.choose(BUILT_IN)
    assert engines.current_engine().built_in
    engines.choose("cuda-13")
    assert engines.chosen_name() == "cuda-13"
    engines.choose(BUILT_IN)
    engines.choose(engines.AUTOMATIC)
    assert engines.current_engine().name == "cuda-13"


def test_one_start_may_have_an_engine_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    install_engine("cuda-13")
    monkeypatch.setenv(engines.ENGINE_VARIABLE, BUILT_IN)
    assert engines.current_engine().built_in


def test_one_of_another_protocol_is_refused_and_not_used_by_itself() -> None:
    install_engine("old", protocol="000000000000", version="0.0.9")
    assert "is of Tastemaker 0.0.9 and does not understand" in refusal("old")
    assert engines.current_engine().built_in
    assert [one.name for one in engines.found_engines() if one.obstacle] == ["old"]


def test_one_for_another_system_is_refused() -> None:
    install_engine("mac", target="darwin-arm64")
    assert "for darwin-arm64" in refusal("mac")


def test_missing_and_cut_files_are_said() -> None:
    files = {"engine": EngineFile(4, ""), "lib/a.so": EngineFile(2, "")}
    folder = install_engine("cuda-13", files=files)
    assert "engine is missing or not complete (2 of 2 files)" in refusal("cuda-13")
    (folder / "engine").write_bytes(b"four")
    (folder / "lib").mkdir()
    (folder / "lib" / "a.so").write_bytes(b"1")
    assert "lib/a.so is missing or not complete (1 of 2 files)" in refusal("cuda-13")
    (folder / "lib" / "a.so").write_bytes(b"12")
    engines.choose("cuda-13")


def test_a_manifest_without_sense_is_listed_with_the_reason() -> None:
    folder = install_engine("broken")
    (folder / MANIFEST).write_text("{", encoding="utf-8")
    assert "cannot be read" in refusal("broken")
    (one,) = (one for one in engines.found_engines() if one.name == "broken")
    assert one.engine is None


def test_a_chosen_engine_that_is_gone_is_an_error_and_no_silent_change(tmp_path: Path) -> None:
    folder = install_engine("cuda-13")
    engines.choose("cuda-13")
    (folder / MANIFEST).unlink()
    with pytest.raises(AppError, match="“cuda-13” is not among the engines"):
        engines.new_worker().start(ProbeDevices(), log_path=tmp_path / "worker.log")


def test_a_damaged_choice_is_no_choice(data_folder: Path) -> None:
    (data_folder / "engines").mkdir()
    (data_folder / "engines" / engines.CHOICE_FILE).write_text("[]")
    assert engines.chosen_name() == engines.AUTOMATIC
