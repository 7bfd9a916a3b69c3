from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

import pytest

from desktop.domain.errors import InvalidInputError, StorageError
from desktop.domain.feedback import Comment, Comparison, Demonstration, Preference, Retraction
from desktop.domain.prompts import Split, user_prompt
from desktop.domain.responses import Origin
from desktop.services import importing
from desktop.services.cancelling import Cancelled
from desktop.services.exporting import export_file
from desktop.services.importing import import_file, preview_file, save_refused
from desktop.services.project import create_project
from tests.helpers.judged_project import contents, judged_project

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from desktop.services.project import Project


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with create_project(tmp_path / "project") as made:
        yield made


def lines(folder: Path, *rows: Any) -> Path:  # noqa: ANN401 - any JSON value
    path = folder / "rows.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def test_good_prompts_go_in_and_refused_ones_are_named(project: Project, tmp_path: Path) -> None:
    path = lines(
        tmp_path, {"prompt": "One", "tags": ["t"]}, {"prompt": ""}, {"prompt": "Two", "topic": "x"}
    )
    report = import_file(project, path)
    assert (report.format, report.prompts, report.refused_count) == ("trl-prompts", 2, 1)
    assert report.refused[0].line == 2
    one, two = project.store.prompts.list()
    assert (one.text, one.tags, one.source) == ("One", ("t",), "import:rows.jsonl")
    assert two.metadata == {"topic": "x"}


def test_prompts_that_are_there_are_not_added_again(project: Project, tmp_path: Path) -> None:
    project.store.prompts.add(user_prompt("One"))
    report = import_file(project, lines(tmp_path, {"prompt": "One"}, {"prompt": "Two"}))
    assert (report.prompts, report.duplicates) == (1, 1)


def test_the_split_of_the_file_is_kept(project: Project, tmp_path: Path) -> None:
    import_file(project, lines(tmp_path, {"prompt": "One", "split": "held_out"}))
    assert project.store.prompts.list()[0].split is Split.HELD_OUT


def test_pairs_become_comparisons_marked_as_imported(project: Project, tmp_path: Path) -> None:
    row = {"prompt": "Q", "chosen": "good", "rejected": "bad", "margin": 3}
    same = {"prompt": "Q", "chosen": "good", "rejected": "good"}
    report = import_file(project, lines(tmp_path, row, same))
    assert (report.comparisons, report.responses, report.refused_count) == (1, 2, 1)
    (event,) = project.store.feedback.standing()
    assert event.judge == "imported:trl-preference"
    assert isinstance(event.judgement, Comparison)
    assert event.judgement.preference is Preference.A_MUCH
    better = project.store.responses.get(event.judgement.a_id)
    assert better is not None
    assert (better.text, better.origin) == ("good", Origin.IMPORTED)


def test_answers_of_one_prompt_are_stored_once(project: Project, tmp_path: Path) -> None:
    rows = [{"prompt": "Q", "chosen": "a", "rejected": other} for other in ("b", "c")]
    report = import_file(project, lines(tmp_path, *rows))
    assert (report.prompts, report.responses, report.comparisons) == (1, 3, 2)


def test_demonstrations_are_written_answers(project: Project, tmp_path: Path) -> None:
    report = import_file(project, lines(tmp_path, {"prompt": "Q", "completion": "A"}))
    assert report.demonstrations == 1
    (event,) = project.store.feedback.standing()
    assert isinstance(event.judgement, Demonstration)


def test_texts_go_into_the_folder_that_text_training_reads(
    project: Project, tmp_path: Path
) -> None:
    path = lines(tmp_path, {"text": "First."}, {"text": "Second."})
    assert import_file(project, path).texts == 2
    import_file(project, path)
    written = sorted((project.folder / "texts").iterdir())
    assert [p.name for p in written] == ["rows-2.txt", "rows.txt"]
    assert written[0].read_text(encoding="utf-8") == "First.\n\nSecond.\n"


