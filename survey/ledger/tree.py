"""The Merkle tree of RFC 6962/9162 over leaves, and the compact range that grows it in O(log n)."""

from collections.abc import Iterable, Sequence
from hashlib import sha256

EMPTY_ROOT = sha256(b"").digest()


def leaf_hash(leaf: bytes) -> bytes:
    """H(0x00 ‖ leaf), RFC 9162 §2.1.1."""
    return sha256(b"\x00" + leaf).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """H(0x01 ‖ left ‖ right), RFC 9162 §2.1.1."""
    return sha256(b"\x01" + left + right).digest()


def root_of(hashes: Sequence[bytes]) -> bytes:
    """The root over leaf hashes, by the definition in RFC 9162 §2.1.1 (slow and plain; tests hold Range to it)."""
    if not hashes:
        return EMPTY_ROOT
    if len(hashes) == 1:
        return hashes[0]
    split = 1 << (len(hashes) - 1).bit_length() - 1
    return node_hash(root_of(hashes[:split]), root_of(hashes[split:]))


class Range:
    """The perfect subtrees left of the growing edge, largest first: all that is needed to append and give the root."""

    def __init__(self, size: int = 0, peaks: Iterable[bytes] = ()) -> None:
        self.size = size
        self.peaks = list(peaks)
        if len(self.peaks) != size.bit_count():
            raise ValueError("The number of peaks does not fit the size.")

    def append(self, leaf: bytes) -> None:
        """Add one leaf hash at the end."""
        carried, size, peaks = leaf, self.size, self.peaks
        while size & 1:
            carried = sha256(b"\x01" + peaks.pop() + carried).digest()
            size >>= 1
        peaks.append(carried)
        self.size += 1

    def root(self) -> bytes:
        """The RFC 9162 root over all leaves so far (`node_hash`, written out: a check asks this at every entry)."""
        if not self.peaks:
            return EMPTY_ROOT
        root = self.peaks[-1]
        for peak in self.peaks[-2::-1]:
            root = sha256(b"\x01" + peak + root).digest()
        return root
