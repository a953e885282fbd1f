"""An advocate may say for a young person that something is not right: where they let her, and nowhere else."""

import pytest

from people import Cast
from survey.app import Sayso
from survey.ledger.store import entries_about
from survey.people import store as people
from survey.people.invitation import form_key
from survey.people.person import Kind as Person
from survey.people.relation import Relation
from survey.people.relations.store import grant, restrict
from survey.people.relations.tie import Restriction, Stops
from survey.records.store import restricted_seqs
from tests.survey.records.conftest import Notes, Visitor

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
WORDS = "Amina told me that the hall was too loud."


class Nia:
    """Amina's advocate."""

    def __init__(self, sayso: Sayso, cast: Cast, sees: tuple[str, ...]) -> None:
        self.sayso, self.cast, house = sayso, cast, sayso.house
        self.at = {"now": house.clock(), "rng": house.rng}
        with house.database.writing() as session:
            made = {"kind": Person.FAMILY, "name": "Nia", "born": None, "organisation_id": None, "area_code": None}
            self.id = people.add_person(session, by=None, **self.at, **made)
            how = {"by": cast.amina, "sees": sees, **self.at}
            self.relation = people.relate(session, Relation.ADVOCATE, self.id, cast.amina, **how)

    def grant(self, *sees: str) -> None:
        with self.sayso.house.database.writing() as session:
            grant(session, self.relation, sees, by=self.cast.amina, **self.at)


def pages(visitor: Visitor, cast: Cast, seq: int) -> list[int]:
    there = visitor.at("about", cast.amina)
    found = [visitor.get(f"{there}/{seq}/challenge"), visitor.post(f"{there}/{seq}/challenge", kind="wrong_fact")]
    return [each.status_code for each in (*found, visitor.get(f"{there}/told"))]


def restricted(sayso: Sayso) -> set[int]:
    with sayso.house.database.reading() as session:
        return set(session.scalars(restricted_seqs()))


def test_it_works(sayso: Sayso, cast: Cast, notes: Notes, amina: Visitor, visit) -> None:
    nia = visit(Nia(sayso, cast, ("notes", "speaks")).id).open("tall grey heron")
    about = nia.at("about", cast.amina)
    assert f"{about}/{notes.groups}/challenge" in nia.get(about).text
    page = nia.get(f"{about}/{notes.groups}/challenge").text
    assert "You say this for Amina." in page
    assert "hard to be in groups" in page
    sent = nia.post(f"{about}/{notes.groups}/challenge", kind="unfair_opinion", words=WORDS)
    assert sent.status_code == 303
    assert "What we answer goes to Amina, not to you." in nia.get(sent.location).text
    assert restricted(sayso) == {notes.groups}
    with sayso.house.database.reading() as session:
        (raised,) = entries_about(session, cast.amina, ["challenge.raised"])
    assert (raised.actor, raised.on_behalf_of) == (nia.person_id, cast.amina)
    record = amina.record()
    assert "Nia told us for you." in record
    assert "What Nia says for you, 14 Sept" in record
    assert WORDS in record
    state = amina.at("challenges", raised.seq)
    assert "Nia told us for you." in amina.get(state).text
    assert amina.post(f"{state}/withdraw").status_code == 303  # it is hers, to take back too
    assert not restricted(sayso)
    (said,) = said_by(sayso, cast)
    assert amina.post(amina.at("words", said.seq, "away")).status_code == 303
    assert WORDS not in amina.record()


def said_by(sayso: Sayso, cast: Cast):
    with sayso.house.database.reading() as session:
        return entries_about(session, cast.amina, ["statement.added"])


def test_only_where_she_lets_her(sayso: Sayso, cast: Cast, notes: Notes, visit) -> None:
    made = Nia(sayso, cast, ("notes",))
    nia = visit(made.id).open("tall grey heron")
    assert f"{cast.amina}/{notes.groups}/challenge" not in nia.get(nia.at("about", cast.amina)).text
    assert pages(nia, cast, notes.groups) == [404, 404, 404]
    made.grant("notes", "speaks")
    assert pages(nia, cast, 10**6) == [404, 404, 200]
    assert nia.get(nia.at("about", cast.amina) + f"/{notes.groups}/challenge").status_code == 200
    made.grant("notes")
    assert pages(nia, cast, notes.groups) == [404, 404, 404]
    assert not restricted(sayso)


def test_only_of_what_she_may_see(sayso: Sayso, cast: Cast, notes: Notes, visit) -> None:
    nia = visit(Nia(sayso, cast, ("goals", "speaks")).id).open("tall grey heron")
    assert pages(nia, cast, notes.groups) == [404, 404, 200]


def test_a_parent_does_not_speak_for_them(sayso: Sayso, cast: Cast, notes: Notes, rosa: Visitor) -> None:
    made = Nia(sayso, cast, ())
    at = made.at
    with sayso.house.database.writing() as session:
        how = {"by": cast.amina, "sees": ("notes", "speaks"), **at}
        people.relate(session, Relation.PARENT, rosa.person_id, cast.amina, **how)
    assert pages(rosa, cast, notes.groups) == [404, 404, 404]


def test_a_court_order_ends_it_at_once(sayso: Sayso, cast: Cast, notes: Notes, visit) -> None:
    made = Nia(sayso, cast, ("notes", "speaks"))
    nia = visit(made.id).open("tall grey heron")
    day = sayso.house.clock().date()
    order = Restriction(frozenset({Stops.CONTACT}), day, day, None, "An order that someone has seen.")
    with sayso.house.database.writing() as session:
        restrict(session, made.relation, order, by=cast.lena, **made.at)
    assert pages(nia, cast, notes.groups) == [404, 404, 404]


def test_what_she_typed_is_not_lost(sayso: Sayso, cast: Cast, notes: Notes, visit) -> None:
    nia = visit(Nia(sayso, cast, ("notes", "speaks")).id).open("tall grey heron")
    page = nia.post(nia.at("about", cast.amina) + f"/{notes.groups}/challenge", words=WORDS)
    assert (page.status_code, WORDS in page.text) == (422, True)


def test_she_picks_it_herself_for_an_advocate_alone(
    sayso: Sayso, cast: Cast, notes: Notes, amina: Visitor, visit
) -> None:
    made = Nia(sayso, cast, ())
    page = amina.get(amina.at("family")).text
    assert page.count("They can tell us for you that something is not right") == 1  # of Nia; not of her mother
    picked = {"form_key": hidden(amina), "act": "save", "sees": ["notes", "speaks"]}
    assert amina.client.post(amina.at("family", made.relation), data=picked).status_code == 303
    nia = visit(made.id).open("tall grey heron")
    assert pages(nia, cast, notes.groups)[0] == 200
    assert "They can tell us for you that something is not right." in amina.record()


def hidden(visitor: Visitor) -> str:
    return form_key(visitor.token, visitor.sayso.house.settings.secret_key)
