from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.ui.text.highlight import LONGEST, CodePart, highlight

CODE = st.text(alphabet="\"'`\\#/-*<!>\n abif1.x😀é_{};", max_size=80)
LANGUAGES = st.sampled_from(["", "python", "js", "sql", "html", "css", "nonsense", "C++"])


def parts(code: str, language: str) -> list[tuple[str, CodePart]]:
    units = code.encode("utf-16-le")
    return [
        (units[2 * s.start : 2 * s.end].decode("utf-16-le"), s.part)
        for s in highlight(code, language)
    ]


@pytest.mark.parametrize(
    ("language", "code", "expected"),
    [
        (
            "python",
            "def f(x1):  # why\n    return 'a#b' + 3.5",
            [
                ("def", CodePart.KEYWORD),
                ("# why", CodePart.COMMENT),
                ("return", CodePart.KEYWORD),
                ("'a#b'", CodePart.STRING),
                ("3.5", CodePart.NUMBER),
            ],
        ),
        (
            "js",
            'const u = "https://x"; // end',
            [
                ("const", CodePart.KEYWORD),
                ('"https://x"', CodePart.STRING),
                ("// end", CodePart.COMMENT),
            ],
        ),
        ("SQL", "SELECT a -- b", [("SELECT", CodePart.KEYWORD), ("-- b", CodePart.COMMENT)]),
        ("html", "<!-- a --> <b>", [("<!-- a -->", CodePart.COMMENT)]),
        ("", "int x; // one", [("int", CodePart.KEYWORD), ("// one", CodePart.COMMENT)]),
        ("py", "'''never closed", [("'''never closed", CodePart.STRING)]),
        ("c", "/* cut off", [("/* cut off", CodePart.COMMENT)]),
        ("python", "😀 if", [("if", CodePart.KEYWORD)]),
        ("text", "if 1", []),
    ],
)  # fmt: skip
def test_what_can_be_told_apart(
    language: str, code: str, expected: list[tuple[str, CodePart]]
) -> None:
    assert parts(code, language) == expected


@given(CODE, LANGUAGES)
def test_spans_follow_each_other_inside_the_code(code: str, language: str) -> None:
    end = 0
    for span in highlight(code, language):
        assert end <= span.start < span.end
        end = span.end
    assert end <= len(code.encode("utf-16-le")) // 2


@pytest.mark.parametrize(
    "piece", ['"', "'", "`", "/*", "<!--", "\\", "'''", "1_", "--", "\n", ";", " "]
)
def test_a_hostile_piece_repeated_takes_no_time(piece: str) -> None:
    code = piece * (LONGEST // len(piece))
    for language in ("", "python", "js", "sql", "html", "css"):
        spans = highlight(code, language)
        assert len(spans) <= len(code)


def test_very_long_code_stays_plain() -> None:
    assert highlight("if " * LONGEST, "python") == []