def test_an_error_in_the_middle_leaves_nothing(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(rows: int, share: float) -> None:
        raise KeyboardInterrupt

    rows = [{"prompt": f"Question {n}"} for n in range(150)]
    with pytest.raises(KeyboardInterrupt):
        import_file(project, lines(tmp_path, *rows), on_progress=fail)
    assert project.store.prompts.count() == 0


def test_a_preview_changes_nothing(project: Project, tmp_path: Path) -> None:
    path = lines(tmp_path, *({"prompt": str(n)} for n in range(30)), {"prompt": ""})
    preview = preview_file(path, rows=5)
    assert (preview.format, len(preview.records), preview.refused) == ("trl-prompts", 5, ())
    assert project.store.prompts.count() == 0
    with pytest.raises(InvalidInputError):
        preview_file(path, format="nonsense")


def test_the_same_again_is_counted_as_known(project: Project, tmp_path: Path) -> None:
    rows = [{"prompt": f"Q{n}", "chosen": "good", "rejected": "bad"} for n in range(3)]
    path = lines(tmp_path, *rows, rows[0])
    first = import_file(project, path)
    assert (first.comparisons, first.duplicates) == (3, 1)
    again = import_file(project, path)
    assert (again.prompts, again.comparisons, again.duplicates) == (0, 0, 4)
    assert project.store.feedback.count_standing() == 3


def test_the_other_way_round_is_another_judgement(project: Project, tmp_path: Path) -> None:
    row = {"prompt": "Q", "chosen": "good", "rejected": "bad"}
    other = {"prompt": "Q", "chosen": "bad", "rejected": "good"}
    report = import_file(project, lines(tmp_path, row, other))
    assert (report.responses, report.comparisons) == (2, 2)


def test_what_was_taken_back_can_be_imported_again(project: Project, tmp_path: Path) -> None:
    path = lines(tmp_path, {"prompt": "Q", "chosen": "good", "rejected": "bad"})
    import_file(project, path)
    (event,) = project.store.feedback.standing()
    project.store.feedback.append(Retraction(), supersedes=event.id)
    assert import_file(project, path).comparisons == 1


@pytest.mark.parametrize("at", [0.1, 0.71])
def test_an_import_that_is_called_off_leaves_nothing(
    project: Project, tmp_path: Path, at: float
) -> None:
    path = lines(tmp_path, *({"prompt": f"Q{n}", "text": "x"} for n in range(2000)))
    shares: list[float] = [0.0]
    with pytest.raises(Cancelled):
        import_file(
            project,
            path,
            on_progress=lambda _rows, share: shares.append(share),
            cancelled=lambda: shares[-1] >= at,
        )
    assert shares[-1] >= at
    assert project.store.prompts.count() == 0
    assert not any(p.name.startswith("tmp") for p in project.folder.iterdir())


def test_texts_of_an_import_that_is_called_off_are_gone(project: Project, tmp_path: Path) -> None:
    path = lines(tmp_path, *({"text": f"T{n}"} for n in range(500)))
    with pytest.raises(Cancelled):
        import_file(project, path, cancelled=iter([False] * 7 + [True] * 9).__next__)
    assert list((project.folder / "texts").glob("*")) == []


def test_answers_keep_the_name_of_their_model(project: Project, tmp_path: Path) -> None:
    row = {
        "instruction": "Q",
        "output_1": "a",
        "output_2": "b",
        "generator_1": "gpt-x",
        "generator_2": "llama",
        "preference": 1,
    }
    import_file(project, lines(tmp_path, row, {**row, "instruction": "R"}))
    versions = project.store.versions
    names = versions.names()
    authors = [names.get(r.model_version_id or 0) for r in project.store.responses.all()]
    assert authors == ["gpt-x", "llama", "gpt-x", "llama"]
    assert [v.name for v in versions.list(include_imported=True) if v.imported] == [
        "gpt-x",
        "llama",
    ]
    assert len(versions.list()) == 1
    assert project.version().imported is False


def test_half_a_surrogate_is_refused_with_its_line(project: Project, tmp_path: Path) -> None:
    path = tmp_path / "rows.jsonl"
    path.write_text('{"prompt": "ok"}\n{"prompt": "\\ud800"}\n', encoding="utf-8")
    report = import_file(project, path)
    assert (report.prompts, [r.line for r in report.refused]) == (1, [2])


def test_a_mapping_is_used_and_refused_rows_can_be_saved(project: Project, tmp_path: Path) -> None:
    path = lines(tmp_path, {"q": "One"}, {"q": ""}, {"q": 5})
    report = import_file(project, path, mapping={"q": "prompt"})
    assert (report.prompts, report.refused_count) == (1, 2)
    save_refused(report.refused, tmp_path / "refused.csv")
    saved = (tmp_path / "refused.csv").read_text(encoding="utf-8").splitlines()
    assert [line.split(",")[0] for line in saved] == ["line", "2", "3"]
    with pytest.raises(StorageError):
        save_refused(report.refused, tmp_path / "missing" / "refused.csv")


def in_turns(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every row be a transaction of its own."""
    monkeypatch.setattr(importing, "WHOLE", 0)
    monkeypatch.setattr(importing, "TURN_S", 0.0)


def test_a_large_file_goes_in_by_turns_with_the_same_result(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = [{"prompt": f"Q{n % 7}", "chosen": f"good {n}", "rejected": "bad"} for n in range(30)]
    path = lines(tmp_path, *rows, rows[0], {"prompt": ""})
    with create_project(tmp_path / "whole") as other:
        whole = import_file(other, path)
        expected = [e.judgement for e in other.store.feedback.events()]
    in_turns(monkeypatch)
    assert import_file(project, path) == whole
    assert [e.judgement for e in project.store.feedback.events()] == expected


def test_a_large_file_that_was_called_off_is_gone_on_with(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    in_turns(monkeypatch)
    rows = [{"prompt": f"Q{n}", "chosen": "good", "rejected": "bad"} for n in range(20)]
    path = lines(tmp_path, *rows)
    answers = iter([False] * 5 + [True])
    report = import_file(project, path, cancelled=answers.__next__)
    assert (report.comparisons, report.left) == (6, 14)
    again = import_file(project, path)
    assert (again.comparisons, again.duplicates, again.left) == (14, 6, 0)
    assert project.store.feedback.count_standing() == 20


def test_texts_of_a_large_file_that_was_called_off_are_not_kept(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    in_turns(monkeypatch)
    path = lines(tmp_path, *({"text": f"T{n}"} for n in range(9)))
    report = import_file(project, path, cancelled=iter([False, True]).__next__)
    assert (report.texts, report.left) == (0, 7)
    assert list((project.folder / "texts").glob("*")) == []


def test_others_write_while_a_large_file_goes_in(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    in_turns(monkeypatch)
    mine = project.store.prompts.add(user_prompt("Mine"))
    path = lines(
        tmp_path, *({"prompt": f"Q{n}", "chosen": "a", "rejected": "b"} for n in range(60))
    )
    said: list[int] = []

    def judge() -> None:
        with project.store.reopen() as store:
            while len(said) < 20:
                said.append(store.feedback.append(Comment(mine.id, None, f"{len(said)}")).id)
                store.prompts.add(user_prompt(f"Another {len(said)}"))

    with ThreadPoolExecutor(1) as pool:
        judging = pool.submit(judge)
        report = import_file(project, path)
        judging.result()
    assert report.comparisons == 60
    events = project.store.feedback.events()
    assert [e.id for e in events] == [*range(1, 81)]
    assert [e.id for e in events if e.kind == "comment"] == said
    assert said[0] < 60
    assert project.store.prompts.count() == 60 + 20 + 1


@pytest.mark.parametrize("asked", [1, 30, 110, 130, 155])
def test_an_export_of_ours_that_was_called_off_is_gone_on_with(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, asked: int
) -> None:
    path = tmp_path / "all.jsonl"
    with judged_project(tmp_path / "from", prompts=20, actions=60) as source:
        export_file(source, path, "tastemaker")
        expected = contents(source.store)[:4]
    in_turns(monkeypatch)
    with create_project(tmp_path / "to") as project:
        cut = import_file(project, path, cancelled=iter([False] * asked + [True]).__next__)
        assert cut.left > 0
        assert import_file(project, path).left == 0
        assert contents(project.store)[:4] == expected
