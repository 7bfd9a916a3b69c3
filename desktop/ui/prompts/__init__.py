"""The prompts page."""
