"""Work for later: jobs that a write leaves behind, things due at a time, and followers of the ledger.

A service calls `tequio.ground.queue.services.enqueue`; a floor names its followers and its recurring jobs in `ready()`.
"""

from tequio.ground.queue.orders import every, follow

__all__ = ["every", "follow"]
