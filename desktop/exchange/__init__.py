"""Importers and exporters: files to domain objects and back."""
