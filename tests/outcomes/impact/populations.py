"""Invented populations for releases: many shapes, from a seed, and nobody real."""

import random
from fractions import Fraction

from outcomes.disclosure.figure import Statistic
from outcomes.impact.cohort import GENDERS, Counted
from outcomes.impact.coverage import Missing
from outcomes.impact.programme import Frame, Place, Scale
from outcomes.impact.release import Release

AGES = ("8-10", "11-15", "16-17", "18-25")


def frame_of(boroughs: int = 2, wards: int = 6) -> Frame:
    """Give a frame with so many boroughs of so many wards."""
    places = tuple(
        Place(f"B{b}", f"Borough {b}", tuple((f"W{b}{w}", f"Ward {b}{w}") for w in range(wards)))
        for b in range(boroughs)
    )
    return Frame(AGES, places, (Scale("strands/feelings", "Feelings", Fraction(0), Fraction(10)),))


def weights(rng: random.Random, size: int, skew: float) -> list[float]:
    """Give weights that are even (skew 0) or leave most rows nearly empty (skew 3)."""
    return [(rng.random() + 0.02) ** (1 + skew) for _ in range(size)]


def population(
    rng: random.Random, people: int, frame: Frame, *, skew: float = 1.0, achieved: float = 0.55, away: float = 0.02
) -> tuple[list[Counted], list[Missing]]:
    """Give so many counted young people of this frame, and half as many who are missing."""
    ages, genders = weights(rng, len(frame.ages), skew), weights(rng, len(GENDERS), skew)
    places = [(place.code, ward) for place in frame.places for ward, _ in place.wards] or [("", "")]
    where, shape = weights(rng, len(places), skew), weights(rng, 14, skew)
    counted = []
    for _ in range(people):
        borough, ward = ("", "") if rng.random() < away else rng.choices(places, where)[0]
        age = "not said" if rng.random() < away else rng.choices(frame.ages, ages)[0]
        change = None if rng.random() < 0.15 else Fraction(rng.choices(range(-5, 9), shape)[0])
        scores = {scale.key: Fraction(rng.randint(3, 8)) for scale in frame.scales if rng.random() < 0.8}
        gender = rng.choices(GENDERS, genders)[0]
        counted.append(Counted(age, gender, borough, ward, rng.random() < achieved, change, scores))
    return counted, rng.choices(list(Missing), weights(rng, len(Missing), skew), k=people // 2)


def usual(rng: random.Random, people: int, frame: Frame) -> tuple[list[Counted], list[Missing]]:
    """Give a population such as a service would have: uneven ages, genders and wards."""
    counted = []
    places = [(place.code, ward) for place in frame.places for ward, _ in place.wards]
    where = [1 / (i % 6 + 1.5) for i in range(len(places))]
    for _ in range(people):
        borough, ward = rng.choices(places, where)[0]
        age, gender = rng.choices(frame.ages, [15, 40, 22, 23])[0], rng.choices(GENDERS, [46, 44, 6, 4])[0]
        change = None if rng.random() < 0.1 else Fraction(rng.choices(range(-3, 8))[0])
        counted.append(Counted(age, gender, borough, ward, rng.random() < 0.55, change))
    return counted, rng.choices(list(Missing), [40, 8, 25, 10, 5, 4, 8, 3], k=people // 2)


def texts_of(release: Release) -> dict[tuple[str, str], str]:
    """Give the counts of a release as anybody reads them: texts by line and statistic."""
    return {
        (COUNTED_AS.get(line.key, line.key), statistic.value): figure.text
        for sheet in release.sheets
        for line in sheet.lines
        if not line.key.startswith("scale/")
        for statistic, figure in line.figures.items()
        if statistic in (Statistic.PEOPLE, Statistic.ACHIEVED)
    }


COUNTED_AS = {"change": "rated"}  # the people behind the mean change are those who rated more than once
