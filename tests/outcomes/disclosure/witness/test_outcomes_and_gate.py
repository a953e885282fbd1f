"""Nobody's outcome is certain, a sample is bounded by another way, and a gate that is not passed lets nothing out."""

import numpy as np
import pytest

from outcomes.disclosure.attacks import attacks
from outcomes.disclosure.auditor import Contradiction
from outcomes.disclosure.cells import Cell
from outcomes.disclosure.narrowing import steps
from outcomes.disclosure.plan import Plan
from outcomes.disclosure.primary import draw_up
from outcomes.disclosure.programme import COUNTED, STATUS, Category, Dimension, Programme, Record, Table
from outcomes.disclosure.witness import gate, search, view
from outcomes.disclosure.witness.area import WitnessSearch
from outcomes.disclosure.witness.layout import lay_out
from outcomes.disclosure.witness.outcomes_open import OutcomesOpen
from outcomes.disclosure.witness.recounting import recount
from outcomes.disclosure.witness.sample import Sample, sums_of

GROUPS = {"age": ("8", "11", "16"), "achieved": ("yes", "no")}


def programme() -> Programme:
    dims = [Dimension(STATUS, "", (Category(COUNTED, ""),))]
    dims += [Dimension(key, "", tuple(Category(each, "") for each in of)) for key, of in GROUPS.items()]
    tables = (
        Table("headline", "", ("achieved",), share="achieved"),
        Table("age", "", ("age", "achieved"), share="achieved"),
    )
    return Programme("two", tuple(dims), tables)


def people(*groups: tuple[str, str, int]) -> list[Record]:
    return [
        Record({STATUS: COUNTED, "age": age, "achieved": achieved})
        for age, achieved, count in groups
        for _ in range(count)
    ]


def drawn(records: list[Record]) -> Plan:
    return draw_up(next(iter(steps([programme()], len(records)))), records)


MIXED = people(
    ("8", "yes", 24), ("8", "no", 21), ("11", "yes", 23), ("11", "no", 17), ("16", "yes", 22), ("16", "no", 3)
)


@pytest.fixture(autouse=True)
def short(monkeypatch):
    monkeypatch.setattr(view, "MOVES_EACH", 8)


def quiet(*_said: object) -> None:
    """Say nothing."""


def secured(plan: Plan):
    return WitnessSearch().secure(plan, quiet, lambda: False)


def test_of_two_alike_who_differ_in_the_outcome_nobody_can_say_which():
    audit = secured(drawn(MIXED))
    assert (audit.outcomes, audit.unresolved) == (len(MIXED), 0)


@pytest.mark.parametrize(("reached", "certain"), [(10, 1), (12, 0)])
def test_nothing_is_let_out_while_somebodys_outcome_is_certain(reached, certain):
    """All ten of ten reached theirs, and shown or not it is said that ten or more did. Of twelve it could be ten."""
    records = people(("8", "yes", 24), ("8", "no", 21), ("11", "yes", 23), ("11", "no", 17), ("16", "yes", reached))
    plan = drawn(records)
    laid = lay_out(plan.records, plan.programme, [*plan.states, *(cell for cell, _ in plan.fixed)])
    attack = next(each for each in attacks(plan) if each.share)
    look = view.View(plan, attack, laid)
    known = look.known(recount(laid.layout, laid.people), seed=None)
    known.hiding.price[:] = np.inf
    proof = OutcomesOpen(known, look.share()[0], 1).run(quiet, lambda: False)
    assert (proof.outcomes, proof.unresolved) == (len(records), certain)


def test_linear_programs_find_what_is_too_narrow():
    plan = drawn(MIXED)
    laid = lay_out(plan.records, plan.programme, list(plan.states))
    truth, sums = recount(laid.layout, laid.people), sums_of(laid.layout)
    assert not (sums @ truth).any()  # every row comes to nought for real people
    assert sums.shape[0] > 0
    three = laid.number[Cell((("achieved", ("no",)), ("age", ("16",))))]
    whole = Sample(sums, np.zeros_like(truth), np.full_like(truth, 2**30), truth, ((three, 5),)).run(
        quiet, lambda: False
    )
    assert (whole.sampled, whole.missed) == (1, 0)
    exact = truth.copy()
    exact[three] = 0
    high = np.where(exact, truth, 2**30)
    pinned = Sample(sums, exact, high, truth, ((three, 5),)).run(quiet, lambda: False)
    assert (pinned.missed, pinned.narrowest) == (1, 1)  # the rest of a total that is told exactly


def test_a_target_that_linear_programs_pin_lets_nothing_out(monkeypatch):
    monkeypatch.setattr(gate, "samples", lambda *_: [Sample(*pinned(), ((0, 5),))])
    monkeypatch.setattr("outcomes.disclosure.witness.area.samples", gate.samples)
    audit = secured(drawn(MIXED))
    assert (audit.sampled, audit.sample_narrowest, audit.unresolved) == (1, 1, 1)


def pinned():
    one = np.array([3])
    return np.zeros((0, 1)), one, one, one


def test_a_search_that_does_not_agree_when_it_is_counted_again_is_refused(monkeypatch):
    monkeypatch.setattr(search, "agrees", lambda *_: False)
    with pytest.raises(Contradiction, match="counted again"):
        secured(drawn(MIXED))


def test_a_search_that_took_another_figure_for_published_is_refused(monkeypatch):
    plan = drawn(MIXED)
    laid = lay_out(plan.records, plan.programme, [*plan.states, *(cell for cell, _ in plan.fixed)])
    gate.as_published(plan, laid)
    plain = view.View.bounds
    monkeypatch.setattr(view.View, "bounds", lambda self: wider(plain(self)))
    with pytest.raises(Contradiction):
        gate.as_published(plan, laid)


def wider(bounds):
    return bounds._replace(high=bounds.high + 1)
