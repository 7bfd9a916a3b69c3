from __future__ import annotations

from typing import TYPE_CHECKING

import dependencies
import elf
import pytest
from system_libraries import PACKAGE_OF
from workplace import BuildError

if TYPE_CHECKING:
    from pathlib import Path

LOADS = {
    "tastemaker": ["libc.so.6", "libpython3.11.so.1.0"],
    "libpython3.11.so.1.0": ["libm.so.6", "libdl.so.2"],
    "libqxcb.so": ["libxcb.so.1", "libstdc++.so.6", "libEGL.so.1"],
}


@pytest.fixture
def bundle(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in LOADS:
        (tmp_path / name).write_bytes(elf.MAGIC)

    def needed(library: Path) -> list[str]:
        return LOADS[library.name]

    def newest_versions(_libraries: object) -> dict[str, tuple[int, ...]]:
        return {"GLIBC": (2, 35), "GLIBCXX": (3, 4, 29)}

    monkeypatch.setattr(elf, "needed", needed)
    monkeypatch.setattr(elf, "newest_versions", newest_versions)
    return tmp_path


def test_each_package_once_with_the_least_version_that_will_do(bundle: Path) -> None:
    assert dependencies.depends(bundle) == [
        "libc6 (>= 2.35)",
        "libegl1",
        "libstdc++6 (>= 11)",
        "libxcb1",
    ]


def test_a_library_of_no_known_package_ends_the_build(
    bundle: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(LOADS, "libqxcb.so", ["libsurprise.so.3"])
    with pytest.raises(BuildError, match=r"libsurprise\.so\.3"):
        dependencies.depends(bundle)


def test_no_library_is_named_twice() -> None:
    assert not set(dependencies.FURTHER) & set(PACKAGE_OF)
