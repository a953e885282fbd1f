"""Who is missing, in parts of a hundred: what is said where no count of them is safe.

Of everybody known, each standing to the nearest ten in a hundred, and how many are known is not said. Whoever reads it
is taken to know exactly how many are in the figure, whatever else tells that, and each service its own young people.
Against them every standing of nought to nine, and the missing as a whole, must keep five counts.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from outcomes.disclosure import making
from outcomes.disclosure.figure import PublishedFigure
from outcomes.disclosure.programme import COUNTED
from outcomes.disclosure.rulebook import SMALLEST_COUNT, SMALLEST_EFFECT, VALUES_LEFT

Counts = Mapping[str, int]
NEAR = 50  # how far from the truth other numbers of the known are looked at: further off there may be more, not fewer


def in_parts(known: Counts, own: Iterable[Counts] = ()) -> dict[str, PublishedFigure] | None:
    """The part of each standing, of everybody known; None where that could tell of a few.

    `known`: how many there are of each standing, all of them, nought included; `own`: the same of each service.
    """
    if sum(known.values()) < SMALLEST_EFFECT:
        return None
    parts = {status: making.part_of_known(count, sum(known.values())) for status, count in known.items()}
    said = {status: int(figure.text) for status, figure in parts.items()}
    safe = all(_Reader(known, said, each).finds_nothing_small() for each in ({}, *own))
    return parts if safe else None


@dataclass(frozen=True)
class _Reader:
    """Somebody who reads the parts, and knows some of the people."""

    known: Counts
    said: Mapping[str, int]
    own: Counts

    def finds_nothing_small(self) -> bool:
        """Whether every standing with few whom they do not know, and the missing as a whole, keeps five counts."""
        seen = self._seen()
        return all(
            len(seen[group]) >= VALUES_LEFT
            for group, count in self._groups(self.known).items()
            if count - (own := self._groups(self.own).get(group, 0)) < SMALLEST_COUNT and (count > own or not self.own)
        )

    def _groups(self, counts: Counts) -> dict[str, int]:
        """Every standing but one, and everybody in any of them, under no name."""
        missing = {status: count for status, count in counts.items() if status != COUNTED}
        return missing | {"": sum(missing.values())}

    def _seen(self) -> dict[str, set[int]]:
        """The counts of each that go with what is said, for numbers of the known that lie near."""
        total, counted = sum(self.known.values()), self.known[COUNTED]
        seen: dict[str, set[int]] = {group: set() for group in self._groups(self.known)}
        for people in range(max(counted, total - NEAR), total + NEAR + 1):
            ends = {status: self._ends(status, people) for status in self.known}
            low, high = (sum(end[at] for end in ends.values()) for at in (0, 1))
            if not low <= people <= high or any(least > most for least, most in ends.values()):
                continue
            seen[""].add(people - counted)
            for status in seen.keys() - {""}:
                least, most = ends[status]
                first, last = max(least, people - high + most), min(most, people - low + least)
                seen[status].update(range(first, min(last, first + VALUES_LEFT) + 1))
        return seen

    def _ends(self, status: str, people: int) -> tuple[int, int]:
        """The fewest and the most of a standing, of so many known: as it is rounded, and no fewer than are theirs."""
        least, most = making.ends_of_part(self.said[status], people)
        if status == COUNTED:
            exact = self.known[COUNTED]
            return (exact, exact) if least <= exact <= most else (1, 0)
        return max(least, self.own.get(status, 0)), most
