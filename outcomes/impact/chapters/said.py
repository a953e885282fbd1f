"""What a chart says to those who listen: the same published figures as its table, in its order."""

from collections.abc import Callable, Iterable

from outcomes.disclosure.figure import PublishedFigure
from outcomes.impact.chapters.measures import Account
from outcomes.impact.chapters.rows import Row
from outcomes.impact.charts.interval_dots import IntervalDots

Say = Callable[[str], str]
NOTHING = "[z]"


def told(pairs: Iterable[tuple[str, PublishedFigure | None]]) -> str:
    """Names and figures, each with its full stop."""
    return " ".join(f"{name}: {figure.shown if figure else NOTHING}." for name, figure in pairs)


def people_said(rows: Iterable[Row], say: Say) -> str:
    """How many there are in each row."""
    return told((say(row.name), row.people) for row in rows)


def shares_said(rows: Iterable[Row], say: Say) -> str:
    """The share of each row, in per cent."""
    return told((f"{say(row.name)}, %", row.percent) for row in rows)


def bands_said(account: Account, say: Say) -> str:
    """How many were in each band, first and latest."""
    pairs = zip(account.bands, account.latest, strict=True)
    return " ".join(f"{say(one.name)}: {_shown(one)}, {_shown(two)}." for one, two in pairs)


def _shown(row: Row) -> str:
    return row.people.shown if row.people else NOTHING


def means_said(account: Account, say: Say) -> str:
    """Each average."""
    return told((say(mean.name), mean.value) for mean in account.means)


def rows_said(dots: IntervalDots) -> str:
    """Each row of a chart of ranges as it is drawn."""
    return " ".join(f"{row.name}: {row.said}." for row in dots.rows)
