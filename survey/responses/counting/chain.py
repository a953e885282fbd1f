"""Sent answers as they follow each other: a change takes the place of what it changes; a deletion takes it out. Pure.

It follows from headers alone (kinds and links), so that it stays true of answers that nobody can read any more.
"""

from collections.abc import Collection, Iterable, Mapping
from enum import StrEnum

from survey.ledger.entry import Recorded

SUBMITTED, IMPORTED, CHANGED, DELETED = "answers.submitted", "answers.imported", "answers.changed", "answers.deleted"
SENT = (SUBMITTED, CHANGED)  # by the young person, or for them
ANSWERS = (*SENT, IMPORTED)  # everything that holds answers
CORRECTS, DELETES = "corrects", "deletes"


class Because(StrEnum):
    """Why answers count no more."""

    CHANGED = "changed"
    DELETED = "deleted"


def takes_out(entry: Recorded) -> tuple[tuple[int, Because], ...]:
    """The places of the answers that count no more from this entry on, and why."""
    if entry.kind == CHANGED:
        return ((entry.links[CORRECTS], Because.CHANGED),)
    if entry.kind == DELETED:
        return tuple((seq, Because.DELETED) for name, seq in sorted(entry.links.items()) if name.startswith(DELETES))
    return ()


def deleted(found: Iterable[Recorded]) -> frozenset[int]:
    """The places of the newest versions that were deleted: on no page any more, whether destroyed by now or locked."""
    return frozenset(seq for entry in found for seq, why in takes_out(entry) if why is Because.DELETED)


def links_to(seqs: Iterable[int]) -> dict[str, int]:
    """The links by which a deletion names what it takes out."""
    return {f"{DELETES}_{number}": seq for number, seq in enumerate(sorted(seqs), 1)}


def standing(found: Iterable[Recorded]) -> list[Recorded]:
    """Of one person's entries those answers that count, in their order. The same rule, without a database."""
    found = list(found)
    past = {seq for entry in found for seq, _why in takes_out(entry)}
    return [entry for entry in found if entry.kind in ANSWERS and entry.seq not in past]


def versions(roots: Mapping[int, int], seqs: Collection[int]) -> frozenset[int]:
    """Every version of these answers. `roots`: by place, the place where each that was ever changed began."""
    wanted = {roots.get(seq, seq) for seq in seqs}
    return frozenset(seqs) | {seq for seq, root in roots.items() if root in wanted}
