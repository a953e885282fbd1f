"""Bands of age, in listed sets: one is chosen when a cohort is opened, so that its rows are fixed before any counting.

A cohort never gets bands of its own making: two bandings of one group, laid over each other, would be a difference.
"""

from dataclasses import dataclass

AROUND = "none"  # whoever is in no band, or whose birth month is not known: never listed, audited all the same


@dataclass(frozen=True)
class Banding:
    """One listed set of bands: the key it is stored by, and each band's first and last year of age."""

    key: str
    bands: tuple[tuple[int, int], ...]

    def rows(self) -> tuple[str, ...]:
        """The keys of its bands, youngest first: 8-10."""
        return tuple(f"{first}-{last}" for first, last in self.bands)

    def row(self, age: int | None) -> str:
        """The band of an age in whole years, or none of them."""
        if age is None:
            return AROUND
        return next((f"{first}-{last}" for first, last in self.bands if first <= age <= last), AROUND)


USUAL = "8-25"
BANDINGS: dict[str, Banding] = {
    each.key: each
    for each in (
        Banding(USUAL, ((8, 10), (11, 15), (16, 17), (18, 25))),
        Banding("8-25-wide", ((8, 11), (12, 15), (16, 25))),
        Banding("8-11", ((8, 9), (10, 11))),
        Banding("11-16", ((11, 13), (14, 16))),
        Banding("10-18", ((10, 12), (13, 15), (16, 18))),
        Banding("16-25", ((16, 17), (18, 21), (22, 25))),
    )
}


def banding(key: str) -> Banding:
    """The listed banding with this key. :raise KeyError: there is no other way to a band."""
    return BANDINGS[key]
