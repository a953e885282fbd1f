"""Whoever stays as they are is set aside: the search has fewer to walk through, and what it is told stays the same."""

import numpy as np
import pytest

from outcomes.disclosure.attacks import attacks
from outcomes.disclosure.narrowing import steps
from outcomes.disclosure.primary import draw_up
from outcomes.disclosure.programme import COUNTED, STATUS, Record
from outcomes.disclosure.witness import aside
from outcomes.disclosure.witness.layout import lay_out
from outcomes.disclosure.witness.outcomes_open import alike
from outcomes.disclosure.witness.recounting import recount
from outcomes.disclosure.witness.search import LARGEST_SEEN
from outcomes.disclosure.witness.view import View
from tests.outcomes.disclosure.witness.test_outcomes_and_gate import people, programme

OWN, OTHERS = 90, 3


@pytest.fixture
def seen():
    """Two services: one knows ninety of the oldest, the other three."""
    rest = people(("8", "yes", 60), ("8", "no", 50), ("11", "yes", 45), ("11", "no", 40))
    oldest = people(("16", "yes", OWN // 2), ("16", "no", OWN // 2))
    few = [Record({STATUS: COUNTED, "age": "16", "achieved": "yes"}, "two") for _ in range(OTHERS)]
    records = [*(Record(each.at, "one" if n % 2 else "two") for n, each in enumerate(rest)), *few]
    records += [Record(each.at, "one") for each in oldest]
    plan = draw_up(next(iter(steps([programme()], len(records)))), records)
    laid = lay_out(records, plan.programme, [*plan.states, *(cell for cell, _ in plan.fixed)])
    return plan, laid, recount(laid.layout, laid.people)


def test_a_service_searches_among_the_others_alone(seen):
    plan, laid, counts = seen
    attack = next(each for each in attacks(plan) if each.provider == "one")
    known = View(plan, attack, laid).known(counts, seed=1)
    oldest = next(number for cell, number in laid.number.items() if dict(cell.where).get("age") == ("16",))
    assert not known.frozen.any()
    assert counts[oldest] > LARGEST_SEEN > known.cells[oldest] == OTHERS  # counts beyond it are not told apart
    assert np.array_equal(recount(known.layout, known.people), known.cells)
    assert ((known.bounds.low <= known.cells) & (known.cells <= known.bounds.high)).all()
    full = View(plan, attack, laid).bounds()
    own = counts - known.cells
    ends = full.high < 2**30
    assert np.array_equal((known.bounds.high + own)[ends], full.high[ends])
    assert ((known.bounds.shown >= 0) == (full.shown >= 0)).all()


def test_of_very_many_some_of_each_cell_may_move_and_all_of_a_small_one(seen, monkeypatch):
    plan, laid, counts = seen
    monkeypatch.setattr(aside, "MOST_MOVING", 50)
    monkeypatch.setattr(aside, "OF_EACH_CELL", 12)
    known = View(plan, next(attacks(plan)), laid).known(counts, seed=1)
    assert len(known.people) < len(laid.people) / 2
    assert (known.cells >= np.minimum(counts, 12)).all()
    assert (known.people[:, 0] == laid.layout.values[0] - 1).sum() == 12  # whoever is nobody may become somebody
    assert ((known.bounds.low <= known.cells) & (known.cells <= known.bounds.high)).all()


def test_whoever_has_nobody_beside_them_with_another_outcome_is_not_alike(seen):
    _, laid, _ = seen
    family = next(at for at, each in enumerate(laid.families) if each.dims == ("achieved",))
    mine = np.zeros(len(laid.people), dtype=bool)
    mine[:3] = True  # three of eight years, who all reached theirs
    assert not alike(laid.layout, laid.people, mine, family).any()
    mine[60:61] = True  # and one who did not
    assert alike(laid.layout, laid.people, mine, family)[mine].all()
