from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

import pytest
from PySide6.QtGui import QDesktopServices, QGuiApplication

from desktop.domain.model_forms import GgufWeights, ModelForm
from desktop.domain.runs import Stage
from desktop.domain.versions import VersionKind
from desktop.services.model_export import ModelExportReport
from desktop.ui.job_queue import JobQueue
from desktop.ui.models.export_task import ModelExportOrder
from desktop.ui.models.models_page import ModelsPage

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from PySide6.QtCore import QUrl
    from pytestqt.qtbot import QtBot

    from desktop.services.project import Project


@pytest.fixture
def jobs(qtbot: QtBot, project: Project) -> Iterator[JobQueue]:
    queue = JobQueue()
    queue.open_project(project.folder)
    yield queue
    queue.shut_down()
    assert queue.wait(5)


@pytest.fixture
def page(qtbot: QtBot, jobs: JobQueue, project: Project) -> ModelsPage:
    versions = project.store.versions
    base = versions.base()
    run = project.store.runs.add
    reward_run, ppo_run = run(Stage.REWARD, {}), run(Stage.PPO, {})
    versions.add(
        "Reward 1",
        VersionKind.REWARD,
        base.base,
        folder="runs/1/model",
        parent_id=base.id,
        run_id=reward_run.id,
        metrics={"accuracy": 0.742, "low": 0.66, "high": 0.81, "n": 121.0},
    )
    versions.add(
        "PPO 1",
        VersionKind.POLICY,
        base.base,
        folder="runs/2/model",
        parent_id=base.id,
        run_id=ppo_run.id,
        metrics={"reward_before": -0.3, "reward_after": 1.2, "kl": 4.25, "updates": 92.0},
    )
    page = ModelsPage(jobs)
    qtbot.addWidget(page)
    page.open_project(project)
    page.refresh()
    return page


def _choose(page: ModelsPage, name: str) -> int:
    assert page._project is not None
    version = next(v for v in page._project.store.versions.list() if v.name == name)
    page.show_item(version.id)
    return version.id


def _figures(page: ModelsPage) -> dict[str, str]:
    form = page.card._figures
    rows = {}
    for row in range(form.rowCount()):
        words = [
            form.itemAt(row, role).widget().text()  # type: ignore[union-attr]
            for role in (form.ItemRole.LabelRole, form.ItemRole.FieldRole)
        ]
        rows[words[0]] = words[1]
    return rows


def test_versions_stand_under_what_they_were_trained_from(page: ModelsPage) -> None:
    root = page.versions.invisibleRootItem()
    assert root.rowCount() == 1
    base = root.child(0)
    assert [base.child(row).text() for row in range(base.rowCount())] == ["Reward 1", "PPO 1"]
    assert [base.child(row, 3).text() for row in range(2)] == ["74%", "−0.30 → 1.20"]
    assert base.child(0, 1).text() == "reward model"


def test_the_newest_version_is_shown_with_its_lineage_and_figures(page: ModelsPage) -> None:
    assert page.card.name.text() == "PPO 1"
    assert page.card.lineage.text().endswith(" → PPO 1")
    assert _figures(page) == {
        "Updates": "92",
        "Reward before": "−0.30",
        "Reward after": "1.20",
        "KL to the start": "4.25",
    }


def test_a_reward_model_has_its_interval_and_cannot_be_chatted_with(page: ModelsPage) -> None:
    _choose(page, "Reward 1")
    assert page.card.chat.isHidden()
    figures = _figures(page)
    assert figures["Agreement on unseen pairs"] == "74%"
    assert figures["Lower end of its interval"] == "66%"
    assert figures["Unseen pairs"] == "121"


def test_chatting_and_its_run_are_asked_for(page: ModelsPage, qtbot: QtBot) -> None:
    version_id = _choose(page, "PPO 1")
    with qtbot.waitSignal(page.page_requested) as asked:
        page.card.chat.click()
    assert asked.args == ["chat", version_id]
    with qtbot.waitSignal(page.page_requested) as asked:
        page.card.run.click()
    assert asked.args == ["runs", 2]


