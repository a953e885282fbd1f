"""A release made by hand, with every shape a table may have, and names that a spreadsheet could take for a formula."""

from datetime import date
from fractions import Fraction

from outcomes.disclosure import figure, rulebook
from outcomes.disclosure.figure import NEARLY_ALL, PublishedFigure, Statistic
from outcomes.disclosure.programme import Category, Dimension, Scale, Table
from outcomes.disclosure.published import Published
from outcomes.impact.book import Book

S = "strands/feelings"
ACHIEVED = Dimension(
    "achieved", "Reached an outcome they chose", (Category("yes", "Yes"), Category("not_yet", "Not yet"))
)
AGE = Dimension(
    "age", "Age", (Category("8-10", "8 to 10"), Category("11-15", "11 to 15"), Category("none", "", listed=False))
)
GENDER = Dimension("gender", "They say they are", (Category("girl", "Girl"), Category("boy", "Boy")))
REGION = Dimension("region", "Region", (Category("E12000002", "North West"),))
BOROUGH = Dimension(
    "borough",
    "Borough",
    (Category("E08000003", "Manchester", "E12000002"), Category("E08000009", "=Trafford", "E12000002")),
    "region",
)
WARD = Dimension(
    "ward",
    "Ward",
    (Category("E05011353", "Brooklands", "E08000003"), Category("E05000822", "Brooklands", "E08000009")),
    "borough",
)
STATUS = Dimension(
    "status", "What happened", (Category("counted", "In the figure"), Category("declined", "They said no"))
)
CHANGE = Dimension(
    f"change/{S}",
    "Change",
    (Category("improved", "Went up"), Category("worse", "Went down"), Category("not_paired", "", listed=False)),
)
DIMENSIONS = (STATUS, ACHIEVED, AGE, GENDER, REGION, BOROUGH, WARD, CHANGE)
TABLES = (
    Table("headline", "Reached an outcome they chose", ("achieved",), share="achieved"),
    Table("coverage", "Who is missing", ("status",), among=""),
    Table("age", "By age", ("age", "achieved"), share="achieved"),
    Table("age_by_gender", "By age and gender", ("age", "gender")),
    Table("borough", "By borough", ("borough", "achieved"), share="achieved"),
    Table("ward", "By ward", ("ward",), note="A ward has few young people."),
    Table(f"change/{S}", "Change in feelings", (f"change/{S}",), scales=(S,), measure=S),
    Table(f"trust/{S}", "Can feelings be trusted here?", (), measure=S),
)
SCALES = (Scale(S, "Feelings", Fraction(0), Fraction(10), waves=("before", "after")),)


def figured(statistic: Statistic, text: str) -> PublishedFigure:
    return PublishedFigure(statistic, text, figure._SEAL)


def say(table: str, text: str, statistic: Statistic = Statistic.PEOPLE, wave: str = "", **at: str) -> Published:
    measure = S if table.startswith(("change", "trust")) else ""
    where = {(f"change/{S}" if key == "change" else key): value for key, value in at.items()}
    return Published(table, figured(statistic, text), where, measure, wave)


def _achieved(table: str, people: str, yes: str, percent: str, **at: str) -> list[Published]:
    low, high = (percent, percent) if percent == "c" else ("41", "72")
    return [
        say(table, people, **at),
        say(table, yes, achieved="yes", **at),
        say(table, percent, Statistic.PERCENT, achieved="yes", **at),
        say(table, low, Statistic.PERCENT_LOW, achieved="yes", **at),
        say(table, high, Statistic.PERCENT_HIGH, achieved="yes", **at),
    ]


MOVED = (
    *((Statistic.MEAN, "-0.7"), (Statistic.MEAN_LOW, "-1.3"), (Statistic.MEAN_HIGH, "-0.1")),
    *((Statistic.EFFECT, "-0.3"), (Statistic.EFFECT_LOW, "-0.6"), (Statistic.EFFECT_HIGH, "0")),
    *((Statistic.EFFECT_G, "-0.3"), (Statistic.EFFECT_G_LOW, "-0.6"), (Statistic.EFFECT_G_HIGH, "c")),
)
TRUSTED = (
    *((Statistic.ALPHA, "0.7"), (Statistic.MISSING, "few")),
    *((Statistic.FLOOR, "20"), (Statistic.CEILING, "c")),
)
FIGURES = (
    *_achieved("headline", "140", "85", "61"),
    *(say("coverage", "240"), say("coverage", "140", status="counted"), say("coverage", "100", status="declined")),
    *_achieved("age", "140", "85", "61"),
    *_achieved("age", "75", "40", "53", age="8-10"),
    *_achieved("age", "65", NEARLY_ALL, "c", age="11-15"),
    say("age_by_gender", "140"),
    *(say("age_by_gender", "35", age="8-10", gender="girl"), say("age_by_gender", "c", age="8-10", gender="boy")),
    *(say("age_by_gender", "c", age="11-15", gender="girl"), say("age_by_gender", "40", age="11-15", gender="boy")),
    *_achieved("borough", "140", "85", "61"),
    *_achieved("borough", "90", "few", "c", borough="E08000003"),
    *_achieved("borough", "50", "c", "c", borough="E08000009"),
    *(say("ward", "140"), say("ward", "45", ward="E05011353"), say("ward", "c", ward="E05000822")),
    *(say(f"change/{S}", "95"), say(f"change/{S}", "40", change="improved"), say(f"change/{S}", "c", change="worse")),
    *(say(f"change/{S}", text, Statistic.MEAN, wave) for wave, text in (("before", "5.2"), ("after", "5.9"))),
    *(say(f"change/{S}", text, statistic, "change") for statistic, text in MOVED),
    *(say(f"trust/{S}", text, statistic) for statistic, text in TRUSTED),
)


def a_book(figures: tuple[Published, ...] = FIGURES, number: int = 7, title: str = '=HYPERLINK("x") Summer') -> Book:
    days = (date(2026, 7, 1), date(2026, 9, 30), date(2026, 10, 12))
    made = (DIMENSIONS, TABLES, SCALES, figures, rulebook.rules())
    return Book(number, title, "+Harbour, Manchester", *days, "crossed", *made)
