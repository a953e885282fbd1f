"""Taking a choice back: in no more taps than giving it, told first what stops, and undone as easily."""

import re

import pytest

from people import Cast
from survey.app import Sayso
from survey.consent import store
from survey.consent.decision import State
from survey.consent.purpose import Purpose
from tests.conftest import Clock
from tests.survey.consent.walking import Phone

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)  # pages: the journeys are on both


@pytest.fixture
def phone(sayso: Sayso, cast: Cast) -> Phone:
    """A phone whose person has said Yes to all six."""
    phone = Phone(sayso, cast.amina)
    house = sayso.house
    with house.database.writing() as session:
        for purpose in Purpose:
            store.decide(session, cast.amina, purpose, State.GIVEN, now=house.clock(), rng=house.rng)
    return phone


def taps_from_choices(phone: Phone, question: str, button: str) -> int:
    phone.look(f"/en/consent/{phone.token}")
    before = phone.taps
    phone.follow(question)
    phone.press(button)
    return phone.taps - before


QUESTIONS = {
    Purpose.TAKE_PART: "Can we ask you some questions?",
    Purpose.LINK_ANSWERS: "Can we put your answers side by side",
    Purpose.WORKER_SEES: "Can Sam Okafor see your answers?",
    Purpose.COUNT_ME: "Can we add your answers and goals",
    Purpose.USE_WORDS: "Can we show your own words",
    Purpose.RESEARCH: "Can a study learn",
}


def test_it_takes_as_many_taps_as_giving(phone: Phone) -> None:
    for purpose in Purpose:
        withdrawing = taps_from_choices(phone, QUESTIONS[purpose], "No")
        assert phone.states()[purpose] is State.WITHDRAWN
        assert "We’ve stopped." in phone.page.says
        giving = taps_from_choices(phone, QUESTIONS[purpose], "Yes")
        assert phone.states()[purpose] is State.GIVEN
        assert withdrawing <= giving == 2, purpose


def test_the_page_says_first_what_stops_and_what_cannot_be_undone(phone: Phone) -> None:
    page = phone.open("count_me")
    assert "Your choice now: Yes since 14 Sept" in page.says
    before_the_buttons = page.says.partition(" Yes No Not sure yet")[0]
    assert "If you change to No We stop today. The next count will not have you in it." in before_the_buttons
    assert "What we can’t undo Counts that are out now. They don’t show you." in before_the_buttons
    assert "Your help You get the same help." in before_the_buttons


def test_nothing_asks_are_you_sure(phone: Phone) -> None:
    answered = phone.tap("count_me", "no")
    assert answered.status == 303
    assert phone.states()[Purpose.COUNT_ME] is State.WITHDRAWN


def test_undo_puts_it_back_in_one_tap(phone: Phone) -> None:
    phone.open("count_me")
    phone.press("No")
    assert re.search(r"We’ve stopped\. Undo", phone.page.says)
    phone.press("Undo")
    assert phone.states()[Purpose.COUNT_ME] is State.GIVEN
    phone.press("Undo")
    assert phone.states()[Purpose.COUNT_ME] is State.WITHDRAWN


def test_not_sure_yet_stops_it_too(phone: Phone) -> None:
    phone.open("worker_sees")
    phone.press("Not sure yet")
    assert phone.states()[Purpose.WORKER_SEES] is State.DEFERRED
    with phone.sayso.house.database.reading() as session:
        assert not store.stands(session, phone.person_id, "worker_sees")


def test_only_what_was_running_is_said_to_have_stopped(phone: Phone) -> None:
    phone.open("research")
    phone.press("Not sure yet")
    assert "We’ve stopped." in phone.page.says
    phone.press("No")
    assert "Saved." in phone.page.says
    assert "We’ve stopped." not in phone.page.says


def test_it_stops_at_once_for_those_who_ask(phone: Phone) -> None:
    database = phone.sayso.house.database
    with database.reading() as session:
        assert session.scalars(store.people_with("count_me")).all() == [phone.person_id]
    phone.tap("count_me", "no")
    with database.reading() as session:
        assert session.scalars(store.people_with("count_me")).all() == []
        assert store.stands(session, phone.person_id, "research")


def test_the_same_answer_again_changes_nothing(phone: Phone) -> None:
    assert phone.tap("count_me", "yes").location.endswith(f"/consent/{phone.token}")
    with phone.sayso.house.database.reading() as session:
        assert len(store.history(session, phone.person_id, Purpose.COUNT_ME)) == 1


def test_after_a_no_they_are_left_in_peace_and_may_start_it_any_day(phone: Phone, clock: Clock) -> None:
    phone.tap("research", "no")
    with phone.sayso.house.database.reading() as session:
        assert store.next_card(session, phone.person_id, clock()) is None
        assert store.next_card(session, phone.person_id, clock.move(days=89)) is None
        assert store.next_card(session, phone.person_id, clock.move(days=1)) is Purpose.RESEARCH
    clock.move(days=-80)
    assert phone.tap("research", "yes").location.endswith("/research?changed=1")
    assert phone.states()[Purpose.RESEARCH] is State.GIVEN
