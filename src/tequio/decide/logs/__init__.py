"""The public log of a vote: leaves that are only ever added, and signed checkpoints of them."""
