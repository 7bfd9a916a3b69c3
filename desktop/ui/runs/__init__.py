"""The Runs page: all runs, and one of them with its charts and samples."""
