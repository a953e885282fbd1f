"""A worker sees their own young people, adds one, and every look at a person is an entry before the page is shown."""

import re
from datetime import date

import pytest
from looks import looks_told
from staff import desk_of

from outcomes.goals.store import set_goal
from survey.ledger.store import entries_about, size
from survey.people.models import Person
from survey.people.relation import Relation
from survey.people.relations.store import scopes_of
from survey.people.role import Role
from survey.people.store import caseload_of, relations_to

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)  # pages: the journeys are on both

CASELOAD = "/desk/people/"
NEW = "/desk/people/new"


@pytest.fixture
def sam(sayso, cast):
    return desk_of(sayso, cast.sam, Role.PRACTITIONER)


@pytest.fixture
def looks(database):
    """What the ledger says of who looked at a person: who, at what."""

    def of(person_id):
        with database.reading() as session:
            return [(each.actor, each.content["what"]) for each in looks_told(session, person_id)]

    return of


def test_only_their_own_young_people_are_in_it(sam):
    page = sam.get(CASELOAD).text
    assert "Amina" in page
    assert "Jordan" not in page


def test_a_goal_stands_in_it_in_her_own_words_and_the_look_is_recorded_once_a_day(sam, house, cast, clock, looks):
    with house.database.writing() as session:
        set_goal(session, cast.amina, "Go to football & not leave early", rating=3, now=house.clock(), rng=house.rng)
    page = sam.get(CASELOAD).text
    assert "Go to football &amp; not leave early" in page
    assert "3 of 10" in page
    sam.get(CASELOAD)
    assert looks(cast.amina) == [(cast.sam, "goals")]
    clock.move(days=1)
    sam.get(CASELOAD)
    assert looks(cast.amina) == [(cast.sam, "goals")] * 2


def test_opening_a_person_is_recorded_every_time(sam, cast, looks):
    for times in (1, 2):
        page = sam.get(CASELOAD + cast.amina)
        assert page.status_code == 200
        assert looks(cast.amina) == [(cast.sam, "profile")] * times
    assert "15 years" in page.text
    assert "Quayside, Eastmere" in page.text
    assert "Rosa" in page.text


def test_nobody_else_s_young_person_opens_and_nothing_is_said_of_whether_there_is_one(sam, cast, database):
    with database.reading() as session:
        before = size(session)
    other, nobody = sam.get(CASELOAD + cast.jordan), sam.get(CASELOAD + "0" * 32)
    assert (other.status_code, nobody.status_code) == (404, 404)
    assert other.text == nobody.text
    with database.reading() as session:
        assert size(session) == before  # a look that was refused is no look


@pytest.mark.parametrize("role", [Role.MANAGER, Role.DATA_LEAD, Role.COMMISSIONER])
def test_other_roles_open_no_person(sayso, cast, role):
    desk = desk_of(sayso, cast.lena, role)
    assert desk.get(CASELOAD).status_code == 403
    may_break_glass = role is Role.MANAGER
    assert desk.get(CASELOAD + cast.amina).status_code == (404 if may_break_glass else 403)


def test_signed_out_goes_to_sign_in_and_comes_back(sayso, cast, sam):
    sam.client.delete_cookie("sayso_desk", path="/desk")
    there = f"{CASELOAD}{cast.amina}"
    assert sam.get(there).location == f"/desk/accounts/login?next={there}"


# Adding


def test_a_new_young_person_is_on_the_list_and_in_the_ledger(sam, cast, database):
    sent = sam.post(NEW, name="  Kai  ", month="07", year="2012", area="W01")
    assert sent.status_code == 303
    with database.reading() as session:
        kai = next(each for each in caseload_of(session, cast.sam) if each.name == "Kai")
        assert (kai.born, kai.area_code, kai.organisation_id) == ("2012-07", "W01", "harbour")
        assert [each.kind for each in entries_about(session, kai.id)] == ["relation.made", "person.added"]
        assert [each.from_id for each in relations_to(session, kai.id, [Relation.WORKS_WITH])] == [cast.sam]
    assert "Kai" in sam.get(sent.location).text


def test_a_double_tap_adds_one(sam, cast, database):
    first = sam.post(NEW, name="Kai", month="07", year="2012", area="")
    second = sam.post(NEW, name="Kai", month="07", year="2012", area="")
    assert (first.status_code, second.status_code) == (303, 422)
    assert "on your list already" in second.text
    with database.reading() as session:
        assert [each.name for each in caseload_of(session, cast.sam)].count("Kai") == 1


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"name": "   "}, "Type a name."),
        ({"name": "x" * 20_000}, "That is too long"),
        ({"month": ""}, "Pick a month."),
        ({"month": "13"}, "Not a valid choice."),
        ({"year": "twelve"}, "four numbers"),
        ({"year": "٢٠١٢"}, "four numbers"),
        ({"year": "1950"}, "from 5 to 25"),
        ({"area": "W99"}, "Not a valid choice."),
    ],
)
def test_what_cannot_be_is_said_beside_its_field_and_nothing_typed_is_lost(sam, changed, says):
    sent = {"name": "Kai", "month": "07", "year": "2012", "area": "W01"} | changed
    page = sam.post(NEW, **sent)
    assert page.status_code == 422
    assert re.search(r'class="govuk-error-message"[^>]*>.*?</span> [^<]*' + re.escape(says), page.text)
    assert sent["year"] in page.text
    assert sent["name"].strip() in page.text


def test_a_name_may_be_in_any_script_and_cannot_turn_the_page_around(sam, database):
    sam.post(NEW, name="\u202eأمينة \x00🙂\u2066", month="07", year="2012", area="")
    with database.reading() as session:
        assert session.query(Person).filter_by(name="أمينة 🙂").count() == 1


# Family


def test_family_is_added_and_sees_nothing_until_it_is_said_what_they_may(sam, cast, database):
    sent = sam.post(f"{CASELOAD}{cast.amina}/family", name="Nan", kind="carer", sees_goals="y")
    assert sent.status_code == 303
    with database.reading() as session:
        (nan,) = [each for each in relations_to(session, cast.amina, [Relation.CARER])]
        assert scopes_of(session, nan.from_id, date(2026, 9, 14)) == {}
    assert sent.location.endswith(f"{CASELOAD}{cast.amina}/relations/{nan.seq}")
    assert sam.post(f"{CASELOAD}{cast.amina}/family", name="", kind="carer").status_code == 422
    assert sam.post(f"{CASELOAD}{cast.amina}/family", name="Nan", kind="works_with").status_code == 422
    assert sam.get(f"{CASELOAD}{cast.jordan}/family").status_code == 404


def test_a_manager_sees_who_works_here_and_no_young_person(sayso, cast):
    page = desk_of(sayso, cast.lena, Role.MANAGER).get("/desk/people/organisation").text
    assert "Harbour Youth Project" in page
    assert "Sam Okafor" in page
    assert "Amina" not in page
