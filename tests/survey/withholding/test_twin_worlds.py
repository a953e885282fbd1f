"""Invariant 17: whoever something is silently kept from gets the same answers as if it had never been.

Status, headers, every byte, their order, and the number of statements that the database was asked; over every page of
the people's side. A small sample runs here; a thousand streams and more in `make bench` (docs/threat-model.md).
"""

import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from survey.people.looks import store as door
from survey.people.seals.projection import store as sealed
from survey.receipts import store as receipts
from survey.records.account import account
from survey.records.account import store as accounts
from tests.survey.withholding.streams import Stream
from tests.survey.withholding.twins import Family, Twins, Visit, leaves_by_place, looks_in_place, people_routes

STREAMS, STEPS = 3, 14


@pytest.fixture
def twins(sqlite_template: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    leaves_by_place(monkeypatch)
    made = Twins(sqlite_template, tmp_path, seed=1)
    looks_in_place(monkeypatch, made)
    yield made
    made.close()


def walk(twins: Twins, family: Family, dice: random.Random) -> Visit:
    """Everything that the parent can open, and some of what they can send."""
    visit = twins.visit(family)
    mine = family.about_parent[-1:] or [0]
    visit.everywhere([*mine, dice.choice(family.sealed or [1])])
    visit = visit.opened()
    visit.send("/<lang>/withholding/<key>")
    for place in {*mine, *family.sealed[-1:]}:
        visit.send("/<lang>/records/open/<key>/<int:seq>/challenge", place, kind="wrong_fact", words="No.")
        visit.send("/<lang>/records/open/<key>/<int:seq>/side", place, words="I see it so.")
    visit.twins.compare("GET a record", "GET", f"/en/records/open/{visit.key}?order=theme")
    return visit


def stream(twins: Twins, seed: int, steps: int = STEPS) -> Family:
    dice = random.Random(seed)
    family = Stream(twins, dice).run(steps)
    walk(twins, family, dice)
    return family


def test_it_works(twins: Twins) -> None:
    families = [stream(twins, seed) for seed in range(STREAMS)]
    assert sum(each.untold for each in families) > STREAMS, "something is sealed in these"
    assert {f"GET {rule}" for rule, _names in people_routes(twins.real.sayso)} <= set(twins.compared)
    pages = ("", "/paper", "/looks", "/months", "/about/<person_id>", "/about/<person_id>/paper")
    files = ("", "/saved.html", "/about/<person_id>/saved.html")
    for rule in (
        *(f"/<lang>/records/open/<key>{p}" for p in pages),
        *(f"/<lang>/exports/open/<key>{f}" for f in files),
    ):
        assert twins.answered[f"GET {rule}", "200"] == STREAMS, "error pages are alike in any two worlds"
    assert not twins.differences, "\n".join(twins.differences[:5])


Leak = Callable[[pytest.MonkeyPatch], None]


def without_the_filter(monkeypatch: pytest.MonkeyPatch) -> None:
    """Records are read with everything in them."""
    monkeypatch.setattr(accounts, "barred_to", lambda _session, _viewer: frozenset())


def telling_of_looks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Looks at what is kept from someone are told to them."""
    monkeypatch.setattr(door, "kept_from", lambda _session, _seqs: {})


def giving_receipts(monkeypatch: pytest.MonkeyPatch) -> None:
    """A code for anything that is about them."""
    monkeypatch.setattr(receipts, "barred_to", lambda _session, _viewer: frozenset())


def counting_one_more(monkeypatch: pytest.MonkeyPatch) -> None:
    """The cards are the same; only how many there are is one more where something is sealed."""
    real = account.cards

    def cards(material: Any, viewer: str, scopes: Any) -> Any:
        found = real(material, viewer, scopes)
        return found[:-1] if material.person_id != viewer and len(material.entries) % 2 else found

    monkeypatch.setattr(account, "cards", cards)


def asking_once_more(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same page; one more statement where something is sealed."""
    real = sealed.barred_to

    def barred(session: Any, viewer: str) -> frozenset[int]:
        found = real(session, viewer)
        if found:
            real(session, viewer)
        return found

    monkeypatch.setattr(accounts, "barred_to", barred)


@pytest.mark.parametrize("leak", [without_the_filter, telling_of_looks, giving_receipts, asking_once_more])
def test_a_world_that_leaks_is_caught(twins: Twins, monkeypatch: pytest.MonkeyPatch, leak: Leak) -> None:
    leak(monkeypatch)
    for seed in range(8):
        stream(twins, seed, steps=20)
        if twins.differences:
            return
    pytest.fail(f"{leak.__name__} was not caught")
