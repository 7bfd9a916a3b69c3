from __future__ import annotations

import gzip
import json
from typing import TYPE_CHECKING

import pytest

from desktop.domain.errors import InvalidInputError, StorageError
from desktop.domain.feedback import Comparison, Preference, Quality
from desktop.domain.versions import VersionKind
from desktop.services.cancelling import Cancelled
from desktop.services.export_items import ChosenEvents, ExportFilter
from desktop.services.exporting import ExportReport, export_file, export_plan, export_text
from desktop.services.importing import import_file
from desktop.services.project import create_project
from desktop.services.rating import RatingSession
from tests.unit.services.projects import project_with_candidates
from tests.unit.services.round_trips import fill_with_all_kinds

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.services.project import Project


def judged(project: Project) -> None:
    """Judge in every way that the window offers, with an undo and a redo."""
    session = RatingSession(project, seed=1, repeat_share=0.3)
    for preference in (Preference.A_MUCH, Preference.B, Preference.EQUAL, Preference.B_SLIGHTLY):
        session.compare(preference, seconds=1.5)
    session.compare(None, Quality.BOTH_BAD)
    session.undo()
    session.undo()
    session.redo()
    session.skip()
    item = session.current()
    assert item is not None
    session.correct(item.a.id, "Corrected, with “quotes” and\na line")
    session.bad_prompt()
    other = next(p for p in project.store.prompts.list() if p.id != item.prompt.id)
    project.store.prompts.retire(other.id)


def test_our_own_export_loses_nothing(tmp_path: Path) -> None:
    path = tmp_path / "all.jsonl.gz"
    with project_with_candidates(tmp_path / "a", prompts=8, per_prompt=3) as project:
        judged(project)
        report = export_file(project, path, "tastemaker")
        prompts = project.store.prompts.list(include_retired=True)
        responses, events = project.store.responses.all(), project.store.feedback.events()
        standing = project.store.feedback.standing()
    assert report.rows == 2 + len(prompts) + len(responses) + len(events)
    with create_project(tmp_path / "b") as other:
        assert import_file(other, path).refused_count == 0
        assert other.store.prompts.list(include_retired=True) == prompts
        assert other.store.responses.all() == responses
        assert other.store.feedback.events() == events
        assert other.store.feedback.standing() == standing


def test_our_own_export_can_join_a_project_that_is_not_empty(tmp_path: Path) -> None:
    path = tmp_path / "all.jsonl"
    with project_with_candidates(tmp_path / "a", prompts=8, per_prompt=3) as project:
        judged(project)
        export_file(project, path, "tastemaker")
        expected = _preferences(project, tmp_path)
    with project_with_candidates(tmp_path / "b", prompts=3) as other:
        assert import_file(other, path).refused_count == 0
        assert _preferences(other, tmp_path) == expected


def _preferences(project: Project, folder: Path) -> list[str]:
    path = folder / "pairs.jsonl"
    export_file(project, path, "trl-preference")
    rows = map(json.loads, path.read_text(encoding="utf-8").splitlines())
    return sorted(json.dumps([row["prompt"], row["chosen"], row["rejected"]]) for row in rows)


def test_a_gzipped_export_is_the_same_each_time(tmp_path: Path) -> None:
    with project_with_candidates(tmp_path / "a") as project:
        first, second = tmp_path / "1.jsonl.gz", tmp_path / "2.jsonl.gz"
        export_file(project, first, "trl-prompts")
        export_file(project, second, "trl-prompts")
    assert gzip.decompress(first.read_bytes()) == gzip.decompress(second.read_bytes())


def test_what_cannot_be_written_is_explained_and_leaves_nothing(tmp_path: Path) -> None:
    with project_with_candidates(tmp_path / "a") as project:
        with pytest.raises(StorageError, match="cannot be written"):
            export_file(project, tmp_path / "missing" / "out.jsonl", "trl-prompts")
        with pytest.raises(InvalidInputError, match="trl-preference"):
            export_file(project, tmp_path / "out", "parquet")
    assert sorted(p.name for p in tmp_path.iterdir()) == ["a"]


