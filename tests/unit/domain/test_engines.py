from __future__ import annotations

from typing import Any

import pytest

from desktop.domain.engines import Engine, EngineFile, EngineKind
from desktop.domain.errors import InvalidInputError

ENGINE = Engine(
    name="cuda-13",
    kind=EngineKind.CUDA,
    version="0.1.0",
    protocol="0123456789ab",
    target="linux-x86_64",
    torch="2.13.0+cu130",
    command=("tastemaker-engine",),
    files={"tastemaker-engine": EngineFile(5, "ab" * 32), "_internal/a.so": EngineFile(0, "")},
    folder="/engines/cuda-13",
)


def test_a_manifest_is_read_as_it_was_written() -> None:
    assert Engine.from_json(ENGINE.to_json(), ENGINE.folder) == ENGINE


@pytest.mark.parametrize(
    "wrong",
    [
        {"format": 2},
        {"name": "../cuda"},
        {"name": "built-in"},
        {"name": 3},
        {"kind": "abacus"},
        {"command": []},
        {"command": None},
        {"protocol": None},
        {"files": {"../outside": {"size": 1, "sha256": ""}}},
        {"files": {"/etc/passwd": {"size": 1, "sha256": ""}}},
        {"files": {"C:\\windows": {"size": 1, "sha256": ""}}},
        {"files": {"a": {"sha256": ""}}},
        {"files": [1]},
    ],
)
def test_a_manifest_without_sense_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(InvalidInputError, match=r"engine\.json in /engines/x makes no sense"):
        Engine.from_json({**ENGINE.to_json(), **wrong}, "/engines/x")


@pytest.mark.parametrize("values", [None, [], {}, {"format": 1}])
def test_what_is_no_manifest_is_refused(values: object) -> None:
    with pytest.raises(InvalidInputError):
        Engine.from_json(values, "/engines/x")
