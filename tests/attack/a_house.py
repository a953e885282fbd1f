"""A release as the house makes it, about invented people: its real programmes, places, bands, strands and reasons."""

import random
from datetime import UTC, date, datetime
from fractions import Fraction

from outcomes.change.thresholds import reference_sd, threshold_for
from outcomes.disclosure.engine import Protected, protect
from outcomes.disclosure.programme import Record, Scale
from outcomes.disclosure.rulebook import rules
from outcomes.impact.bandings import USUAL, banding
from outcomes.impact.book import Book
from outcomes.impact.cohort import GoalFacts
from outcomes.impact.coverage import Missing
from outcomes.impact.frame import Asked, Frame, Place
from outcomes.impact.records import Facts, Pair, Said, counted_record, missing_record
from outcomes.impact.tables import programmes

LOW, HIGH = Fraction(0), Fraction(10)
BOROUGHS = ("B01", "B02", "B03")
REASONS = (Missing.SAID_NO, Missing.INVITED, Missing.LEFT)
SET, ENDED = datetime(2026, 1, 5, tzinfo=UTC), datetime(2026, 3, 5, tzinfo=UTC)
DAYS = (date(2026, 1, 1), date(2026, 3, 31), date(2026, 4, 20))


def frame(scales: tuple[str, ...] = ("feelings",), quarters: tuple[str, ...] = ()) -> Frame:
    """What is fixed before anybody is counted: three boroughs of two wards, bands of age, clusters, strands."""
    places = tuple(Place(code, f"Borough {code[1:]}", "R1") for code in BOROUGHS)
    wards = tuple(Place(f"W{code[1:]}{each}", f"Ward {code[1:]}{each}", code) for code in BOROUGHS for each in "ab")
    clusters = tuple((key, f"Cluster {key}") for key in ("confidence", "relationships", "practical"))
    asked = tuple(_asked(f"strands/{name}", name.title()) for name in scales)
    return Frame(banding(USUAL), places, wards, (Place("R1", "The region"),), clusters, (), asked, quarters)


def _asked(key: str, label: str) -> Asked:
    scale = Scale(key, label, LOW, HIGH, False, reference_sd(LOW, HIGH), "A quarter of the range.", ("before", "after"))
    bands = (("Low", LOW, Fraction(4)), ("Middle", Fraction(4), Fraction(7)), ("High", Fraction(7), HIGH))
    return Asked(scale, bands, threshold_for(key, LOW, HIGH, 5))


def everybody(
    seed: int, people: int, *, providers: int = 3, missing: int | None = None, of: Frame | None = None
) -> list[Record]:
    """So many who count and so many (a third more) who do not; uneven places and services, words of their own."""
    rng, of = random.Random(seed), of or frame()
    found = [counted_record(of, _facts(rng, providers), _said(rng, of)) for _ in range(people)]
    some = people // 3 if missing is None else missing
    return found + [missing_record(of, _facts(rng, providers), rng.choices(REASONS, (4, 3, 2))[0]) for _ in range(some)]


def _facts(rng: random.Random, providers: int) -> Facts:
    borough = rng.choices(BOROUGHS, (5, 3, 2))[0]
    ward = f"W{borough[1:]}{rng.choices('ab', (3, 2))[0]}"
    provider = rng.choices(range(providers), range(providers, 0, -1))[0]
    return Facts(f"service {provider}", rng.choice((9, 12, 13, 14, 16, 19, None)), ward, borough, "R1")


def _said(rng: random.Random, of: Frame) -> Said:
    described = {
        "gender": rng.choices(("girl", "boy", "non-binary", ""), (9, 8, 1, 2))[0],
        "ethnicity": rng.choices(("white", "asian", "black", "mixed", ""), (9, 5, 3, 1, 2))[0],
    }
    state = "achieved" if rng.random() < 0.56 else "dropped"
    goal = GoalFacts("", SET, ENDED, state, (rng.choice((2, 3, 4)), rng.choice((2, 4, 6, 8))), frozenset())
    cluster = rng.choices([key for key, _ in of.clusters] or ["none"], (5, 3, 1)[: len(of.clusters) or 1])[0]
    pairs = {asked.key: _pair(rng) for asked in of.asked if rng.random() < 0.85}
    return Said(described, (goal,), (cluster,), rng.random() < 0.9, pairs)


def _pair(rng: random.Random) -> Pair:
    before = Fraction(min(10, max(0, round(rng.gauss(6, 2)))))
    return Pair(before, Fraction(min(10, max(0, round(float(before) - rng.gauss(1, 2))))), ())


def made_safe(records: list[Record], of: Frame | None = None) -> Protected:
    """The release of these people by the house's own programmes."""
    return protect(records, programmes(of or frame()))


def book_of(made: Protected, number: int = 3, title: str = "January to March 2026") -> Book:
    """A release as it is kept and shown."""
    about = (made.programme.name, made.programme.dimensions, made.programme.tables, made.programme.scales)
    return Book(number, title, "", *DAYS, *about, made.figures, rules())
