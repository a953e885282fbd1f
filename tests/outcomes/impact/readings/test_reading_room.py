"""The reading room: who signs, asks and promises what, what stands beside a release, and what comes back to phones."""

import re
from dataclasses import replace
from datetime import date, timedelta

import pytest
from staff import desk_of
from werkzeug.test import Client

from outcomes.impact.access.agreement import Audience, Terms
from outcomes.impact.access.store import agree
from outcomes.impact.questions import store as questions
from outcomes.impact.questions.asked import Question
from outcomes.impact.readings import store
from outcomes.impact.readings.reading import Group, How, first_claim, may_sign, require_signer
from survey.errors import NotAllowed
from survey.ledger import store as ledger
from survey.people.invitation import form_key
from survey.people.role import Role
from survey.questionnaires.shelf import shelf
from survey.questionnaires.store import open_round
from survey.responses.what_changed.store import said_to
from tests.house.page_words import too_hard_to_read
from tests.house.test_every_page import whole
from tests.outcomes.impact.published import publish

on_sqlite = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
WORDS = "More young people said yes in March, at the same time as the club opened late."


def agreed(house, *roles: Role, **changes) -> list[int]:
    today = house.clock().date()
    at = {"by": None, "now": house.clock(), "rng": house.rng}
    signed = {"purpose": "To plan.", "signed_by": "Head of commissioning"}
    with house.database.writing() as session:
        return [
            agree(session, Terms(Audience.ROLE, role, today, today + timedelta(days=90), **(signed | changes)), **at)
            for role in roles
        ]


@pytest.fixture
def number(house) -> int:
    agreed(house, Role.COMMISSIONER, Role.ANALYST, Role.PRACTITIONER, Role.MANAGER)
    return publish(house)


def signed(where: str, **changes) -> dict[str, str]:
    return {"group": where, "signed_as": "Head of data, Eastmere", "words": WORDS, "no_names": "y"} | changes


@pytest.mark.parametrize(
    ("roles", "groups"),
    [
        ({Role.PRACTITIONER}, ["young_people", "practitioners"]),
        ({Role.ANALYST}, ["analysts"]),
        ({Role.COMMISSIONER}, ["commissioners"]),
        ({Role.DATA_LEAD}, ["analysts"]),
    ],
)
def test_who_signs_for_whom(roles, groups):
    assert list(may_sign(frozenset(roles))) == groups
    with pytest.raises(NotAllowed):
        require_signer(Group.YOUNG_PEOPLE, How.THEMSELVES, frozenset({Role.PRACTITIONER}))
    with pytest.raises(NotAllowed):
        require_signer(Group.YOUNG_PEOPLE, How.WITH_THEM, frozenset({Role.ANALYST}))


def test_a_word_that_says_why_is_found():
    assert first_claim("This went up because of the new club.") == "because of"
    assert first_claim(WORDS) is None


@on_sqlite
def test_each_group_s_reading_stands_in_its_place_young_people_s_first(sayso, cast, house, number):
    say = f"/desk/impact/{number}/say"
    carys, sam = desk_of(sayso, cast.carys, Role.COMMISSIONER), desk_of(sayso, cast.sam, Role.PRACTITIONER)
    assert carys.post(f"{say}/reading", say, **signed("commissioners", signed_as="Eastmere")).status_code == 303
    claimed = carys.post(f"{say}/reading", say, **signed("commissioners", words="It rose because of us."))
    assert claimed.status_code == 422
    assert "“because of” says more than these numbers can." in claimed.text
    assert "It rose because of us." in claimed.text
    untickedd = signed("commissioners")
    del untickedd["no_names"]
    assert "Read it once more for names" in carys.post(f"{say}/reading", say, **untickedd).text
    theirs = signed("young_people", signed_as="Thursday group", words="It is better because of Sam.")
    assert sam.post(f"{say}/reading", say, **theirs).status_code == 303
    assert carys.post(f"{say}/reading", say, **theirs).status_code == 422, "not hers to sign"
    page = carys.get(say).text
    assert whole(page) == []
    assert page.index("It is better because of Sam.") < page.index(WORDS)
    assert "They said it. A worker typed it with them." in page
    (seq,) = [each.seq for each in _readings(house, number) if each.group is Group.COMMISSIONERS]
    assert sam.post(f"{say}/reading/{seq}/withdraw", say).status_code == 404, "only its signer takes it back"
    assert carys.post(f"{say}/reading/{seq}/withdraw", say).status_code == 303
    assert WORDS not in carys.get(say).text
    with house.database.writing() as session:
        assert ledger.rebuild(session) == []


def _readings(house, number: int):
    with house.database.releases() as session:
        return store.readings(session, number)


