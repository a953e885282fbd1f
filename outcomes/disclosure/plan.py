"""What is shown and what is hidden of one programme, and what that tells: what an auditor works on."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction
from math import inf

from outcomes.disclosure.cells import Cell, Layout
from outcomes.disclosure.figure import PublishedFigure
from outcomes.disclosure.programme import Programme, Record
from outcomes.disclosure.rulebook import ROUND_TO, SLACK, SMALLEST_COUNT, SMALLEST_SHARE

Bounds = tuple[float, float]


class State(StrEnum):
    """What is known of a group: its rounded count, that it is small, that it is not, or nothing."""

    SHOWN = "shown"
    PRIMARY = "primary"  # fewer than ten
    SECONDARY = "secondary"  # ten or more, hidden to protect others
    OUTSIDE = "outside"  # no figure is about it, and none tells its side of ten


def to_nearest(count: int) -> int:
    """Round a count to the nearest five, as it is published."""
    return (count + SLACK) // ROUND_TO * ROUND_TO


def bounds(count: int, state: State) -> Bounds:
    """Give what anybody can say about one group, who knows the rules and which gaps are small groups."""
    if state is State.SHOWN:
        shown = to_nearest(count)
        return max(SMALLEST_COUNT, shown - SLACK), shown + SLACK
    if state is State.PRIMARY:
        return 0, SMALLEST_COUNT - 1
    return (SMALLEST_COUNT, inf) if state is State.SECONDARY else (0, inf)


@dataclass(frozen=True)
class MeanRow:
    """A published mean: of everybody in a cell, on one scale at one time, somewhere between `low` and `high`."""

    cell: Cell
    scale: str
    wave: str
    low: Fraction
    high: Fraction


@dataclass
class Plan:
    """One programme over its records, and what is hidden so far.

    `states`: of every group a figure is about, and of the rests of percentages. `counts`: the truth, of these and of
    everything else that is attacked. `left`: groups that no table shows; of those in `countable` somebody may know the
    number (no age was given). `keep`: what may not be hidden. `after`: groups that are hidden with a group, since they
    make no sense without it. `rests`: of each group that is only the rest of a percentage, the parts it is the rest of,
    each with its whole; `hanging`: the rests that each part or whole says something of. `fixed`: more that is known,
    such as earlier releases and what the choice of programme says of the number of people.
    """

    programme: Programme
    layout: Layout
    records: Sequence[Record]
    counts: dict[Cell, int]
    states: dict[Cell, State]
    left: tuple[Cell, ...] = ()
    countable: tuple[Cell, ...] = ()
    keep: frozenset[Cell] = frozenset()
    after: Mapping[Cell, Sequence[Cell]] = field(default_factory=dict)
    rests: Mapping[Cell, Sequence[tuple[Cell, Cell]]] = field(default_factory=dict)
    hanging: Mapping[Cell, Sequence[Cell]] = field(default_factory=dict)
    fixed: tuple[tuple[Cell, Bounds], ...] = ()
    means: tuple[MeanRow, ...] = ()
    earlier_hidden: tuple[Cell, ...] = ()  # small to some service, perhaps, if not to the outside
    earlier_gaps: tuple[Cell, ...] = ()
    ends: Mapping[tuple[str, str], tuple[Fraction, Fraction]] = field(default_factory=dict)
    mean_figures: Mapping[tuple[Cell, str, str], PublishedFigure] = field(default_factory=dict)
    unshown_means: set[tuple[Cell, str, str]] = field(default_factory=set)

    def hide(self, cell: Cell) -> tuple[Cell, ...]:
        """Hide a group, and with it what makes no sense without it; give what was shown until now."""
        gone = tuple(each for each in (cell, *self.after.get(cell, ())) if self.states.get(each) is State.SHOWN)
        for each in gone:
            self.states[each] = State.SECONDARY
            self.tell(self.hanging.get(each, ()))
        return gone

    def show(self, cell: Cell) -> bool:
        """Show a group again that no rule hides, unless what it makes no sense without is hidden."""
        if any(cell in parts and self.states[whole] is not State.SHOWN for whole, parts in self.after.items()):
            return False
        self.states[cell] = State.SHOWN
        self.tell(self.hanging.get(cell, ()))
        return True

    def tell(self, rests: Iterable[Cell]) -> None:
        """Take note whether anybody is told these rests' side of ten: by a shown part, or a word for an end."""
        for rest in rests:
            side = State.PRIMARY if self.counts[rest] < SMALLEST_COUNT else State.SECONDARY
            told = any(self._tells(part, whole) for part, whole in self.rests[rest])
            self.states[rest] = side if told else State.OUTSIDE

    def _tells(self, part: Cell, whole: Cell) -> bool:
        """A part is shown only with ten or more beside it; of a published twenty or more, every end has its word."""
        if self.states[part] is State.SHOWN:
            return True
        told = self.states[whole] is State.SHOWN and self.states[part] is not State.OUTSIDE
        return told and max(SMALLEST_COUNT, to_nearest(self.counts[whole]) - SLACK) >= SMALLEST_SHARE

    def hideable(self) -> Iterator[Cell]:
        """Give what is shown and may be hidden."""
        return (cell for cell, state in self.states.items() if state is State.SHOWN and cell not in self.keep)

    def rows(self) -> list[tuple[Cell, Bounds]]:
        """Give all that is known of counts, by group."""
        return [*bounds_of(self.counts, self.states).items(), *self.fixed]

    def mean_rows(self) -> list[MeanRow]:
        """Give all that is known of means: where the count is shown, and earlier ones for good."""
        return [row for row in self.means if self.shows(row)]

    def shows(self, row: MeanRow) -> bool:
        """Say whether a mean is published."""
        if (row.cell, row.scale, row.wave) in self.unshown_means:
            return False
        return self.states.get(row.cell, State.SHOWN) is State.SHOWN

    def targets(self) -> list[Cell]:
        """Give every group of nought to nine that must stay open: of this release, and the gaps of earlier ones."""
        here = [cell for cell in self.states if self.counts[cell] < SMALLEST_COUNT]
        return list(dict.fromkeys((*here, *self.earlier_gaps, *small(self.left, self.counts))))


def bounds_of(counts: Mapping[Cell, int], states: Mapping[Cell, State]) -> dict[Cell, Bounds]:
    """Give what is known of every group: published v -> [max(10, v-2), v+2], primary -> [0, 9], secondary -> [10, inf).

    A group the programme has no figure for -> [0, inf). What an auditor starts from, whichever it is.
    """
    return {cell: bounds(counts[cell], state) for cell, state in states.items()}


def small(cells: Iterable[Cell], counts: Mapping[Cell, int]) -> list[Cell]:
    """Give the groups of one to nine."""
    return [cell for cell in cells if 0 < counts[cell] < SMALLEST_COUNT]
