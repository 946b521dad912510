"""What every verb stands on: spaces, people, territories, themes, the ledger and the queue."""
