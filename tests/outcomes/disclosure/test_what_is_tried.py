"""Which programme is tried for how many people, what is left when one is not safe, and what is told of it."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction

import pytest

from outcomes.disclosure.auditor import Enough, Progress
from outcomes.disclosure.engine import NothingSafe, protect
from outcomes.disclosure.figure import PublishedFigure, Statistic
from outcomes.disclosure.narrowing import narrow, steps
from outcomes.disclosure.plan import Plan, State, bounds_of
from outcomes.disclosure.programme import Programme, Record, Scale, Table
from outcomes.disclosure.published import Published
from outcomes.disclosure.report import Audit
from tests.outcomes.disclosure.populations import ACHIEVED, FOUR, HEADLINE, STATUS, a_release, crowd, dimension, groups

WARDS = (STATUS, ACHIEVED, dimension("ward", "north", "south", unlisted=("none",)), *groups({"age": 2, "gender": 2}))


@dataclass
class Auditing:
    """An auditor who says what it is told to, and keeps the plans it saw."""

    fails: Sequence[str] = ()
    plans: list[Plan] = field(default_factory=list)

    def secure(self, plan: Plan, progress: Progress, enough: Enough) -> Audit:
        self.plans.append(plan)
        return Audit(unresolved=int(plan.programme.name in self.fails), stopped=enough())


def whole(people: int, achieved: int, **more: str) -> list[Record]:
    at = {"status": "counted", "ward": "north", "age": "0", "gender": "0"} | more
    return [Record(at | {"achieved": "yes" if number < achieved else "not_yet"}, "us") for number in range(people)]


def the(figures: Sequence[Published], table: str, statistic: str = "people", **at: str) -> str:
    found: PublishedFigure = next(
        each.figure for each in figures if (each.table, each.statistic.value, dict(each.at)) == (table, statistic, at)
    )
    return found.text


TABLES = ("status", "age achieved", "age gender", "ward achieved", "ward age achieved", "age gender achieved")


@pytest.mark.parametrize(
    ("people", "dims"),
    [
        (29, []),
        (30, ["status", "age", "ward"]),
        (59, ["status", "age", "ward"]),
        (60, ["status", "age achieved", "age gender", "ward achieved", "ward age achieved", "age gender"]),
        (999, ["status", "age achieved", "age gender", "ward achieved", "ward age achieved", "age gender"]),
        (1000, list(TABLES)),
    ],
)
def test_the_number_of_people_narrows_the_tables(people: int, dims: list[str]):
    tables = [Table(key, "", tuple(key.split()), share="achieved" * ("achieved" in key)) for key in TABLES]
    narrowed = narrow(Programme("full", WARDS, (HEADLINE, *tables)), people)
    assert [" ".join(table.dims) for table in narrowed.tables] == ["achieved", *dims]


def test_the_choice_of_a_programme_says_how_many_there_are_and_the_audit_knows():
    full = a_release(FOUR)
    assert next((step.least, step.most) for step in steps([full], 59)) == (30, 59)
    assert next((step.least, step.most) for step in steps([full], 60)) == (60, float("inf"))
    assert [step.programme.name for step in steps([full], 60)] == ["full", "totals", "headline"]
    assert next((step.least, step.most) for step in steps([full], 29)) == (0, 29)


def test_what_is_not_safe_is_not_published_and_the_next_smaller_is_tried():
    auditor = Auditing(fails=("full",))
    made = protect(crowd(1, 66, FOUR), [a_release(FOUR)], auditor=auditor)
    assert made.programme.name == "totals"
    assert [bool(each.why_not) for each in made.report.tried] == [True, False]
    assert {each.table for each in made.figures} == {"headline", "coverage", "change/feelings"}
    with pytest.raises(NothingSafe) as nothing:
        protect(crowd(1, 66, FOUR), [a_release(FOUR)], auditor=Auditing(fails=("full", "totals", "headline")))
    assert len(nothing.value.report.tried) == 3


@dataclass
class Stuck(Auditing):
    """An auditor for whom some tables can never be made safe."""

    tables: Sequence[str] = ()

    def secure(self, plan: Plan, progress: Progress, enough: Enough) -> Audit:
        self.plans.append(plan)
        found = [table.key for table in plan.programme.tables if table.key in self.tables]
        return Audit(unresolved=len(found), stuck=found[0] if found else "")


def test_a_table_that_cannot_be_made_safe_is_left_out_and_the_rest_is_tried_again():
    auditor = Stuck(tables=("coverage", "gender"))
    made = protect(crowd(1, 66, FOUR), [a_release(FOUR)], auditor=auditor)
    assert made.programme.name == "full"
    assert {"coverage", "gender"}.isdisjoint(each.table for each in made.figures)
    assert {"headline", "borough", "crossed", "change/feelings"} <= {each.table for each in made.figures}
    assert ["coverage" in each.why_not for each in made.report.tried] == [True, False, False]
    assert [len(plan.programme.tables) for plan in auditor.plans] == [9, 8, 7]


def test_no_more_than_three_tables_are_left_out_and_never_the_headline():
    every = [table.key for table in a_release(FOUR).tables if table.key not in ("headline", "change/feelings")]
    made = protect(crowd(1, 66, FOUR), [a_release(FOUR)], auditor=Stuck(tables=every))
    assert [each.programme for each in made.report.tried] == ["full"] * 4 + ["totals"] * 2
    assert {each.table for each in made.figures} == {"headline", "change/feelings"}
    with pytest.raises(NothingSafe):
        protect(crowd(1, 66, FOUR), [a_release(FOUR)], auditor=Stuck(tables=("headline",)))


def test_too_few_to_show_the_number_of_people_is_nothing():
    with pytest.raises(NothingSafe, match="Nothing about these people"):
        protect(whole(9, 4), [Programme("full", WARDS, (HEADLINE,))])


def test_when_the_time_is_up_only_the_headline_is_left():
    auditor = Auditing()
    made = protect(crowd(1, 66, FOUR), [a_release(FOUR)], enough=lambda: True, auditor=auditor)
    assert [plan.programme.name for plan in auditor.plans] == ["headline"]
    assert made.programme.name == "headline"
    assert all("time was up" in each.why_not for each in made.report.tried[:-1])


def test_whoever_closes_sees_how_far_it_is_and_can_stop_it():
    said: list[str] = []

    def say(stage: str, done: int, total: int) -> None:
        assert done <= total
        said.append(stage)
        if stage.startswith("who took part"):
            raise InterruptedError

    with pytest.raises(InterruptedError):
        protect(crowd(1, 200, FOUR), [a_release(FOUR)], progress=say)
    assert said[:2] == ["counting", "outside"]


def test_few_and_nearly_all_stand_for_an_end():
    for reached, text, rest in (
        (0, "few", "nearly_all"),
        (9, "few", "nearly_all"),
        (10, "10", "90"),
        (100, "nearly_all", "few"),
    ):
        made = protect(whole(100, reached), [Programme("full", WARDS, (HEADLINE,))])
        assert the(made.figures, "headline", achieved="yes") == text
        assert the(made.figures, "headline", achieved="not_yet") == rest
        assert the(made.figures, "headline", "percent", achieved="yes") == ("10" if text == "10" else "c")


def test_a_ward_that_may_have_under_thirty_has_its_total_only():
    by_ward = Table("ward", "", ("ward", "achieved"), share="achieved")
    for here, text in ((32, "c"), (33, "15")):
        auditor = Auditing()
        records = whole(here, 15) + whole(60, 30, ward="south")
        made = protect(records, [Programme("full", WARDS, (HEADLINE, by_ward))], auditor=auditor)
        assert the(made.figures, "ward", ward="north", achieved="yes") == text
        assert the(made.figures, "ward", ward="north") == str((here + 2) // 5 * 5)


def test_a_group_that_but_for_one_provider_is_small_is_hidden():
    """Forty in the north: thirty-five with one provider. That provider would see five others."""
    for others, text in ((0, "40"), (5, "c"), (10, "50")):
        theirs = [replace(record, provider="them") for record in whole(others, others // 2)]
        south = whole(60, 30, ward="south") + [replace(each, provider="them") for each in whole(60, 30, ward="south")]
        programme = Programme("full", WARDS, (HEADLINE, Table("ward", "", ("ward",))))
        made = protect(whole(40, 20) + theirs + south, [programme], auditor=Auditing())
        assert the(made.figures, "ward", ward="north") == text


def test_what_each_cell_tells():
    auditor = Auditing()
    protect(whole(100, 4), [Programme("full", WARDS, (HEADLINE,))], auditor=auditor)
    plan = auditor.plans[0]
    told = {tuple(sorted(dict(cell.where))): each for cell, each in bounds_of(plan.counts, plan.states).items()}
    assert told[("status",)] == (98, 102)
    assert sorted(bounds_of(plan.counts, plan.states).values()) == [(0, 9), (10, float("inf")), (98, 102)]
    outside = dict.fromkeys(plan.states, State.OUTSIDE)
    assert set(bounds_of(plan.counts, outside).values()) == {(0, float("inf"))}


def test_a_mean_needs_everybody_s_score():
    paired = dimension("change/s", "paired", unlisted=("not_paired",))
    scale = Scale("s", "", Fraction(0), Fraction(10))
    table = Table("change/s", "", ("change/s",), share="change/s", scales=("s",))
    programme = Programme("full", (*WARDS, paired), (HEADLINE, table), (scale,))
    with pytest.raises(ValueError, match="needs a score of s"):
        protect(whole(100, 50, **{"change/s": "paired"}), [programme])


@pytest.mark.parametrize("at", [{"ward": "west"}, {"age": ""}])
def test_a_record_that_fits_no_category_is_refused(at: dict[str, str]):
    with pytest.raises(ValueError, match="needs a category"):
        protect(whole(40, 20, **at), [Programme("full", WARDS, (HEADLINE,))])


def test_the_report_is_plain_values_and_sentences():
    made = protect(crowd(2, 200, FOUR), [a_release(FOUR)], ask=iter(range(1000)).__next__)
    told = made.report.as_dict()
    assert isinstance(told["tried"], list)
    last = told["tried"][-1]
    assert last["audit"]["narrowest"] >= 5
    assert last["audit"]["targets"] % 10 == 0
    assert made.report.tried[-1].audit.targets > made.report.tried[-1].primary  # and groups that no table shows
    assert last["seconds"] == 1
    assert any("was published" in sentence for sentence in made.report.sentences())
    assert Statistic.PEOPLE in {each.statistic for each in made.figures}


def test_the_report_does_not_say_why_anything_is_hidden_or_of_how_many_people():
    """Nine in the south, eight of them with one service: told that each gap is small, it would know the ninth."""
    theirs = [*whole(8, 4, ward="south"), *whole(30, 15)]
    records = [*(replace(each, provider="them") for each in theirs), *whole(1, 1, ward="south"), *whole(40, 20)]
    made = protect(records, [Programme("full", WARDS, (HEADLINE, Table("ward", "", ("ward",))))])
    tried = made.report.tried[-1]
    assert the(made.figures, "ward", ward="south") == "c"
    assert (tried.rules, tried.primary) != (0, 0)
    told = made.report.as_dict()["tried"][-1]  # type: ignore[index]  # a list
    assert told["hidden"] == tried.cells - tried.shown
    assert {"primary", "rules", "secondary"}.isdisjoint(told)
    assert "outcomes" not in told["audit"]  # as many as have an answer, to the one
    assert tried.audit.outcomes == 79
    assert "79" not in str(made.report.as_dict())
    assert all(told["audit"][key] % 10 == 0 for key in ("targets", "by_example", "solves"))
