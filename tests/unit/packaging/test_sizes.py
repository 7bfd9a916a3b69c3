from __future__ import annotations

from typing import TYPE_CHECKING

import sizes

if TYPE_CHECKING:
    from pathlib import Path


def test_parts_add_up_to_what_is_installed(tmp_path: Path) -> None:
    for name, size in {
        "tastemaker": 10,
        "_internal/torch/lib/a.so": 500,
        "_internal/PySide6/b.so": 30,
        "_internal/shiboken6/c.so": 5,
        "_internal/libz.so.1": 7,
    }.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"x" * size)
    (tmp_path / "_internal/link.so").symlink_to("torch/lib/a.so")
    assert sizes.by_part(tmp_path) == [
        ("torch", 500),
        ("Qt", 35),
        ("compiled Python of all parts", 10),
        ("others", 7),
    ]
