"""The user's data in the window: backups, verifying, restoring, repairing."""
