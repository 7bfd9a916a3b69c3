"""A project of 1,000,000 judgements, as a user of all ways of judging would have it after years.

Nineteen in twenty are comparisons, some of them repeats; the rest are scores, rankings, remarks,
flags, skips, corrections and demonstrations. Two thousand prompts are still to be judged. The rows
are made by SQLite itself: that takes a minute where judging them would take hours.
"""

from __future__ import annotations

import os
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.domain.prompts import user_prompt
from desktop.domain.scores import ResponseScore
from desktop.domain.versions import VersionKind
from desktop.services.project import Project, create_project, open_project

if TYPE_CHECKING:
    from collections.abc import Iterator

    from desktop.store.connection import Connection

KEPT = "TASTEMAKER_BENCH_PROJECT"
"""Names a folder where the project is kept for the next time."""
JUDGED, FRESH, ANSWERS = 95_000, 2_000, 5
PROMPTS = JUDGED + FRESH
COMPARED = JUDGED * 10
REPEATED = 20_000
JUDGEMENTS = 1_000_000
SCORED = 50_000
_DAY = 86_400.0
_START = 1.75e9

_COUNT = "WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < ?)"
_PAIRS = (
    "pairs (k, a, b) AS (VALUES (0,1,2),(1,1,3),(2,1,4),(3,1,5),(4,2,3),(5,2,4),(6,2,5),"
    "(7,3,4),(8,3,5),(9,4,5))"
)
_SAID = "INSERT INTO feedback (kind, prompt_id, judgement, created_at, judge, round, seconds)"
_TAIL = (
    ("rating", 10_000, "'prompt_id', {p}, 'response_id', {r}, 'score', 1 + i % 3, 'low', 1, "
     "'high', 3, 'aspect', 'overall'"),
    ("ranking", 5_000, "'prompt_id', {p}, 'tiers', json_array(json_array({r}, {r} + 1), "
     "json_array({r} + 2), json_array({r} + 4), json_array({r} + 3))"),
    ("comment", 5_000, "'prompt_id', {p}, 'response_id', NULL, 'text', 'Remark number ' || i, "
     "'tags', json_array('tag' || (i % 20))"),
    ("flag", 4_000, "'prompt_id', {p}, 'response_id', {r}, 'reason', 'wrong in line ' || i, "
     "'start', 3, 'end', 9"),
    ("skip", 3_000, "'prompt_id', {p}, 'response_ids', json_array({r} + 1, {r} + 3)"),
    ("correction", 2_000, "'prompt_id', {p}, 'original_id', {r}, 'edited_id', {r} + 4, "
     "'as_demonstration', json('true'), 'as_pair', json('true')"),
    ("demonstration", 1_000, "'prompt_id', {p}, 'response_id', {r}"),
)  # fmt: skip


def fill(project: Project) -> None:
    """Add everything."""
    connection = project.store.connection
    project.store.prompts.add(user_prompt("What is a number?"))
    with connection.transaction():
        _add_texts(connection)
        _add_comparisons(connection)
        for kind, count, fields in _TAIL:
            _add_others(connection, kind, count, fields)
    there = project.store.feedback.count_standing()
    assert there == JUDGEMENTS, there
    _add_scores(project)


def _add_texts(connection: Connection) -> None:
    connection.execute(
        f"{_COUNT} INSERT INTO prompts (id, messages, search, digest, split, created_at, source, "
        "tags, retired, metadata) SELECT i + 2, replace(messages, 'What is a number?', "
        "'What about ' || (i + 2) || ', said the teacher?'), "
        "'what about ' || (i + 2) || ', said the teacher?', digest || i, "
        "iif(i % 5 = 3, 'held_out', 'train'), 1.0, source, "
        "iif(i % 10 = 1, json_array('topic' || (i % 70)), tags), 0, metadata "
        "FROM n, prompts WHERE prompts.id = 1",
        (PROMPTS - 2,),
    )
    connection.execute(
        f"{_COUNT} INSERT INTO responses (id, prompt_id, text, origin, round, finished, "
        "created_at) SELECT i + 1, i / 5 + 1, 'Answer ' || (i % 5) || ' is that number ' || i || "
        "' is a good one' || CASE WHEN i % 50000 = 7 THEN '，像猫咪一样' ELSE '' END || "
        "', and here is why I think so: ' || hex(randomblob(20 + i % 80)), 'imported', 1, 1, 1.0 "
        "FROM n",
        (PROMPTS * ANSWERS - 1,),
    )


def _add_comparisons(connection: Connection) -> None:
    when = f"{_START} + i * 30"
    connection.execute(
        f"{_COUNT}, {_PAIRS} {_SAID} SELECT 'comparison', i / 10 + 1, json_object('prompt_id', "
        "i / 10 + 1, 'a_id', i / 10 * 5 + iif(i % 2, a, b), 'b_id', i / 10 * 5 + iif(i % 2, b, a), "
        "'preference', i % 7 - 3, 'quality', iif(i % 50 = 0, 'both_bad', NULL), 'repeat_of', NULL, "
        "'strategy', iif(i > 800000, 'uncertain', NULL), 'control', "
        f"json(iif(i % 5 = 4, 'true', 'false'))), {when}, 'human', 1, 3 + i % 40 "
        "FROM n JOIN pairs ON k = i % 10",
        (COMPARED - 1,),
    )
    connection.execute(
        f"{_COUNT} {_SAID} SELECT 'comparison', f.prompt_id, json_set(f.judgement, '$.a_id', "
        "f.b_id, '$.b_id', f.a_id, '$.repeat_of', f.id, '$.preference', "
        "iif(i % 4, -1, 1) * (f.judgement ->> '$.preference')), "
        f"{_START} + ({COMPARED} + i) * 30, 'human', 1, 5 FROM n JOIN feedback AS f "
        "ON f.id = 40 * i + 7",
        (REPEATED - 1,),
    )


def _add_others(connection: Connection, kind: str, count: int, fields: str) -> None:
    prompt, answer = "(i * 7 + 1)", "(i * 35 + 1)"
    connection.execute(
        f"{_COUNT} {_SAID} SELECT '{kind}', {prompt}, json_object("
        f"{fields.format(p=prompt, r=answer)}), {_START} + {COMPARED + REPEATED} * 30 + i * 20, "
        "'human', 1, 8 FROM n",
        (count - 1,),
    )


def _add_scores(project: Project) -> None:
    versions = project.store.versions
    base = versions.base().id
    model = versions.add("reward 1", VersionKind.REWARD, project.model, parent_id=base)
    scores = {i: ResponseScore((i * 7919 % 1000) / 250 - 2) for i in range(1, SCORED + 1)}
    project.store.scores.put(model.id, scores)


@contextmanager
def million() -> Iterator[Path]:
    """Yield a folder that holds the folder `project`, closed; made if it is not kept."""
    kept = os.environ.get(KEPT)
    if kept:
        yield _made(Path(kept))
        return
    with tempfile.TemporaryDirectory() as folder:
        yield _made(Path(folder))


def _made(folder: Path) -> Path:
    place = folder / "project"
    if not place.exists():
        create_project(place, model="starter", fill=fill).close()
    open_project(place).close()
    return folder
