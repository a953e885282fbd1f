"""Invariant 17: whoever something is silently kept from gets the same answers as if it had never been.

Status, headers, every byte, their order, and the number of statements that the database was asked; over every page of
the people's side. A small sample runs here; a thousand streams and more in `make bench` (docs/threat-model.md).
"""

import random
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import g

from survey.house import house
from survey.people.looks import store as door
from survey.people.seals.projection import store as sealed
from survey.receipts import store as receipts
from survey.records.account import store as accounts
from survey.records.reading import views as reading
from tests.survey.withholding.streams import Stream
from tests.survey.withholding.twins import Family, Twins, leaves_by_place, looks_in_place, people_routes

STEPS = 12


@pytest.fixture(scope="module")
def both_worlds(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Twins]:
    """Made once: each test has a family of its own in them."""
    with pytest.MonkeyPatch.context() as patch:
        leaves_by_place(patch)
        made = Twins(sqlite_template, tmp_path_factory.mktemp("twins"), seed=1)
        looks_in_place(patch, made)
        yield made
        made.close()


@pytest.fixture
def twins(both_worlds: Twins) -> Twins:
    both_worlds.differences.clear()
    return both_worlds


def stream(twins: Twins, seed: int) -> Family:
    """One stream, and everything that the parent can open, and some of what they can send."""
    dice = random.Random(seed)
    family = Stream(twins, dice).run(STEPS)
    visit = twins.visit(family)
    places = [*family.about_parent[-1:], *family.sealed[-1:]]
    visit.everywhere(places[-1:])
    visit = visit.opened()
    visit.send("/<lang>/withholding/<key>")
    for place in places:
        visit.send("/<lang>/records/open/<key>/<int:seq>/challenge", place, kind="wrong_fact", words="No.")
        visit.send("/<lang>/records/open/<key>/<int:seq>/side", place, words="I see it so.")
    twins.compare("GET by theme", "GET", f"/en/records/open/{visit.key}?order=theme")
    return family


PAGES = ("", "/paper", "/looks", "/months", "/about/<person_id>", "/about/<person_id>/paper")
FILES = ("", "/saved.html", "/about/<person_id>/saved.html")


def test_it_works(twins: Twins) -> None:
    assert stream(twins, 0).untold, "something is sealed in it"
    assert {f"GET {rule}" for rule, _names in people_routes(twins.real.sayso)} <= set(twins.compared)
    answered = [f"/<lang>/records/open/<key>{each}" for each in PAGES]
    for rule in (*answered, *(f"/<lang>/exports/open/<key>{each}" for each in FILES)):
        assert twins.answered[f"GET {rule}", "200"], "error pages are alike in any two worlds"
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
    """The same cards; only how many there are counts what is kept back too."""
    real = reading.found_words

    def counted(*given: Any) -> str:
        with house().database.reading() as session:
            more = len(sealed.barred_to(session, g.reader_id))
        return re.sub(r"\d+", lambda found: str(int(found[0]) + more), real(*given))

    monkeypatch.setattr(reading, "found_words", counted)


def asking_once_more(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same page; one more statement where something is sealed."""
    real = sealed.barred_to

    def barred(session: Any, viewer: str) -> frozenset[int]:
        found = real(session, viewer)
        if found:
            real(session, viewer)
        return found

    monkeypatch.setattr(accounts, "barred_to", barred)


LEAKS = (without_the_filter, telling_of_looks, giving_receipts, counting_one_more, asking_once_more)


@pytest.mark.parametrize("leak", LEAKS)
def test_a_world_that_leaks_is_caught(twins: Twins, monkeypatch: pytest.MonkeyPatch, leak: Leak) -> None:
    leak(monkeypatch)
    made = Stream(twins, random.Random(3))
    both = (made.family.child, made.family.parent)
    monkeypatch.setattr(made, "_about", lambda: both)
    for act in (made.note_to_be_sealed, made.seal_later, made.look):
        act()
    visit = twins.visit(made.family)
    visit.everywhere(
        made.family.sealed, lambda rule: rule.endswith(("/months", "/<key>/about/<person_id>", "/receipt"))
    )
    assert twins.differences, f"{leak.__name__} was not caught"


def test_the_same_without_a_leak_is_not(twins: Twins) -> None:
    made = Stream(twins, random.Random(3))
    for act in (made.note_to_be_sealed, made.seal_later, made.look):
        act()
    twins.visit(made.family).everywhere(made.family.sealed, lambda rule: rule.endswith(("/months", "/receipt")))
    assert not twins.differences
