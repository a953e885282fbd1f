"""A measure at a time: how many changed reliably, where they stood first and last, and only then any mean."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from outcomes.disclosure.figure import PublishedFigure, Statistic
from outcomes.disclosure.programme import Scale
from outcomes.impact.book import Book
from outcomes.impact.chapters.outcomes_chosen import Shape, shape
from outcomes.impact.chapters.rows import Row, people_of, rows_of
from outcomes.impact.charts.distribution import Band, Distribution, distribution
from outcomes.impact.charts.interval_dots import Group, IntervalDots, interval_dots
from outcomes.impact.charts.paper import Paper, axis_of
from outcomes.impact.labels import EFFECTS, SIZE, SIZE_CORRECTED, WAVES

BEFORE, AFTER, CHANGE = "before", "after", "change"
SHARES = (Statistic.MISSING, Statistic.FLOOR, Statistic.CEILING)
TRUSTED = (Statistic.ALPHA, *SHARES)
# strengths and circumstances first, then strands of difficulty, wellbeing, experience: as the pages promise
FAMILIES = ("strengths", "circumstances", "clusters", "strands", "sdq", "wellbeing", "experience")


SIZES = (
    (SIZE, (Statistic.EFFECT, Statistic.EFFECT_LOW, Statistic.EFFECT_HIGH)),
    (SIZE_CORRECTED, (Statistic.EFFECT_G, Statistic.EFFECT_G_LOW, Statistic.EFFECT_G_HIGH)),
)


@dataclass(frozen=True)
class Mean:
    """A mean at one time, or the size of a change, with its interval."""

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
    sizes: tuple[Mean, ...]
    effect_words: str
    threshold: str
    middles: tuple[str, ...]
    trust: tuple[tuple[str, str, str], ...]

    @property
    def tells_change(self) -> bool:
        """Whether the scale is long enough to say of one person's change that it is more than chance."""
        return self.shape is not None and len(self.shape.rows) > 1

    @property
    def moved(self) -> str:
        """Which way the average moved: better, worse, or unclear where its range holds no change; empty if hidden."""
        ends = (self.change.low, self.change.high) if self.change else ()
        low, high = [None if each is None else each.number for each in ends] or (None, None)
        if low is None or high is None:
            return ""
        if low <= 0 <= high:
            return "unclear"
        return "better" if (low > 0) == self.scale.higher_is_better else "worse"

    @property
    def id(self) -> str:
        """A name for the anchors of the page."""
        return self.scale.key.replace("/", "-")


def families(book: Book) -> list[tuple[str, list[Scale]]]:
    """The scales of a release under their measures, in the order the pages keep."""
    known = [scale for scale in book.scales if any(book.table(f"{part}/{scale.key}") for part in (CHANGE, "trust"))]
    known += [scale for scale in book.scales if scale not in known and book.table(f"band/{scale.key}/{AFTER}")]
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
        sizes = tuple(_sizes(book, scale))
        yield Account(
            scale,
            shape(book, paper, f"change/{scale.key}"),
            first,
            last,
            _bands(book, scale, first, last, paper),
            means,
            _dots(scale, means, paper),
            mean_of(book, scale, CHANGE),
            sizes,
            in_words(sizes[0].value if sizes else None),
            change.note if (change := book.table(f"{CHANGE}/{scale.key}")) else "",
            tuple(_middle(book, scale, rows, wave) for rows, wave in ((first, BEFORE), (last, AFTER)) if rows),
            tuple(_trust(book, scale)),
        )


def _figure(book: Book, scale: Scale, statistic: Statistic, wave: str) -> PublishedFigure | None:
    """A figure of the whole scale: beside its change, or beside its bands where it was asked once."""
    for table in (f"{CHANGE}/{scale.key}", f"band/{scale.key}/{wave}"):
        found = book.figure(table, statistic=statistic, measure=scale.key, wave=wave)
        if found is not None:
            return found
    return None


def _middle(book: Book, scale: Scale, rows: tuple[Row, ...], wave: str) -> str:
    """The name of the band in which the middle young person stands; empty where none is shown."""
    found = book.figure(f"band/{scale.key}/{wave}", statistic=Statistic.MEDIAN, measure=scale.key)
    number = None if found is None else found.number
    return rows[int(number) - 1].name if number is not None and 0 < number <= len(rows) else ""


def _trust(book: Book, scale: Scale) -> Iterator[tuple[str, str, str]]:
    """What says whether a measure can be trusted here: which figure, when, and what is shown of it."""
    for each in book.figures:
        if (each.measure == scale.key and each.statistic in TRUSTED) or each.table == f"trust/{scale.key}":
            unit = "%" if each.statistic in SHARES and each.figure.number is not None else ""
            yield each.statistic.value, each.wave, f"{each.figure.shown}{unit}"


def mean_of(book: Book, scale: Scale, wave: str) -> Mean | None:
    """A mean with its interval, or None where the release has none."""
    value = _figure(book, scale, Statistic.MEAN, wave)
    if value is None:
        return None
    ends = (_figure(book, scale, each, wave) for each in (Statistic.MEAN_LOW, Statistic.MEAN_HIGH))
    return Mean(WAVES[wave], value, *ends)


def _sizes(book: Book, scale: Scale) -> Iterator[Mean]:
    """The size of the change in standard deviations, plain and corrected for few people, as far as it is there."""
    for name, kinds in SIZES:
        value, low, high = (_figure(book, scale, kind, CHANGE) for kind in kinds)
        if value is not None:
            yield Mean(name, value, low, high)


def _bands(
    book: Book, scale: Scale, first: tuple[Row, ...], last: tuple[Row, ...], paper: Paper
) -> Distribution | None:
    if not first or len(first) != len(last):
        return None
    bands = [Band(one.name, (one.people, two.people)) for one, two in zip(first, last, strict=True)]
    return distribution(bands, [people_of(book, f"band/{scale.key}/{wave}") for wave in (BEFORE, AFTER)], paper)


def _dots(scale: Scale, means: tuple[Mean, ...], paper: Paper) -> IntervalDots | None:
    if len(means) < 2 or not any(mean.low for mean in means):
        return None  # one dot alone says nothing that its row does not
    axis = axis_of(float(scale.lowest), float(scale.highest))
    return interval_dots([Group(mean.name, mean.low, mean.value, mean.high) for mean in means], paper, axis, unit="")


def in_words(effect: PublishedFigure | None) -> str:
    """How large a change is called by convention (0.2, 0.5, 0.8 of a standard deviation); empty where none is shown."""
    if effect is None or effect.number is None:
        return ""
    size = abs(float(effect.number))
    return next(words for least, words in EFFECTS if size >= least)
