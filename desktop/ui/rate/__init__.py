"""The rating page: pairs judged by single keys."""
