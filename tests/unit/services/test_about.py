from __future__ import annotations

from importlib import metadata
from typing import TYPE_CHECKING

from desktop import __version__
from desktop.services import about
from desktop.services.about import UNKNOWN_LICENCE, licence_of, parts, program_facts, version_of

if TYPE_CHECKING:
    import pytest


def test_the_facts_are_those_of_what_is_installed() -> None:
    facts = program_facts()
    assert facts["version"] == __version__
    assert facts["torch"] == metadata.version("torch")
    assert facts["qt"] == metadata.version("PySide6-Essentials")


def test_a_package_that_is_not_there_has_no_version() -> None:
    assert version_of("no-such-package") == ""


def test_the_parts_are_what_the_program_needs_and_no_tool_of_developers() -> None:
    names = {part.name.lower() for part in parts()}
    assert {
        "python",
        "sqlite",
        "smollm2-135m-instruct",
        "numpy",
        "torch",
        "pyside6_essentials",
    } <= (names)
    assert not {"tastemaker", "pytest", "mypy", "ruff"} & names
    assert all(part.licence for part in parts())


def test_in_a_bundle_everything_that_is_described_is_a_part(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(about, "PACKAGE", "no-such-package")
    parts.cache_clear()
    try:
        assert "pytest" in {part.name for part in parts()}
    finally:
        parts.cache_clear()


def _package(**fields: str) -> metadata.PackageMetadata:
    class Fields(dict[str, str]):
        def get_all(self, name: str) -> list[str] | None:
            return self[name].splitlines() if name in self else None

    return Fields({name.replace("_", "-"): value for name, value in fields.items()})  # type: ignore[return-value]


def test_a_licence_is_read_however_a_package_says_it() -> None:
    assert licence_of(_package(License_Expression="MIT", License="other")) == "MIT"
    assert licence_of(_package(License="BSD")) == "BSD"
    whole = "Permission is hereby granted\nto anybody"
    named = "License :: OSI Approved :: MIT License"
    assert licence_of(_package(License=whole, Classifier=named)) == "MIT License"
    assert licence_of(_package(License=whole)) == UNKNOWN_LICENCE
    assert licence_of(_package()) == UNKNOWN_LICENCE
