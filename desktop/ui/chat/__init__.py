"""The Chat page: a conversation with one version of the model."""
