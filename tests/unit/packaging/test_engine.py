"""An engine's manifest and archive, made of a bundle that is two small files."""

from __future__ import annotations

import json
import subprocess
import sys
import tomllib
from dataclasses import replace
from importlib import metadata
from typing import TYPE_CHECKING

import bundle
import closure
import engine
import engine_parts
import pytest
from workplace import REPOSITORY, BuildError, Workplace

from desktop.build_facts import build_facts
from desktop.domain.engines import MANIFEST, EngineKind
from desktop.services.engine_install import add_engine, wrong_files
from desktop.services.engines import current_engine
from desktop.services.paths import DATA_VARIABLE

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from desktop.build_facts import BuildFacts

CUDA = engine.Order("cuda-13", EngineKind.CUDA)


@pytest.fixture
def workplace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workplace:
    """A place where freezing makes two small files."""

    def freeze(
        place: Workplace, what: BuildFacts, spec: str, variables: Mapping[str, str], python: str
    ) -> None:
        assert (REPOSITORY / spec).is_file()
        assert variables == {"TASTEMAKER_BUILD_NAME": place.name}
        place.contents.mkdir(parents=True)
        (place.bundle / engine_parts.PROGRAM).write_text("#!/bin/sh\n")
        (place.contents / "part").write_bytes(b"x" * 4096)

    monkeypatch.setattr(bundle, "install_tools", lambda _: None)
    monkeypatch.setattr(bundle, "freeze", freeze)
    return Workplace(REPOSITORY, tmp_path / "work", tmp_path / "dist")


def test_what_is_built_can_be_added_and_is_used(
    workplace: Workplace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(DATA_VARIABLE, str(tmp_path / "data"))
    added = add_engine(engine.build(CUDA, workplace))
    assert set(added.files) == {engine_parts.PROGRAM, "_internal/part"}
    assert list(wrong_files(added)) == []
    assert (added.name, added.kind) == ("cuda-13", EngineKind.CUDA)
    assert added.torch.startswith("2.")
    assert current_engine() == added
    program = tmp_path / "data" / "engines" / "cuda-13" / added.command[0]
    assert program.stat().st_mode & 0o111


def test_of_the_same_bundle_the_archive_is_the_same(workplace: Workplace) -> None:
    target = engine.build(CUDA, workplace)
    first = target.read_bytes()
    assert target.with_name(f"{target.name}.sha256").read_text().endswith(f"  {target.name}\n")
    what = replace(build_facts(), date="2026-11-22T20:00:00+00:00")
    place = workplace._replace(name="tastemaker-engine-cuda-13")
    assert engine.pack(place, what).read_bytes() == engine.pack(place, what).read_bytes()
    assert len(first) > 100


@pytest.mark.parametrize("name", ["../cuda", "built-in", "CUDA", ""])
def test_a_name_that_the_window_would_refuse_is_refused_before_anything_is_built(
    name: str,
) -> None:
    with pytest.raises(SystemExit):
        engine.order(["--name", name])


def test_a_bundle_without_its_program_is_no_engine(tmp_path: Path) -> None:
    with pytest.raises(BuildError, match="There is no tastemaker-engine"):
        engine.write_manifest(tmp_path, CUDA, build_facts())
    assert not (tmp_path / MANIFEST).exists()


def test_manifests_are_json_that_a_person_can_read(tmp_path: Path) -> None:
    (tmp_path / engine_parts.PROGRAM).write_text("program")
    engine.write_manifest(tmp_path, CUDA, build_facts())
    values = json.loads((tmp_path / MANIFEST).read_text())
    assert values["files"][engine_parts.PROGRAM]["size"] == 7


def test_a_build_of_torch_is_asked_for_with_its_index() -> None:
    index = "https://download.pytorch.org/whl/cu130"
    torch = ["--torch", "2.13.0+cu130", "--index", index]
    wanted = engine.order(["--name", "cuda-13", "--kind", "cuda", *torch])
    assert wanted == engine.Order("cuda-13", EngineKind.CUDA, "2.13.0+cu130", index)
    assert engine.order([]) == engine.Order()
    with pytest.raises(SystemExit):
        engine.order(["--torch", "2.13.0+cu130"])


@pytest.mark.parametrize(("kind", "answer"), [(EngineKind.CUDA, "True"), (EngineKind.CPU, "False")])
def test_a_torch_for_the_right_device_is_taken(
    tmp_path: Path, kind: EngineKind, answer: str
) -> None:
    engine.check_torch(python_that_says(tmp_path, answer), kind)


def test_a_torch_for_the_processor_makes_no_engine_for_cards(tmp_path: Path) -> None:
    with pytest.raises(BuildError, match=r"torch 2\.13\.0\+cpu, which was not built for cuda"):
        engine.check_torch(python_that_says(tmp_path, "False"), EngineKind.CUDA)


def python_that_says(folder: Path, answer: str) -> str:
    """Return a program that answers as a Python whose torch is for the processor."""
    program = folder / "python"
    program.write_text(
        f"#!/bin/sh\ncase $2 in *torch.version*) echo {answer} ;; *) echo 2.13.0+cpu ;; esac\n"
    )
    program.chmod(0o755)
    return str(program)


def test_an_engine_has_all_that_the_worker_imports_and_nothing_of_the_window() -> None:
    names = {part.name.lower() for part in engine_parts.parts()}
    assert {"torch", "transformers", "safetensors", "psutil", "jinja2", "gguf"} <= names
    assert not {name for name in names if "pyside" in name or "sqlite" in name}
    project = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))
    asked_for = " ".join(project["project"]["dependencies"]).lower()
    for name in (*engine_parts.OF_THE_WINDOW, *closure.UNUSED):
        assert name in asked_for or name in ("pip", "setuptools")


def test_what_torch_asks_for_to_compile_on_cards_is_left_out(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    class Torch:
        name = "torch"
        requires = ("triton==3.7.1", "sympy")

    real = metadata.distribution

    def found(name: str) -> object:
        return Torch() if name == "torch" else real(name)

    monkeypatch.setattr(metadata, "distribution", found)
    inside = {part.name for part in engine_parts.parts()}
    assert {"torch", "sympy", "transformers"} <= inside
    assert "triton" not in inside


def test_the_worker_imports_nothing_that_is_left_out() -> None:
    code = (
        "import sys, desktop.worker.child, desktop.models.template_process\n"
        "from importlib.metadata import packages_distributions\n"
        "owners = packages_distributions()\n"
        "tops = {name.partition('.')[0] for name in sys.modules}\n"
        "print(*{owner.lower() for top in tops for owner in owners.get(top, [])})\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    imported = {name.replace("_", "-") for name in done.stdout.split()}
    assert {"torch", "transformers"} <= imported
    assert not imported & engine_parts.OF_THE_WINDOW.keys()


def test_libraries_of_cards_keep_their_places() -> None:
    class Cublas:
        name = "nvidia-cublas"

        def __init__(self, folder: Path) -> None:
            self.files = [folder / "libcublas.so.13", folder / "__init__.py"]

        def locate_file(self, file: Path) -> Path:
            return "/site-packages" / file

    from pathlib import Path

    found = engine_parts.card_libraries([Cublas(Path("nvidia/cublas/lib"))])  # type: ignore[list-item]
    assert found == [("/site-packages/nvidia/cublas/lib/libcublas.so.13", "nvidia/cublas/lib")]
