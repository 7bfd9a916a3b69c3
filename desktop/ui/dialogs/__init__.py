"""Dialogs: errors, new project, settings, about."""
