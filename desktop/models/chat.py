"""From messages to tokens and back.

A prompt is the chat template applied to the messages, up to where the assistant speaks. Control
tokens come from the template alone: a user who types `<|im_end|>` gets those letters as ordinary
tokens. A response is its text's tokens and, when it is finished, the token with which the template
itself ends an assistant's turn.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop.domain.errors import ModelError
from desktop.domain.prompts import Message, Role
from desktop.models.templates import Piece, render_pieces, template_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from transformers import PreTrainedTokenizerBase

_FALLBACK_NAMES = {Role.USER: "User", Role.ASSISTANT: "Assistant"}


@dataclass(frozen=True, slots=True)
class EncodedExample:
    """Token ids of a prompt and of the response that follows it."""

    prompt_ids: list[int]
    response_ids: list[int]


def render_prompt(tokenizer: PreTrainedTokenizerBase, messages: Sequence[Message]) -> list[int]:
    """Return the ids of a prompt, up to where the assistant's answer begins.

    Raises:
        ModelError: The chat template is unusable.

    """
    if template_of(tokenizer) is None:
        return _encode_plain_prompt(tokenizer, messages)
    pieces, contents = _rendered(tokenizer, messages)
    return _encode_pieces(tokenizer, pieces, contents)


def render_response(
    tokenizer: PreTrainedTokenizerBase, text: str, finished: bool = True
) -> list[int]:
    """Return the ids of a response; a finished one has the end-of-turn token."""
    ids = encode_text(tokenizer, text)
    end = turn_end_id(tokenizer)
    return [*ids, end] if finished and end is not None else ids


def encode_example(
    tokenizer: PreTrainedTokenizerBase,
    messages: Sequence[Message],
    response: str,
    *,
    finished: bool = True,
    max_length: int = 0,
) -> EncodedExample:
    """Encode a prompt with its response, cut to `max_length` tokens (0: not cut).

    The prompt loses its beginning first; a response that is too long by itself loses its end.
    """
    return truncate_example(
        render_prompt(tokenizer, messages),
        render_response(tokenizer, response, finished),
        max_length,
    )


def truncate_example(
    prompt_ids: list[int], response_ids: list[int], max_length: int
) -> EncodedExample:
    """Cut a prompt from its left, and a response only if it leaves no room for one prompt token."""
    if max_length <= 0:
        return EncodedExample(prompt_ids, response_ids)
    response_ids = response_ids[: max_length - 1]
    return EncodedExample(truncate_prompt(prompt_ids, max_length - len(response_ids)), response_ids)


def truncate_prompt(prompt_ids: list[int], max_length: int) -> list[int]:
    """Keep the last `max_length` tokens of a prompt."""
    return prompt_ids[-max_length:] if len(prompt_ids) > max_length else prompt_ids


def begin_ids(tokenizer: PreTrainedTokenizerBase) -> list[int]:
    """Return the begin token, if a tokenizer puts it before every text by itself."""
    empty = tokenizer("", verbose=False)["input_ids"]
    return [int(empty[0])] if empty and empty[0] == tokenizer.bos_token_id else []


def encode_text(tokenizer: PreTrainedTokenizerBase, text: str) -> list[int]:
    """Encode text in which nothing is a control token, whatever it looks like."""
    if not text:
        return []
    encoded = tokenizer(text, add_special_tokens=False, split_special_tokens=True, verbose=False)
    return list(encoded["input_ids"])


def decode_text(tokenizer: PreTrainedTokenizerBase, ids: Sequence[int]) -> str:
    """Return the text of response tokens, control tokens left out."""
    return str(
        tokenizer.decode(list(ids), skip_special_tokens=True, clean_up_tokenization_spaces=False)
    )


def turn_end_id(tokenizer: PreTrainedTokenizerBase) -> int | None:
    """Return the token that ends an assistant's turn in the template, else the end token."""
    end: int | None = tokenizer.eos_token_id
    if template_of(tokenizer) is None:
        return end
    try:
        pieces = render_pieces(tokenizer, ("user", "assistant"), add_generation_prompt=False)
    except ModelError:
        return end
    after = pieces[-1].text if pieces[-1].index is None else ""
    found = _special_pattern(tokenizer).match(after.lstrip())
    return _token_id(tokenizer, found.group()) if found else end


def _rendered(
    tokenizer: PreTrainedTokenizerBase,
    messages: Sequence[Message],
) -> tuple[tuple[Piece, ...], list[str]]:
    roles = [message.role.value for message in messages]
    contents = [message.content for message in messages]
    try:
        return render_pieces(tokenizer, roles, add_generation_prompt=True), contents
    except ModelError:
        if roles[0] != Role.SYSTEM or len(roles) < 2:
            raise
    # Some templates know no system role: it becomes the beginning of the user's first message.
    joined = [f"{contents[0]}\n\n{contents[1]}", *contents[2:]]
    return render_pieces(tokenizer, roles[1:], add_generation_prompt=True), joined


def _fill(piece: Piece, contents: Sequence[str]) -> str:
    if piece.index is None:
        return piece.text
    text = contents[piece.index]
    text = text.lstrip() if piece.trim_left else text
    return text.rstrip() if piece.trim_right else text


def _encode_pieces(
    tokenizer: PreTrainedTokenizerBase,
    pieces: Sequence[Piece],
    contents: Sequence[str],
) -> list[int]:
    """Encode as one text if no content looks like a control token, else token by token.

    The first way is exactly what the model saw in its training; in the second, text between two
    control tokens is still encoded as one run, so both agree wherever both apply.
    """
    pattern = _special_pattern(tokenizer)
    whole = "".join(_fill(piece, contents) for piece in pieces)
    own = [
        found for piece in pieces if piece.index is None for found in pattern.findall(piece.text)
    ]
    if pattern.findall(whole) == own:
        encoded = tokenizer(whole, add_special_tokens=False, verbose=False)
        return list(encoded["input_ids"])
    ids: list[int] = []
    run = ""
    for piece in pieces:
        parts = [_fill(piece, contents)]
        if piece.index is None:
            parts = re.split(f"({pattern.pattern})", piece.text)
        for number, part in enumerate(parts):
            if piece.index is None and number % 2 == 1:
                ids += [*encode_text(tokenizer, run), _token_id(tokenizer, part)]
                run = ""
            else:
                run += part
    return ids + encode_text(tokenizer, run)


def _token_id(tokenizer: PreTrainedTokenizerBase, token: str) -> int:
    found = tokenizer.convert_tokens_to_ids(token)
    return found if isinstance(found, int) else found[0]


def _special_pattern(tokenizer: PreTrainedTokenizerBase) -> re.Pattern[str]:
    names = sorted(set(tokenizer.all_special_tokens) | _declared_special(tokenizer), key=len)
    return re.compile("|".join(re.escape(name) for name in reversed(names)) or r"(?!)")


def _declared_special(tokenizer: PreTrainedTokenizerBase) -> set[str]:
    table = getattr(tokenizer, "added_tokens_decoder", {})
    return {token.content for token in table.values() if token.special}


def _encode_plain_prompt(
    tokenizer: PreTrainedTokenizerBase, messages: Sequence[Message]
) -> list[int]:
    """Write a conversation as a play: what a base model without a template can follow."""
    lines = [
        f"{_FALLBACK_NAMES[m.role]}: {m.content}" if m.role in _FALLBACK_NAMES else m.content
        for m in messages
    ]
    text = "\n\n".join([*lines, "Assistant:"])
    return [*begin_ids(tokenizer), *encode_text(tokenizer, text)]
