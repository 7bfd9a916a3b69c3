"""How large the bundle is, by part."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from workplace import NAME

if TYPE_CHECKING:
    from pathlib import Path

PARTS = {
    "torch": "torch",
    "resources": "starter model and resources",
    "PySide6": "Qt",
    "shiboken6": "Qt",
    "transformers": "transformers",
    "tokenizers": "transformers",
    "numpy": "NumPy",
    "numpy.libs": "NumPy",
    "arro3": "arro3 (Parquet)",
    NAME: "compiled Python of all parts",
}
OTHER = "others"


def by_part(bundle: Path) -> list[tuple[str, int]]:
    """The bytes of each part of a bundle, the largest first."""
    sizes: Counter[str] = Counter()
    for path in bundle.rglob("*"):
        if path.is_file() and not path.is_symlink():
            names = path.relative_to(bundle).parts
            first = names[1] if len(names) > 1 else names[0]
            sizes[PARTS.get(first, OTHER)] += path.stat().st_size
    return sizes.most_common()


def report(bundle: Path, files: list[Path]) -> str:
    """The sizes in words: parts, all of it installed, and the files that hold it."""
    parts = by_part(bundle)
    rows = [*parts, ("installed", sum(size for _, size in parts))]
    rows += [(file.name, file.stat().st_size) for file in files]
    return "\n".join(f"{size / 1e6:8.1f} MB  {name}" for name, size in rows)
