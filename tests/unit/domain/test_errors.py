from __future__ import annotations

import pickle

import pytest

from desktop.domain.errors import AppError, ProjectError


@pytest.mark.parametrize(
    ("hint", "text"),
    [
        ("Do this.", "Something broke. All is safe. Do this."),
        ("", "Something broke. All is safe."),
    ],
)
def test_an_error_reads_as_one_paragraph(hint: str, text: str) -> None:
    assert str(AppError("Something broke", "All is safe.", hint)) == text


def test_an_error_survives_the_way_between_processes() -> None:
    error = pickle.loads(pickle.dumps(ProjectError("Title", "Message.", "Hint.")))
    assert type(error) is ProjectError
    assert (error.title, error.message, error.hint) == ("Title", "Message.", "Hint.")
