"""The only place that makes a published figure: true counts by the rules, all else from published ones."""

import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal
from fractions import Fraction

from outcomes.disclosure.figure import _SEAL, FEW, HIDDEN, NEARLY_ALL, PublishedFigure, Statistic
from outcomes.disclosure.plan import to_nearest
from outcomes.disclosure.programme import Scale
from outcomes.disclosure.rulebook import (
    DOMINANT_PERCENT,
    DOMINANT_TWO,
    ROUND_TO,
    SLACK,
    SMALLEST_COUNT,
    SMALLEST_EFFECT,
    SMALLEST_MEAN,
    SMALLEST_SHARE,
    TRUST_UNIT,
    UNIT_SHARE,
    UNITS,
    Z_95,
)

WORDS = (FEW, NEARLY_ALL)
TRUST = (Statistic.MISSING, Statistic.FLOOR, Statistic.CEILING)
EFFECTS = (
    *(Statistic.EFFECT, Statistic.EFFECT_LOW, Statistic.EFFECT_HIGH),
    *(Statistic.EFFECT_G, Statistic.EFFECT_G_LOW, Statistic.EFFECT_G_HIGH),
)
WORDED = (Statistic.PEOPLE, *TRUST)  # an end of a share is a word in place of its count


def hidden(statistic: Statistic) -> PublishedFigure:
    """Make the symbol that stands for a hidden value."""
    return PublishedFigure(statistic, HIDDEN, _SEAL)


def people(count: int, hide: bool, word: str = HIDDEN) -> PublishedFigure:
    """Make a count: to the nearest five; or the one symbol for everything hidden, or the word for an end of a share."""
    text = word if hide or count < SMALLEST_COUNT else str(to_nearest(count))
    return PublishedFigure(Statistic.PEOPLE, text, _SEAL)


def least(figure: PublishedFigure) -> int:
    """Give the fewest people a published count can stand for; 0 when it is hidden."""
    return 0 if figure.number is None else max(SMALLEST_COUNT, int(figure.number) - SLACK)


def share(part: PublishedFigure, whole: PublishedFigure) -> tuple[PublishedFigure, ...]:
    """Make a percentage and its Wilson range from two published counts, and from nothing else.

    A part is shown only with ten or more on either side of it, so the base is never under twenty.
    """
    kinds = (Statistic.PERCENT, Statistic.PERCENT_LOW, Statistic.PERCENT_HIGH)
    if part.number is None or whole.number is None or whole.number < SMALLEST_SHARE:
        return tuple(hidden(kind) for kind in kinds)
    k, n = min(part.number, whole.number), whole.number
    low, high = _wilson(float(k / n), float(n))
    texts = (_half_up(Fraction(int(k) * 100, int(n))), max(0, math.floor(low)), min(100, math.ceil(high)))
    return tuple(PublishedFigure(kind, str(text), _SEAL) for kind, text in zip(kinds, texts, strict=True))


def _wilson(part: float, n: float) -> tuple[float, float]:
    spread = 1 + Z_95**2 / n
    middle = (part + Z_95**2 / (2 * n)) / spread
    half = Z_95 * math.sqrt(part * (1 - part) / n + Z_95**2 / (4 * n * n)) / spread
    return 100 * (middle - half), 100 * (middle + half)


def _half_up(value: Fraction) -> int:
    return math.floor(value + Fraction(1, 2))


def unit_for(whole: PublishedFigure, lowest: Fraction, highest: Fraction) -> Decimal | None:
    """Give the rounding unit of a mean, or None where none may be published.

    It follows from the published count at its least (two under), so that the choice itself says nothing more.
    """
    if least(whole) < SMALLEST_MEAN:
        return None
    floor = UNIT_SHARE * (highest - lowest) / least(whole)
    return next((unit for unit in UNITS if Fraction(unit) >= floor), None)


def mean(scores: Sequence[Fraction], whole: PublishedFigure, ends: tuple[Fraction, Fraction]) -> PublishedFigure:
    """Make the mean of scores between two ends.

    Hidden too when it lies so near an end that it would bound what any one person can have scored.
    """
    unit = unit_for(whole, *ends)
    if unit is None or len(scores) < SMALLEST_MEAN:
        return hidden(Statistic.MEAN)
    step = Fraction(unit)
    total = sum((score * times for score, times in Counter(scores).items()), Fraction(0))
    rounded = math.floor(total / len(scores) / step + Fraction(1, 2)) * step
    room = (ends[1] - ends[0]) / least(whole) + step / 2
    if rounded - ends[0] < room or ends[1] - rounded < room:
        return hidden(Statistic.MEAN)
    return _decimal(Statistic.MEAN, rounded, unit)


