"""The store against a plain dictionary: whatever a user does, in any order, both say the same.

Hypothesis draws the actions: rate, correct, undo, redo, skip, import, export, reopen (also after
the journal was lost), and opening the project in an old format. `TASTEMAKER_EXAMPLES` sets how
often.
"""

from __future__ import annotations

import itertools
import json
import os
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from desktop.domain.feedback import (
    HUMAN,
    BadPrompt,
    Comparison,
    Correction,
    Preference,
    Quality,
    Skip,
)
from desktop.domain.prompts import user_prompt
from desktop.domain.responses import Origin
from desktop.services.exporting import export_file
from desktop.services.importing import import_file
from desktop.services.project import create_project, open_project
from desktop.services.rating import RatingSession
from desktop.services.verifying import verify_project
from desktop.store.journal import journal_path
from tests.helpers.judged_project import contents
from tests.helpers.old_format import in_old_format

if TYPE_CHECKING:
    from desktop.domain.feedback import FeedbackEvent, Judgement
    from desktop.services.project import Project

EXAMPLES = int(os.environ.get("TASTEMAKER_EXAMPLES", "200"))
STEPS = 50
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=30).filter(
    lambda text: bool(text.strip())
)


class Said:
    """What the user said so far: plain values, no database."""

    def __init__(self) -> None:
        self.judgements: dict[int, Judgement] = {}
        self.standing: set[int] = set()
        self.imported: set[int] = set()
        self.undone: list[int] = []
        self.events = 0

    def say(self, judgement: Judgement, *, imported: bool = False) -> int:
        """Take in a judgement and return its number."""
        self.events += 1
        self.judgements[self.events] = judgement
        self.standing.add(self.events)
        if imported:
            self.imported.add(self.events)
        else:
            self.undone.clear()
        return self.events

    def undo(self) -> int | None:
        """Take the newest judgement back and return its number."""
        mine = self.standing - self.imported
        if not mine:
            return None
        newest = max(mine)
        self.events += 1
        self.standing.remove(newest)
        self.undone.append(newest)
        return newest

    def redo(self) -> int | None:
        """Bring back what was undone last and return its number."""
        if not self.undone:
            return None
        self.events += 1
        again = self.undone.pop()
        self.standing.add(again)
        return again


def make_template(folder: Path) -> Path:
    """Make a closed project with something to judge."""
    with create_project(folder) as project, project.store.transaction():
        for i in range(8):
            prompt = project.store.prompts.add(user_prompt(f"Question {i}?"))
            for k in range(4):
                project.store.responses.add(prompt.id, f"Answer {k}.", origin=Origin.IMPORTED)
    return folder


