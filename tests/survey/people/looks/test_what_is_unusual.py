"""What makes a look unusual is judged when it happens, and stays so: nothing is worked out again later."""

from datetime import UTC, datetime

import pytest
from looks import looks_told, seqs_in
from staff import Desk, desk_of

from people import Cast
from survey.app import Sayso
from survey.ledger.entry import Recorded
from survey.people.relation import Relation
from survey.people.role import Role
from survey.people.store import end_relation, relate, relations_to

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


def told(sayso: Sayso, person: str) -> list[Recorded]:
    with sayso.house.database.reading() as session:
        return looks_told(session, person, names=True)


@pytest.fixture
def sam(sayso: Sayso, cast: Cast) -> Desk:
    return desk_of(sayso, cast.sam, Role.PRACTITIONER)


def test_a_worker_s_look_at_work_is_expected_and_names_each_part(sam: Desk, sayso: Sayso, cast: Cast) -> None:
    sam.get(f"/desk/people/{cast.amina}")
    (look,) = told(sayso, cast.amina)
    assert look.content["expected"] is True
    assert look.content["unusual"] == []
    assert (look.content["channel"], look.content["as"]) == ("screen", "practitioner")
    assert all(ordinal == 0 for _seq, ordinal in look.content["parts"])
    assert len(seqs_in(look)) == 2, "who she is, and whose daughter; her mother’s name is her mother’s"
    (rosas,) = told(sayso, cast.rosa)
    assert rosas.content["expected"] is True, "the family of someone on the caseload"
    assert rosas.content["what"] == "check"


def test_at_night_it_is_not(sam: Desk, sayso: Sayso, cast: Cast, clock) -> None:
    clock.now = datetime(2026, 9, 14, 21, 0, tzinfo=UTC)
    sam.get(f"/desk/goals/{cast.amina}")
    (look,) = told(sayso, cast.amina)
    assert look.content["unusual"] == ["out_of_hours"]
    assert look.content["expected"] is False


def test_what_was_expected_then_is_not_judged_again(sam: Desk, sayso: Sayso, cast: Cast) -> None:
    sam.get(f"/desk/goals/{cast.amina}")
    with sayso.house.database.writing() as session:
        (tie,) = relations_to(session, cast.amina, [Relation.WORKS_WITH])
        end_relation(session, tie.seq, by=cast.lena, now=sayso.house.clock(), rng=sayso.house.rng)
    assert told(sayso, cast.amina)[0].content["expected"] is True
    assert sam.get(f"/desk/goals/{cast.amina}").status_code == 404
    assert len(told(sayso, cast.amina)) == 1, "a look that was refused is no look"


def test_a_name_on_a_form_is_told_once_a_day(sam: Desk, sayso: Sayso, cast: Cast, clock) -> None:
    for page in ("goals/{}/new", "records/{}/new", "people/{}/invite", "people/{}/family", "records/{}/key"):
        assert "Amina" in sam.get("/desk/" + page.format(cast.amina)).text
    assert [look.content["what"] for look in told(sayso, cast.amina)] == ["name"]
    clock.move(days=1)
    sam.get(f"/desk/goals/{cast.amina}/new")
    assert [look.content["what"] for look in told(sayso, cast.amina)] == ["name", "name"]


def test_a_second_worker_is_told_of_as_a_second(sam: Desk, sayso: Sayso, cast: Cast) -> None:
    with sayso.house.database.writing() as session:
        at = {"now": sayso.house.clock(), "rng": sayso.house.rng}
        relate(session, Relation.WORKS_WITH, cast.priya, cast.amina, by=cast.lena, **at)
    for desk in (sam, desk_of(sayso, cast.priya, Role.PRACTITIONER)):
        desk.get(f"/desk/goals/{cast.amina}/new")
    assert {look.actor for look in told(sayso, cast.amina)} == {cast.sam, cast.priya}
