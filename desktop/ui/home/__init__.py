"""The home page: where the project stands and what comes next."""
