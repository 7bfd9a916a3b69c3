"""Background work as the user sees it: one list, its progress, the summary in the rail."""
