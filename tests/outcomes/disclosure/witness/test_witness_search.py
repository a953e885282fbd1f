"""At the size of an area a release is safe because other data sets agree with it: shown here on a few people."""

from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest

from outcomes.disclosure.auditor import Contradiction
from outcomes.disclosure.engine import protect
from outcomes.disclosure.narrowing import steps
from outcomes.disclosure.plan import MeanRow, Plan, State
from outcomes.disclosure.primary import draw_up
from outcomes.disclosure.rulebook import VALUES_LEFT
from outcomes.disclosure.witness import outcomes_open, proof, search, view
from outcomes.disclosure.witness.area import WitnessSearch
from outcomes.disclosure.witness.layout import lay_out
from outcomes.disclosure.witness.recounting import recount
from tests.attack.releases import FEW, crowd, files_of, people_of, programme
from tests.attack.solving import broken, world_of

PEOPLE = 60


@pytest.fixture(scope="module")
def records():
    return crowd(3, PEOPLE, sizes=FEW)


@pytest.fixture
def plan(records) -> Plan:
    return draw_up(next(iter(steps([programme(FEW)], PEOPLE))), records)


@pytest.fixture(autouse=True)
def short(monkeypatch):
    """As long a search as a few people need."""
    monkeypatch.setattr(view, "MOVES_EACH", 8)
    monkeypatch.setattr(proof, "LONG", 80)
    monkeypatch.setattr(outcomes_open, "LONG", 80)


def quiet(*_said: object) -> None:
    """Say nothing."""


def never() -> bool:
    return False


def test_what_it_lets_out_withstands_a_solver(records):
    made = protect(records, [programme(FEW)], auditor=WitnessSearch())
    assert made.programme.name == "crossed"
    files = files_of(made)
    assert broken(files, world_of(files, people_of(records), ("achieved", "age", "gender"))) == []


def test_a_plan_that_may_hide_nothing_more_is_not_safe(plan):
    plan.keep = frozenset(plan.states)
    assert WitnessSearch().secure(plan, quiet, never).unresolved


def test_it_stops_when_the_time_is_up(plan):
    audit = WitnessSearch().secure(plan, quiet, lambda: True)
    assert audit.stopped


def test_a_plan_that_counts_otherwise_is_refused(plan):
    cell = next(iter(plan.states))
    plan.counts[cell] += 1
    with pytest.raises(Contradiction):
        WitnessSearch().secure(plan, quiet, never)


def test_every_data_set_it_finds_agrees_with_what_is_published(plan, monkeypatch):
    """Each time a data set is believed, everybody is counted anew, by another way."""
    checked = []
    plain = search.agrees

    def agrees(layout, bounds, state, check):
        counts = recount(layout, state.people)
        assert np.array_equal(counts, state.cells)
        assert ((counts >= bounds.low) & (counts <= bounds.high)).all()
        checked.append(1)
        return plain(layout, bounds, state, check)

    monkeypatch.setattr(search, "agrees", agrees)
    before = sum(state is State.SHOWN for state in plan.states.values())
    audit = WitnessSearch().secure(plan, quiet, never)
    assert len(checked) == audit.recounted > 0
    assert audit.unresolved == 0
    assert audit.narrowest >= VALUES_LEFT
    assert audit.sampled > 0
    assert audit.sample_narrowest >= VALUES_LEFT
    assert sum(state is State.SHOWN for state in plan.states.values()) < before


def test_people_are_counted_as_the_release_counts_them(plan):
    laid = lay_out(plan.records, plan.programme, list(plan.states))
    counts = recount(laid.layout, laid.people)
    assert {cell: counts[laid.number[cell]] for cell in plan.states} == {c: plan.counts[c] for c in plan.states}


def test_means_of_groups_are_left_out(plan):
    whole = next(cell for cell in plan.states if not cell.dims)
    group = next(cell for cell in plan.states if cell.dims == ("age",))
    rows = tuple(MeanRow(cell, "feelings", "before", Fraction(1), Fraction(2)) for cell in (whole, group))
    plan = replace(plan, means=rows)
    WitnessSearch().secure(plan, quiet, lambda: True)
    assert [plan.shows(row) for row in rows] == [True, False]
