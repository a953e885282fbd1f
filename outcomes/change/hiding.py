"""Which groups must not be shown: those under ten, and as many more as it takes that nobody can work those out.

This is for people who may see the database (`sayso measures describe`). What commissioners see is made by
`outcomes.impact` alone, under stricter rules.
"""

from collections.abc import Mapping

__all__ = ["FEWEST", "hidden_groups"]

FEWEST = 10
FEWEST_LEFT = 5  # a hidden count must still have at least so many possible values


def hidden_groups(sizes: Mapping[str, Mapping[str, int]]) -> frozenset[str]:
    """The groups to hide, the same in every scale, given the size of each group in each scale.

    The total of each scale is taken to be known. If no choice is safe, every group is hidden.
    """
    groups = sorted({group for of_scale in sizes.values() for group in of_scale})
    smallest = {group: min(of_scale.get(group, 0) for of_scale in sizes.values()) for group in groups}
    hidden = {group for group in groups if smallest[group] < FEWEST}
    for group in sorted(set(groups) - hidden, key=lambda each: (smallest[each], each)):
        if all(_is_safe([of_scale.get(each, 0) for each in hidden]) for of_scale in sizes.values()):
            break
        hidden.add(group)
    return frozenset(hidden)


def _is_safe(counts: list[int]) -> bool:
    """Whether the hidden counts keep company, for somebody who knows their sum and which of them are under ten."""
    if not counts:
        return True
    together = sum(counts)
    return together >= FEWEST and _values_left(counts, together) >= FEWEST_LEFT


def _values_left(counts: list[int], together: int) -> int:
    """How many values each count under ten may still have (the fewest of them)."""
    small = sum(count < FEWEST for count in counts)
    large = len(counts) - small
    if not small:
        return FEWEST_LEFT
    most = min(FEWEST - 1, together - FEWEST * large)
    least = 0 if large else max(0, together - (FEWEST - 1) * (small - 1))
    return most - least + 1
