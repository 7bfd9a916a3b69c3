"""Our own lossless export: JSON lines, one for each thing, the things a line refers to before it.

    {"type": "tastemaker", "version": 1, …}           the header
    {"type": "version" | "prompt" | "response" | "feedback", …}

Ids are those of the exporting project; who imports maps them to its own.
"""

from __future__ import annotations

import contextlib
import dataclasses
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from desktop.domain.errors import InvalidInputError
from desktop.domain.feedback import KINDS, FeedbackEvent, Judgement, Preference, Quality
from desktop.domain.prompts import Message, Prompt, Split
from desktop.domain.responses import Origin, Response
from desktop.domain.settings import SamplingSettings
from desktop.domain.versions import ModelVersion, VersionKind
from desktop.exchange.records import ArchiveRecord, RowRefusedError

HEADER = "tastemaker"
VERSION = 1
TYPES = (HEADER, "version", "prompt", "response", "feedback")


class Archive:
    """Reads our own export."""

    name = "tastemaker"
    fields: tuple[str, ...] = ()

    def matches(self, row: Mapping[str, Any]) -> bool:
        """Return whether a row looks like this format."""
        return row.get("type") in TYPES and ("version" in row or "id" in row)

    def read(self, row: Mapping[str, Any]) -> ArchiveRecord:
        """Read a row; raises `RowRefusedError`."""
        kind = row.get("type")
        if kind not in TYPES:
            raise RowRefusedError("It is not a line of Tastemaker's own export.")
        if kind == HEADER and row.get("version") != VERSION:
            raise RowRefusedError(
                f"This export has version {row.get('version')}; known is {VERSION}."
            )
        return ArchiveRecord(kind, row)


@dataclass(frozen=True, slots=True)
class Contents:
    """What an export holds, read as it is written."""

    name: str
    model: str
    versions: Iterable[ModelVersion]
    prompts: Iterable[Prompt]
    responses: Iterable[Response]
    events: Iterable[FeedbackEvent]


def archive_rows(contents: Contents) -> Iterator[dict[str, Any]]:
    """Yield the lines of an export."""
    yield {
        "type": HEADER,
        "version": VERSION,
        "name": contents.name,
        "model": contents.model,
    }
    for version in contents.versions:
        yield {"type": "version", **_fields(version)}
    for prompt in contents.prompts:
        yield {"type": "prompt", **_fields(prompt)}
    for response in contents.responses:
        yield {"type": "response", **_fields(response)}
    for event in contents.events:
        judgement = _fields(event.judgement)
        yield {"type": "feedback", "kind": event.kind, **_fields(event), "judgement": judgement}


def read_version(fields: Mapping[str, Any]) -> ModelVersion:
    """Read a model version's line; raises `RowRefusedError`."""
    with _reasons():
        return ModelVersion(
            id=fields["id"],
            name=str(fields["name"]),
            kind=VersionKind(fields["kind"]),
            base=str(fields["base"]),
            parent_id=fields["parent_id"],
            round=int(fields["round"]),
            created_at=float(fields["created_at"]),
            metrics={name: float(value) for name, value in fields["metrics"].items()},
        )


def read_prompt(fields: Mapping[str, Any]) -> Prompt:
    """Read a prompt's line; raises `RowRefusedError`."""
    with _reasons():
        return Prompt(
            id=fields["id"],
            messages=tuple(Message.from_json(m) for m in fields["messages"]),
            split=Split(fields["split"]),
            created_at=float(fields["created_at"]),
            source=str(fields["source"]),
            tags=tuple(fields["tags"]),
            retired=bool(fields["retired"]),
            metadata=dict(fields["metadata"]),
        )


def read_response(fields: Mapping[str, Any]) -> Response:
    """Read a response's line; raises `RowRefusedError`."""
    with _reasons():
        known = {f.name: fields[f.name] for f in dataclasses.fields(Response)}
        sampling = known["sampling"]
        known["sampling"] = SamplingSettings().replace(sampling) if sampling is not None else None
        return Response(**{**known, "origin": Origin(known["origin"])})


def read_event(fields: Mapping[str, Any]) -> FeedbackEvent:
    """Read an event's line; raises `RowRefusedError`."""
    with _reasons():
        return FeedbackEvent(
            id=fields["id"],
            judgement=_judgement(fields["kind"], fields["judgement"]),
            created_at=float(fields["created_at"]),
            judge=str(fields["judge"]),
            round=int(fields["round"]),
            seconds=fields["seconds"],
            supersedes=fields["supersedes"],
        )


def _judgement(kind: str, values: Mapping[str, Any]) -> Judgement:
    read = {name: _value(name, value) for name, value in values.items()}
    return KINDS[kind](**read)


def _value(name: str, value: Any) -> Any:  # noqa: ANN401 - any field of a judgement
    if value is None:
        return None
    if name == "preference":
        return Preference(value)
    if name == "quality":
        return Quality(value)
    if isinstance(value, list):
        return tuple(tuple(v) if isinstance(v, list) else v for v in value)
    return value


def _fields(record: Any) -> dict[str, Any]:  # noqa: ANN401 - any record of the domain
    return {f.name: _plain(getattr(record, f.name)) for f in dataclasses.fields(record)}


def _plain(value: Any) -> Any:  # noqa: ANN401 - any field of a record
    if isinstance(value, SamplingSettings):
        return value.to_json()
    if isinstance(value, Message):
        return value.to_json()
    if isinstance(value, tuple):
        return [_plain(v) for v in value]
    if isinstance(value, Mapping):
        return dict(value)
    return value


@contextlib.contextmanager
def _reasons() -> Iterator[None]:
    """Turn what a malformed line raises into a reason."""
    try:
        yield
    except KeyError as error:
        raise RowRefusedError(f"The field “{error.args[0]}” is missing.") from error
    except InvalidInputError as error:
        raise RowRefusedError(error.message) from error
    except (TypeError, ValueError, AttributeError) as error:
        raise RowRefusedError(f"A field has an unexpected value ({error}).") from error
