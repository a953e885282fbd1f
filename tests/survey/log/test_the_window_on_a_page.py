"""A manager and a data lead see live what nobody outside could vouch for, who remembers, and when signing stopped."""

import pytest
from staff import Desk, desk_of

from survey.app import Sayso
from survey.ledger.window.store import note_receipt_left, remember
from survey.people.role import Role
from tests.survey.ledger.known_keys import WITNESS
from tests.survey.ledger.test_signing_heads import TAMPERINGS, fill, on_sqlite, unguarded

pytestmark = on_sqlite
LOG = "/desk/log/"


@pytest.fixture
def lena(sayso: Sayso, cast) -> Desk:
    return desk_of(sayso, cast.lena, Role.MANAGER)


def test_it_says_honestly_when_nobody_outside_keeps_anything(sayso: Sayso, lena: Desk) -> None:
    page = lena.get(LOG).text
    assert "All of it. Nobody outside keeps anything of this log yet" in page
    assert "Signing has stopped" not in page
    assert str(sayso.house.signer.key) in page


def test_it_says_who_remembers_how_much(sayso: Sayso, lena: Desk, clock) -> None:
    fill(sayso.house, 100)
    clock.move(minutes=3)
    with sayso.house.database.writing() as session:
        remember(session, str(WITNESS), 90, clock.now)
        note_receipt_left(session, 94, clock.now)
    page = lena.get(LOG).text
    assert "witness.example/w1" in page
    assert "Receipts in people’s hands" in page
    assert "The oldest of them was written 3 minutes ago." in page
    with sayso.house.database.writing() as session:
        note_receipt_left(session, 10_000, clock.now)
    assert "Someone outside could tell of every entry whether it was changed." in lena.get(LOG).text


def test_it_says_that_signing_has_stopped_and_why(sayso: Sayso, lena: Desk) -> None:
    fill(sayso.house, 10)
    with sayso.house.database.writing() as session:
        unguarded(session, TAMPERINGS["a bit of a header"].replace("15", "(SELECT max(seq) FROM entry)"))
    fill(sayso.house, 20)
    page = lena.get(LOG).text
    assert "Signing has stopped" in page
    assert "What it says is not what was sealed." in page
