"""Showing text from models as it is: nothing hidden, nothing loaded."""
