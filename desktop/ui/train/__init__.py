"""The Train page: which stage, from which model, on which data, with which settings."""
