"""Chat with a version of the model: a conversation in memory, answered by a warm worker."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from desktop.domain.prompts import Message, Role, validate_messages
from desktop.domain.settings import SamplingSettings
from desktop.services.chosen_versions import require_base, require_policy
from desktop.services.serving import ServeSession

if TYPE_CHECKING:
    from desktop.domain.events import Event
    from desktop.domain.runs import ModelSource
    from desktop.services.project import Project

CHAT_SAMPLING = SamplingSettings(temperature=0.7, max_new_tokens=512)

OnText = Callable[[str], None]


def _ignore(event: Event) -> None:
    """Hear an event without doing anything."""


def open_session(
    project: Project, version_id: int | None = None, *, on_event: Callable[[Event], None] = _ignore
) -> ServeSession:
    """Return a session for chatting with a version (the newest policy if not given).

    It serves other versions on the same base too.

    Raises:
        NotFoundError: There is no such version.
        ModelError: It is a reward model, or its files are not there.

    """
    return ServeSession(version_source(project, version_id), on_event=on_event)


def version_source(project: Project, version_id: int | None = None) -> ModelSource:
    """Return the files of a version to chat with; raises like `open_session`."""
    version = project.version(version_id)
    require_policy(version)
    require_base(project, version)
    return project.source(version)


class Conversation:
    """The turns of one chat.

    Args:
        session: Answers; shared conversations take turns.
        source: The version that answers.
        system: System message, if any.
        sampling: How answers are sampled.
        seed: Seed of the first answer; each later answer takes the next one.
    """

    def __init__(
        self,
        session: ServeSession,
        source: ModelSource,
        *,
        system: str = "",
        sampling: SamplingSettings = CHAT_SAMPLING,
        seed: int = 0,
    ) -> None:
        self._session = session
        self._source = source
        self._sampling = sampling
        self._seed = seed
        self._head = (Message(Role.SYSTEM, system),) if system.strip() else ()
        self._turns: list[Message] = []

    @property
    def messages(self) -> tuple[Message, ...]:
        """All messages so far, the system message first."""
        return (*self._head, *self._turns)

    def ask(self, text: str, on_text: OnText) -> str:
        """Say something and return the answer, which `on_text` hears piece by piece.

        After `cancel` the answer is what had appeared. When it fails, the conversation is as it
        was before.

        Raises:
            InvalidInputError: The text is empty.
            AppError: The answer could not be made.

        """
        asked = Message(Role.USER, text)
        messages = (*self.messages, asked)
        validate_messages(messages)
        pieces: list[str] = []

        def hear(index: int, piece: str) -> None:
            pieces.append(piece)
            on_text(piece)

        texts = self._session.generate(
            [messages], self._sampling, source=self._source, seed=self._seed, on_text=hear
        )
        self._seed += 1
        answer = texts[0].text if texts else "".join(pieces)
        self._turns += [asked, Message(Role.ASSISTANT, answer)]
        return answer

    def ask_again(self, on_text: OnText) -> str:
        """Replace the last answer by another one; raises `IndexError` when there is none."""
        question = self._turns[-2]
        before = self._turns
        self._turns = before[:-2]
        try:
            return self.ask(question.content, on_text)
        except BaseException:
            self._turns = before
            raise

    def cancel(self) -> None:
        """Stop the answer being made; from any thread."""
        self._session.cancel()

    def clear(self) -> None:
        """Begin anew."""
        self._turns = []
