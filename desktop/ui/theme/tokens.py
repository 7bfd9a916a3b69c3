"""The named colours of the interface, and the contrast between them.

A colour is only ever used by its name, so that a theme is one table. Good, warning and bad are
always shown with a word or a sign too. Answer A and answer B keep their own colours everywhere, in
pairs that colour-blind people can tell apart.
"""

from __future__ import annotations

from dataclasses import dataclass, fields


@dataclass(frozen=True, slots=True)
class Tokens:
    """One theme: each field is a colour as `#RRGGBB`."""

    name: str
    dark: bool
    background: str
    surface: str
    raised: str
    hover: str
    border: str
    border_strong: str
    text: str
    muted: str
    accent: str
    accent_soft: str
    accent_hover: str
    on_accent: str
    answer_a: str
    answer_a_soft: str
    answer_b: str
    answer_b_soft: str
    good: str
    good_soft: str
    warning: str
    warning_soft: str
    bad: str
    bad_soft: str

    def colours(self) -> dict[str, str]:
        """Return the colours by name."""
        return {f.name: getattr(self, f.name) for f in fields(self) if f.name not in _NOT_COLOURS}

    def series(self) -> tuple[str, ...]:
        """Return the colours of curves, in the order they are given out (Okabe and Ito, 2008)."""
        return DARK_SERIES if self.dark else LIGHT_SERIES


_NOT_COLOURS = ("name", "dark")

LIGHT_SERIES = ("#0072B2", "#B4500B", "#007A5A", "#9A4C83", "#8F5A00", "#3451B2", "#5B5C60")
DARK_SERIES = ("#56B4E9", "#F0975A", "#3CC49A", "#DB95C0", "#E3B35B", "#9DB2FF", "#B9BBC0")

LIGHT = Tokens(
    name="light",
    dark=False,
    background="#F6F6F3",
    surface="#FFFFFF",
    raised="#FBFBF9",
    hover="#EFEFEB",
    border="#E2E1DC",
    border_strong="#8A8B8E",
    text="#1E1F21",
    muted="#66676B",
    accent="#3451B2",
    accent_soft="#E8ECFA",
    accent_hover="#2A4397",
    on_accent="#FFFFFF",
    answer_a="#0069A6",
    answer_a_soft="#E3F0F8",
    answer_b="#A94A08",
    answer_b_soft="#FBEBDD",
    good="#276F38",
    good_soft="#E3F2E6",
    warning="#855300",
    warning_soft="#FCF0DB",
    bad="#B42318",
    bad_soft="#FBE7E5",
)

DARK = Tokens(
    name="dark",
    dark=True,
    background="#161719",
    surface="#1E2023",
    raised="#24262A",
    hover="#2A2D31",
    border="#34363B",
    border_strong="#75777D",
    text="#E9E9E6",
    muted="#9FA1A6",
    accent="#9DB2FF",
    accent_soft="#262D45",
    accent_hover="#B6C5FF",
    on_accent="#14182A",
    answer_a="#56B4E9",
    answer_a_soft="#16303F",
    answer_b="#F0975A",
    answer_b_soft="#3D2817",
    good="#7BC98B",
    good_soft="#1B3322",
    warning="#E3B35B",
    warning_soft="#3A2E15",
    bad="#F28B82",
    bad_soft="#41211F",
)

HIGH_CONTRAST = Tokens(
    name="high_contrast",
    dark=True,
    background="#000000",
    surface="#000000",
    raised="#000000",
    hover="#1F1F1F",
    border="#FFFFFF",
    border_strong="#FFFFFF",
    text="#FFFFFF",
    muted="#E6E6E6",
    accent="#FFE04A",
    accent_soft="#332C00",
    accent_hover="#FFEE99",
    on_accent="#000000",
    answer_a="#7CCBFF",
    answer_a_soft="#00253D",
    answer_b="#FFB27A",
    answer_b_soft="#3D1D00",
    good="#8CFF9E",
    good_soft="#00330A",
    warning="#FFD479",
    warning_soft="#332600",
    bad="#FF9F97",
    bad_soft="#3D0905",
)

THEMES: dict[str, Tokens] = {tokens.name: tokens for tokens in (LIGHT, DARK, HIGH_CONTRAST)}

TEXT_ON: dict[str, tuple[str, ...]] = {
    "text": ("background", "surface", "raised", "hover", "accent_soft"),
    "muted": ("background", "surface", "raised", "hover"),
    "accent": ("background", "surface", "raised", "hover", "accent_soft"),
    "on_accent": ("accent", "accent_hover"),
    "answer_a": ("surface", "raised", "answer_a_soft"),
    "answer_b": ("surface", "raised", "answer_b_soft"),
    "good": ("background", "surface", "raised", "hover", "good_soft"),
    "warning": ("background", "surface", "raised", "hover", "warning_soft"),
    "bad": ("background", "surface", "raised", "bad_soft"),
}
"""Which colour is used for text on which grounds; each of these reaches a contrast of 4.5:1."""


def contrast(first: str, second: str) -> float:
    """Return the contrast ratio of two colours, 1 to 21 (WCAG 2.1)."""
    high, low = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: str) -> float:
    channels = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