def test_a_version_gets_another_name(page: ModelsPage, qtbot: QtBot) -> None:
    version_id = _choose(page, "PPO 1")
    page.card.name.setText("  Kinder letters ")
    with qtbot.waitSignal(page.project_changed):
        page.card.name.editingFinished.emit()
    assert page._project is not None
    assert page._project.store.versions.require(version_id).name == "Kinder letters"
    assert page.card.name.text() == "Kinder letters"


def test_an_empty_name_is_not_taken(page: ModelsPage) -> None:
    _choose(page, "PPO 1")
    page.card.name.setText(" ")
    page.card.name.editingFinished.emit()
    assert page.card.name.text() == "PPO 1"


def test_closing_leaves_nothing(page: ModelsPage) -> None:
    page.close_project()
    assert page.versions.rowCount() == 0
    assert not page.card.isEnabled()


def test_a_base_model_that_is_not_here_can_be_made_ready(
    page: ModelsPage, jobs: JobQueue, qtbot: QtBot
) -> None:
    assert not page.missing.isHidden()
    with qtbot.waitSignal(jobs.job_over):
        page.missing.prepare.click()
    (job,) = jobs.jobs()
    assert job.title == "Making the model ready"
    assert page._project is not None
    (page._project.base_folder() / "config.json").write_text("{}", encoding="utf-8")
    page.refresh()
    assert page.missing.isHidden()


def test_an_export_runs_as_a_job_and_its_end_is_shown(
    page: ModelsPage,
    jobs: JobQueue,
    qtbot: QtBot,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert page._project is not None
    folder = page._project.folder / "runs/1/model"
    folder.mkdir(parents=True)
    (folder / "adapter_config.json").write_text("{}", encoding="utf-8")
    version_id = _choose(page, "Reward 1")
    with qtbot.waitSignal(page.card.export_requested) as asked:
        page.card.export_requested.disconnect(page._on_export_wanted)
        page.card.export.click()
    assert asked.args == [version_id]
    order = ModelExportOrder(version_id, ModelForm.ADAPTER, GgufWeights.STORED, tmp_path / "out")
    with qtbot.waitSignal(jobs.job_over):
        page.export_version(order)
    assert "“Reward 1” (Adapter) is in" in page.exported.text.text()
    assert (tmp_path / "out" / "README.md").is_file()
    assert page.exported.copy.isHidden()
    shown: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", shown.append)
    page.exported.show_folder.click()
    assert [url.toLocalFile() for url in shown] == [str(tmp_path / "out")]
    page.exported.dismiss.click()
    assert page.exported.isHidden()


def test_an_export_that_fails_says_why(
    page: ModelsPage, jobs: JobQueue, qtbot: QtBot, tmp_path: Path
) -> None:
    version_id = _choose(page, "PPO 1")
    order = ModelExportOrder(version_id, ModelForm.HF, GgufWeights.STORED, tmp_path / "out")
    with qtbot.waitSignal(jobs.job_over):
        page.export_version(order)
    assert page.exported.state.text() == "not exported"
    assert "files are not there" in page.exported.text.text()
    assert page.exported.show_folder.isHidden()
    assert jobs.jobs()[0].kind.heavy


def test_the_proof_and_the_command_for_ollama_are_shown(page: ModelsPage) -> None:
    report = ModelExportReport("Kind letters", "gguf", "/tmp/out", 36, 36)
    page.exported.set_report(report)
    assert "36 of 36" in page.exported.proof.text()
    assert "Rounding" not in page.exported.proof.text()
    page.exported.copy.click()
    command = 'ollama create kind-letters -f "/tmp/out/Modelfile"'
    assert QGuiApplication.clipboard().text() == command
    page.exported.set_report(dataclasses.replace(report, kept_tokens=30))
    assert "30 of 36 tokens are as before" in page.exported.proof.text()
