"""Restoring our own export into a project: ids are mapped, times and order are kept."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any

from desktop.domain.feedback import Judgement, kind_of
from desktop.domain.versions import VersionKind
from desktop.exchange.archive import HEADER, read_event, read_prompt, read_response
from desktop.exchange.records import ArchiveRecord, RowRefusedError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from desktop.services.project import Project

_RESPONSE_FIELDS = ("response_id", "a_id", "b_id", "original_id", "edited_id")


class ArchiveRestorer:
    """Takes the lines of one export in order.

    A project that is empty gets the very same ids. Responses keep a link to the model version that
    wrote them when the project has that version; the base always counts as the same.
    """

    def __init__(self, project: Project) -> None:
        self._store = project.store
        self._versions: dict[int, int | None] = {}
        self._prompts: dict[int, int] = {}
        self._responses: dict[int, int] = {}
        self._events: dict[int, int] = {}

    def restore(self, record: ArchiveRecord) -> str:
        """Store one line and return what it was; raises `RowRefusedError`."""
        steps: dict[str, Callable[[Mapping[str, Any]], str]] = {
            HEADER: self._skip_header,
            "version": self._map_version,
            "prompt": self._add_prompt,
            "response": self._add_response,
            "feedback": self._append_event,
        }
        return steps[record.type](record.fields)

    def _skip_header(self, fields: Mapping[str, Any]) -> str:
        return str(fields["type"])

    def _map_version(self, fields: Mapping[str, Any]) -> str:
        base = self._store.versions.base()
        known = {(v.name, v.kind.value, v.base): v.id for v in self._store.versions.list()}
        key = (fields.get("name"), fields.get("kind"), fields.get("base"))
        is_base = fields.get("kind") == VersionKind.BASE and fields.get("base") == base.base
        self._versions[fields.get("id", 0)] = base.id if is_base else known.get(key)  # type: ignore[arg-type]
        return "version"

    def _add_prompt(self, fields: Mapping[str, Any]) -> str:
        old = read_prompt(fields)
        prompt = self._store.prompts.add(
            old.messages,
            split=old.split,
            source=old.source,
            tags=old.tags,
            metadata=old.metadata,
            created_at=old.created_at,
        )
        if old.retired:
            self._store.prompts.retire(prompt.id)
        self._prompts[old.id] = prompt.id
        return "prompt"

    def _add_response(self, fields: Mapping[str, Any]) -> str:
        old = read_response(fields)
        version = self._versions.get(old.model_version_id or 0)
        prompt_id = _mapped(self._prompts, old.prompt_id, "prompt")
        new = dataclasses.replace(old, prompt_id=prompt_id, model_version_id=version)
        self._responses[old.id] = self._store.responses.add_many([new])[0].id
        return "response"

    def _append_event(self, fields: Mapping[str, Any]) -> str:
        old = read_event(fields)
        supersedes = old.supersedes
        event = self._store.feedback.append(
            self._judgement(old.judgement),
            judge=old.judge,
            round=old.round,
            seconds=old.seconds,
            supersedes=supersedes and _mapped(self._events, supersedes, "judgement"),
            created_at=old.created_at,
        )
        self._events[old.id] = event.id
        return kind_of(old.judgement)

    def _judgement(self, judgement: Judgement) -> Judgement:
        """Return a judgement that speaks of this project's ids."""
        values: dict[str, Any] = {}
        for field in dataclasses.fields(judgement):
            value = getattr(judgement, field.name)
            if value is None:
                continue
            if field.name == "prompt_id":
                values[field.name] = _mapped(self._prompts, value, "prompt")
            elif field.name in _RESPONSE_FIELDS:
                values[field.name] = self._response(value)
            elif field.name == "response_ids":
                values[field.name] = tuple(map(self._response, value))
            elif field.name == "tiers":
                values[field.name] = tuple(tuple(map(self._response, tier)) for tier in value)
            elif field.name == "repeat_of":
                values[field.name] = _mapped(self._events, value, "judgement")
        return dataclasses.replace(judgement, **values)

    def _response(self, old_id: int) -> int:
        return _mapped(self._responses, old_id, "response")


def _mapped(ids: Mapping[int, int], old_id: int, what: str) -> int:
    if old_id not in ids:
        raise RowRefusedError(f"It speaks of {what} {old_id}, which is not in the file before it.")
    return ids[old_id]
