"""A release written down by hand, with something in every chapter, for pages and charts that only read."""

from collections.abc import Iterable, Iterator
from datetime import date
from fractions import Fraction

from outcomes.disclosure.engine import restore
from outcomes.disclosure.figure import PublishedFigure, Statistic
from outcomes.disclosure.programme import Category, Dimension, Scale, Table
from outcomes.disclosure.published import Published
from outcomes.disclosure.rulebook import rules
from outcomes.impact.book import Book

S = Statistic
FEELINGS = "strands/feelings"


def told(statistic: Statistic, text: str) -> PublishedFigure:
    """A figure as if it had been published."""
    return restore(statistic, text)


def dimension(
    key: str, label: str, *groups: tuple[str, str], unlisted: Iterable[str] = (), within: str = ""
) -> Dimension:
    listed = tuple(Category(one, name) for one, name in groups)
    return Dimension(key, label, (*listed, *(Category(one, one, listed=False) for one in unlisted)), within)


STATUS = dimension(
    "status", "What became of it",
    ("counted", "In the figure"), ("not_asked", "We did not ask"), ("could_not", "We could not ask"),
    ("not_sure", "They said not sure yet"), ("said_no", "They said no"), ("skipped", "They left the question out"),
    ("took_back", "They took their yes back"), ("contested", "They say their entry is not right"),
    ("too_soon", "It is too soon to count what they chose"), ("gone", "They left the service"),
)  # fmt: skip
SHAPE = dimension(
    "shape", "Change in rating",
    ("further", "Further away (down 1 or more)"), ("same", "About the same"), ("closer", "A bit closer (up 1 to 3)"),
    ("much_closer", "A lot closer (up 4 or more)"), unlisted=("not_rated",),
)  # fmt: skip
ACHIEVED = dimension("achieved", "Reached", ("yes", "Reached"), ("not_yet", "Not yet"))
CLUSTER = dimension(
    "cluster", "Kind of outcome",
    ("communication", "Communication"), ("confidence", "Confidence and agency"),
    ("planning", "Planning and problem solving"), ("relationships", "Relationships and leadership"),
    ("creativity", "Creativity"), ("resilience", "Resilience and determination"), ("feelings", "Managing feelings"),
    unlisted=("none",),
)  # fmt: skip
AGE = dimension("age", "Age", ("8-10", "8 to 10"), ("11-15", "11 to 15"), ("16-17", "16 to 17"), ("18-25", "18 to 25"))
GENDER = dimension(
    "gender", "They say they are",
    ("girl", "Girl or young woman"), ("boy", "Boy or young man"), ("another", "Another word of their own"),
    ("not_said", "Not said"),
)  # fmt: skip
BOROUGH = dimension("borough", "Borough", ("E08000001", "Bolton"), ("E08000002", "Bury"), ("E08000003", "Manchester"))
WARD = Dimension(
    "ward", "Ward",
    tuple(Category(f"W{i:02d}", f"Ward {i:02d}", f"E0800000{1 + i // 4}") for i in range(12)), "borough",
)  # fmt: skip
DEPRIVATION = dimension(
    "deprivation", "Deprivation of the area",
    ("1", "Most deprived fifth of areas"), ("2", "Second fifth"), ("3", "Middle fifth"), ("4", "Fourth fifth"),
    ("5", "Least deprived fifth of areas"), unlisted=("unknown",),
)  # fmt: skip
CHANGE = dimension(
    f"change/{FEELINGS}", "Reliable change",
    ("improved", "Reliably better"), ("no_change", "No reliable change"), ("worse", "Reliably worse"),
    unlisted=("not_paired",),
)  # fmt: skip
BANDS = tuple(
    dimension(f"band/{FEELINGS}/{wave}", "Score", ("0-2", "0 to 2"), ("3-4", "3 to 4"), ("5-6", "5 to 6"),
              ("7-8", "7 to 8"), unlisted=("not_paired",))
    for wave in ("before", "after")
)  # fmt: skip
DIMENSIONS = (STATUS, SHAPE, ACHIEVED, CLUSTER, AGE, GENDER, BOROUGH, WARD, DEPRIVATION, CHANGE, *BANDS)
SCALE = Scale(
    FEELINGS, "Feelings", Fraction(0), Fraction(8), higher_is_better=False, reference_sd=2.1,
    source="Own wording: no norms. Threshold from the first round here, alpha .74.", waves=("before", "after"),
)  # fmt: skip
GROUPS = ("cluster", "age", "gender", "borough", "deprivation")


def tables() -> Iterator[Table]:
    """The closed programme of the release."""
    yield Table("headline", "Reached an outcome they chose", ("achieved",), share="achieved")
    yield Table("coverage", "Who is missing", ("status",), among="")
    yield Table("coverage_by_age", "Who is missing, by age", ("status", "age"), among="")
    yield Table("shape", "First rating to latest rating", ("shape",), measure="goals")
    for key in GROUPS:
        yield Table(key, key.capitalize(), (key, "achieved"), share="achieved")
    yield Table("ward", "Where they live", ("ward",))
    yield Table(f"change/{FEELINGS}", "Feelings: change", (CHANGE.key,), scales=(FEELINGS,), measure=FEELINGS)
    for each in BANDS:
        yield Table(each.key, "Feelings: bands", (each.key,), measure=FEELINGS)
    yield Table("inputs", "What was given", ())


