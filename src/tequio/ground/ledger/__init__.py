"""The ledger: one entry for each write, later sealed into a chain that nobody can change unseen."""
