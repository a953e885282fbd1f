"""n, mean, sd and alpha for everybody and by group, against the real data sets."""

from dataclasses import fields
from pathlib import Path

import pytest

from outcomes.change.description import Description, Sitting, describe
from outcomes.measures.definition import library
from outcomes.measures.intake import take_in
from outcomes.measures.mapping import mapping_from_toml
from outcomes.measures.scale import Measure
from outcomes.measures.scoring import answered, score, turned
from outcomes.measures.sheet import read_sheet
from tests.outcomes.real_data import real_file, real_rows

MAPPINGS = Path(__file__).parents[3] / "docs" / "mappings"
BEEWELL = "kailo_beewell_standard_synthetic_data_raw"
LEFT_OUT = frozenset({"left_out"})
Fields = dict[str, dict[str, str]]


def real(mapping_name: str, data: str, measure: str) -> tuple[Measure, list[Sitting], Fields]:
    """A real file as sittings, and what each person said of themselves."""
    mapping = mapping_from_toml((MAPPINGS / f"{mapping_name}.toml").read_text(encoding="utf-8"))
    intake = take_in(read_sheet(real_file(f"responses/{data}.csv")), mapping)
    the = library()[measure]
    sittings = []
    for one in intake.respondents:
        codes = answered(one.answers[measure])
        sittings.append(Sitting(str(one.row), score(the, codes), turned(the, codes), frozenset(one.answers[measure])))
    return the, sittings, {str(one.row): dict(one.described) for one in intake.respondents}


def by(described: Fields, field: str) -> dict[str, str]:
    """Which group each person is in."""
    return {person: said[field] for person, said in described.items() if field in said}


def the_line(lines: list[Description], scale: str, group: str | None = None) -> Description:
    """One line of a description."""
    return next(line for line in lines if (line.scale, line.group) == (scale, group))


def figures(line: Description) -> tuple[int | None, float, float, float]:
    """n, mean, sd, alpha to four places."""
    assert line.mean is not None
    assert line.sd is not None
    assert line.alpha is not None
    return line.n, round(line.mean, 4), round(line.sd, 4), round(line.alpha.value, 4)


def test_empathy_of_children() -> None:
    measure, sittings, described = real("ceaq_children", "ceaq_children", "ceaq")
    lines = describe(measure, sittings, by(described, "gender"))
    assert figures(the_line(lines, "empathy")) == (208, 37.8413, 5.4266, 0.8107)
    girls, boys = the_line(lines, "empathy", "girl"), the_line(lines, "empathy", "boy")
    assert (girls.n, round(girls.mean or 0, 4)) == (107, 36.5888)
    assert (boys.n, round(boys.mean or 0, 4)) == (90, 39.3222)


def test_grades_five_and_eight_are_hidden_and_cannot_be_worked_out() -> None:
    measure, sittings, described = real("ceaq_children", "ceaq_children", "ceaq")
    lines = {line.group: line for line in describe(measure, sittings, by(described, "grade"))}
    assert {group for group, line in lines.items() if line.hidden} == {"5", "8", "not said"}
    assert (lines["6"].n, lines["7"].n, lines[None].n) == (95, 97, 208)
    for group in ("5", "8", "not said"):
        figures_of = [
            field.name for field in fields(Description) if field.name not in ("scale", "title", "group", "hidden")
        ]
        assert [getattr(lines[group], name) for name in figures_of] == [None] * len(figures_of)


def test_gratitude_of_young_people() -> None:
    measure, sittings, _ = real("youth_gratitude", "youth_gratitude", "gratitude")
    lines = describe(measure, sittings)
    assert figures(the_line(lines, "gq6")) == (1327, 29.1944, 4.6746, 0.8105)
    assert figures(the_line(lines, "gac")) == (1327, 11.6729, 2.7623, 0.8757)


def published() -> list[dict[str, str]]:
    """The aggregates that came with the synthetic #BeeWell answers."""
    return real_rows("responses/kailo_beewell_standard_school_aggregate_scores_rag.csv")


