"""The workflow that builds a release: read as data, held against the recipes."""

from __future__ import annotations

import re
import tomllib
from typing import Any

import archive
import package
import pytest
import yaml  # type: ignore[import-untyped]
from workplace import NAME, REPOSITORY, TITLE, Workplace

from desktop.build_facts import BuildFacts

WORKFLOW: dict[Any, Any] = yaml.safe_load(
    (REPOSITORY / ".github/workflows/release.yml").read_text(encoding="utf-8")
)
BUILD = WORKFLOW["jobs"]["build"]
TARGETS = {one["target"]: one for one in BUILD["strategy"]["matrix"]["include"]}
COMMANDS = "\n".join(step.get("run", "") for step in BUILD["steps"])


def test_all_three_systems_are_built_when_a_version_is_tagged() -> None:
    # YAML 1.1 reads the word “on” as true.
    assert WORKFLOW[True]["push"] == {"tags": ["v*"]}
    assert [one["runs-on"].partition("-")[0] for one in TARGETS.values()] == [
        "ubuntu",
        "windows",
        "macos",
    ]
    assert BUILD["strategy"]["fail-fast"] is False


@pytest.mark.parametrize(
    ("target", "program"),
    [
        ("linux-x86_64", f"{NAME}/{NAME}"),
        ("windows-x86_64", f"{NAME}/{NAME}-cli.exe"),
        ("macos-arm64", f"{TITLE}.app/Contents/MacOS/{NAME}"),
    ],
)
def test_each_tests_the_program_that_the_spec_makes(target: str, program: str) -> None:
    bundles = Workplace().bundle.parent.relative_to(REPOSITORY)
    assert TARGETS[target]["program"] == (bundles / program).as_posix()
    assert COMMANDS.count("--selftest") == 2


def test_a_package_is_built_before_it_is_tested_and_tested_before_it_is_kept() -> None:
    steps = [step.get("run", "") + step.get("uses", "") for step in BUILD["steps"]]
    order = [
        next(number for number, step in enumerate(steps) if words in step)
        for words in ("checkout", "constraints", "package.py", "--selftest", "upload-artifact")
    ]
    assert order == sorted(order)


def test_python_is_one_that_the_project_supports() -> None:
    project = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    settings = [step.get("with", {}) for step in BUILD["steps"]]
    versions = [one["python-version"] for one in settings if "python-version" in one]
    low, high = re.findall(r"3\.(\d+)", project["requires-python"])
    assert all(int(low) <= int(version.split(".")[1]) < int(high) for version in versions)
    assert len(versions) == 1


def test_everything_installed_has_an_exact_version() -> None:
    constraints = (REPOSITORY / "packaging/constraints.txt").read_text(encoding="utf-8")
    assert re.search(r"^torch==", constraints, re.MULTILINE)
    assert "--constraint packaging/constraints.txt" in COMMANDS
    assert re.search(r"choco install innosetup --version=6\.\d+\.\d+", COMMANDS)
    for job in WORKFLOW["jobs"].values():
        for step in job["steps"]:
            assert re.search(r"@v\d+$", step.get("uses", "@v0"))


def test_only_the_job_that_publishes_may_write_and_it_writes_a_draft_with_checksums() -> None:
    assert WORKFLOW["permissions"] == {"contents": "read"}
    assert "permissions" not in BUILD
    publish = WORKFLOW["jobs"]["publish"]
    assert publish["permissions"] == {"contents": "write"}
    assert publish["needs"] == "build"
    commands = "\n".join(step.get("run", "") for step in publish["steps"])
    checks, sums = (commands.index(f"sha256sum {word}") for word in ("--check", "-- *"))
    assert checks < sums
    assert "--draft" in commands


def test_what_a_system_makes_is_put_up_with_its_list_of_parts_and_its_checksums() -> None:
    what = BuildFacts("0.1.0", "abc", "2026-11-22", "release", "macos-arm64", "3.11.9", "2.13.0")
    (kept,) = (one["with"]["path"] for one in BUILD["steps"] if "upload-artifact" in str(one))
    made = (archive.sums_file(Workplace(), what), package.bill_file(Workplace(), what))
    for file in made:
        assert file.relative_to(REPOSITORY).match(kept.strip())