def _decimal(statistic: Statistic, value: Fraction, unit: Decimal, rounding: str = ROUND_HALF_UP) -> PublishedFigure:
    """Make a number with the places of its unit, half away from nought unless it is the end of a range."""
    places = max(0, -int(unit.as_tuple().exponent))
    said = (Decimal(value.numerator) / Decimal(value.denominator)).quantize(Decimal(1).scaleb(-places), rounding)
    return PublishedFigure(statistic, f"{said + 0:f}", _SEAL)


def change(before: PublishedFigure, after: PublishedFigure) -> PublishedFigure:
    """Make the mean change of the same people: the later published mean less the earlier, so it tells nothing new."""
    if before.number is None or after.number is None:
        return hidden(Statistic.MEAN)
    return PublishedFigure(Statistic.MEAN, f"{after.number - before.number + 0:f}", _SEAL)


def interval(middle: PublishedFigure, whole: PublishedFigure, sd: float) -> tuple[PublishedFigure, PublishedFigure]:
    """Make a 95 % range of a mean from the fixed reference sd and the published count, and nothing of these answers."""
    if middle.number is None or whole.number is None:
        return hidden(Statistic.MEAN_LOW), hidden(Statistic.MEAN_HIGH)
    half = Decimal(str(Z_95 * sd / math.sqrt(float(whole.number))))
    unit = Decimal(1).scaleb(int(middle.number.as_tuple().exponent))
    low = ((middle.number - half) / unit).to_integral_value("ROUND_FLOOR") * unit
    high = ((middle.number + half) / unit).to_integral_value("ROUND_CEILING") * unit
    return (
        PublishedFigure(Statistic.MEAN_LOW, f"{low + 0:f}", _SEAL),
        PublishedFigure(Statistic.MEAN_HIGH, f"{high + 0:f}", _SEAL),
    )


def effects(
    moved: PublishedFigure, ends: tuple[PublishedFigure, PublishedFigure], whole: PublishedFigure, scale: Scale
) -> Iterator[PublishedFigure]:
    """Make the effect sizes of a change, d_av and g_av, each with its 95 % range, for forty or more.

    The published change, and the published ends of its range, over the fixed reference sd: the sd of these answers is
    never asked, so d_av is the same by either of the two sd it averages. g_av: times Hedges' J of the published count.
    """
    points = [each.number for each in (moved, *ends) if each.number is not None]
    if len(points) < 3 or whole.number is None or least(whole) < SMALLEST_EFFECT or not scale.reference_sd:
        yield from map(hidden, EFFECTS)
        return
    said = [Fraction(each) / Fraction(str(scale.reference_sd)) for each in points]
    few = small_sample(int(whole.number) - 1)
    roundings = (ROUND_HALF_UP, ROUND_FLOOR, ROUND_CEILING) * 2
    for kind, value, rounding in zip(EFFECTS, (*said, *(each * few for each in said)), roundings, strict=True):
        yield _decimal(kind, value, Decimal("0.1"), rounding)


def small_sample(df: int) -> Fraction:
    """Give Hedges' J for so many degrees of freedom: 1 - 3 / (4 df - 1)."""
    return 1 - Fraction(3, 4 * df - 1)


def quantile(statistic: Statistic, bands: Sequence[PublishedFigure], whole: PublishedFigure) -> PublishedFigure:
    """Make a median or quartile: the number (from 1) of the published band it lies in, for forty or more."""
    at = {
        Statistic.QUARTILE_LOW: Fraction(1, 4),
        Statistic.MEDIAN: Fraction(1, 2),
        Statistic.QUARTILE_HIGH: Fraction(3, 4),
    }
    if least(whole) < SMALLEST_EFFECT or any(band.number is None for band in bands):
        return hidden(statistic)
    reached, wanted = 0, at[statistic] * sum(int(band.number or 0) for band in bands)
    for number, band in enumerate(bands, start=1):
        reached += int(band.number or 0)
        if reached >= wanted:
            return PublishedFigure(statistic, str(number), _SEAL)
    return hidden(statistic)


def amount(parts: Mapping[str, Decimal], unit: Decimal = Decimal(1), *, agreed: bool = False) -> PublishedFigure:
    """Make an amount of money, hours or sessions from what each provider gave; hidden where one or two dominate.

    By the p% rule the second largest could otherwise place the largest within ten per cent of it. `agreed`: everybody
    whose part it is said yes to its being known, as a single service does for its own release.
    """
    given = sorted((part for part in parts.values() if part > 0), reverse=True)
    if not agreed and _dominated(given):
        return hidden(Statistic.AMOUNT)
    return _decimal(Statistic.AMOUNT, _half_up(Fraction(sum(given, Decimal(0)) / unit)) * Fraction(unit), unit)


