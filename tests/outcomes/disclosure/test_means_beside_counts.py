"""Means are attacked with the counts: who is in which group cannot change in ways that no scores could explain."""

from dataclasses import replace
from fractions import Fraction

import numpy as np

from outcomes.disclosure.narrowing import Step
from outcomes.disclosure.people import people_of
from outcomes.disclosure.plan import Plan, State
from outcomes.disclosure.primary import draw_up
from outcomes.disclosure.programme import Programme, Record, Scale, Table
from outcomes.disclosure.scores import Scores, too_close
from tests.outcomes.disclosure.populations import ACHIEVED, HEADLINE, STATUS, dimension

HOME = dimension("home", "hill", "shore", "isle")
SCORED = dimension("scored", "yes", unlisted=("no",))
SCALE = Scale("s", "", Fraction(0), Fraction(40))


def plan_of(hill: int, shore: int, isle: int) -> Plan:
    """The hill scores 35, the shore 5, the isle 20; means by home and of all."""
    records = [
        Record(
            {"status": "counted", "achieved": "yes", "home": home, "scored": "yes"}, "", {("s", ""): Fraction(score)}
        )
        for home, people, score in (("hill", hill, 35), ("shore", shore, 5), ("isle", isle, 20))
        for _ in range(people)
    ]
    table = Table("home", "", ("home", "scored"), share="scored", scales=("s",))
    programme = Programme("full", (STATUS, ACHIEVED, HOME, SCORED), (HEADLINE, table), (SCALE,))
    return draw_up(Step(programme, 60, float("inf")), records)


def test_counts_that_no_scores_could_explain_prove_nothing():
    plan = plan_of(40, 40, 0)
    cells = list(plan.states)
    people = people_of(plan.records, plan.programme, cells)
    index = {cell: at for at, cell in enumerate(cells)}
    scores = Scores(plan, index, people, np.zeros(len(people.codes), dtype=bool))
    home = next(at for at, family in enumerate(people.families) if family.dims == ("home",))
    assert len(plan.mean_rows()) == 3
    assert scores.accept(people)
    people.move(0, home, 1)
    assert scores.accept(people)  # one of them may live by the shore, with other scores on both sides
    for person in range(1, 20):
        people.move(person, home, 1)
    assert not scores.accept(people)  # 20 on the hill and 60 by the shore have no mean of 20 together
    assert scores.blame


def test_a_hidden_group_s_mean_must_stay_open_to_who_knows_who_took_part():
    plan = plan_of(40, 40, 1)
    assert too_close(plan) is None
    exact = [replace(row, low=(row.low + row.high) / 2, high=(row.low + row.high) / 2) for row in plan.means]
    plan.means = tuple(exact)
    found = too_close(plan)
    assert found is not None
    assert plan.states[found.cell] is State.SHOWN
    plan.unshown_means.add((found.cell, found.scale, found.wave))
    assert too_close(plan) is None