def counts(table: str, dim: str, texts: Iterable[tuple[str, str]]) -> Iterator[Published]:
    """People by one dimension, each with what the table is about; no key is the margin."""
    measure = next(each.measure for each in tables() if each.key == table)
    for key, text in texts:
        yield Published(table, told(S.PEOPLE, text), {dim: key} if key else {}, measure)


def reached(table: str, at: dict[str, str], text: str, percent: tuple[str, str, str]) -> Iterator[Published]:
    """Who reached, and the share with its range."""
    here = at | {"achieved": "yes"}
    yield Published(table, told(S.PEOPLE, text), here)
    for statistic, each in zip((S.PERCENT, S.PERCENT_LOW, S.PERCENT_HIGH), percent, strict=True):
        yield Published(table, told(statistic, each), here)


SHARES = (("35", "70", "50", ("38", "62")), ("60", "85", "61", ("53", "81")), ("c", "c", "c", ("c", "c")))


def figures() -> Iterator[Published]:
    """Every figure, at its place."""
    yield Published("headline", told(S.PEOPLE, "140"))
    yield from reached("headline", {}, "85", ("61", "52", "69"))
    missing = ("140", "45", "15", "10", "20", "c", "10", "c", "15", "10")
    yield from counts("coverage", "status", [("", "270"), *zip([c.key for c in STATUS.listed()], missing, strict=True)])
    yield from counts(
        "shape", "shape", [("", "125"), ("further", "15"), ("same", "40"), ("closer", "45"), ("much_closer", "25")]
    )
    for key in GROUPS:
        for i, group in enumerate({each.key: each for each in DIMENSIONS}[key].listed()):
            k, n, share, (low, high) = SHARES[(i * (1 + len(key))) % 3]
            yield Published(key, told(S.PEOPLE, n), {key: group.key})
            yield from reached(key, {key: group.key}, k, (share, low, high))
    for i, ward in enumerate(WARD.listed()):
        yield Published("ward", told(S.PEOPLE, ("c", "15", "30", "55")[i % 4]), {"ward": ward.key})
    change = f"change/{FEELINGS}"
    yield from counts(change, change, [("", "95"), ("improved", "25"), ("no_change", "60"), ("worse", "10")])
    for wave, texts in (("before", ("10", "20", "40", "25")), ("after", ("20", "30", "30", "15"))):
        keys = [f"band/{FEELINGS}/{wave}"] * 2
        yield from counts(*keys, [("", "95"), *zip(("0-2", "3-4", "5-6", "7-8"), texts, strict=True)])
    for wave, mean, low, high in (("before", "5.2", "4.8", "5.6"), ("after", "4.4", "4.0", "4.8")):
        for statistic, text in ((S.MEAN, mean), (S.MEAN_LOW, low), (S.MEAN_HIGH, high)):
            yield Published(change, told(statistic, text), measure=FEELINGS, wave=wave)


def more() -> Iterator[Published]:
    """What stands beside: who is missing by age, the mean change with its size, trust, and what was given."""
    for i, age in enumerate(AGE.listed()):
        yield Published("coverage_by_age", told(S.PEOPLE, ("60", "95", "55", "60")[i]), {"age": age.key})
        at = {"age": age.key, "status": "counted"}
        yield Published("coverage_by_age", told(S.PEOPLE, ("30", "60", "c", "35")[i]), at)
    change = f"change/{FEELINGS}"
    moved = ((S.MEAN, "-0.8"), (S.MEAN_LOW, "-1.2"), (S.MEAN_HIGH, "-0.4"))
    size = ((S.EFFECT, "-0.4"), (S.EFFECT_LOW, "-0.6"), (S.EFFECT_HIGH, "-0.2"))
    corrected = ((S.EFFECT_G, "-0.3"), (S.EFFECT_G_LOW, "-0.6"), (S.EFFECT_G_HIGH, "-0.1"))
    for statistic, text in (*moved, *size, *corrected):
        yield Published(change, told(statistic, text), measure=FEELINGS, wave="change")
    for statistic, text in ((S.ALPHA, "0.7"), (S.MISSING, "few"), (S.FLOOR, "20"), (S.CEILING, "c")):
        yield Published(f"trust/{FEELINGS}", told(statistic, text), measure=FEELINGS)
    for wave, number in (("before", "3"), ("after", "2")):
        key = f"band/{FEELINGS}/{wave}"
        yield Published(key, told(S.MEDIAN, number), measure=FEELINGS)
    yield Published("inputs", told(S.AMOUNT, "12500"), measure="cost")
    yield Published("shape", told(S.MEAN, "1.4"), measure="goals", wave="change")


def book(**changes: object) -> Book:
    """The release, changed as asked."""
    days = {"opens_on": date(2026, 7, 1), "closes_on": date(2026, 9, 30), "published_on": date(2026, 10, 12)}
    about = {"number": 3, "title": "July to September 2026", "place": "Greater Manchester", "programme": "crossed"}
    made = {
        "dimensions": DIMENSIONS, "tables": tuple(tables()), "scales": (SCALE,), "figures": (*figures(), *more()),
        "rules": rules(), "report": {},
    }  # fmt: skip
    return Book(**(days | about | made | changes))  # type: ignore[arg-type]  # put together by name
