"""The Modelfile with which Ollama takes a GGUF file: its chat template as a Go template.

A chat template is a program, but nearly all of them only put fixed texts around the messages. Those
texts are read off a few rendered conversations; where the template does more than that, the
Modelfile leaves it to what Ollama makes of the file itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop.domain.errors import ModelError
from desktop.models.chat import begin_ids
from desktop.models.templates import render_pieces, template_of

if TYPE_CHECKING:
    from transformers import PreTrainedTokenizerBase

    from desktop.models.loading import LanguageModel


@dataclass(frozen=True, slots=True)
class _Frame:
    """The fixed texts around messages; `default` stands before the first user without a system."""

    before_system: str
    after_system: str
    before_user: str
    after_user: str
    after_assistant: str
    default: str


def modelfile(lm: LanguageModel, gguf_name: str) -> str:
    """Return the Modelfile for a GGUF file that lies beside it."""
    lines = [f"FROM ./{gguf_name}"]
    frame = _frame(lm.tokenizer)
    if frame is None:
        lines.append("# The chat template could not be put into Ollama's words; check its answers.")
    else:
        lines.append(f'TEMPLATE """{_go_template(frame)}"""')
        if frame.default:
            lines.append(f'SYSTEM """{frame.default}"""')
    ends = sorted(str(lm.tokenizer.convert_ids_to_tokens(end)) for end in lm.end_ids)
    lines += [f'PARAMETER stop "{end}"' for end in ends]
    return "\n".join(lines) + "\n"


def _go_template(frame: _Frame) -> str:
    return (
        '{{ range .Messages }}{{ if eq .Role "system" }}'
        f"{_literal(frame.before_system)}{{{{ .Content }}}}{_literal(frame.after_system)}"
        '{{ else if eq .Role "user" }}'
        f"{_literal(frame.before_user)}{{{{ .Content }}}}{_literal(frame.after_user)}"
        '{{ else if eq .Role "assistant" }}'
        f"{{{{ .Content }}}}{_literal(frame.after_assistant)}"
        "{{ end }}{{ end }}"
    )


def _literal(text: str) -> str:
    return text.replace("{{", '{{ "{{" }}')


def _frame(tokenizer: PreTrainedTokenizerBase) -> _Frame | None:
    """Return the texts around messages, or None where they depend on more than the role."""
    if template_of(tokenizer) is None:
        return None
    try:
        whole = _texts(tokenizer, ("system", "user", "assistant", "user"), answer=True)
        ended = _texts(tokenizer, ("system", "user", "assistant"), answer=False)
        bare = _texts(tokenizer, ("user",), answer=True)
    except ModelError:
        return None
    after_assistant = ended[-1]
    before_user = whole[3].removeprefix(after_assistant)
    regular = (
        whole[3].startswith(after_assistant)
        and whole[1].endswith(before_user)
        and bare[0].endswith(before_user)
        and whole[2] == whole[4] == bare[1] == ended[2]
    )
    if not regular:
        return None
    # Ollama adds the begin token by itself where the tokenizer does.
    begin = str(tokenizer.bos_token) if begin_ids(tokenizer) else ""
    before_system = whole[0].removeprefix(begin)
    after_system = whole[1].removesuffix(before_user)
    default = bare[0].removeprefix(begin).removesuffix(before_user)
    if default and not (default.startswith(before_system) and default.endswith(after_system)):
        return None
    default = default.removeprefix(before_system).removesuffix(after_system)
    return _Frame(before_system, after_system, before_user, whole[2], after_assistant, default)


def _texts(
    tokenizer: PreTrainedTokenizerBase, roles: tuple[str, ...], *, answer: bool
) -> list[str]:
    """Return the fixed texts before, between and after messages of these roles."""
    texts = [""]
    for piece in render_pieces(tokenizer, roles, add_generation_prompt=answer):
        if piece.index is None:
            texts[-1] += piece.text
        else:
            texts.append("")
    return texts
