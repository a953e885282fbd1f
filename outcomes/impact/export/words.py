"""What every download says beside its figures: what the symbols stand for, notes, method, licence, how to cite."""

from collections import Counter
from collections.abc import Iterator

from outcomes.disclosure.figure import PublishedFigure, Statistic
from outcomes.disclosure.programme import Dimension
from outcomes.impact.book import Book
from outcomes.impact.labels import INPUTS, N_, TRUST, WAVES

LICENCE = "Open Government Licence v3.0"
LICENCE_URL = "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/"
NOT_APPLICABLE = "z"
MARKERS: dict[str, str] = {
    "c": "Hidden so that no one can be picked out. Nought to nine, or a number that would give one of those away.",
    "few": "Fewer than ten of them.",
    "nearly_all": "All but fewer than ten of them.",
    NOT_APPLICABLE: "Not applicable: this table has no such figure.",
}
STATISTICS: dict[Statistic, str] = {
    Statistic.PEOPLE: N_("Young people"),
    Statistic.PERCENT: N_("Percentage"),
    Statistic.PERCENT_LOW: N_("Percentage could be as low as"),
    Statistic.PERCENT_HIGH: N_("Percentage could be as high as"),
    Statistic.MEAN: N_("Average"),
    Statistic.MEAN_LOW: N_("Average could be as low as"),
    Statistic.MEAN_HIGH: N_("Average could be as high as"),
    Statistic.MEDIAN: N_("Middle value"),
    Statistic.QUARTILE_LOW: N_("A quarter are at or below"),
    Statistic.QUARTILE_HIGH: N_("A quarter are at or above"),
    Statistic.EFFECT: N_("Size of the change (d_av)"),
    Statistic.EFFECT_LOW: N_("Size of the change (d_av) could be as low as"),
    Statistic.EFFECT_HIGH: N_("Size of the change (d_av) could be as high as"),
    Statistic.EFFECT_G: N_("Size of the change, corrected for few people (g_av)"),
    Statistic.EFFECT_G_LOW: N_("Size corrected for few people (g_av) could be as low as"),
    Statistic.EFFECT_G_HIGH: N_("Size corrected for few people (g_av) could be as high as"),
    Statistic.AMOUNT: N_("Amount"),
    Statistic.PART: N_("Of everybody known, in a hundred, to the nearest ten"),
}
NOTES = (
    "This says what young people told us. It does not say what caused it.",
    "These are the young people who answered. They are not all young people in the area.",
    "Counts are rounded, so they may not add up. Percentages come from the rounded counts.",
    "Saying no is a choice. A high or low number here is not a mark for a service.",
)
_METHOD = (
    ("smallest_count", "A count under {} is hidden, nought included."),
    ("round_to", "Every other count is rounded to the nearest {}."),
    (
        "values_left",
        "All that is published was attacked together: each small group still has at least {} possible sizes.",
    ),
    ("smallest_mean", "An average needs at least {} scores, and is rounded the more the fewer there are."),
    ("smallest_cohort", "With fewer than {} young people nothing is published."),
)


def names_of(book: Book, dimension: Dimension) -> dict[str, str]:
    """The listed groups of a dimension by key; where two have one name, with that of the group that holds each."""
    labels = {each.key: each.label for each in dimension.listed()}
    often = Counter(labels.values())
    above = next((each for each in book.dimensions if each.key == dimension.within), None)
    holders = {each.key: each.label for each in above.categories} if above else {}
    twice = {each.key: holders.get(each.parent, each.key) for each in dimension.listed() if often[each.label] > 1}
    return {key: f"{label}, {twice[key]}" if key in twice else label for key, label in labels.items()}


def measures_of(book: Book) -> dict[str, str]:
    """What is measured, by the word in the column of that name: scales, what services gave, and whatever else is."""
    names = {each.key: each.label for each in book.scales} | INPUTS
    return {each.measure: names.get(each.measure, each.measure) for each in book.figures if each.measure}


def waves_of(book: Book) -> dict[str, str]:
    """When it was asked, by the word in the column of that name."""
    return {each.wave: WAVES.get(each.wave, each.wave) for each in book.figures if each.wave}


def marker_of(figure: PublishedFigure) -> str:
    """The symbol that stands for a figure in a column of its own, or nothing where there is a number."""
    return "" if figure.number is not None else figure.text.replace(" ", "_")


def named(statistic: Statistic) -> str:
    """A statistic as a column's heading."""
    return STATISTICS.get(statistic) or TRUST.get(statistic.value, statistic.value)


def method(book: Book) -> Iterator[str]:
    """How these numbers were made, by the rules this release was made by."""
    yield "Only young people whose yes to being counted stood on the day the count closed."
    yield "No goal and no answer is in two releases."
    for rule, sentence in _METHOD:
        if rule in book.rules:
            yield sentence.format(book.rules[rule])
    if book.is_added_up:
        yield "This year is added up from the published quarters. Each is rounded, so a sum may be two out for each."
        yield "What one quarter hides is hidden here. Averages and who is missing are in the releases of the quarters."
    yield "A release is frozen when it is published, and never counted again."


def place_of(book: Book) -> str:
    """Whom the release is about."""
    return book.place or "All services"


def days_of(book: Book) -> str:
    """The days the release is about, and the day it came out."""
    return f"{book.opens_on.isoformat()} to {book.closes_on.isoformat()}. Published {book.published_on.isoformat()}."


def citation(book: Book) -> str:
    """How to cite the release."""
    return (
        f"{place_of(book)}, “{book.title}”, release {book.number}, "
        f"published {book.published_on.isoformat()}, made with Sayso. {LICENCE}."
    )


def harmless(words: str) -> str:
    """Keep a name that somebody typed from being read as a formula by a spreadsheet."""
    return f"'{words}" if words.startswith(("=", "+", "-", "@", "\t", "\r")) else words