@on_sqlite
def test_a_group_writes_on_a_link_and_its_worker_reads_it_before_it_is_shown(sayso, cast, house, number, clock):
    say = f"/desk/impact/{number}/say"
    sam = desk_of(sayso, cast.sam, Role.PRACTITIONER)
    made = sam.post(f"{say}/group", say, signed_as="Thursday group, Quayside")
    link = re.search(r"/en/together/[\w-]+", made.text)[0]
    key = form_key(link.rpartition("/")[2], house.settings.secret_key)
    phone = Client(sayso)
    page = phone.get(link).text
    assert "40 of 60 young people said" in page
    assert (whole(page), too_hard_to_read(page)) == ([], [])
    assert "Thursday group, Quayside" in page
    assert phone.post(link, data={"words": " ", "form_key": key}).status_code == 422
    assert phone.post(link, data={"words": "We want it open late."}).status_code == 403
    assert phone.post(link, data={"words": "We want it open late.", "form_key": key}).status_code == 303
    assert _readings(house, number) == [], "not before their worker has read it"
    which = re.search(rf'action="({say}/group/\d+)"', sam.get(say).text)[1]
    priya = desk_of(sayso, cast.priya, Role.PRACTITIONER)
    assert priya.post(which, say, act="sign").status_code == 404
    assert sam.post(which, say, act="sign").status_code == 303
    (reading,) = _readings(house, number)
    assert (reading.words, reading.how, reading.signed_as) == (
        "We want it open late.",
        How.SESSION,
        "Thursday group, Quayside",
    )
    assert phone.get(link).status_code == 410
    again = re.search(r"/en/together/[\w-]+", sam.post(f"{say}/group", say, signed_as="Thursday group").text)[0]
    clock.move(days=1)
    assert phone.get(again).status_code == 410


@on_sqlite
def test_a_question_is_answered_or_carried_to_the_next_release(sayso, cast, house, number):
    say = f"/desk/impact/{number}/say"
    carys, dee = desk_of(sayso, cast.carys, Role.COMMISSIONER), desk_of(sayso, cast.dee, Role.DATA_LEAD)
    for words in ("How far do they travel?", "Who is missing in Westmere?"):
        assert carys.post(f"{say}/question", say, words=words).status_code == 303
    with house.database.releases() as session:
        first, second = (each.seq for each in questions.questions(session, number))
    assert carys.get(f"{say}/question/{first}").status_code == 403
    assert dee.post(f"{say}/question/{first}", act="answer", words="About two miles.").status_code == 303
    assert dee.post(f"{say}/question/{second}", act="carry").status_code == 303
    assert dee.post(f"{say}/question/{first}", say, act="answer", words="Three miles.").status_code == 409
    later = publish(house, 2, title="October to December 2026", day=date(2027, 1, 5))
    assert dee.post(f"/desk/impact/{later}/say/question/{first}", say, act="carry").status_code == 404, (
        "not asked of this"
    )
    with house.database.releases() as session:
        assert [each.seq for each in questions.questions(session, later)] == [second]
        assert [each.answer for each in questions.questions(session, number)] == ["About two miles.", ""]
    assert "Carried here from an earlier release." in dee.get(f"/desk/impact/{later}/say").text


@on_sqlite
def test_a_promise_and_what_became_of_it_reach_everyone_who_answered(sayso, cast, house, number):
    rounds = {"organisation_id": "harbour", "questionnaire": "experience", "wave": 1}
    with house.database.writing() as session:
        for code, first in (("summer", date(2026, 7, 1)), ("spring", date(2026, 3, 1))):
            days = {"opens_on": first, "closes_on": first + timedelta(days=30)}
            open_round(session, shelf(""), code, title=code, **rounds, **days)
    say = f"/desk/impact/{number}/say"
    carys, ana = desk_of(sayso, cast.carys, Role.COMMISSIONER), desk_of(sayso, cast.jo, Role.ANALYST)
    typed = {"words": "The club stays open late from March.", "due_on": "2027-03-31"}
    assert "This is how they will read it" in carys.post(f"{say}/promise", say, act="look", **typed).text
    assert _told(house, "summer") == []
    assert carys.post(f"{say}/promise", say, act="promise", **typed).status_code == 303
    assert _told(house, "summer") == [("The club stays open late from March.", True)]
    assert _told(house, "spring") == [], "another time, other young people"
    assert ana.post(f"{say}/promise", say, act="promise", **typed).status_code == 403, "an analyst promises nothing"
    (seq,) = [each.seq for each in _promises(house, number)]
    dropped = {"state": "dropped", "words": "We could not find a worker for it."}
    assert carys.post(f"{say}/promise/{seq}", **dropped).status_code == 303
    assert _told(house, "summer")[0] == ("We could not find a worker for it.", False)
    assert carys.get(f"{say}/promise/{seq}").status_code == 404
    assert "Given up on" in carys.get(say).text
    with house.database.writing() as session:
        assert ledger.rebuild(session) == []


def _told(house, round_id: str) -> list[tuple[str, bool]]:
    with house.database.reading() as session:
        return [(each.words, each.is_change) for each in said_to(session, [round_id])]


def _promises(house, number: int):
    with house.database.releases() as session:
        return questions.promises(session, number)


def test_a_carried_question_stays_where_it_waited_and_goes_no_further_once_answered():
    days = date(2026, 7, 1), date(2026, 11, 1)
    asked = Question(9, 1, "commissioner", days[0], "Who left?", "Some.", "data_lead", days[1], carried=True)
    published = {1: days[0], 2: days[1], 3: days[1] + timedelta(days=1)}
    assert [release for release, day in published.items() if asked.is_asked_of(release, day)] == [1, 2]
    assert not replace(asked, carried=False).is_asked_of(2, published[2])
