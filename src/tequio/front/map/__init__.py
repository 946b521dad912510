"""The map of a list: where its records are."""
