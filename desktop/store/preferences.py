"""The project's own settings: JSON values by name."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from desktop.store.values import to_text

if TYPE_CHECKING:
    from desktop.store.connection import Connection


class SettingRepository:
    """Reads and writes the project's settings."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, key: str, default: Any = None) -> Any:  # noqa: ANN401 - any JSON value
        """Return a setting, or the default when it was never set."""
        text = self._connection.value("SELECT value FROM settings WHERE key = ?", (key,))
        return default if text is None else json.loads(text)

    def set(self, key: str, value: Any) -> None:  # noqa: ANN401 - any JSON value
        """Set a setting."""
        self._connection.execute(
            "INSERT INTO settings (key, value) VALUES (?, ?) "
            "ON CONFLICT (key) DO UPDATE SET value = excluded.value",
            (key, to_text(value)),
        )

    def remove(self, key: str) -> None:
        """Forget a setting, if it was ever set."""
        self._connection.execute("DELETE FROM settings WHERE key = ?", (key,))

    def under(self, prefix: str) -> dict[str, Any]:
        """Return the settings whose names begin so, by name."""
        rows = self._connection.rows(
            "SELECT key, value FROM settings WHERE key >= ? AND key < ? ORDER BY key",
            (prefix, prefix + "\U0010ffff"),
        )
        return {key: json.loads(text) for key, text in rows}

    def all(self) -> dict[str, Any]:
        """Return all settings by name."""
        rows = self._connection.rows("SELECT key, value FROM settings ORDER BY key")
        return {key: json.loads(text) for key, text in rows}
