from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from desktop.domain.feedback import Comment
from desktop.domain.prompts import user_prompt
from desktop.domain.responses import Origin
from desktop.services import problem_report
from desktop.services.paths import logs_folder
from desktop.services.problem_report import collect_report
from desktop.services.project import Project, create_project

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

QUESTION = "Why does my neighbour Ottilie paint her bees blue every other Sunday?"
REMARK = "It made me think of my own grandmother and her difficult garden gnomes."
ANSWER = "Because the blue ones find home more easily, or so she says to everyone."


def probe() -> dict[str, Any]:
    return {"torch": "2.13.0", "device": "cpu", "devices": [{"name": "cpu"}]}


@pytest.fixture(autouse=True)
def user(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    home = tmp_path / "mariana"
    home.mkdir()
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("USER", "mariana")
    return home


def texts(report: tuple[problem_report.ReportFile, ...]) -> dict[str, str]:
    return {file.name: file.text for file in report}


def test_it_has_facts_versions_settings_and_logs(user: Path, user_data_folder: Path) -> None:
    (logs_folder() / "window.log").write_text(f"opened {user}/Documents/x\n", encoding="utf-8")
    settings = {"theme": "dark", "recent_projects": ["/srv/secret"], "geometry": "AAA"}
    (user_data_folder / "window.json").write_text(json.dumps(settings), encoding="utf-8")
    found = texts(collect_report(probe=probe))
    assert json.loads(found["facts.json"])["torch"]["version"] == "2.13.0"
    assert "numpy " in found["packages.txt"]
    assert json.loads(found["settings.json"]) == {"theme": "dark"}
    assert found["logs/window.log"] == "opened ~/Documents/x\n"


def test_nothing_in_it_tells_who_or_where(user: Path) -> None:
    project = user / "private novel"
    log = f"{project}/project.db by mariana, MARIANA and file://{user}/private%20novel\n"
    (logs_folder() / "mariana.log").write_text(log, encoding="utf-8")
    for file in collect_report([project], probe=probe):
        for word in ("mariana", "private novel", "private%20novel"):
            assert word not in (file.name + file.text).lower()


@pytest.fixture
def project(user: Path, tmp_path: Path) -> Iterator[Project]:
    """A project with a question, an answer and a comment, all of which stand in the log."""
    model = tmp_path / "model"
    model.mkdir()
    with create_project(user / "project", model=str(model)) as made:
        prompt = made.store.prompts.add(user_prompt(QUESTION))
        response = made.store.responses.add(prompt.id, ANSWER, origin=Origin.IMPORTED)
        made.store.feedback.append(Comment(prompt.id, response.id, REMARK))
        log = f"ValueError: {QUESTION!r} -> {ANSWER[5:60]} failed; {REMARK}\n"
        (logs_folder() / "window.log").write_text(log, encoding="utf-8")
        yield made


def test_what_is_written_in_the_open_project_is_masked_in_every_log(project: Project) -> None:
    found = texts(collect_report(project=project, probe=probe))
    assert found["logs/window.log"] == "ValueError: '[…]' -> […] failed; […]\n"
    assert not any("Ottilie" in text or "easily" in text for text in found.values())


def test_and_what_is_written_in_one_that_is_closed(project: Project) -> None:
    folder = project.folder
    project.close()
    found = texts(collect_report([folder], probe=probe))
    assert found["logs/window.log"] == "ValueError: '[…]' -> […] failed; […]\n"


def test_a_damaged_project_does_not_keep_a_report_from_being_made(project: Project) -> None:
    folder = project.folder
    project.close()
    (folder / "project.db").write_bytes(b"no database" * 1000)
    assert "logs/window.log" in texts(collect_report([folder], probe=probe))


def test_a_long_log_gives_its_end_from_the_beginning_of_a_line(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(problem_report, "TAIL", 20)
    (logs_folder() / "window.log").write_text("the first line\nthe last line\n", encoding="utf-8")
    assert texts(collect_report(probe=probe))["logs/window.log"] == "the last line\n"
