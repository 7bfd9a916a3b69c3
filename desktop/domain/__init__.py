"""What the program is about, in plain Python: no Qt, no torch, no database."""
