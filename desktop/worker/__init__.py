"""The worker process: the only one with torch. The window's side is `supervisor`, the other side is `child`."""
