"""Importing and exporting in the window: the import dialog, its jobs, and the Export page."""
