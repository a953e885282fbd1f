"""Lines of management: who leads whom, up and down, all the way. Pure."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from survey.errors import DomainError


class NoLine(DomainError):
    """Nobody leads themselves, and nobody leads someone who leads them."""


@dataclass(frozen=True)
class Line:
    """One person leads another."""

    manager: str
    worker: str


def in_line(lines: Iterable[Line], people: Iterable[str]) -> frozenset[str]:
    """Everyone above and below these people, without themselves. Two whom the same person leads are in no line."""
    above, below = defaultdict(set), defaultdict(set)
    for each in lines:
        above[each.worker].add(each.manager)
        below[each.manager].add(each.worker)
    whose = set(people)
    return frozenset((_reached(above, whose) | _reached(below, whose)) - whose)


def _reached(steps: Mapping[str, set[str]], whose: set[str]) -> set[str]:
    found, waiting = set(whose), list(whose)
    while waiting:
        new = steps.get(waiting.pop(), set()) - found
        found |= new
        waiting += new
    return found


def require_line(lines: Iterable[Line], new: Line) -> None:
    """:raise NoLine: when it would be a circle."""
    if new.manager == new.worker or new.worker in _reached(_ups(lines), {new.manager}):
        raise NoLine


def _ups(lines: Iterable[Line]) -> dict[str, set[str]]:
    above: dict[str, set[str]] = defaultdict(set)
    for each in lines:
        above[each.worker].add(each.manager)
    return above
