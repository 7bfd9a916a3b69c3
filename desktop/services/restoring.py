"""Restoring our own export into a project: ids are mapped, times and order are kept."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any

from desktop.domain.errors import InvalidInputError
from desktop.domain.feedback import Retraction, kind_of
from desktop.domain.prompts import validate_messages
from desktop.domain.versions import VersionKind
from desktop.exchange.archive import (
    HEADER,
    read_event,
    read_prompt,
    read_response,
    read_version,
)
from desktop.exchange.records import ArchiveRecord, RowRefusedError
from desktop.services.judgement_ids import with_ids
from desktop.store.bulk import Copier, Known
from desktop.store.judgements import prompt_of, responses_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from desktop.domain.versions import ModelVersion
    from desktop.services.project import Project


class ArchiveRestorer:
    """Takes the lines of one export in order.

    A project that is empty gets the very same ids. What the project has already, from an earlier
    import of the same export or because the export is its own, is not added again. A model version
    that the project does not have is noted as an imported one: its answers keep their author.
    """

    def __init__(self, project: Project) -> None:
        self._store = project.store
        self._known = Known(project.store.connection)
        self._copier = Copier(project.store.connection)
        self._versions: dict[int, int] = {}
        self._prompts: dict[int, int] = {}
        self._responses: dict[int, int] = {}
        self._events: dict[int, int] = {}
        self._prompt_of: dict[int, int] = {}

    def restore(self, record: ArchiveRecord) -> tuple[str, bool]:
        """Store one line; return what it was, and whether it is new; raises `RowRefusedError`."""
        steps: dict[str, Callable[[Mapping[str, Any]], tuple[str, bool]]] = {
            HEADER: self._skip_header,
            "version": self._take_version,
            "prompt": self._add_prompt,
            "response": self._add_response,
            "feedback": self._append_event,
        }
        return steps[record.type](record.fields)

    def _skip_header(self, fields: Mapping[str, Any]) -> tuple[str, bool]:
        return HEADER, True

    def _take_version(self, fields: Mapping[str, Any]) -> tuple[str, bool]:
        old = read_version(fields)
        base = self._store.versions.base()
        if old.kind is VersionKind.BASE and old.base == base.base:
            self._versions[old.id] = base.id
            return "version", True
        versions = self._store.versions.list(include_imported=True)
        same = [
            v.id
            for v in versions
            if (v.name, v.kind, v.base, v.created_at)
            == (old.name, old.kind, old.base, old.created_at)
        ]
        self._versions[old.id] = same[0] if same else self._add_version(old)
        return "version", not same

    def _add_version(self, old: ModelVersion) -> int:
        new = self._store.versions.add(
            old.name,
            old.kind,
            old.base,
            parent_id=self._versions.get(old.parent_id or 0),
            round=old.round,
            metrics=old.metrics,
            created_at=old.created_at,
            imported=True,
        )
        return new.id

    def _add_prompt(self, fields: Mapping[str, Any]) -> tuple[str, bool]:
        old = read_prompt(fields)
        known = self._known.prompt(old.messages, old.created_at)
        if known is not None:
            self._prompts[old.id] = known
            return "prompt", False
        try:
            validate_messages(old.messages)
        except InvalidInputError as error:
            raise RowRefusedError(error.message) from error
        self._prompts[old.id] = self._copier.prompt(old)
        return "prompt", True

    def _add_response(self, fields: Mapping[str, Any]) -> tuple[str, bool]:
        old = read_response(fields)
        version = self._versions.get(old.model_version_id or 0)
        prompt_id = _mapped(self._prompts, old.prompt_id, "prompt")
        new = dataclasses.replace(old, prompt_id=prompt_id, model_version_id=version)
        known = self._known.response(new)
        if known is None:
            self._responses[old.id] = self._copier.response(new)
        else:
            self._responses[old.id] = known
        self._prompt_of[self._responses[old.id]] = prompt_id
        return "response", known is None

    def _append_event(self, fields: Mapping[str, Any]) -> tuple[str, bool]:
        old = read_event(fields)
        kind = kind_of(old.judgement)
        judgement = with_ids(old.judgement, self._prompt, self._response, self._event)
        about = prompt_of(judgement)
        if any(self._prompt_of[i] != about for i in responses_of(judgement)):
            raise RowRefusedError("It speaks of an answer to another prompt.")
        supersedes = old.supersedes and self._event(old.supersedes)
        new = dataclasses.replace(old, judgement=judgement, supersedes=supersedes)
        known = self._known.event(new)
        if known is not None:
            self._events[old.id] = known
            return kind, False
        if supersedes is None and not isinstance(judgement, Retraction):
            self._events[old.id] = self._copier.event(new)
            return kind, True
        event = self._store.feedback.append(
            judgement,
            judge=old.judge,
            round=old.round,
            seconds=old.seconds,
            supersedes=supersedes,
            created_at=old.created_at,
        )
        self._events[old.id] = event.id
        return kind, True

    def _prompt(self, old_id: int) -> int:
        return _mapped(self._prompts, old_id, "prompt")

    def _response(self, old_id: int) -> int:
        return _mapped(self._responses, old_id, "response")

    def _event(self, old_id: int) -> int:
        return _mapped(self._events, old_id, "judgement")


def _mapped(ids: Mapping[int, int], old_id: int, what: str) -> int:
    if old_id not in ids:
        raise RowRefusedError(f"It speaks of {what} {old_id}, which is not in the file before it.")
    return ids[old_id]
