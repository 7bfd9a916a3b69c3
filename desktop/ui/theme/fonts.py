"""The fonts: the system's own, and for Chinese one of those that the systems bring.

Without a choice of ours Chinese would be shown in whatever font the system finds first, on Linux
often a Japanese one, in which common characters have other forms.
"""

from __future__ import annotations

from PySide6.QtGui import QFont, QFontDatabase, QFontInfo

CHINESE = (
    "Noto Sans CJK SC",
    "Noto Sans SC",
    "Source Han Sans SC",
    "Source Han Sans CN",
    "PingFang SC",
    "Microsoft YaHei UI",
    "Microsoft YaHei",
    "WenQuanYi Micro Hei",
)
CHINESE_MONO = (
    "Noto Sans Mono CJK SC",
    "Source Han Mono SC",
    "Sarasa Mono SC",
    "WenQuanYi Micro Hei Mono",
)


def interface_font(pixels: int) -> QFont:
    """Return the system's font in a size, with the Chinese ones behind it."""
    system = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)
    font = QFont(system)
    font.setFamilies([_family(system), *CHINESE])
    font.setPixelSize(pixels)
    return font


def mono_families() -> str:
    """Return the fonts of code and raw text as a style sheet names them."""
    system = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
    families = (_family(system), *CHINESE_MONO, *CHINESE)
    return ", ".join(f'"{family}"' for family in families)


def _family(font: QFont) -> str:
    """Return the family that a name stands for.

    Names such as "Sans Serif" stand for a family; in a list, Qt passes over those that are none.
    """
    return QFontInfo(font).family()
