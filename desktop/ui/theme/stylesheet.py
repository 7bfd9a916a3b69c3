"""Makes the style sheet of the named colours.

Widgets choose their look by dynamic properties: `role` (card, chip, heading, muted, primary, …) and
`tone` (good, warning, bad, accent, a, b). The sheet is a resource; in it `@name` stands for a
colour, `{n}` for n pixels of text at scale 1, `{reading}` for the size of
what is read at length, `{mono}` for the fonts of code.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from desktop.resource_files import resource_path

if TYPE_CHECKING:
    from desktop.ui.theme.tokens import Tokens

INTERFACE_PIXELS = 13
READING_PIXELS = 15
MARKS = {"check": "on_accent", "down": "muted", "up": "muted", "clear": "muted"}
"""The little pictures inside of fields, and the colour each of them is drawn in."""


def text_pixels(pixels: int, scale: float = 1.0) -> int:
    """Return a text size in pixels at a scale of the user's choice."""
    return max(8, round(pixels * scale))


def stylesheet(
    tokens: Tokens, scale: float = 1.0, reading: int = READING_PIXELS, mono: str = "monospace"
) -> str:
    """Return the application's style sheet for a theme.

    Args:
        tokens: The theme.
        scale: Enlargement of all text.
        reading: Size of what is read at length, in pixels.
        mono: The fonts of code, as a style sheet names them.

    Raises:
        KeyError: The template names a colour that the theme does not have.
    """
    names = {**tokens.colours(), **_marks(tokens)}
    template = resource_path("themes", "style.qss").read_text(encoding="utf-8")
    template = re.sub(r"/\*.*?\*/", "", template, flags=re.DOTALL)
    filled = re.sub(r"@(\w+)", lambda match: names[match.group(1)], template)
    filled = filled.replace("{reading}", f"{reading}px").replace("{mono}", mono)
    return re.sub(
        r"\{(\d+)\}", lambda match: f"{text_pixels(int(match.group(1)), scale)}px", filled
    )


def _marks(tokens: Tokens) -> dict[str, str]:
    """Return the files of the little pictures, drawn in a theme's colours: see `MARKS`."""
    files = {kind: resource_path("themes", f"{kind}-{tokens.name}.svg") for kind in MARKS}
    return {f"mark_{kind}": file.as_posix() for kind, file in files.items()}
