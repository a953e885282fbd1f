"""Two members of staff sign, each on their own page; every refusal is a sentence, and nothing typed is lost."""

from datetime import timedelta

import pytest
from staff import desk_of

from survey.ledger.store import entries_about
from survey.people.person import Kind
from survey.people.role import Role
from survey.people.store import add_person
from survey.records.challenge import Kind as NotRight
from survey.records.store import raise_challenge
from survey.retention.erasure import State
from survey.retention.store import LATELY, erasures_about, erasures_here, stop
from tests.survey.retention import steps

# Pages ask the stores, which are tried on both databases: one kind is enough here.
pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.fixture
def lena(sayso, cast):
    return desk_of(sayso, cast.lena, Role.MANAGER)


@pytest.fixture
def dee(sayso, cast):
    return desk_of(sayso, cast.dee, Role.DATA_LEAD)


def the_one(house, person):
    with house.database.reading() as session:
        return erasures_about(session, person)[-1]


def test_a_manager_proposes_and_a_data_lead_signs(house, cast, lena, dee):
    note = steps.note(house, cast, cast.amina)
    page = f"/desk/retention/people/{cast.amina}"
    assert steps.MARK not in lena.get(page).text
    sent = lena.post(page, scope="parts", parts=f"{note}.0", why="not_needed", words="Written twice.")
    assert sent.status_code == 303
    seq = the_one(house, cast.amina).seq
    refused = lena.post(f"/desk/retention/{seq}/approve", form_on=f"/desk/retention/{seq}")
    assert (refused.status_code, "You have signed this already." in refused.text) == (403, True)
    assert "Written twice." in dee.get(f"/desk/retention/{seq}").text
    assert dee.post(f"/desk/retention/{seq}/approve", form_on=f"/desk/retention/{seq}").status_code == 303
    assert the_one(house, cast.amina).state is State.COOLING
    assert "Goes on 28 Sep" in lena.get("/desk/retention/").text
    again = dee.post(f"/desk/retention/{seq}/approve", form_on=f"/desk/retention/{seq}")
    assert again.status_code == 409


def test_what_is_missing_is_said_and_what_was_typed_stays(house, cast, lena):
    note = steps.note(house, cast, cast.amina)
    page = f"/desk/retention/people/{cast.amina}"
    no_reason = lena.post(page, scope="parts", parts=f"{note}.0", why="law", words=" ")
    assert (no_reason.status_code, "Say why, in plain words." in no_reason.text) == (422, True)
    assert 'value="law" selected' in no_reason.text
    assert f'value="{note}.0" checked' in no_reason.text
    nothing = lena.post(page, scope="parts", why="law", words="The court said so.")
    assert (nothing.status_code, "Pick what should be erased." in nothing.text) == (422, True)
    assert "The court said so." in nothing.text
    for odd in ("x.y", "99999.0", "0.0", f"{note}.7"):
        assert lena.post(page, scope="parts", parts=odd, why="law", words="So.").status_code == 422
    assert lena.post(page, scope="all", parts="", why="magic", words="So.").status_code == 422
    assert lena.post(page, scope="whole", why="asked", words="She asked.").status_code == 303
    assert lena.post(page, scope="whole", why="asked", words="She asked.").status_code == 422


def test_two_managers_are_not_enough_and_a_practitioner_signs_nothing(sayso, house, cast, lena):
    seq = steps.propose(house, cast, cast.amina, None)
    with house.database.writing() as session:
        staff = {"kind": Kind.STAFF, "name": "Max Hale", "organisation_id": "harbour", "by": None}
        max_id = add_person(session, **staff, now=house.clock(), rng=house.rng)
    max_desk = desk_of(sayso, max_id, Role.MANAGER)
    page = max_desk.get(f"/desk/retention/{seq}")
    assert "One of the two has to be a data lead." in page.text
    refused = max_desk.post(f"/desk/retention/{seq}/approve", form_on=f"/desk/retention/{seq}")
    assert refused.status_code == 403
    sam = desk_of(sayso, cast.sam, Role.PRACTITIONER)
    assert sam.get(f"/desk/retention/{seq}").status_code == 403


def test_whoever_wrote_it_does_not_decide(sayso, house, cast):
    note = steps.note(house, cast, cast.amina)
    seq = steps.propose(house, cast, cast.amina, {(note, 0)})
    sam = desk_of(sayso, cast.sam, Role.PRACTITIONER, Role.DATA_LEAD)
    assert "You wrote some of this" in sam.get(f"/desk/retention/{seq}").text
    assert sam.post(f"/desk/retention/{seq}/approve", form_on=f"/desk/retention/{seq}").status_code == 403
    assert the_one(house, cast.amina).state is State.PROPOSED


def test_another_organisation_finds_nothing(sayso, house, cast):
    seq = steps.propose(house, cast, cast.amina, None)
    jo = desk_of(sayso, cast.jo, Role.DATA_LEAD)
    pages = (f"/desk/retention/{seq}", f"/desk/retention/people/{cast.amina}", f"/desk/retention/people/{cast.sam}")
    assert [jo.get(page).status_code for page in pages] == [404, 404, 404]
    assert "Amina" not in jo.get("/desk/retention/").text + jo.get("/desk/retention/people").text


