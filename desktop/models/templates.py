"""Chat templates, rendered around unique markers.

What a template writes depends on the roles of the messages, hardly ever on their words. So it is
rendered once per sequence of roles, with a marker in place of each content, in a separate process
with limits (`template_process`); the words are put in afterwards. This is fast (one process per
shape of conversation), bounded, and tells the template's own text, whose control tokens count, from
the user's, whose do not.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop.domain.errors import ModelError
from desktop.models import template_process

if TYPE_CHECKING:
    from collections.abc import Sequence

    from transformers import PreTrainedTokenizerBase

RENDER_ARGUMENT = "--render-chat-template"
_WALL_SECONDS = 20.0
_MAX_TEMPLATE = 500_000
# A private-use frame around the number, and blanks that show whether the template trims.
_BLANK = " \t "
_FRAME = re.compile("( \t )?\ue123([0-9]+)\ue124( \t )?")


@dataclass(frozen=True, slots=True)
class Piece:
    """Part of a rendered conversation: the template's own text, or message `index`."""

    text: str = ""
    index: int | None = None
    trim_left: bool = False
    trim_right: bool = False


def template_of(tokenizer: PreTrainedTokenizerBase) -> str | None:
    """Return the tokenizer's chat template; of several, the default one."""
    template = tokenizer.chat_template
    if isinstance(template, dict):
        template = template.get("default") or next(iter(template.values()), None)
    return template if isinstance(template, str) and template.strip() else None


def render_pieces(
    tokenizer: PreTrainedTokenizerBase,
    roles: Sequence[str],
    *,
    add_generation_prompt: bool,
) -> tuple[Piece, ...]:
    """Render the tokenizer's template for messages of these roles.

    Raises:
        ModelError: The template is broken, refuses the roles, or needs more time or memory than a
            template may.

    """
    template = template_of(tokenizer)
    if template is None:
        raise ModelError("The model has no chat template", "It is a base model.", "")
    special = {
        name: str(value)
        for name in ("bos_token", "eos_token", "unk_token", "pad_token")
        if (value := getattr(tokenizer, name, None)) is not None
    }
    return _render(template, tuple(roles), add_generation_prompt, tuple(sorted(special.items())))


@lru_cache(maxsize=512)
def _render(
    template: str, roles: tuple[str, ...], generate: bool, special: tuple[tuple[str, str], ...]
) -> tuple[Piece, ...]:
    if len(template) > _MAX_TEMPLATE:
        raise _refused("it is longer than any template")
    messages = [
        {"role": role, "content": f"{_BLANK}\ue123{number}\ue124{_BLANK}"}
        for number, role in enumerate(roles)
    ]
    variables = {**dict(special), "messages": messages, "add_generation_prompt": generate}
    pieces = _split(_run(template, variables))
    if {piece.index for piece in pieces} - {None} != set(range(len(roles))):
        raise _refused("it leaves out a message of the conversation")
    return pieces


def _run(template: str, variables: dict[str, Any]) -> str:
    request = json.dumps({"template": template, "variables": variables}).encode()
    try:
        done = subprocess.run(
            _command(), input=request, capture_output=True, timeout=_WALL_SECONDS, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise _refused("it does not come to an end") from error
    if done.returncode != 0:
        raise _refused("it needs more time or memory than a template may")
    answer = json.loads(done.stdout)
    if "error" in answer:
        raise _refused(str(answer["error"]))
    return str(answer["text"])


def _command() -> list[str]:
    if getattr(sys, "frozen", False):
        return [sys.executable, RENDER_ARGUMENT]
    return [sys.executable, "-I", str(Path(template_process.__file__))]


def _split(text: str) -> tuple[Piece, ...]:
    pieces: list[Piece] = []
    position = 0
    for match in _FRAME.finditer(text):
        if match.start() > position:
            pieces.append(Piece(text[position : match.start()]))
        left, number, right = match.groups()
        pieces.append(Piece(index=int(number), trim_left=left is None, trim_right=right is None))
        position = match.end()
    if position < len(text):
        pieces.append(Piece(text[position:]))
    return tuple(pieces)


def _refused(why: str) -> ModelError:
    return ModelError(
        "The model's chat template cannot be used",
        f"Rendering it failed: {why}.",
        "Use a model with a sound chat template, or the original model this one was made from.",
    )
