"""Errors that a user can read.

Every failure that a user can mend is an `AppError`: what happened (title), why and what is safe
(message), and what to do next (hint). Anything else that escapes is a bug and is reported as one.
"""

from __future__ import annotations


class AppError(Exception):
    """A failure the user can understand and mend.

    Args:
        title: What happened, in a few words.
        message: Why it happened, and what is safe.
        hint: What to do next; may be empty.
    """

    def __init__(self, title: str, message: str, hint: str = "") -> None:
        super().__init__(title, message, hint)
        self.title = title
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return " ".join(part for part in (f"{self.title}.", self.message, self.hint) if part)


class InvalidInputError(AppError):
    """The user's input (a file, a setting, an argument) cannot be used as it is."""


class NotFoundError(AppError):
    """Something named by the user does not exist."""


class ProjectError(AppError):
    """A project folder cannot be opened, locked, migrated or read."""


class DamagedProjectError(ProjectError):
    """A project's database cannot be read whole; it can be repaired."""


class ModelError(AppError):
    """A model folder or file is missing, damaged, unsupported or refused as unsafe."""


class DownloadError(AppError):
    """A download the user asked for could not be completed."""


class StorageError(AppError):
    """The disk is full, read-only or failing."""


class TrainingError(AppError):
    """A run cannot start or go on: unusable data, diverged numbers, too little memory."""


class WorkerError(AppError):
    """The worker process died or stopped answering."""
