"""The page shown when no project is open."""
