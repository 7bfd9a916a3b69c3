"""Help: what this program is, and what to say when something went wrong."""
