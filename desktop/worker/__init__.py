"""The worker process: the only one with torch. `supervisor` is the window's side of it."""
