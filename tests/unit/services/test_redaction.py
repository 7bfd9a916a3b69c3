from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from hypothesis import given
from hypothesis import strategies as st

from desktop.services.redaction import (
    HOME_MARK,
    NAME_MARK,
    PIECE,
    TEXT_MARK,
    Redaction,
    mask_shared,
    redaction_of_user,
)

if TYPE_CHECKING:
    import pytest

NAMES = st.text(st.characters(categories=["L", "N"]), min_size=3, max_size=12)
REST = st.text(max_size=30)


def forms(secret: str) -> list[str]:
    """How a path or a name comes into a log: as it is, quoted, as source, as a URL, shouted."""
    return [secret, json.dumps(secret, ensure_ascii=False), repr(secret), quote(secret)]


@given(NAMES, st.lists(REST, min_size=2, max_size=5), st.sampled_from(range(4)))
def test_no_form_of_a_private_word_is_left(name: str, rest: list[str], form: int) -> None:
    home = f"/home/{name}"
    clean = Redaction({home: HOME_MARK, name: NAME_MARK})
    for secret in (name, home, f"{home}/deep er/file.txt"):
        text = forms(secret)[form].join(rest)
        assert not re.search(re.escape(name), clean(text), re.IGNORECASE)


@given(NAMES, REST)
def test_windows_paths_in_source_and_json_are_found(name: str, rest: str) -> None:
    home = f"C:\\Users\\{name}"
    clean = Redaction({home: HOME_MARK})
    for text in (home, json.dumps(home, ensure_ascii=False)[1:-1], home.replace("\\", "/")):
        assert clean(text + "\\x") == HOME_MARK + "\\x"
    assert home not in clean(rest + home + rest)


@given(st.text())
def test_a_text_without_private_words_stays_as_it_is(text: str) -> None:
    clean = Redaction({"\U0001f98a\U0001f98a\U0001f98a": NAME_MARK})
    assert clean(text.replace("\U0001f98a", "")) == text.replace("\U0001f98a", "")


def test_the_longer_word_goes_first_and_short_ones_only_alone() -> None:
    clean = Redaction({"/home/al": "~", "/home/al/letters": "[project 1]", "al": NAME_MARK})
    assert clean("/home/al/letters/x") == "[project 1]/x"
    assert clean("/home/al/x by al: also final") == f"~/x by {NAME_MARK}: also final"
    assert clean("/HOME/AL/x") == "~/x"


def test_the_user_s_home_name_machine_and_projects_are_known(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("HOME", "/home/mariana")
    monkeypatch.setenv("USER", "mariana")
    monkeypatch.setattr("platform.node", lambda: "marianas-laptop")
    clean = redaction_of_user([Path("/srv/novel")])
    text = "mariana@marianas-laptop: /home/mariana/a, /srv/novel/project.db"
    assert clean(text) == f"{NAME_MARK}@{NAME_MARK}: ~/a, [project 1]/project.db"


PRIVATE = "My grandmother’s recipe for plum cake, which nobody else may ever read."
LOG = f"ValueError: cannot tokenize '{PRIVATE}' at 3"


def test_a_prompt_in_a_log_is_masked_as_a_whole() -> None:
    assert mask_shared([LOG], [PRIVATE]) == [f"ValueError: cannot tokenize '{TEXT_MARK}' at 3"]


def test_a_part_of_it_is_masked_too() -> None:
    part = PRIVATE[7:50]
    assert mask_shared([f"near {part}"], [PRIVATE]) == [f"near {TEXT_MARK}"]


@given(
    st.text("abcdefgh ", min_size=2 * PIECE, max_size=200),
    st.text("xyz\n", max_size=60),
    st.text("xyz\n", max_size=60),
    st.data(),
)
def test_no_long_run_of_a_private_text_is_left(
    secret: str, before: str, after: str, data: st.DataObject
) -> None:
    start = data.draw(st.integers(0, len(secret) - 2 * PIECE + 1))
    end = data.draw(st.integers(start + 2 * PIECE - 1, len(secret)))
    run = secret[start:end]
    [masked] = mask_shared([before + run + after], [secret])
    pieces = [secret[at : at + PIECE] for at in range(0, len(secret) - PIECE + 1, PIECE)]
    told = [piece for piece in pieces if sum(map(str.isalpha, piece)) >= 6]
    assert not any(piece in masked for piece in told)
    assert masked.startswith(before)
    assert masked.endswith(after)


def test_texts_that_share_nothing_stay_as_they_are() -> None:
    texts = ["2026-11-22 INFO all is well, nothing happened", ""]
    assert mask_shared(texts, [PRIVATE, "short"]) == texts


def test_rows_of_dashes_are_nobody_s_text() -> None:
    line = "-" * 60
    assert mask_shared([line], [line]) == [line]
