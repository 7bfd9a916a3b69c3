"""The quality page: how the user judges."""