def test_staff_stop_it_with_a_reason(house, cast, dee):
    seq = steps.propose(house, cast, cast.amina, None)
    page = f"/desk/retention/{seq}"
    assert dee.post(f"{page}/stop", form_on=page, words="").status_code == 422
    assert dee.post(f"{page}/stop", form_on=page, words="She may need it for college.").status_code == 303
    assert the_one(house, cast.amina).state is State.STOPPED
    elsewhere = f"/desk/retention/people/{cast.amina}"
    assert dee.post(f"{page}/stop", form_on=elsewhere, words="Again.").status_code == 409
    assert 'name="words"' not in dee.get(page).text


def test_of_what_is_over_the_newest_are_listed_and_nobody_else_is_looked_at(house, cast, dee):
    stopped_of(house, cast, cast.jordan)
    for _each in range(LATELY):
        stopped_of(house, cast, cast.amina)
    waits = steps.propose(house, cast, cast.rosa, None)
    with house.database.reading() as session:
        found = erasures_here(session, "harbour")
    over = [each.seq for each in found[1:]]
    assert (found[0].seq, over) == (waits, sorted(over, reverse=True))
    assert "Amina" in (listed := dee.get("/desk/retention/").text)
    assert "Jordan" not in listed
    with house.database.reading() as session:
        assert entries_about(session, cast.amina, ["view.made"])
        assert not entries_about(session, cast.jordan, ["view.made"])


def stopped_of(house, cast, person):
    seq = steps.propose(house, cast, person, None)
    with house.database.writing() as session:
        stop(session, seq, cast.dee, "She may need it.", now=house.clock(), rng=house.rng)


def test_a_hold_is_placed_seen_and_lifted(house, cast, dee, clock):
    page = f"/desk/retention/people/{cast.amina}/hold"
    sent = {"entry": "", "authority": "court", "words": "Order 12 of the family court."}
    late = dee.post(page, **sent, review_on=str((clock.now + timedelta(days=91)).date()))
    assert (late.status_code, "within 90 days" in late.text, "Order 12" in late.text) == (422, True, True)
    assert dee.post(page, **sent | {"authority": "me"}, review_on="2026-10-01").status_code == 422
    assert dee.post(page, **sent | {"entry": "99"}, review_on="2026-10-01").status_code == 422
    assert dee.post(page, **sent, review_on="2026-10-01").status_code == 303
    assert "Look at it again on Thu 1 Oct" in dee.get("/desk/retention/holds").text
    clock.move(days=40)
    lift = next(part.split('"')[0] for part in dee.get("/desk/retention/holds").text.split('href="') if "/lift" in part)
    assert "that was due on Thu 1 Oct" in dee.get("/desk/retention/holds").text
    assert dee.post(lift, words="").status_code == 422
    assert dee.post(lift, words="The order has ended.").status_code == 303
    assert "No hold stands." in dee.get("/desk/retention/holds").text
    assert "It was lifted." in dee.get(lift).text


def test_what_a_young_person_asked_for_leads_to_a_proposal(house, cast, lena):
    note = steps.note(house, cast, cast.amina)
    with house.database.writing() as session:
        asked = raise_challenge(session, cast.amina, note, NotRight.ERASE, "Out.", now=house.clock(), rng=house.rng)
    assert "They asked us to delete something" in lena.get("/desk/retention/").text
    page = f"/desk/retention/people/{cast.amina}"
    lena.post(page, scope="parts", parts=f"{note}.0", why="asked", words="She asked for it.")
    assert the_one(house, cast.amina).asked_seq == asked
    assert "They asked us to delete something" not in lena.get("/desk/retention/").text


def test_a_look_at_what_could_go_is_recorded_first(house, cast, lena):
    note = steps.note(house, cast, cast.amina)
    lena.get(f"/desk/retention/people/{cast.amina}")
    with house.database.reading() as session:
        look = entries_about(session, cast.amina, ("view.made",))[0]
        assert look.actor == cast.lena
        assert note in {seq for seq, _ordinal in look.content["parts"]}


def test_the_rules_say_where_they_come_from(dee):
    page = dee.get("/desk/retention/rules").text
    assert "To be confirmed" in page
    assert "2 years after it was written" in page
    assert "Article 5(1)(e)" in page


def test_a_relative_is_found_also_when_the_young_person_s_record_is_gone(house, cast, lena):
    steps.erase(house, cast, cast.amina, None)
    found = [lena.post("/desk/retention/people", name=name).text for name in ("Rosa", "Amina")]
    assert ["Erase or hold something" in page for page in found] == [True, False]
    assert lena.get(f"/desk/retention/people/{cast.rosa}").status_code == 200
    assert lena.get(f"/desk/retention/people/{cast.amina}").status_code == 404
    assert "Someone whose record was erased" in lena.get("/desk/retention/").text
