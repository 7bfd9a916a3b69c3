"""What safetensors files say about themselves, read from their headers alone.

A safetensors file is eight bytes (the header's length), a JSON header (dtype, shape and byte range
of each tensor), then the tensors. A download that broke off is seen from the header: the byte
ranges end beyond the end of the file. Nothing here needs torch, and nothing is read but the header.
"""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from desktop.domain.errors import ModelError

MAX_HEADER_BYTES = 100_000_000
SINGLE_FILE = "model.safetensors"
INDEX_FILE = "model.safetensors.index.json"
_BYTES = {
    "F64": 8,
    "I64": 8,
    "U64": 8,
    "F32": 4,
    "I32": 4,
    "U32": 4,
    "F16": 2,
    "BF16": 2,
    "I16": 2,
    "U16": 2,
    "I8": 1,
    "U8": 1,
    "BOOL": 1,
    "F8_E4M3": 1,
    "F8_E5M2": 1,
}
_FLOATS = {"F64": "float64", "F32": "float32", "F16": "float16", "BF16": "bfloat16"}
_FETCH_AGAIN = "Download or copy the model again, then open it once more."


@dataclass(frozen=True, slots=True)
class WeightFacts:
    """Totals over the weight files of a folder."""

    files: tuple[str, ...]
    elements: int
    bytes: int
    dtype: str


def inspect_weights(folder: Path) -> WeightFacts:
    """Check every safetensors file that a model folder loads from; raises `ModelError`."""
    names = _weight_files(folder)
    elements: dict[str, int] = {}
    size = 0
    for name in names:
        path = inside(folder, name)
        size += path.stat().st_size
        for dtype, shape in read_header(path).values():
            elements[dtype] = elements.get(dtype, 0) + math.prod(shape)
    if not elements:
        raise ModelError(
            "The model has no weights", f"{folder / names[0]} holds no tensors.", _FETCH_AGAIN
        )
    main = max(elements, key=lambda dtype: elements[dtype])
    if main not in _FLOATS:
        raise ModelError(
            "This model is quantised",
            f"Most of its weights are {main}. Such weights can be run but not trained.",
            "Use the original model with 16- or 32-bit weights.",
        )
    return WeightFacts(tuple(names), sum(elements.values()), size, _FLOATS[main])


def _weight_files(folder: Path) -> list[str]:
    index = folder / INDEX_FILE
    if not index.exists():
        if (folder / SINGLE_FILE).exists():
            return [SINGLE_FILE]
        raise ModelError(
            "The model has no weights",
            f"There is neither {SINGLE_FILE} nor {INDEX_FILE} in {folder}.",
            "Choose a folder in the safetensors format; other formats are not opened.",
        )
    weight_map = read_json(index).get("weight_map")
    if not isinstance(weight_map, dict) or not weight_map:
        raise ModelError(
            "The list of weight files is damaged",
            f"{index} has no weight_map.",
            _FETCH_AGAIN,
        )
    names = sorted({str(name) for name in weight_map.values()})
    missing = [name for name in names if not inside(folder, name).is_file()]
    if missing:
        raise ModelError(
            "Part of the model is missing",
            f"{len(missing)} of {len(names)} weight files are not in {folder}, first {missing[0]}.",
            _FETCH_AGAIN,
        )
    return names


def inside(folder: Path, name: str) -> Path:
    """Return the path of a file that the model names; raises `ModelError` if it lies elsewhere."""
    plain = Path(name).name == name and "\\" not in name and name not in ("", ".", "..")
    path = folder / name
    if plain and stays_inside(folder, path):
        return path
    raise ModelError(
        "This model folder was refused",
        f"It names the file “{name}”, which lies outside the folder {folder}.",
        "Use a model from a source you trust.",
    )


def stays_inside(folder: Path, path: Path) -> bool:
    """Tell whether a file, links followed, lies in the folder (or its Hub cache's blobs)."""
    real, home = path.resolve(), folder.resolve()
    if real.is_relative_to(home):
        return True
    cache = home.parent.parent
    return home.parent.name == "snapshots" and real.parent == cache / "blobs"


def read_json(path: Path, limit: int = 50_000_000) -> dict[str, Any]:
    """Read a JSON object from a file of a model folder; raises `ModelError` when it is none."""
    try:
        if path.stat().st_size > limit:
            raise ModelError(
                "This model folder was refused",
                f"{path} is larger than any such file ({limit // 1_000_000} MB).",
                "Use a model from a source you trust.",
            )
        value = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        raise ModelError(
            "A file of the model cannot be read", f"{path}: {error}.", _FETCH_AGAIN
        ) from error
    if isinstance(value, dict):
        return value
    raise ModelError(
        "A file of the model cannot be read", f"{path} is not a JSON object.", _FETCH_AGAIN
    )


def read_header(path: Path) -> dict[str, tuple[str, tuple[int, ...]]]:
    """Return dtype and shape of each tensor of a safetensors file.

    Raises:
        ModelError: The header is no safetensors header, or the file is shorter or longer than it
            says.

    """
    size = path.stat().st_size
    with path.open("rb") as file:
        length = int.from_bytes(file.read(8), "little")
        if size < 8 or length > MAX_HEADER_BYTES or length > size - 8:
            raise _damaged(path, "its header is cut off or is no safetensors header")
        raw = file.read(length)
    try:
        header = json.loads(raw)
        tensors = {
            str(name): (str(entry["dtype"]), *_ranges(entry))
            for name, entry in header.items()
            if name != "__metadata__"
        }
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise _damaged(path, f"its header cannot be read ({error})") from error
    _check_ranges(path, tensors, size - 8 - length)
    return {name: (dtype, shape) for name, (dtype, shape, _, _) in tensors.items()}


def _ranges(entry: dict[str, Any]) -> tuple[tuple[int, ...], int, int]:
    start, end = (int(offset) for offset in entry["data_offsets"])
    return tuple(int(n) for n in entry["shape"]), start, end


def _check_ranges(
    path: Path, tensors: dict[str, tuple[str, tuple[int, ...], int, int]], available: int
) -> None:
    position = 0
    for name, (dtype, shape, start, end) in sorted(tensors.items(), key=lambda item: item[1][2:]):
        width = _BYTES.get(dtype)
        if width is None:
            raise _damaged(path, f"tensor {name} has the unknown type {dtype}")
        if min((*shape, 0)) < 0 or start != position or end - start != math.prod(shape) * width:
            raise _damaged(path, f"tensor {name} does not fit its place in the file")
        position = end
    if position != available:
        raise _damaged(
            path, f"it should hold {position:,} bytes of weights and holds {available:,}"
        )


def _damaged(path: Path, why: str) -> ModelError:
    return ModelError("The model is damaged or only half there", f"{path}: {why}.", _FETCH_AGAIN)
