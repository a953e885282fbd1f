"""A release made by hand, every figure through the same door as one read back: for tests of pages and downloads."""

from collections.abc import Iterator, Mapping
from datetime import date
from fractions import Fraction

from outcomes.disclosure.engine import restore
from outcomes.disclosure.figure import NEARLY_ALL, Statistic
from outcomes.disclosure.programme import ACHIEVED, COUNTED, STATUS, YES, Category, Dimension, Scale, Table
from outcomes.disclosure.published import Published
from outcomes.disclosure.rulebook import rules
from outcomes.impact.book import Book

S = "strands/feelings"
REACHED = Dimension(
    ACHIEVED, "Reached an outcome they chose", (Category(YES, "Reached"), Category("not_yet", "Not yet"))
)
AGE = Dimension(
    "age",
    "Age",
    (*(Category(each, each) for each in ("8-11", "12-15", "16-25")), Category("unknown", "", listed=False)),
)
GENDER = Dimension(
    "gender",
    "How they describe themselves",
    (
        Category("girl", "Girl or young woman"),
        Category("boy", "Boy or young man"),
        Category("another", "Another word of their own"),
        Category("not_said", "Not said"),
    ),
)
BOROUGH = Dimension("borough", "Borough", (Category("B01", "Eastmere"), Category("B02", "Calderbourne")))
WARD = Dimension(
    "ward", "Ward", tuple(Category(f"W0{i}", f"Ward {i}", "B01" if i < 3 else "B02") for i in range(1, 5)), "borough"
)
SHAPE = Dimension(
    "shape",
    "First rating to latest rating",
    (
        Category("further", "Further away (down 1 or more)"),
        Category("same", "About the same"),
        Category("closer", "A bit closer (up 1 to 3)"),
        Category("much_closer", "A lot closer (up 4 or more)"),
        Category("not_rated", "", listed=False),
    ),
)
WHY = Dimension(
    STATUS,
    "What happened",
    (
        Category(COUNTED, "In the figure"),
        Category("not_asked", "We did not ask"),
        Category("not_sure", "They said not sure yet"),
        Category("said_no", "They said no"),
        Category("too_soon", "It is too soon to count what they chose"),
    ),
)
CHANGE = Dimension(
    f"change/{S}",
    "Feelings",
    (
        Category("improved", "Better"),
        Category("no_change", "No reliable change"),
        Category("worse", "Worse"),
        Category("not_paired", "", listed=False),
    ),
)
SCALE = Scale(S, "Feelings", Fraction(0), Fraction(10), False, 2.0, "A made-up norm", ("before", "after"))
DIMENSIONS = (REACHED, AGE, GENDER, BOROUGH, WARD, SHAPE, WHY, CHANGE)
TABLES = (
    Table("headline", "Reached an outcome they chose", (ACHIEVED,), share=ACHIEVED),
    Table("coverage", "Who is in the figure, and who is missing", (STATUS,), among=""),
    Table("shape", "First rating to latest rating", ("shape",), measure="goals"),
    Table("age", "Age", ("age", ACHIEVED), share=ACHIEVED),
    Table("gender", "How they describe themselves", ("gender", ACHIEVED), share=ACHIEVED),
    Table("borough", "Borough", ("borough", ACHIEVED), share=ACHIEVED),
    Table("ward", "Ward", ("ward",)),
    Table(f"change/{S}", "Feelings", (f"change/{S}",), scales=(S,), measure=S),
)


def counts(table: str, dim: str, of: Mapping[str, str]) -> Iterator[Published]:
    """People by one dimension; the key `All` is the margin."""
    for key, text in of.items():
        yield one(table, {} if key == "All" else {dim: key}, Statistic.PEOPLE, text)


def one(
    table: str, at: Mapping[str, str], statistic: Statistic, text: str, measure: str = "", wave: str = ""
) -> Published:
    """One published figure at its place."""
    return Published(table, restore(statistic, text), dict(at), measure, wave)


def reached(table: str, at: Mapping[str, str], people: str, yes: str, percent: tuple[str, str, str]) -> list[Published]:
    """People of a group, how many reached what they chose, and the share with its range."""
    shares = zip((Statistic.PERCENT, Statistic.PERCENT_LOW, Statistic.PERCENT_HIGH), percent, strict=True)
    at_yes = dict(at) | {ACHIEVED: YES}
    counted = [one(table, at, Statistic.PEOPLE, people), one(table, at_yes, Statistic.PEOPLE, yes)]
    return counted + [one(table, at_yes, statistic, text) for statistic, text in shares]


def figures() -> Iterator[Published]:
    """Seventy-five counted young people, with gaps, a word and a mean."""
    hidden = ("c", "c", "c")
    yield from reached("headline", {}, "75", "45", ("60", "48", "71"))
    why = {"All": "130", COUNTED: "75", "not_asked": "25", "not_sure": "c", "said_no": "c", "too_soon": "15"}
    yield from counts("coverage", STATUS, why)
    yield from counts(
        "shape", "shape", {"All": "70", "further": "10", "same": "20", "closer": "25", "much_closer": "15"}
    )
    yield from reached("age", {"age": "8-11"}, "20", "10", ("50", "29", "71"))
    yield from reached("age", {"age": "12-15"}, "35", "25", ("71", "54", "85"))
    yield from reached("age", {"age": "16-25"}, "20", "10", ("50", "29", "71"))
    yield from reached("gender", {"gender": "girl"}, "35", "20", ("57", "40", "73"))
    yield from reached("gender", {"gender": "boy"}, "30", "20", ("67", "48", "81"))
    yield from reached("gender", {"gender": "another"}, "c", "c", hidden)
    yield from reached("gender", {"gender": "not_said"}, "c", "c", hidden)
    yield from reached("borough", {"borough": "B01"}, "40", "25", ("63", "46", "76"))
    yield from reached("borough", {"borough": "B02"}, "35", NEARLY_ALL, hidden)
    yield from counts("ward", "ward", {"W01": "25", "W02": "15", "W03": "c", "W04": "c"})
    yield from counts(f"change/{S}", f"change/{S}", {"All": "60", "improved": "25", "no_change": "25", "worse": "10"})
    for wave, low, mean, high in (
        ("before", "5.1", "5.6", "6.1"),
        ("after", "4.1", "4.6", "5.1"),
        ("change", "-1.5", "-1", "-0.5"),
    ):
        for statistic, text in zip(
            (Statistic.MEAN_LOW, Statistic.MEAN, Statistic.MEAN_HIGH), (low, mean, high), strict=True
        ):
            yield one(f"change/{S}", {}, statistic, text, S, wave)
    yield one(f"change/{S}", {}, Statistic.EFFECT, "-0.5", S, "change")


def book(number: int = 1, **other: object) -> Book:
    """The release, with other facts where given."""
    about: dict[str, object] = {
        "number": number,
        "title": "July to September 2026",
        "place": "",
        "opens_on": date(2026, 7, 1),
        "closes_on": date(2026, 9, 30),
        "published_on": date(2026, 10, 14),
        "programme": "crossed",
        "dimensions": DIMENSIONS,
        "tables": TABLES,
        "scales": (SCALE,),
        "figures": tuple(figures()),
        "rules": rules(),
        "report": {"audit": "by hand"},
    }
    return Book(**about | other)
