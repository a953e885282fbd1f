"""The audit of a release as it can be read: what was tried, what was hidden, and that nothing gave anybody away."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Line:
    """One line of the report: what it is about, and what it says. `deep`: how far inside other lines it stands."""

    name: str
    value: str
    deep: int = 0


def told(report: Mapping[str, object]) -> list[Line]:
    """The report in the order it was written, whatever it holds."""
    return list(_lines(report, 0))


def _lines(part: Mapping[str, object], deep: int) -> Iterator[Line]:
    for name, value in part.items():
        words = str(name).replace("_", " ")
        if isinstance(value, Mapping):
            yield Line(words, "", deep)
            yield from _lines(value, deep + 1)
        elif isinstance(value, Sequence) and not isinstance(value, str):
            yield Line(words, "", deep)
            yield from _each(value, deep + 1)
        else:
            yield Line(words, str(value), deep)


def _each(values: Sequence[object], deep: int) -> Iterator[Line]:
    for value in values:
        if isinstance(value, Mapping):
            yield from _lines(value, deep)
        else:
            yield Line("", str(value), deep)
