"""A measure at a time: how many changed reliably, where they stood first and last, and only then any mean."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from outcomes.disclosure.figure import PublishedFigure, Statistic
from outcomes.disclosure.programme import Scale
from outcomes.impact.book import Book
from outcomes.impact.chapters.outcomes_chosen import Shape, shape
from outcomes.impact.chapters.rows import Row, rows_of
from outcomes.impact.charts.distribution import Band, Distribution, distribution
from outcomes.impact.charts.interval_dots import Group, IntervalDots, interval_dots
from outcomes.impact.charts.paper import Paper, axis_of
from outcomes.impact.labels import EFFECTS, WAVES

BEFORE, AFTER, CHANGE = "before", "after", "change"
# strengths and circumstances first, then strands of difficulty, wellbeing, experience: as the pages promise
FAMILIES = ("strengths", "circumstances", "clusters", "strands", "sdq", "wellbeing", "experience")


@dataclass(frozen=True)
class Mean:
    """A mean at one time with its interval."""

    name: str
    value: PublishedFigure
    low: PublishedFigure | None
    high: PublishedFigure | None


@dataclass(frozen=True)
class Account:
    """All that a release says by one scale."""

    scale: Scale
    shape: Shape | None
    bands: tuple[Row, ...]
    latest: tuple[Row, ...]
    distribution: Distribution | None
    means: tuple[Mean, ...]
    dots: IntervalDots | None
    change: Mean | None
    effect: PublishedFigure | None
    effect_words: str
    trust: tuple[tuple[str, str, PublishedFigure], ...]

    @property
    def id(self) -> str:
        """A name for the anchors of the page."""
        return self.scale.key.replace("/", "-")


def families(book: Book) -> list[tuple[str, list[Scale]]]:
    """The scales of a release under their measures, in the order the pages keep."""
    known = [scale for scale in book.scales if book.table(f"change/{scale.key}") or book.table(f"trust/{scale.key}")]
    ordered = sorted(known, key=lambda scale: _place(scale.key))  # sorted() keeps the order of the definition within
    return [(name, list(scales)) for name, scales in groupby(ordered, key=lambda scale: scale.key.partition("/")[0])]


def _place(key: str) -> tuple[int, str]:
    measure = key.partition("/")[0]
    return next((i for i, name in enumerate(FAMILIES) if name in measure), len(FAMILIES)), measure


def accounts(book: Book, scales: Iterable[Scale], paper: Paper) -> Iterator[Account]:
    """What the release says by each of these scales."""
    for scale in scales:
        first, last = (rows_of(book, f"band/{scale.key}/{wave}") for wave in (BEFORE, AFTER))
        means = tuple(mean for wave in (BEFORE, AFTER) if (mean := mean_of(book, scale, wave)))
        effect = _figure(book, scale, Statistic.EFFECT, CHANGE)
        yield Account(
            scale,
            shape(book, paper, f"change/{scale.key}"),
            first,
            last,
            _bands(book, scale, first, last, paper),
            means,
            _dots(scale, means, paper),
            mean_of(book, scale, CHANGE),
            effect,
            in_words(effect),
            tuple((each.statistic.value, each.wave, each.figure) for each in book.of_table(f"trust/{scale.key}")),
        )


def _figure(book: Book, scale: Scale, statistic: Statistic, wave: str) -> PublishedFigure | None:
    return book.figure(f"change/{scale.key}", statistic=statistic, measure=scale.key, wave=wave)


def mean_of(book: Book, scale: Scale, wave: str) -> Mean | None:
    """A mean with its interval, or None where the release has none."""
    value = _figure(book, scale, Statistic.MEAN, wave)
    if value is None:
        return None
    ends = (_figure(book, scale, each, wave) for each in (Statistic.MEAN_LOW, Statistic.MEAN_HIGH))
    return Mean(WAVES[wave], value, *ends)


def _bands(
    book: Book, scale: Scale, first: tuple[Row, ...], last: tuple[Row, ...], paper: Paper
) -> Distribution | None:
    if not first or len(first) != len(last):
        return None
    bands = [Band(one.name, (one.people, two.people)) for one, two in zip(first, last, strict=True)]
    return distribution(bands, [book.figure(f"band/{scale.key}/{wave}") for wave in (BEFORE, AFTER)], paper)


def _dots(scale: Scale, means: tuple[Mean, ...], paper: Paper) -> IntervalDots | None:
    if not any(mean.low for mean in means):
        return None
    axis = axis_of(float(scale.lowest), float(scale.highest))
    return interval_dots([Group(mean.name, mean.low, mean.value, mean.high) for mean in means], paper, axis, unit="")


def in_words(effect: PublishedFigure | None) -> str:
    """How large a change is called by convention (0.2, 0.5, 0.8 of a standard deviation); empty where none is shown."""
    if effect is None or effect.number is None:
        return ""
    size = abs(float(effect.number))
    return next(words for least, words in EFFECTS if size >= least)
