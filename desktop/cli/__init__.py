"""The command line: the services without a window. `main` is its entry."""
