"""Renders a chat template in a process of its own; a script that imports nothing of ours.

A chat template is a program that came with a model. Jinja's sandbox keeps it from the machine, but
not from looping for ever or filling the memory, so it runs where both have limits and where being
killed costs nothing.

Standard input takes one JSON object (template, messages, variables), standard output gives one:
{"text"} or {"error"}.
"""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any

from jinja2 import TemplateError, nodes
from jinja2.ext import Extension
from jinja2.sandbox import ImmutableSandboxedEnvironment

if TYPE_CHECKING:
    from jinja2.parser import Parser

MEMORY_BYTES = 1_000_000_000
CPU_SECONDS = 4
MAX_TEXT = 1_000_000
# Templates that print the date would make every day another prompt; runs must be repeatable.
_DATE = {"%d": "26", "%m": "07", "%b": "Jul", "%B": "July", "%Y": "2024", "%y": "24"}


class GenerationTag(Extension):
    """Accepts the `generation` blocks with which some templates mark the assistant's words."""

    tags = {"generation"}  # noqa: RUF012 - jinja's own declaration

    def parse(self, parser: Parser) -> nodes.Node | list[nodes.Node]:
        """Return what stands between `generation` and `endgeneration`."""
        next(parser.stream)
        return parser.parse_statements(("name:endgeneration",), drop_needle=True)


def raise_exception(message: str) -> None:
    """Let a template refuse a conversation, as templates expect to be able to."""
    raise TemplateError(message)


def strftime_now(format: str) -> str:
    """Return a fixed date in a template's format."""
    for mark, value in _DATE.items():
        format = format.replace(mark, value)
    return format


def to_json(value: Any, indent: int | None = None) -> str:  # noqa: ANN401
    """Return JSON without HTML escapes."""
    return json.dumps(value, ensure_ascii=False, indent=indent)


def render(template: str, variables: dict[str, Any]) -> str:
    """Render a template in jinja's sandbox; raises what jinja raises."""
    environment = ImmutableSandboxedEnvironment(
        trim_blocks=True, lstrip_blocks=True, extensions=["jinja2.ext.loopcontrols", GenerationTag]
    )
    environment.filters["tojson"] = to_json
    environment.globals["raise_exception"] = raise_exception
    environment.globals["strftime_now"] = strftime_now
    text = ""
    for piece in environment.from_string(template).generate(**variables):
        text += piece
        if len(text) > MAX_TEXT:
            raise TemplateError("it writes more than any conversation needs")
    return text


def limit_resources() -> None:
    """Bound memory and time, where the system can."""
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))


def main() -> None:
    """Answer one request."""
    limit_resources()
    request = json.loads(sys.stdin.buffer.read())
    try:
        answer = {"text": render(request["template"], request["variables"])}
    except (MemoryError, RecursionError):
        answer = {"error": "it needs too much memory"}
    except Exception as error:
        answer = {"error": f"{error}"[:500] or type(error).__name__}
    sys.stdout.buffer.write(json.dumps(answer).encode())


if __name__ == "__main__":
    main()
