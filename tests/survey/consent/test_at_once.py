"""Several taps at the very same moment: each is answered, and together they come to one choice or three goals."""

from concurrent.futures import ThreadPoolExecutor

from outcomes.goals import store as goals
from people import Cast
from survey.app import Sayso
from survey.consent import store
from survey.consent.decision import State
from survey.consent.purpose import Purpose
from survey.ledger.store import entries_about
from survey.ledger.verifying.store import verify
from tests.survey.consent.walking import Phone

TAPS = 6


def test_the_same_yes_from_every_tab_is_one_yes(sayso: Sayso, cast: Cast) -> None:
    phone = Phone(sayso, cast.amina)
    page = phone.open("count_me")
    sent = {"form_key": page.field("form_key"), "notice": page.field("notice"), "choice": "yes"}

    def tap(_number: int) -> int:
        client = sayso.people.test_client(use_cookies=False)
        return client.post(f"/en/consent/{phone.token}/count_me", data=sent).status_code

    with ThreadPoolExecutor(TAPS) as pool:
        answers = list(pool.map(tap, range(TAPS)))
    assert set(answers) <= {303, 409}
    assert 303 in answers
    assert phone.states() == {Purpose.COUNT_ME: State.GIVEN}
    with sayso.house.database.reading() as session:
        assert len(entries_about(session, cast.amina, store.KINDS)) == 1
        assert verify(session).holds


def test_there_is_never_a_fourth_goal(sayso: Sayso, cast: Cast) -> None:
    phone = Phone(sayso, cast.amina)
    key = phone.look(f"/en/goals/{phone.token}/new").field("form_key")

    def add(number: int) -> int:
        client = sayso.people.test_client(use_cookies=False)
        typed = {"form_key": key, "words": f"Goal {number}"}
        return client.post(f"/en/goals/{phone.token}/new", data=typed).status_code

    with ThreadPoolExecutor(TAPS) as pool:
        answers = sorted(pool.map(add, range(TAPS)))
    assert answers == [303, 303, 303, 409, 409, 409]
    with sayso.house.database.reading() as session:
        assert len(goals.goals_of(session, cast.amina)) == 3