class StoreAndDictionary(RuleBasedStateMachine):
    """Does the same to both."""

    template: Path

    def __init__(self) -> None:
        super().__init__()
        self.place = Path(tempfile.mkdtemp(dir=self.template.parent))
        self.folder = self.place / "project"
        shutil.copytree(self.template, self.folder)
        self.said = Said()
        self.files = 0
        self.copies = 0
        self.texts: dict[int, str] = {}
        self.open()
        self.prompts = {p.id: p.text for p in self.project.store.prompts.list()}
        self.texts = {r.id: r.text for r in self.project.store.responses.all()}

    def open(self) -> None:
        """Open the project as a new start of the program does."""
        self.project: Project = open_project(self.folder, back_up=False)
        self.session = RatingSession(self.project)

    def teardown(self) -> None:
        """Look at everything once more, then throw it away."""
        self.project.close()
        found = [f for f in verify_project(self.folder).findings if not f.sound]
        assert [f.check for f in found if f.check != "backups"] == []
        shutil.rmtree(self.place)

    def record(self, event: FeedbackEvent, judgement: Judgement) -> None:
        """Compare what was recorded with what was meant."""
        assert event.judgement == judgement
        assert event.id == self.said.say(judgement)

    @rule(preference=st.sampled_from([*Preference, None]), quality=st.sampled_from([*Quality]))
    def compare(self, preference: Preference | None, quality: Quality) -> None:
        """Say which answer is better, or that both are good or bad."""
        item = self.session.current()
        if item is None:
            return
        chosen = quality if preference is None else None
        event = self.session.compare(preference, chosen)
        assert isinstance(event.judgement, Comparison)
        assert event.judgement.repeat_of == item.repeat_of
        shown = (item.prompt.id, item.a.id, item.b.id, preference, chosen)
        given = event.judgement
        assert shown == (given.prompt_id, given.a_id, given.b_id, given.preference, given.quality)
        self.record(event, event.judgement)

    @rule()
    def skip(self) -> None:
        """Pass over a pair."""
        if item := self.session.current():
            pair = (item.a.id, item.b.id)
            self.record(self.session.skip(), Skip(item.prompt.id, pair))

    @rule()
    @precondition(lambda self: len(self.said.judgements) % 7 == 6)
    def bad_prompt(self) -> None:
        """Call a prompt unusable."""
        if item := self.session.current():
            self.record(self.session.bad_prompt(), BadPrompt(item.prompt.id))

    @rule(text=TEXTS, as_pair=st.booleans())
    def correct(self, text: str, as_pair: bool) -> None:
        """Edit an answer."""
        item = self.session.current()
        if item is None:
            return
        edited = max(self.texts) + 1
        self.texts[edited] = text
        event = self.session.correct(item.a.id, text, as_pair=as_pair)
        self.record(event, Correction(item.prompt.id, item.a.id, edited, True, as_pair))

    @rule()
    def undo(self) -> None:
        """Take the last judgement back."""
        result = self.session.undo()
        assert (result.event.id if result else None) == self.said.undo()

    @rule()
    def redo(self) -> None:
        """Bring it back."""
        result = self.session.redo()
        assert (result.event.id if result else None) == self.said.redo()

    @rule(texts=st.lists(TEXTS, min_size=2, max_size=4, unique_by=str.strip))
    def import_pairs(self, texts: list[str]) -> None:
        """Import a file of preferences."""
        self.files += 1
        question = f"Imported {self.files}"
        pairs = list(itertools.pairwise(texts))
        rows = [{"prompt": question, "chosen": a, "rejected": b} for a, b in pairs]
        path = self.place / f"{self.files}.jsonl"
        path.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
        report = import_file(self.project, path, format="trl-preference")
        assert (report.comparisons, report.refused_count) == (len(pairs), 0)
        self.take_imported(question, pairs)
        self.session.refresh()

    def take_imported(self, question: str, pairs: list[tuple[str, str]]) -> None:
        """Take an import into the dictionary: each text once, in the order of the file."""
        prompt_id = max(self.prompts) + 1
        self.prompts[prompt_id] = question
        ids: dict[str, int] = {}
        for pair in pairs:
            for text in pair:
                if text not in ids:
                    ids[text] = max(self.texts) + 1
                    self.texts[ids[text]] = text
            a, b = pair
            self.said.say(Comparison(prompt_id, ids[a], ids[b], Preference.A), imported=True)

    @rule()
    @precondition(lambda self: self.copies < 2)
    def export_and_import_elsewhere(self) -> None:
        """Our own export makes the same project again."""
        self.copies += 1
        path = self.place / f"copy-{self.copies}.jsonl"
        export_file(self.project, path, "tastemaker")
        with create_project(self.place / f"copy-{self.copies}") as copy:
            import_file(copy, path)
            assert contents(copy.store)[:4] == contents(self.project.store)[:4]

    @rule(lose_journal=st.booleans())
    def reopen(self, lose_journal: bool) -> None:
        """Close the program and start it again."""
        self.project.close()
        if lose_journal:
            journal_path(self.project.store.path).unlink()
        self.open()

    @rule()
    @precondition(lambda self: self.copies < 2)
    def migrate(self) -> None:
        """Open the project as an older program left it."""
        self.copies += 1
        self.project.close()
        self.folder = in_old_format(self.folder, self.place / f"old-{self.copies}")
        self.open()

    @invariant()
    def agree(self) -> None:
        """The store says what the dictionary says."""
        store = self.project.store
        events = store.feedback.events()
        assert len(events) == self.said.events
        judgements = {e.id: e.judgement for e in events if e.kind != "retraction"}
        assert judgements == self.said.judgements
        assert {e.id for e in store.feedback.standing()} == self.said.standing
        assert {e.id for e in events if e.judge != HUMAN} == self.said.imported
        assert {r.id: r.text for r in store.responses.all()} == self.texts
        assert {p.id: p.text for p in store.prompts.list()} == self.prompts
        assert store.journal is not None
        assert store.journal.failure is None


@pytest.mark.slow
@pytest.mark.timeout(1_200)
def test_the_store_says_what_a_dictionary_says(tmp_path: Path) -> None:
    StoreAndDictionary.template = make_template(tmp_path / "template")
    case = StoreAndDictionary.TestCase
    case.settings = settings(
        max_examples=EXAMPLES,
        stateful_step_count=STEPS,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    case().runTest()
