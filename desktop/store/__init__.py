"""The project's database: open, migrate, back up, and one repository for each kind of record."""
