"""A Yes that was none: recorded by a manager or data lead, ended at once, what rested on it listed, the person told."""

from typing import Any

import pytest

from outcomes.impact.store import open_cohort
from people import Cast
from survey.app import Sayso
from survey.consent.decision import State
from survey.consent.purpose import Purpose
from survey.consent.store import people_with
from survey.ledger.store import entries_about
from survey.people.role import Role
from tests.looks import look_at
from tests.staff import Desk, desk_of
from tests.survey.consent.asking import child_says, how_it_stands
from tests.survey.consent.walking import Page, Phone

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
WHY = {"why": "pressured", "words": "Her mum said she was told she had to."}


@pytest.fixture
def lena(sayso: Sayso, cast: Cast) -> Desk:
    return desk_of(sayso, cast.lena, Role.MANAGER)


def at(sayso: Sayso) -> dict[str, Any]:
    return {"now": sayso.house.clock(), "rng": sayso.house.rng}


def looked(sayso: Sayso, cast: Cast, what: str) -> int:
    return look_at(sayso.house, cast.sam, cast.amina, [], what=what, why="To read.")


def test_it_ends_at_once_and_what_rested_on_it_is_listed(lena: Desk, sayso: Sayso, cast: Cast) -> None:
    looked(sayso, cast, "answers")  # before the Yes: rested on nothing of it
    yes = child_says(sayso.house, cast.amina, State.GIVEN, Purpose.WORKER_SEES).seq
    looks = [looked(sayso, cast, "answers"), looked(sayso, cast, "goals"), looked(sayso, cast, "answers")]
    page = Page(lena.get(f"/desk/consent/found/{yes}"))
    assert "2 looks at their answers" in page.says
    assert "Amina" not in page.says
    assert Page(lena.post(f"/desk/consent/found/{yes}", **WHY)).status == 303
    mine = how_it_stands(sayso.house, cast.amina, Purpose.WORKER_SEES)
    assert (mine.state, mine.stands) == (State.INVALIDATED, False)
    with sayso.house.database.reading() as session:
        (found,) = entries_about(session, cast.amina, ["consent.invalidated"])
    assert found.content["uses"] == [{"what": "look", "number": looks[0]}, {"what": "look", "number": looks[2]}]
    assert (found.actor, found.links, found.content["reason"]) == (cast.lena, {"ends": yes}, "pressured")
    assert "counts as never said" in Page(lena.get(f"/desk/consent/found/{yes}")).says
    assert lena.post(f"/desk/consent/found/{yes}", form_on="/desk/accounts/change", **WHY).status_code == 409


def test_open_counts_will_not_have_them(lena: Desk, sayso: Sayso, cast: Cast) -> None:
    yes = child_says(sayso.house, cast.amina, State.GIVEN, Purpose.COUNT_ME).seq
    with sayso.house.database.writing() as session:
        from datetime import date

        days = {"opens_on": date(2026, 9, 1), "closes_on": date(2026, 12, 1)}
        open_cohort(session, title="Autumn", now=sayso.house.clock(), **days)
    assert "1 count still open: they will not be in it" in Page(lena.get(f"/desk/consent/found/{yes}")).says
    lena.post(f"/desk/consent/found/{yes}", **WHY)
    with sayso.house.database.reading() as session:
        assert session.scalars(people_with("count_me")).all() == []


def test_the_person_reads_why_and_who_and_what_was_done(lena: Desk, sayso: Sayso, cast: Cast) -> None:
    from tests.survey.records.conftest import SECRET_WORDS, Visitor

    yes = child_says(sayso.house, cast.amina, State.GIVEN, Purpose.WORKER_SEES).seq
    looked(sayso, cast, "answers")
    lena.post(f"/desk/consent/found/{yes}", **WHY)
    amina = Visitor(sayso, cast.amina, Phone(sayso, cast.amina).token).open(SECRET_WORDS)
    record = Page(amina.get("/en/records/open/{key}?show=choices")).says
    for words in ("You were pushed to say Yes.", "Put in by Lena Marsh", "read 1 time", WHY["words"]):
        assert words in record
    assert "a real Yes" in Phone(sayso, cast.amina).open("worker_sees").says
    looks = Page(amina.get("/en/records/open/{key}/looks")).says
    assert "To check a Yes that may not have been one." in looks


def test_what_is_typed_wrongly_is_said_beside_it_and_kept(lena: Desk, sayso: Sayso, cast: Cast) -> None:
    yes = child_says(sayso.house, cast.amina, State.GIVEN, Purpose.COUNT_ME).seq
    page = Page(lena.post(f"/desk/consent/found/{yes}", why="", words="Her mum said so."))
    assert page.status == 422
    assert "Pick what you found." in page.says
    assert "Her mum said so." in page.markup
    assert Page(lena.post(f"/desk/consent/found/{yes}", why="pressured", words=" ")).status == 422
    assert how_it_stands(sayso.house, cast.amina, Purpose.COUNT_ME).stands


def test_finding_it_by_its_number(lena: Desk, sayso: Sayso, cast: Cast) -> None:
    yes = child_says(sayso.house, cast.amina, State.GIVEN, Purpose.COUNT_ME).seq
    assert Page(lena.get(f"/desk/consent/found?number={yes}")).location.endswith(f"/consent/found/{yes}")
    for typed in ("", "abc", "99999", "-1", "0", "9" * 30, "½"):
        page = Page(lena.get("/desk/consent/found", query_string={"number": typed}))
        assert page.status == 422, typed
    assert Page(lena.get("/desk/consent/found")).status == 200


def test_only_a_manager_or_data_lead_of_the_same_organisation(sayso: Sayso, cast: Cast) -> None:
    yes = child_says(sayso.house, cast.amina, State.GIVEN, Purpose.COUNT_ME).seq
    elsewhere = desk_of(sayso, cast.carys, Role.MANAGER)  # Carys is of Northshore
    assert elsewhere.get(f"/desk/consent/found/{yes}").status_code == 404
    assert desk_of(sayso, cast.dee, Role.DATA_LEAD).get(f"/desk/consent/found/{yes}").status_code == 200
    assert desk_of(sayso, cast.sam, Role.PRACTITIONER).get(f"/desk/consent/found/{yes}").status_code == 403
