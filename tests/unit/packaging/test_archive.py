from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import archive
import pytest
from workplace import Workplace

from desktop.build_facts import BuildFacts

FACTS = BuildFacts("0.1.0", "abc", "2026-11-22T00:00:00+00:00", "release", "linux-x86_64", "3", "2")

pytestmark = pytest.mark.skipif(shutil.which("zstd") is None, reason="needs zstd")


@pytest.fixture
def workplace(tmp_path: Path) -> Workplace:
    made = Workplace(tmp_path, tmp_path / "work", tmp_path / "dist")
    made.contents.mkdir(parents=True)
    (made.bundle / "tastemaker").write_text("program")
    (made.contents / "part").write_text("part")
    (made.contents / "link").symlink_to("part")
    return made


def test_it_unpacks_into_one_folder_named_by_its_version(
    workplace: Workplace, tmp_path: Path
) -> None:
    packed = archive.build(workplace, FACTS)
    assert packed.name == "tastemaker-0.1.0-linux-x86_64.tar.zst"
    target = tmp_path / "somewhere else"
    target.mkdir()
    subprocess.run(["tar", "-xf", packed, "-C", target], check=True)
    assert [path.name for path in target.iterdir()] == ["tastemaker-0.1.0"]
    assert (target / "tastemaker-0.1.0/_internal/link").readlink() == Path("part")


def test_the_same_bundle_makes_the_same_file(workplace: Workplace) -> None:
    first = archive.build(workplace, FACTS).read_bytes()
    (workplace.bundle / "tastemaker").touch()
    assert archive.build(workplace, FACTS).read_bytes() == first


def test_a_quick_one_holds_the_same(workplace: Workplace) -> None:
    (workplace.contents / "part").write_text("".join(map(str, range(40_000))))
    contents = []
    for quick in (False, True):
        packed = archive.build(workplace, FACTS, quick=quick)
        contents.append(subprocess.run(["zstd", "-dc", packed], capture_output=True, check=True))
    assert contents[0].stdout == contents[1].stdout


def test_sums_are_what_sha256sum_checks(workplace: Workplace) -> None:
    workplace.dist.mkdir()
    made = [workplace.dist / name for name in ("b", "a")]
    for file in made:
        file.write_text(file.name)
    sums = archive.sums_file(workplace, FACTS)
    assert sums.name == "tastemaker-0.1.0-linux-x86_64.sha256"
    archive.write_sums(made, sums)
    check = ["sha256sum", "--check", "--strict", sums.name]
    done = subprocess.run(check, cwd=sums.parent, capture_output=True, text=True, check=True)
    assert done.stdout == "a: OK\nb: OK\n"
