"""A figure that is fit to leave the house: the only kind of number that pages, charts and exports accept.

Only `outcomes.disclosure.making` may make one: it alone imports the seal, and tests/outcomes/disclosure/ checks that.
"""

from dataclasses import InitVar, dataclass
from decimal import Decimal
from enum import StrEnum

_SEAL = object()
HIDDEN = "c"  # the symbol of the Explore Education Statistics data standard for a suppressed value
FEW, NEARLY_ALL = "few", "nearly_all"  # fewer than ten of them did, or did not


class Statistic(StrEnum):
    """What a figure counts or averages; its name in the column `statistic` of every export."""

    PEOPLE = "people"
    ACHIEVED = "achieved"
    PERCENT = "percent"
    PERCENT_LOW = "percent_low"
    PERCENT_HIGH = "percent_high"
    MEAN = "mean"
    MEAN_LOW = "mean_low"  # the interval, from the fixed reference sd and the published count
    MEAN_HIGH = "mean_high"
    MEDIAN = "median"
    QUARTILE_LOW = "quartile_low"
    QUARTILE_HIGH = "quartile_high"
    EFFECT = "effect"  # d_av: the published change over the fixed reference sd
    EFFECT_LOW = "effect_low"  # its range, from the published range of the change
    EFFECT_HIGH = "effect_high"
    EFFECT_G = "effect_g"  # g_av: the same, corrected for few people (Hedges' J)
    EFFECT_G_LOW = "effect_g_low"
    EFFECT_G_HIGH = "effect_g_high"
    AMOUNT = "amount"  # money, hours, sessions, staff
    ALPHA = "alpha"  # how well the items of a scale hang together here
    MISSING = "missing"  # in percent, to the nearest ten: no score, lowest score, highest score
    FLOOR = "floor"
    CEILING = "ceiling"
    PART = "part"  # of everybody known, in a hundred, to the nearest ten: where no count of the missing is safe


@dataclass(frozen=True)
class PublishedFigure:
    """One published value. `text` is exactly what is published; `number` is None when that is a word or a symbol."""

    statistic: Statistic
    text: str
    seal: InitVar[object]  # shown at the door and not kept, so that a copy with other words needs it again

    def __post_init__(self, seal: object) -> None:
        """Refuse every maker but making.py."""
        if seal is not _SEAL:
            raise TypeError("Only outcomes.disclosure can make a PublishedFigure.")

    def __repr__(self) -> str:
        """Say what is published and nothing else."""
        return f"PublishedFigure({self.statistic.value}: {self.shown})"

    @property
    def number(self) -> Decimal | None:
        """The published number, or None where a word or a symbol stands for it."""
        return None if self.text in (HIDDEN, FEW, NEARLY_ALL) else Decimal(self.text)

    @property
    def hidden(self) -> bool:
        """True where `[c]` stands for the value."""
        return self.text == HIDDEN

    @property
    def shown(self) -> str:
        """The text as a page prints it."""
        return f"[{self.text}]" if self.hidden else self.text


def published(figure: object) -> PublishedFigure:
    """Return `figure` if it is published, else refuse: the door of charts, exports and templates."""
    if not isinstance(figure, PublishedFigure):
        raise TypeError(f"Only published figures may be shown; this is a {type(figure).__name__}.")
    return figure
