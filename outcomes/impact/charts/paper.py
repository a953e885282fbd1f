"""What every chart is drawn on: which way it reads, its language, and lines of words that fit a small phone.

Marks stand in per cent of the width and in pixels of the height, so that words keep their size at any width.
"""

from collections.abc import Callable
from dataclasses import dataclass
from textwrap import wrap

LINE = 19  # pixels from one line of words to the next
WIDEST = 27  # letters on a line that leave room for a number at its end, at 320 pixels


@dataclass(frozen=True)
class Paper:
    """Which way a page reads, and how it says a name in its own language."""

    rtl: bool = False
    say: Callable[[str], str] = str

    def across(self, at: float) -> float:
        """A place across the chart, mirrored where pages read from right to left."""
        return round(100 - at if self.rtl else at, 2)

    def lines(self, name: str, widest: int = WIDEST) -> tuple[str, ...]:
        """A name in the page's language, in lines that fit."""
        return tuple(wrap(self.say(name), widest)) or ("",)

    def box(self, start: float, length: float) -> tuple[float, float]:
        """Where a bar starts and how long it is, mirrored where pages read from right to left."""
        return round(100 - start - length if self.rtl else start, 2), round(length, 2)


@dataclass(frozen=True)
class Axis:
    """An axis whose ends are fixed by what is measured: nought to a hundred, or the ends of a scale."""

    lowest: float
    highest: float
    ticks: tuple[float, ...]
    start: float = 4.0  # per cent of the width where the lowest stands
    end: float = 96.0

    def at(self, value: float, paper: Paper) -> float:
        """Where a value stands across the chart; a range that reaches over an end stops there."""
        kept = min(max(value, self.lowest), self.highest)
        share = (kept - self.lowest) / (self.highest - self.lowest)
        return paper.across(self.start + (self.end - self.start) * share)

    def marks(self, paper: Paper) -> list[tuple[str, float]]:
        """The numbers under the axis and where they stand."""
        return [(f"{tick:g}", self.at(tick, paper)) for tick in self.ticks]


PERCENT = Axis(0, 100, (0, 25, 50, 75, 100))


def axis_of(lowest: float, highest: float) -> Axis:
    """The axis of a scale: its two ends and the middle."""
    return Axis(lowest, highest, (lowest, (lowest + highest) / 2, highest))
