"""Templates: what a kind of record asks, and the typed answers to it."""
