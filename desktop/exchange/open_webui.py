"""Open WebUI's feedback: a thumb up or down for one answer of a chat, with its siblings.

The chat is a tree of messages. The rated answer's siblings are the other answers to the same
message: an answer with a thumb up is better than each of them, with a thumb down worse.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from desktop.domain.feedback import Comment, Comparison, Judgement, Preference, Rating
from desktop.domain.prompts import Message, Role
from desktop.exchange.chat_fields import extras, prompt_record, read_message, read_number
from desktop.exchange.openai_summaries import annotator
from desktop.exchange.prompt_feedback import Loss
from desktop.exchange.records import Answer, FeedbackRecord, RowRefusedError, Said

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from desktop.domain.feedback import FeedbackEvent
    from desktop.exchange.prompt_feedback import PromptFeedback, Yield

_Messages = dict[str, dict[str, Any]]
_LONGEST = 1000


class OpenWebUi:
    """`data`, `meta`, `snapshot`."""

    name = "open-webui"
    fields = ("data", "meta", "snapshot")
    carries = frozenset({"comparison", "rating"})

    def matches(self, row: Mapping[str, Any]) -> bool:
        """Return whether a row looks like this format."""
        return "snapshot" in row and isinstance(row.get("data"), dict)

    def read(self, row: Mapping[str, Any]) -> FeedbackRecord:
        """Read a row; raises `RowRefusedError`."""
        data, meta = _object(row, "data"), _object(row, "meta")
        messages = _messages(row)
        rated_id = str(meta.get("message_id"))
        if rated_id not in messages:
            raise RowRefusedError("The rated message is not in the chat.")
        rated = messages[rated_id]
        siblings = _siblings(messages, rated_id)
        answers = tuple(_answer(message) for message in (rated, *siblings))
        system = _object(_object(row, "snapshot"), "chat").get("system")
        head = (Message(Role.SYSTEM, system),) if isinstance(system, str) and system else ()
        prompt = prompt_record((*head, *_path(messages, rated)), meta.get("columns") or {}, ())
        time = row.get("created_at")
        created = None if time is None else read_number(time, "created_at")
        who = str(row.get("user_id") or "")
        said = [Said(j, who, created) for j in _judgements(data, len(siblings))]
        if not said:
            raise RowRefusedError("There is neither a thumb up nor a thumb down.")
        tags = tuple(map(str, meta.get("tags") or data.get("tags") or ()))
        record = type(prompt)(prompt.messages, prompt.split, prompt.tags or tags, prompt.metadata)
        return FeedbackRecord(record, answers, tuple(said))

    def rows(self, item: PromptFeedback) -> Iterator[Yield]:
        """Yield a feedback for each comparison that has a winner, and for each thumb."""
        for event in item.events:
            judgement = event.judgement
            if isinstance(judgement, Comparison):
                if not judgement.preference:
                    yield Loss.BOTH if judgement.preference is None else Loss.TIE
                    continue
                if abs(judgement.preference) != abs(Preference.A):
                    yield Loss.STRENGTH
                better, worse = judgement.a_id, judgement.b_id
                if judgement.preference > 0:
                    better, worse = worse, better
                yield _row(item, event, [better, worse], {"rating": 1})
            elif isinstance(judgement, Rating):
                said = _thumb(judgement)
                if said is None:
                    yield Loss.KIND
                else:
                    yield _row(item, event, [judgement.response_id], said)


def _object(row: Mapping[str, Any], name: str) -> dict[str, Any]:
    value = row.get(name)
    return value if isinstance(value, dict) else {}


def _messages(row: Mapping[str, Any]) -> _Messages:
    chat = _object(_object(row, "snapshot"), "chat")
    # An export of the database has the chat's own record around it.
    history = _object(_object(chat, "chat") or chat, "history")
    messages = history.get("messages")
    if not isinstance(messages, dict):
        raise RowRefusedError("There is no chat in the field “snapshot”.")
    return {str(key): value for key, value in messages.items() if isinstance(value, dict)}


def _siblings(messages: _Messages, rated_id: str) -> list[dict[str, Any]]:
    parent = messages[rated_id].get("parentId")
    return [
        message
        for key, message in messages.items()
        if key != rated_id
        and message.get("parentId") == parent
        and message.get("role") == "assistant"
        and message.get("content")
    ]


def _path(messages: _Messages, message: Mapping[str, Any]) -> list[Message]:
    """Return what was said before a message, from the beginning."""
    path: list[Message] = []
    while (parent := messages.get(str(message.get("parentId")))) and len(path) < _LONGEST:
        path.insert(0, read_message(parent))
        message = parent
    return path


def _answer(message: Mapping[str, Any]) -> Answer:
    content = message.get("content")
    if not isinstance(content, str):
        raise RowRefusedError("A message has no text.")
    return Answer(content, author=str(message.get("model") or ""))


def _judgements(data: Mapping[str, Any], siblings: int) -> Iterator[Judgement]:
    thumb = data.get("rating")
    if thumb in (1, -1):
        for sibling in range(1, siblings + 1):
            yield Comparison(0, 0, sibling, Preference.A if thumb == 1 else Preference.B)
        if not siblings:
            yield Rating(0, 0, int(thumb == 1), 0, 1)
    details = _object(data, "details").get("rating")
    if details is not None:
        yield Rating(0, 0, round(read_number(details, "rating")), 1, 10)
    comment, reason = data.get("comment"), data.get("reason")
    if comment or reason:
        yield Comment(0, 0, str(comment or ""), (str(reason),) if reason else ())


def _thumb(rating: Rating) -> dict[str, Any] | None:
    """Return a rating as the format has it: a thumb, or a number from 1 to 10."""
    if (rating.low, rating.high) == (0, 1):
        return {"rating": 1 if rating.score else -1}
    if (rating.low, rating.high) == (1, 10):
        return {"rating": None, "details": {"rating": rating.score}}
    return None


def _row(
    item: PromptFeedback, event: FeedbackEvent, shown: list[int], data: dict[str, Any]
) -> dict[str, Any]:
    messages = item.prompt.messages
    history: _Messages = {}
    for number, message in enumerate(messages):
        parent = str(number - 1) if number else None
        history[str(number)] = {"id": str(number), "parentId": parent, **message.to_json()}
    for letter, response_id in zip("ab", shown, strict=False):
        history[letter] = {
            "id": letter,
            "parentId": str(len(messages) - 1),
            "role": "assistant",
            "content": item.text(response_id),
            "model": item.author(response_id),
        }
    models = [item.author(response_id) for response_id in shown]
    return {
        "type": "rating",
        "user_id": annotator(event.judge),
        "created_at": event.created_at,
        "data": {**data, "model_id": models[0], "sibling_model_ids": models[1:]},
        "meta": {
            "arena": len(shown) > 1,
            "message_id": "a",
            "tags": list(item.prompt.tags),
            "columns": extras(item.prompt),
        },
        "snapshot": {"chat": {"history": {"messages": history, "currentId": "a"}}},
    }
