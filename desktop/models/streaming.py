"""Text as it appears: from tokens to pieces of text that never split a character."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.models.chat import decode_text

if TYPE_CHECKING:
    from collections.abc import Callable

    from transformers import PreTrainedTokenizerBase

_HALF_CHARACTER = "\ufffd"


class TextStream:
    """Sends the new text of one row; the pieces join to the text of all its tokens.

    Args:
        tokenizer: Decodes the tokens.
        index: The row's number, passed on.
        send: Called with the number and each new piece.

    """

    def __init__(
        self,
        tokenizer: PreTrainedTokenizerBase,
        index: int,
        send: Callable[[int, str], None],
    ) -> None:
        self._tokenizer = tokenizer
        self._index = index
        self._send = send
        self._tokens: list[int] = []
        self._sent = ""

    def push(self, token: int) -> None:
        """Add a token; bytes of a character that is not complete yet wait for the next."""
        self._tokens.append(token)
        text = decode_text(self._tokenizer, self._tokens)
        if not text.endswith(_HALF_CHARACTER):
            self._emit(text)

    def close(self) -> None:
        """Send what was held back."""
        self._emit(decode_text(self._tokenizer, self._tokens))

    def _emit(self, text: str) -> None:
        if len(text) > len(self._sent) and text.startswith(self._sent):
            self._send(self._index, text[len(self._sent) :])
            self._sent = text
