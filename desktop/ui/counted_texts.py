"""Texts with a number in them that are said outside of widgets.

The tool that extracts texts for translation sees the plural forms of `tr` alone, which only a
`QObject` has; of `translate` with a number it makes a text without plural forms, or none at all.
"""

from __future__ import annotations

from PySide6.QtCore import QObject


class CountedTexts(QObject):
    """Each method returns its text for a number, in the user's language."""

    def judgements(self, count: int) -> str:
        """What a row of a file would become."""
        return self.tr("%n judgement(s)", "", count)

    def ranked(self, count: int) -> str:
        """What a ranking said."""
        return self.tr("%n answer(s) ranked", "", count)

    def repeated(self, count: int) -> str:
        """What a consistency rests on."""
        return self.tr("%n repeated pair(s), sides swapped, judged as before", "", count)

    def repeats_missing(self, count: int) -> str:
        """Why a consistency says nothing yet."""
        return self.tr(
            "Too few to say: about %n more repeat(s). One pair in twenty is one.", "", count
        )

    def unseen(self, count: int) -> str:
        """What a reward model's agreement rests on."""
        return self.tr("%n comparison(s) it had not seen", "", count)

    def unseen_missing(self, count: int) -> str:
        """Why an agreement says nothing yet."""
        return self.tr(
            "Too few to say: about %n more comparison(s) after it was trained.", "", count
        )

    def for_left(self, count: int) -> str:
        """What a leaning to a side rests on."""
        return self.tr("of %n preference(s) for the left answer", "", count)

    def for_longer(self, count: int) -> str:
        """What a leaning to a length rests on."""
        return self.tr("of %n preference(s) for the longer answer", "", count)

    def missing(self, count: int) -> str:
        """Why a leaning says nothing yet."""
        return self.tr("Too few to say: about %n more.", "", count)

    def undecided(self, count: int) -> str:
        """Why a strategy cannot be judged yet."""
        return self.tr("undecided: ~%n more", "", count)