def test_plain_texts_come_back(tmp_path: Path) -> None:
    path = tmp_path / "out.jsonl"
    with create_project(tmp_path / "a") as project:
        folder = project.folder / "texts"
        folder.mkdir()
        (folder / "one.txt").write_text("First.\n\n“Second.”\n", encoding="utf-8")
        (folder / "two.md").write_text("\n", encoding="utf-8")
        assert export_file(project, path, "trl-text").rows == 1
    with create_project(tmp_path / "b") as other:
        assert import_file(other, path).texts == 1
        written = (other.folder / "texts" / "out.txt").read_text(encoding="utf-8")
    assert written == "First.\n\n“Second.”\n"


def test_the_filter_takes_kinds_rounds_and_times(tmp_path: Path) -> None:
    with project_with_candidates(tmp_path / "a", prompts=4) as project:
        for number, prompt in enumerate(project.store.prompts.list(), start=1):
            a, b = project.store.responses.for_prompt(prompt.id)
            pair = Comparison(prompt.id, a.id, b.id, Preference.A)
            project.store.feedback.append(pair, round=number, created_at=float(number))

        def rows(**which: float | frozenset[str]) -> int:
            chosen = ExportFilter(**which)  # type: ignore[arg-type]
            return export_plan(project, "trl-preference", chosen).rows

        assert rows() == 4
        assert rows(first_round=2, last_round=3) == 2
        assert rows(since=2.0, until=4.0) == 2
        assert rows(kinds=frozenset({"ranking"})) == 0


def test_dataset_info_keeps_what_is_in_it(tmp_path: Path) -> None:
    info = tmp_path / "dataset_info.json"
    info.write_text('{"mine": {"file_name": "x.json"}}', encoding="utf-8")
    with project_with_candidates(tmp_path / "a") as project:
        judged(project)
        report = export_file(project, tmp_path / "pairs.json", "sharegpt-pairs")
        export_file(project, tmp_path / "labels.json", "alpaca-kto")
        assert report.beside == (str(info),)
        assert export_file(project, tmp_path / "x.json", "trl-preference").beside == ()
    found = json.loads(info.read_text(encoding="utf-8"))
    assert found["mine"] == {"file_name": "x.json"}
    assert found["pairs"]["ranking"] is True
    assert found["pairs"]["columns"] == {
        "messages": "conversations",
        "chosen": "chosen",
        "rejected": "rejected",
    }
    assert found["pairs"]["tags"]["assistant_tag"] == "gpt"
    assert found["labels"]["columns"]["kto_tag"] == "kto_tag"


def test_an_export_that_is_called_off_leaves_nothing(tmp_path: Path) -> None:
    with project_with_candidates(tmp_path / "a", prompts=150) as project:
        with pytest.raises(Cancelled):
            export_file(project, tmp_path / "o.csv", "trl-prompts", cancelled=lambda: True)
        text, report = export_text(project, "trl-prompts")
        assert (len(text.splitlines()), report.rows) == (150, 150)
        with pytest.raises(InvalidInputError, match="clipboard"):
            export_text(project, "trl-prompts", most=99)
    assert [p.name for p in tmp_path.iterdir()] == ["a"]


def test_a_judgement_of_another_prompts_answers_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "all.jsonl"
    with project_with_candidates(tmp_path / "a", prompts=2) as project:
        first, second = project.store.prompts.list()
        a, b = project.store.responses.for_prompt(first.id)
        project.store.feedback.append(Comparison(first.id, a.id, b.id, Preference.A))
        export_file(project, path, "tastemaker")
    text = path.read_text(encoding="utf-8").replace(
        f'"prompt_id": {first.id}, "a_id"', f'"prompt_id": {second.id}, "a_id"'
    )
    path.write_text(text, encoding="utf-8")
    with create_project(tmp_path / "b") as other:
        report = import_file(other, path)
        assert other.store.feedback.count_standing() == 0
    assert [row.reason for row in report.refused] == ["It speaks of an answer to another prompt."]


