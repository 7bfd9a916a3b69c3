"""Files of the ecosystem to domain values and back: one small module for each format."""
