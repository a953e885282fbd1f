"""`sayso measures raters` and `change`: several raters of the same people, and the same people at two times."""

import json
from datetime import date
from pathlib import Path

import pytest

from outcomes.change.compared import Rating, agreed, changed, told_of
from outcomes.change.store import ratings
from outcomes.measures.definition import library, measure_from_toml
from outcomes.measures.scale import DefinitionError
from survey.consent import store as consent
from survey.consent.decision import State
from survey.consent.purpose import Purpose
from survey.house import House
from survey.people.store import add_organisation
from survey.questionnaires.store import make_round
from tests.outcomes.change.test_measures_describe import Run, answer, run, say, young_person

__all__ = ["run"]  # the fixture
SDQ, TEACHER = library()["sdq"], library()["sdq_teacher"]
ITEMS = [f"sdq_{n}" for n in (3, 8, 13, 16, 24)]  # emotional
on_sqlite = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


def told(people: int, off: int = 1) -> list[Rating]:
    """A scale by two raters: every third person is seen `off` points otherwise by the teacher."""
    found = []
    for n in range(people):
        for measure, more in (("sdq", 0), ("sdq_teacher", off * (n % 3 == 0))):
            found += [Rating(str(n), 1, measure, scale, float(n % 7 + more)) for scale in ("emotional", "impact")]
    return found


def test_raters_are_compared_only_on_scales_with_the_same_ends() -> None:
    assert told_of(SDQ, library()) == (TEACHER,)
    (found,) = agreed(SDQ, [TEACHER], told(30))
    assert (found.wave, found.scale) == (1, "emotional"), "impact ends at 10 for one and at 6 for the other"
    assert found.found is not None
    assert found.found.icc == pytest.approx(0.960, abs=0.005)
    assert (found.found.n, found.found.raters) == (30, 2)


def test_who_differ_agree_less_and_too_few_are_told_nothing() -> None:
    (near,), (far,), (few,) = (list(agreed(SDQ, [TEACHER], told(*of))) for of in ((30, 1), (30, 6), (9, 1)))
    assert near.found is not None
    assert far.found is not None
    assert far.found.icc < near.found.icc - 0.5
    assert few.found is None


def test_only_who_was_rated_by_all_is_counted_and_times_are_kept_apart() -> None:
    alone = [Rating("lone", 1, "sdq", "emotional", 9.0), Rating("0", 2, "sdq_teacher", "emotional", 9.0)]
    first, second = agreed(SDQ, [TEACHER], [*told(12), *alone])
    assert first.found is not None
    assert (first.found.n, second.wave, second.found) == (12, 2, None)


def test_change_is_later_minus_earlier_matched_by_person() -> None:
    before = [Rating(str(n), 1, "sdq", "emotional", float(n % 5 + 3)) for n in range(20)]
    after = [Rating(str(n), 3, "sdq", "emotional", float(n % 5 + 1 + n % 2)) for n in reversed(range(19))]
    (found,) = changed(SDQ, [*before, *after])
    assert found.waves == (1, 3)
    assert found.points is not None
    assert found.size is not None
    assert (found.points.n, found.size.n) == (19, 19)
    assert found.points.mean == pytest.approx(-2 + 9 / 19)
    assert found.size.g_av == pytest.approx(found.points.g_av)
    assert found.size.d_low < found.size.d_av < found.size.g_av < 0
    assert [each.points for each in changed(SDQ, before[:9] + after[:9])] == [None]


def test_a_measure_of_another_rater_says_of_which_it_is() -> None:
    text = (Path(__file__).parents[3] / "outcomes/measures/library/sdq_teacher.toml").read_text("utf-8")
    with pytest.raises(DefinitionError, match="are said together, or neither"):
        measure_from_toml(text.replace('rates = "sdq"\n', ""))


MAPPING = """
[round]
id = "two-raters"
title = "Told by two"
basis = "not_personal"
basis_note = "Made up for a test."
source = "A test"
organisation = "school"
holder = "A school"
"""


@on_sqlite
def test_a_file_in_which_two_raters_tell_of_the_same_people(run: Run, tmp_path: Path) -> None:
    columns = [f"{rater}{n}" for rater in "st" for n in range(5)]
    rows = [[str((n + i) % 3) for i in range(5)] + [str(min(2, (n + i) % 3 + (n % 4 == 0))) for i in range(5)]
            for n in range(24)]  # fmt: skip
    (tmp_path / "school.csv").write_text("\n".join([",".join(columns), *(",".join(row) for row in rows)]))
    parts = [
        f'[[answers]]\nmeasure = "{measure}"\n[answers.items]\n'
        + "\n".join(f'{item} = "{rater}{n}"' for n, item in enumerate(ITEMS))
        for rater, measure in (("s", "sdq"), ("t", "sdq_teacher"))
    ]
    (tmp_path / "school.toml").write_text("\n".join([MAPPING, *parts]))
    assert "more than one rater" in run("measures", "raters").stderr
    brought = run("import", "answers", tmp_path / "school.csv", "--mapping", tmp_path / "school.toml")
    assert brought.exit_code == 0, brought.output
    lines = {line["scale"]: line for line in json.loads(run("measures", "raters", "--json").stdout)}
    assert lines["emotional"]["found"]["n"] == 24
    assert -1 <= lines["emotional"]["found"]["low"] <= lines["emotional"]["found"]["icc"] <= 1
    assert lines["conduct"]["found"] is None, "nobody answered it"
    said = run("measures", "raters", "--measure", "sdq").stdout
    assert "sdq/emotional" in said
    assert "[c]: fewer than 10" in said
    assert "was not asked at two times" in run("measures", "change", "--measure", "sdq").stderr


@on_sqlite
def test_two_times_are_laid_side_by_side_only_with_leave_for_that(house: House, run: Run) -> None:
    with house.database.writing() as session:
        add_organisation(session, "harbour", "Harbour")
        for wave, name in enumerate(("autumn", "spring"), 1):
            about = {"organisation_id": "harbour", "questionnaire": "ons_loneliness", "version": 1, "title": name}
            days = {"opens_on": date(2026, 1, wave), "closes_on": date(2026, 2, wave), "basis": "consent"}
            make_round(session, name, **about, wave=wave, **days)
    everybody = [young_person(house) for _ in range(12)]
    for number, person in enumerate(everybody):
        answer(house, person, 1 + number % 3, 2, 3)
        answer(house, person, 1, 1, 1 + number % 2, round_id="spring")
        say(house, person, State.GIVEN)
        with house.database.writing() as session:
            leave = State.GIVEN if number else State.REFUSED
            at = {"now": house.clock(), "rng": house.rng}
            consent.decide(session, person, Purpose.LINK_ANSWERS, leave, **at)
    with house.database.reading() as session:
        every, compared = (list(ratings(session, ["ons_loneliness"], over_time=over)) for over in (False, True))
    assert {each.person for each in every} - {each.person for each in compared} == {everybody[0]}
    said = run("measures", "change", "--measure", "ons_loneliness").stdout
    assert "loneliness           1 to 2 n     11 points" in said
    assert "g_av" in said
