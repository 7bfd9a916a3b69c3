from __future__ import annotations

import json
import sys
import types
from typing import TYPE_CHECKING, Any

import pytest

from desktop.cli import project_data
from desktop.cli.commands import COMMANDS
from desktop.cli.main import main
from desktop.services.project import create_project, open_project

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

PROMPTS = '{"prompt": "One"}\n{"prompt": ""}\n{"prompt": "Two"}\n'


@pytest.fixture
def project(tmp_path: Path) -> str:
    folder = tmp_path / "project"
    create_project(folder).close()
    return str(folder)


@pytest.fixture
def said(capsys: pytest.CaptureFixture[str]) -> Callable[..., Any]:
    """Run a command that must succeed and return its JSON."""

    def run(*arguments: object) -> Any:  # noqa: ANN401 - what the command says
        assert main([*map(str, arguments), "--json"]) == 0
        return json.loads(capsys.readouterr().out)

    return run


def test_import_status_and_export_speak_json(
    project: str, tmp_path: Path, said: Callable[..., Any]
) -> None:
    prompts = tmp_path / "prompts.jsonl"
    prompts.write_text(PROMPTS, encoding="utf-8")
    report = said("import", project, prompts)
    assert (report["prompts"], report["refused"][0]["line"]) == (2, 2)
    status = said("status", project)
    assert (status["prompts"], status["next_step"]["step"]) == (2, "generate")
    out = tmp_path / "out.jsonl"
    assert said("export", project, out, "--format", "trl-prompts")["rows"] == 2
    first = json.loads(out.read_text().splitlines()[0])
    assert first["prompt"] == [{"role": "user", "content": "One"}]


def test_columns_are_mapped_refused_rows_saved_and_exports_filtered(
    project: str, tmp_path: Path, said: Callable[..., Any]
) -> None:
    table = tmp_path / "table.csv"
    table.write_text("q,good,bad\nWhy?,So.,No.\nHow?,Same,Same\n", encoding="utf-8")
    maps = [part for m in ("q=prompt", "good=chosen", "bad=rejected") for part in ("--map", m)]
    refused = tmp_path / "refused.csv"
    report = said("import", project, table, *maps, "--refused", refused)
    assert (report["comparisons"], report["refused_count"]) == (1, 1)
    assert refused.read_text(encoding="utf-8").splitlines()[1] == "3,Both answers are the same."
    out = tmp_path / "out.csv.gz"
    export = ("export", project, out, "--format", "trl-preference")
    assert said(*export)["rows"] == 1
    assert said(*export, "--from-round", "2")["rows"] == 0
    assert said(*export, "--kind", "ranking")["rows"] == 0
    assert said(*export, "--since", "2100-01-01")["rows"] == 0
    assert said(*export, "--until", "2100-01-01")["rows"] == 1


def test_rate_marks_its_judge(project: str, tmp_path: Path, said: Callable[..., Any]) -> None:
    pairs = tmp_path / "pairs.jsonl"
    pairs.write_text('{"prompt": "Q", "chosen": "a", "rejected": "b"}\n', encoding="utf-8")
    said("import", project, pairs)
    found = said("rate", project, "--judge", "short_complete")
    assert found == {"judge": "simulated:short_complete", "comparisons": 0}


def test_words_go_to_stdout_and_remarks_to_stderr(
    project: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    prompts = tmp_path / "prompts.jsonl"
    prompts.write_text(PROMPTS * 12, encoding="utf-8")
    assert main(["import", project, str(prompts)]) == 0
    said = capsys.readouterr()
    assert said.out.startswith("trl-prompts: 2 prompts")
    assert "line 2 refused: A user message is empty." in said.err
    assert "… and 2 more" in said.err
    assert main(["status", project]) == 0
    assert "generate answers to rate" in capsys.readouterr().out


@pytest.mark.parametrize(
    "arguments",
    [
        ["train", "{project}", "nonsense"],
        ["train", "{project}", "reward", "--set", "epochs"],
        ["train", "{project}", "reward", "--resume", "1", "--set", "epochs=2"],
        ["generate", "{project}"],
        ["generate", "{project}", "--per-prompt", "0"],
        ["generate", "{project}", "--per-prompt", "2", "--version", "newest"],
        ["import", "{project}", "no-such-file"],
        ["export-model", "{project}", "1", "out", "--format", "nonsense"],
        ["nonsense"],
        ["status", "{project}", "--nonsense"],
    ],
)
def test_wrong_usage_is_2(project: str, arguments: list[str]) -> None:
    assert main([a.format(project=project) for a in arguments]) == 2


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["status", "nowhere"], "There is no such project"),
        (["new", "{project}"], "needs an empty folder"),
        (["rate", "{project}", "--judge", "x"], "There is no judge"),
        (["train", "{project}", "reward"], "cannot start yet"),
        (["train", "{project}", "reward", "--set", "x=1"], "There is no setting"),
        (["train", "{project}", "reward", "--resume", "9"], "There is no run 9"),
        (["export", "{project}", "out", "--format", "x"], "There is no export format"),
        (["export-model", "{project}", "9", "out"], "There is no model version 9"),
    ],
)
def test_what_fails_is_1_with_what_why_and_what_to_do(
    project: str, arguments: list[str], words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([a.format(project=project) for a in arguments] + ["--json"]) == 1
    said = capsys.readouterr()
    error = json.loads(said.out)["error"]
    assert words in error["title"]
    assert error["message"]
    assert said.err.startswith(f"Error: {error['title']}.")


def test_a_second_process_on_a_project_is_told_so(
    project: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with open_project(project):
        assert main(["status", project]) == 1
    assert "open" in capsys.readouterr().err


def test_an_interruption_is_130(
    project: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupt(*arguments: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(project_data, "open_project", interrupt)
    assert main(["status", project]) == 130
    assert "kept" in capsys.readouterr().err


@pytest.mark.parametrize("arguments", [[], ["{project}"], ["--sample"], ["{project}", "--sample"]])
def test_a_project_or_nothing_opens_the_window(
    project: str, monkeypatch: pytest.MonkeyPatch, arguments: list[str]
) -> None:
    opened: list[tuple[str | None, bool]] = []

    def open_window(project: Path | None = None, *, sample: bool = False, **_start: object) -> int:
        opened.append((str(project) if project else None, sample))
        return 0

    app = types.ModuleType("desktop.app")
    app.__dict__["main"] = open_window
    monkeypatch.setitem(sys.modules, "desktop.app", app)
    given = [a.format(project=project) for a in arguments]
    assert main(given) == 0
    assert opened == [(project if project in given else None, "--sample" in given)]


def test_every_command_takes_json() -> None:
    for name, command in COMMANDS.items():
        options = {option for parameter in command.params for option in parameter.opts}
        assert "--json" in options, name


def test_the_version_and_help_are_shown(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--version"]) == 0
    assert "tastemaker" in capsys.readouterr().out
    assert main(["--help"]) == 0
    said = capsys.readouterr().out
    assert all(
        name in said
        for name in [
            "new",
            "import",
            "generate",
            "rate",
            "train",
            "score",
            "export",
            "export-model",
            "status",
            "demo",
            "doctor",
            "starter",
        ]
    )
