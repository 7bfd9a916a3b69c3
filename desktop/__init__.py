"""Tastemaker: teach a language model one person's taste, on that person's own computer."""

__version__ = "0.1.0"
