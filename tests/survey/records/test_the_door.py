"""Opening one's record: link and second thing, wrong tries counted, closed when left alone, recovery that is seen."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import select
from staff import desk_of

from people import Cast
from survey.app import Sayso
from survey.ledger.store import entries_about
from survey.people.role import Role
from survey.people.store import end_links
from survey.records.models import Opening, SecondThing
from tests.survey.records.conftest import SECRET_WORDS, Visitor

DOOR = "/en/records/{token}/door"


@pytest.fixture
def new(visit: Callable[[str], Visitor], cast: Cast) -> Visitor:
    """Amina with her link, before she has chosen anything."""
    return visit(cast.amina)


def test_it_works(new: Visitor) -> None:
    assert "Pick three words or a PIN" in new.get(DOOR).text
    assert "What’s written about you" in new.open().record()
    assert "Your three words or PIN" in new.get(DOOR).text
    assert "What’s written about you" in new.open("  GREEN door  Rabbit ").record()


@pytest.mark.parametrize("typed", ["5823", "58-23 71", "red green blue", "el perro azul grande"])
def test_what_can_be_chosen(new: Visitor, typed: str) -> None:
    assert new.open(typed).key


TOO_WEAK = ["", "12", "one two", "a b c", "1111", "1234", "9876", "2011", "052011", "red red red", "x" * 300]


@pytest.mark.parametrize("typed", TOO_WEAK)
def test_what_cannot(new: Visitor, typed: str) -> None:
    page = new.post(DOOR, second_thing=typed)
    assert page.status_code == 422
    assert "Pick three words, or four numbers" in page.text or "too easy to guess" in page.text


def test_only_a_slow_keyed_hash_is_kept(new: Visitor, sayso: Sayso, cast: Cast) -> None:
    new.open("5823")
    with sayso.house.database.reading() as session:
        row = session.scalars(select(SecondThing)).one()
        assert b"5823" not in row.kept + row.salt
        (chosen,) = entries_about(session, cast.amina, ["key.chosen"])
    assert chosen.content == {"how": "pin"}


def test_wrong_tries_are_counted_and_end(new: Visitor, clock) -> None:
    new.open()
    for _ in range(5):
        page = new.post(DOOR, second_thing="not this one")
        assert page.status_code == 422
        assert "That is not it. Try again." in page.text
    refused = new.post(DOOR, second_thing=SECRET_WORDS)
    assert refused.status_code == 429
    assert "wait 10 minutes" in refused.text
    clock.move(minutes=11)
    assert new.open().key


def test_tries_are_counted_per_person_not_per_link(visit: Callable[[str], Visitor], cast: Cast) -> None:
    visit(cast.amina).open()
    for _ in range(5):
        visit(cast.amina).post(DOOR, second_thing="not this one")
    assert visit(cast.amina).post(DOOR, second_thing=SECRET_WORDS).status_code == 429
    assert visit(cast.rosa).open().key


def test_patient_guessing_ends_at_the_worker(new: Visitor, clock) -> None:
    new.open()
    for n in range(20):
        if n % 4 == 0:
            clock.move(minutes=11)
        assert new.post(DOOR, second_thing=f"guess number {n}").status_code == 422
    clock.move(minutes=11)
    page = new.post(DOOR, second_thing=SECRET_WORDS)
    assert page.status_code == 429
    assert "Ask your worker" in page.text


def test_it_closes_after_half_an_hour_unused(amina: Visitor, clock) -> None:
    for _ in range(3):
        clock.move(minutes=29)
        amina.record()
    clock.move(minutes=30)
    page = amina.get("/en/records/open/{key}")
    assert page.status_code == 410
    assert "no one uses it for 30 minutes" in page.text
    assert "Amina" not in page.text


def test_closing_it(amina: Visitor, sayso: Sayso) -> None:
    sent = amina.post("/en/records/open/{key}/close")
    assert "Your record is closed" in amina.get(sent.headers["Location"]).text
    assert amina.get("/en/records/open/{key}").status_code == 410
    with sayso.house.database.reading() as session:
        assert not session.scalars(select(Opening)).all()


def test_ending_the_links_closes_what_is_open(amina: Visitor, sayso: Sayso, cast: Cast) -> None:
    with sayso.house.database.writing() as session:
        end_links(session, cast.amina, sayso.house.clock())
    assert amina.get("/en/records/open/{key}").status_code == 410


@pytest.mark.parametrize(("key", "status"), [("1" + "x" * 32, 410), ("nonsense", 410), ("😀", 410), ("%00", 404)])
def test_another_key_opens_nothing(amina: Visitor, key: str, status: int) -> None:
    assert amina.get(f"/en/records/open/{key}").status_code == status


def test_a_form_from_elsewhere_is_refused(amina: Visitor) -> None:
    sent = amina.client.post(f"/en/records/open/{amina.key}/close", data={"form_key": "0" * 32})
    assert sent.status_code == 403
    assert amina.record()


def test_recovery_through_the_worker_is_seen(amina: Visitor, sayso: Sayso, cast: Cast) -> None:
    sam = desk_of(sayso, cast.sam, Role.PRACTITIONER)
    assert sam.post(f"/desk/records/{cast.amina}/key", whose=cast.amina).status_code == 303
    assert amina.get("/en/records/open/{key}").status_code == 410
    assert "Pick three words or a PIN" in amina.get(DOOR).text
    page = amina.open("another three words").record()
    assert "Sam Okafor let you pick a new PIN or new words." in page


def test_only_their_own_worker_can_let_them(amina: Visitor, rosa: Visitor, sayso: Sayso, cast: Cast) -> None:
    priya = desk_of(sayso, cast.priya, Role.PRACTITIONER)
    assert priya.post(f"/desk/records/{cast.amina}/key", f"/desk/records/{cast.jordan}/new").status_code == 404
    sam = desk_of(sayso, cast.sam, Role.PRACTITIONER)
    address = f"/desk/records/{cast.amina}/key"
    assert sam.post(address, whose=cast.jordan).status_code == 404
    assert sam.post(address, whose=cast.rosa).status_code == 303
    assert amina.record()
    assert rosa.get("/en/records/open/{key}").status_code == 410


def test_tries_at_the_same_moment_are_counted_like_any(new: Visitor, sayso: Sayso) -> None:
    new.open()

    def guess(n: int) -> int:
        visitor = Visitor(sayso, new.person_id, new.token)
        return visitor.post(DOOR, second_thing=f"guess number {n}").status_code

    with ThreadPoolExecutor(8) as threads:
        answers = list(threads.map(guess, range(16)))
    assert sorted(answers) == [422] * 5 + [429] * 11
