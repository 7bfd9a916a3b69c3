from __future__ import annotations

import pytest
from trimming import EXCLUDED_MODULES, is_used, used

USED = (
    "torch/lib/libtorch_cpu.so",
    "torch/bin/torch_shm_manager",
    "torch/testing/_comparison.py",
    "PySide6/Qt/translations/qtbase_zh_CN.qm",
    "PySide6/Qt/plugins/platforms/libqxcb.so",
    "PySide6/Qt/plugins/platforms/libqwayland.so",
    "PySide6/Qt/plugins/iconengines/libqsvgicon.so",
    "PySide6/Qt/plugins/imageformats/libqsvg.so",
    "PySide6/Qt/lib/libQt6Widgets.so.6",
    "libxcb-cursor.so.0",
    "libssl.so.3",
    "numpy.libs/libgcc_s-1.so.1",
    "resources/translations/tastemaker_zh_CN.qm",
    "transformers/models/llama/modeling_llama.py",
    "torch-2.13.0+cpu.dist-info/METADATA",
)
UNUSED = (
    "libstdc++.so.6",
    "libX11.so.6",
    "libfontconfig.so.1",
    "libwayland-client.so.0",
    "torch/bin/protoc",
    "torch/test/test_nn.py",
    "torch/lib/libtorchbind_test.so",
    "PySide6/Qt/translations/qtbase_de.qm",
    "PySide6/Qt/plugins/platforms/libqvnc.so",
    "PySide6/Qt/plugins/platformthemes/libqgtk3.so",
    "PySide6/Qt/lib/libQt6Network.so.6",
    "transformers/models/llama/modular_llama.py",
    "transformers/models/llama/convert_llama_weights_to_hf.py",
    "numpy/_core/tests/data/a.csv",
    "torch/__init__.pyi",
    "torch-2.13.0+cpu.dist-info/RECORD",
)


@pytest.mark.parametrize("name", USED)
def test_what_the_program_needs_stays(name: str) -> None:
    assert is_used(name)


@pytest.mark.parametrize("name", UNUSED)
def test_what_it_does_not_need_goes(name: str) -> None:
    assert not is_used(name)


def test_lists_of_pyinstaller_are_filtered_whatever_their_slashes() -> None:
    keeps = ("torch\\lib\\c10.dll", "C:\\torch\\lib\\c10.dll", "BINARY")
    goes = ("torch\\bin\\protoc.exe", "C:\\protoc.exe", "BINARY")
    assert used([keeps, goes]) == [keeps]


def test_no_module_of_the_program_imports_what_is_excluded() -> None:
    import ast
    from pathlib import Path

    imported: set[str] = set()
    for file in (Path(__file__).parents[3] / "desktop").rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                imported.update(name.name for name in node.names)
            elif isinstance(node, ast.ImportFrom) and node.module:
                imported.add(node.module)
                imported.update(f"{node.module}.{name.name}" for name in node.names)
    assert not imported & set(EXCLUDED_MODULES)