def test_versions_of_another_project_come_along_by_name(tmp_path: Path) -> None:
    path = tmp_path / "all.jsonl"
    with project_with_candidates(tmp_path / "a", prompts=1) as project:
        base = project.store.versions.base()
        tuned = project.store.versions.add(
            "ppo", VersionKind.POLICY, base.base, parent_id=base.id, metrics={"kl": 1.5}
        )
        prompt = project.store.prompts.list()[0]
        project.store.responses.add(prompt.id, "By the tuned one", model_version_id=tuned.id)
        export_file(project, path, "tastemaker")
    with create_project(tmp_path / "b") as other:
        for _ in range(2):
            import_file(other, path)
        response = other.store.responses.all()[-1]
        version = other.store.versions.require(response.model_version_id or 0)
        assert (version.name, version.imported, version.metrics) == ("ppo", True, {"kl": 1.5})
        assert version.parent_id == other.store.versions.base().id
        assert len(other.store.versions.list(include_imported=True)) == 2
        assert other.version() == other.store.versions.base()


def test_only_chosen_judgements_and_their_prompts_are_written(tmp_path: Path) -> None:
    with project_with_candidates(tmp_path / "p", prompts=4) as project:
        session = RatingSession(project, seed=1, repeat_share=0)
        events = [session.compare(Preference.A) for _ in range(3)]
        chosen = ChosenEvents([events[2].id, events[0].id, 999])
        assert len(chosen) == 3
        assert events[1].id not in chosen
        export_file(project, tmp_path / "x.jsonl", "trl-preference", ExportFilter(only=chosen))
        rows = (tmp_path / "x.jsonl").read_text(encoding="utf-8").splitlines()
        prompts = project.store.prompts.get_many(project.store.feedback.prompts_of(chosen))
        assert len(rows) == len(prompts) == 2
        assert export_plan(project, "trl-prompts", ExportFilter(only=chosen)).rows == 2
        assert export_plan(project, "trl-prompts").rows == 4


def test_all_of_a_project_is_counted_without_reading_it(tmp_path: Path) -> None:
    with project_with_candidates(tmp_path / "a", prompts=4) as project:
        fill_with_all_kinds(project, ["one", "two", "three"])
        written = export_file(project, tmp_path / "all.jsonl", "tastemaker").rows
        asked: list[str] = []
        project.store.connection.raw.set_trace_callback(asked.append)
        assert export_plan(project, "tastemaker").rows == written
        assert [sql for sql in asked if "count(*)" not in sql and "versions" not in sql] == []


def test_what_is_counted_is_told_on_the_way_and_the_share_rises_to_one(tmp_path: Path) -> None:
    with project_with_candidates(tmp_path / "a", prompts=300) as project:
        so_far: list[ExportReport] = []
        plan = export_plan(project, "trl-prompts", on_counted=so_far.append)
        assert [report.rows for report in so_far] == [100, 200, 300]
        assert plan.rows == 300
        for name in ("trl-prompts", "tastemaker"):
            told: dict[int, float] = {}
            path = tmp_path / f"{name}.jsonl"
            export_file(project, path, name, on_progress=told.__setitem__)
            assert [*told.values()] == sorted(told.values())
            assert 0.9 < max(told.values()) <= 1


def test_counting_what_a_format_has_no_row_for_can_be_called_off(tmp_path: Path) -> None:
    with (
        project_with_candidates(tmp_path / "a", prompts=120) as project,
        pytest.raises(Cancelled),
    ):
        export_plan(project, "trl-sft", cancelled=lambda: True)
