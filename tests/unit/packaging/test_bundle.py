from __future__ import annotations

from pathlib import Path

import bundle
import pytest
import workplace as workplaces
from workplace import REPOSITORY, BuildError, Workplace


@pytest.fixture
def workplace(tmp_path: Path) -> Workplace:
    made = Workplace(REPOSITORY, tmp_path / "work", tmp_path / "dist")
    made.contents.mkdir(parents=True)
    made.toc.parent.mkdir(parents=True)
    return made


def test_tools_are_installed_once_for_each_list_of_them(
    workplace: Workplace, monkeypatch: pytest.MonkeyPatch
) -> None:
    commands: list[list[str]] = []

    def run(command: list[str | Path]) -> str:
        commands.append([str(word) for word in command])
        workplace.tools.mkdir(parents=True)
        return ""

    monkeypatch.setattr(bundle, "run", run)
    bundle.install_tools(workplace)
    bundle.install_tools(workplace)
    assert len(commands) == 1
    assert "--no-deps" in commands[0]
    (workplace.tools / "installed.txt").write_text("other versions")
    bundle.install_tools(workplace)
    assert len(commands) == 2


def test_every_tool_is_named_with_its_exact_version() -> None:
    lines = (REPOSITORY / "packaging/build-tools.txt").read_text(encoding="utf-8").splitlines()
    tools = [line for line in lines if not line.startswith("#")]
    assert any(line.startswith("pyinstaller==") for line in tools)
    assert all(line.count("==") == 1 for line in tools)
    names = [line.partition("==")[0] for line in tools]
    assert names == sorted(set(names))


def test_pieces_are_the_files_that_are_still_there(workplace: Workplace) -> None:
    (workplace.contents / "libz.so.1").write_text("here")
    entries = [
        ("libz.so.1", "/usr/lib/libz.so.1", "BINARY"),
        ("libgone.so.1", "/usr/lib/libgone.so.1", "BINARY"),
        ("libz.so", "libz.so.1", "SYMLINK"),
    ]
    workplace.toc.write_text(repr((entries, True)))
    assert bundle.pieces(workplace) == [("libz.so.1", Path("/usr/lib/libz.so.1"))]


def test_a_damaged_list_is_told(workplace: Workplace) -> None:
    workplace.toc.write_text("([")
    with pytest.raises(BuildError, match=r"COLLECT-00\.toc"):
        bundle.pieces(workplace)


def test_everybody_may_read_and_only_programs_run(workplace: Workplace) -> None:
    program = workplace.bundle / "tastemaker"
    helper = workplace.contents / "torch" / "bin" / "torch_shm_manager"
    model = workplace.contents / "model.safetensors"
    helper.parent.mkdir(parents=True)
    for path in (program, helper, model):
        path.write_text("x")
        path.chmod(0o600)
    bundle.set_modes(workplace.bundle)
    assert [path.stat().st_mode & 0o777 for path in (program, helper, model)] == [
        0o755,
        0o755,
        0o644,
    ]


def test_a_program_that_fails_or_is_missing_ends_the_build() -> None:
    assert workplaces.run(["echo", "hello"]) == "hello\n"
    with pytest.raises(BuildError, match=r"(?s)ended with 3.*why"):
        workplaces.run(["sh", "-c", "echo why >&2; exit 3"])
    with pytest.raises(BuildError, match="missing"):
        workplaces.run(["no-such-program-here"])