def _dominated(given: Sequence[Decimal]) -> bool:
    whole = sum(given, Decimal(0))
    if len(given) < 3:
        return True
    two, rest = given[0] + given[1], whole - given[0] - given[1]
    return (
        two > whole * Decimal(DOMINANT_TWO.numerator) / DOMINANT_TWO.denominator
        or rest * 100 < given[0] * DOMINANT_PERCENT
    )


def added(
    statistic: Statistic, parts: Sequence[PublishedFigure | None], weights: Sequence[int] | None = None
) -> PublishedFigure:
    """Make the sum of published counts or amounts, or their average by `weights`; hidden where one is no number."""
    numbers = [part.number for part in parts if part is not None and part.number is not None]
    if len(numbers) < len(parts) or not numbers:
        return hidden(statistic)
    if weights is None:
        return PublishedFigure(statistic, f"{sum(numbers):f}", _SEAL)
    whole = sum((Fraction(number) * weight for number, weight in zip(numbers, weights, strict=True)), Fraction())
    return PublishedFigure(statistic, str(_half_up(whole / sum(weights))), _SEAL)


def alpha(value: float, whole: PublishedFigure) -> PublishedFigure:
    """Make Cronbach's alpha to one place, for forty or more: one person moves it by far less than that."""
    if least(whole) < SMALLEST_EFFECT or not math.isfinite(value) or not -1 <= value <= 1:
        return hidden(Statistic.ALPHA)
    return _decimal(Statistic.ALPHA, Fraction(str(round(value, 6))), Decimal("0.1"))


def trust(statistic: Statistic, part: int, whole: PublishedFigure) -> PublishedFigure:
    """Make how many in a hundred have no score, the lowest or the highest: to the nearest ten, for forty or more.

    Of the published count, so that ten per cent is four or more people; "few" or "nearly all" at the ends.
    """
    if statistic not in TRUST or whole.number is None or least(whole) < SMALLEST_EFFECT:
        return hidden(statistic)
    if part < SMALLEST_COUNT:
        return PublishedFigure(statistic, FEW, _SEAL)
    if int(whole.number) - part < SMALLEST_COUNT + SLACK:
        return PublishedFigure(statistic, NEARLY_ALL, _SEAL)
    said = _half_up(Fraction(part * 100, int(whole.number) * TRUST_UNIT)) * TRUST_UNIT
    return PublishedFigure(statistic, str(said), _SEAL)


def part_of_known(part: int, known: int) -> PublishedFigure:
    """Make how many in a hundred of everybody known these are, to the nearest ten; in_parts.py says if it is safe."""
    said = _half_up(Fraction(part * 100, known * TRUST_UNIT)) * TRUST_UNIT
    return PublishedFigure(Statistic.PART, str(said), _SEAL)


def ends_of_part(said: int, known: int) -> tuple[int, int]:
    """Give the fewest and the most people that such a part can stand for, of so many known."""
    least, over = ((said + each) * known for each in (-TRUST_UNIT // 2, TRUST_UNIT // 2))
    return max(0, math.ceil(Fraction(least, 100))), min(known, math.ceil(Fraction(over, 100)) - 1)


def restore(statistic: Statistic, text: str) -> PublishedFigure:
    """Make a figure that is read back from a release table. :raise ValueError: when it was never published."""
    if text == HIDDEN or (text in WORDS and statistic in WORDED):
        return PublishedFigure(statistic, text, _SEAL)
    number = Decimal(text) if text.lstrip("-").replace(".", "", 1).isdigit() else Decimal("NaN")
    if not number.is_finite() or not _could_be(statistic, number):
        raise ValueError(f"{text!r} is not something this house publishes as {statistic.value}.")
    return PublishedFigure(statistic, text, _SEAL)


def _could_be(statistic: Statistic, number: Decimal) -> bool:
    if statistic is Statistic.PEOPLE:
        return number >= SMALLEST_COUNT and number % ROUND_TO == 0
    if statistic is Statistic.PART:
        return 0 <= number <= 100 and number % TRUST_UNIT == 0
    if statistic in (*TRUST, Statistic.PERCENT, Statistic.PERCENT_LOW, Statistic.PERCENT_HIGH):
        return 0 <= number <= 100 and number == int(number)
    if statistic in (Statistic.MEDIAN, Statistic.QUARTILE_LOW, Statistic.QUARTILE_HIGH):
        return number >= 1 and number == int(number)
    return statistic is not Statistic.ALPHA or -1 <= number <= 1
