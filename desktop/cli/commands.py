"""All commands but the one that opens the window."""

from __future__ import annotations

from desktop.cli import care, learning, project_data

COMMANDS = {
    command.name or "": command
    for command in (*project_data.COMMANDS, *learning.COMMANDS, *care.COMMANDS)
}
