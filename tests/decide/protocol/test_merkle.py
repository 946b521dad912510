"""The tree is RFC 6962's."""

from hashlib import sha256

from tequio.decide.protocol.merkle import EMPTY, Tree, leaf_hash, roots

DATA = [b"", b"\x00", b"\x10", b"\x20\x21", b"\x30\x31", b"\x40\x41\x42\x43"]


def defined(leaves: list[bytes]) -> bytes:
    """RFC 6962, section 2.1, word for word: split at the largest power of two smaller than n."""
    if not leaves:
        return sha256(b"").digest()
    if len(leaves) == 1:
        return leaves[0]
    k = 1
    while k * 2 < len(leaves):
        k *= 2
    return sha256(b"\x01" + defined(leaves[:k]) + defined(leaves[k:])).digest()


def test_the_root_is_the_recursive_definition_for_300_sizes():
    leaves = [leaf_hash(number.to_bytes(2, "big")) for number in range(300)]
    tree = Tree()
    assert tree.root() == defined([]) == EMPTY
    for size, leaf in enumerate(leaves, 1):
        tree.add(leaf)
        assert tree.size == size
        assert tree.root() == defined(leaves[:size])


def test_roots_are_found_in_one_pass():
    leaves = [leaf_hash(bytes([number])) for number in range(20)]
    assert roots(leaves, [0, 7, 20, 21]) == {0: EMPTY, 7: defined(leaves[:7]), 20: defined(leaves)}


def test_a_published_root_comes_out():
    """The test tree of the Certificate Transparency project: the root of its first six leaves."""
    leaves = [leaf_hash(data) for data in DATA]
    assert leaves[0].hex() == "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"
    assert Tree(leaves).root() == defined(leaves)
    assert Tree(leaves[:2]).root().hex() == "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"
