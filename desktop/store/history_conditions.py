"""What is asked of a judgement, as a condition on the row `f` of the table `feedback`."""

from __future__ import annotations

from typing import Any

from desktop.domain.history import Agreement, HistoryFilter, State, search_terms

_NAMED = """
    CASE f.kind WHEN 'comparison' THEN r.id IN (f.a_id, f.b_id)
    ELSE r.id IN (
        SELECT t.atom FROM json_tree(f.judgement) AS t WHERE t.type = 'integer' AND (
            t.key IN ('response_id', 'original_id', 'edited_id')
            OR t.path GLOB '*tiers*' OR t.path GLOB '*response_ids*'
        )
    ) END
"""
_ANSWER = f"EXISTS (SELECT 1 FROM responses AS r WHERE r.prompt_id = f.prompt_id AND {_NAMED} AND "
_TERM = f"""(
    EXISTS (SELECT 1 FROM prompts AS p WHERE p.id = f.prompt_id AND instr(p.search, ?) > 0)
    OR (f.kind IN ('comment', 'flag') AND remarks(f.kind, f.judgement, ?))
    OR {_ANSWER} contains(CAST(r.text AS BLOB), ?))
)"""
_TAG = """f.prompt_id IN (
    SELECT p.id FROM prompts AS p, json_each(p.tags) AS t WHERE t.value = ?
    UNION SELECT c.prompt_id FROM feedback AS c, json_each(c.judgement, '$.tags') AS t
    WHERE c.in_force = 1 AND c.kind = 'comment' AND t.value = ?
)"""
_FLAGGED = f"""(f.prompt_id IN (
    SELECT c.prompt_id FROM feedback AS c WHERE c.in_force = 1 AND c.kind = 'flag'
) AND {_ANSWER} r.id IN (
    SELECT c.judgement ->> '$.response_id' FROM feedback AS c
    WHERE c.in_force = 1 AND c.kind = 'flag'
)))"""
_MARGIN = """(
    (SELECT s.mean FROM response_scores AS s WHERE s.version_id = ? AND s.response_id = f.b_id)
    - (SELECT s.mean FROM response_scores AS s WHERE s.version_id = ? AND s.response_id = f.a_id)
)"""
_PREFERENCE = "(CASE f.kind WHEN 'comparison' THEN f.judgement ->> '$.preference' END)"
_SIGNS = f"coalesce(sign({_PREFERENCE}) * sign({_MARGIN}), 0)"
_AGREEMENTS = {Agreement.AGREES: 1, Agreement.DISAGREES: -1, Agreement.UNKNOWN: 0}
_STATES = {
    State.STANDING: "f.in_force = 1",
    State.TAKEN_BACK: "f.in_force = 0 AND EXISTS (SELECT 1 FROM feedback AS r "
    "WHERE r.supersedes = f.id AND r.kind = 'retraction' AND r.in_force = 1)",
    State.REPLACED: "f.in_force = 0 AND NOT EXISTS (SELECT 1 FROM feedback AS r "
    "WHERE r.supersedes = f.id AND r.kind = 'retraction' AND r.in_force = 1)",
}

CANDIDATES = """
    SELECT e.id FROM feedback AS e WHERE e.prompt_id IN (
        SELECT value FROM json_each(?)
        UNION SELECT prompt_id FROM responses WHERE id IN (SELECT value FROM json_each(?))
    )
    UNION SELECT value FROM json_each(?)
    ORDER BY 1 DESC
"""
"""Judgements about prompts, about the prompts of answers, and with remarks, given as JSON lists;
the newest first."""


def conditions(wanted: HistoryFilter) -> tuple[str, list[Any]]:
    """Return a condition and its parameters."""
    parts = ["f.kind <> 'retraction'"]
    parameters: list[Any] = []

    def ask(condition: str, *values: Any) -> None:  # noqa: ANN401 - what SQLite takes
        parts.append(condition)
        parameters.extend(values)

    equal = {
        "f.kind": wanted.kind,
        "f.round": wanted.round,
        "f.judge": wanted.judge,
    }
    for column, value in equal.items():
        if value is not None:
            ask(f"{column} = ?", value)
    if wanted.state is not None:
        ask(_STATES[wanted.state])
    if wanted.since is not None:
        ask("f.created_at >= ?", wanted.since)
    if wanted.until is not None:
        ask("f.created_at < ?", wanted.until)
    if wanted.tag is not None:
        ask(_TAG, wanted.tag, wanted.tag)
    if wanted.flagged is not None:
        ask(_FLAGGED if wanted.flagged else f"NOT {_FLAGGED}")
    if wanted.version_id is not None:
        ask(f"{_ANSWER} r.model_version_id = ?)", wanted.version_id)
    if wanted.agreement is not None:
        ask(f"{_SIGNS} = ?", wanted.scored_by, wanted.scored_by, _AGREEMENTS[wanted.agreement])
    for term in search_terms(wanted.text):
        ask(_TERM, term, term.encode(), term.encode())
    return " AND ".join(parts), parameters