def test_swemwbs_by_school_is_what_was_published() -> None:
    measure, sittings, described = real("kailo_beewell", BEEWELL, "swemwbs")
    lines = describe(measure, sittings, by(described, "school"))
    whole = [row for row in published() if row["variable"] == "wellbeing_score" and _overall(row)]
    assert len(whole) == 7
    for row in whole:
        line = the_line(lines, "raw", row["school_lab"])
        assert (line.n, line.mean) == (float(row["count"]), pytest.approx(float(row["mean"]), abs=1e-9))
    assert the_line(lines, "raw").n == 547


@pytest.mark.parametrize(
    ("measure_id", "scale", "variable"),
    [
        ("swemwbs", "raw", "wellbeing_score"),
        ("beewell_autonomy", "autonomy", "autonomy_score"),
        ("ons_wellbeing", "life_satisfaction", "life_satisfaction_score"),
    ],
)
def test_every_published_aggregate_and_every_hidden_one(measure_id: str, scale: str, variable: str) -> None:
    _, sittings, described = real("kailo_beewell", BEEWELL, measure_id)
    shown = 0
    for row in (each for each in published() if each["variable"] == variable):
        values = [
            value for one in sittings if _in(described[one.person], row) and (value := one.scores[scale]) is not None
        ]
        if row["count"] in ("", "NULL"):
            assert len(values) < 10
            continue
        shown += 1
        assert len(values) == float(row["count"])
        assert sum(values) / len(values) == pytest.approx(float(row["mean"]), abs=1e-9)
    assert shown > 50


def _overall(row: dict[str, str]) -> bool:
    return all(row[name] == "All" for name in ("year_group_lab", "gender_lab", "fsm_lab", "sen_lab"))


def _in(said: dict[str, str], row: dict[str, str]) -> bool:
    pairs = [
        ("year_group", "year_group_lab"),
        ("gender", "gender_lab"),
        ("free_meals", "fsm_lab"),
        ("special_needs", "sen_lab"),
    ]
    return said["school"] == row["school_lab"] and all(row[lab] in ("All", said.get(field)) for field, lab in pairs)


def test_a_round_of_fewer_than_ten_shows_nothing() -> None:
    measure = library()["ons_loneliness"]
    nine = [Sitting(str(n), {"loneliness": 5.0}, {}, LEFT_OUT) for n in range(9)]
    (line,) = describe(measure, nine)
    assert line == Description("loneliness", "Loneliness, three items", None, hidden=True)


def test_too_little_answered_is_not_counted() -> None:
    measure = library()["ons_loneliness"]
    people = [Sitting(str(n), {"loneliness": 5.0 if n < 12 else None}, {}, LEFT_OUT) for n in range(20)]
    (line,) = describe(measure, people)
    assert (line.n, line.mean, line.sd, line.alpha) == (12, 5, 0, None)


def asked_two_things(nothing_on_happy: int) -> list[Description]:
    """Forty people who were asked two of the four; so many of them skipped the second."""
    both = frozenset({"life_satisfaction", "happy"})
    people = []
    for n in range(40):
        scores = {"life_satisfaction": float(n % 11), "happy": None if n < nothing_on_happy else 3.0}
        people.append(Sitting(str(n), scores, {}, both))
    return describe(library()["ons_wellbeing"], people, {str(n): "ab"[n % 2] for n in range(40)})


def test_a_scale_that_was_not_asked_is_not_there() -> None:
    assert {line.scale for line in asked_two_things(0)} == {"life_satisfaction", "happy"}


def test_a_scale_that_hardly_anybody_answered_does_not_hide_the_others() -> None:
    shown = [(line.scale, line.group, line.n) for line in asked_two_things(35) if not line.hidden]
    assert shown == [("life_satisfaction", None, 40), ("life_satisfaction", "a", 20), ("life_satisfaction", "b", 20)]
