"""The Merkle tree of RFC 6962, grown leaf by leaf with one stack of subtree hashes."""

from collections.abc import Iterable
from hashlib import sha256

EMPTY = sha256(b"").digest()


def leaf_hash(data: bytes) -> bytes:
    """Return the hash of a leaf's data (RFC 6962, section 2.1)."""
    return sha256(b"\x00" + data).digest()


class Tree:
    """A tree that only grows; its root can be asked at every size."""

    def __init__(self, leaves: Iterable[bytes] = ()) -> None:
        self.size = 0
        self._stack: list[bytes] = []
        for leaf in leaves:
            self.add(leaf)

    def add(self, leaf: bytes) -> None:
        """Append a leaf, given its 32-byte hash. Joins as many subtrees as the size has trailing ones."""
        stack, size = self._stack, self.size
        while size & 1:
            leaf = sha256(b"\x01" + stack.pop() + leaf).digest()
            size >>= 1
        stack.append(leaf)
        self.size += 1

    def root(self) -> bytes:
        """Return the root hash of the leaves so far."""
        if not self._stack:
            return EMPTY
        *rest, root = self._stack
        for left in reversed(rest):
            root = sha256(b"\x01" + left + root).digest()
        return root


def roots(leaves: Iterable[bytes], sizes: Iterable[int]) -> dict[int, bytes]:
    """Return the root at each of these sizes, in one pass; sizes that the leaves never reach are left out."""
    wanted, found, tree = set(sizes), {}, Tree()
    if 0 in wanted:
        found[0] = EMPTY
    for leaf in leaves:
        tree.add(leaf)
        if tree.size in wanted:
            found[tree.size] = tree.root()
    return found
