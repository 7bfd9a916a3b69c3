"""Language models: loading, chat templates, adapters, heads, generation, checkpoints."""
