"""The Models page: all versions, where they come from, and how good they are."""
