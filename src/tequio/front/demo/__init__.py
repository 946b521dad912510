"""The seeded site: a network with its practices, its people and their drafts; and the bar that switches person."""
