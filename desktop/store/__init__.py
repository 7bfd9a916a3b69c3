"""The project's database: SQLite through sqlite-utils; the only writer."""
