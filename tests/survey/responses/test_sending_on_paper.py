"""A whole sitting at once, as from paper: the same entry as tap by tap, and the same refusals."""

import threading

import pytest

from survey.errors import AlreadyDone, NotAllowed
from survey.questionnaires.shelf import shelf
from survey.responses.store import answer_all, look
from tests.survey.responses.answering import begin, says


def answered(phone, answers, age=15):
    house, asked = phone.sayso.house, shelf().the("experience", 1)
    at = {"now": house.clock(), "rng": house.rng}
    with house.database.writing() as session:
        return answer_all(session, phone.person, phone.round_id, asked, answers, age=age, **at)


def test_it_is_the_same_entry_as_tap_by_tap(sayso, cast):
    amina, jordan = begin(sayso, cast.amina), begin(sayso, cast.jordan, round_id="other")
    answered(amina, {"experience_1": 3, "experience_2": -94, "experience_words": "Fine"})
    jordan.starts()
    jordan.taps(1, experience_1="3")
    jordan.taps(2, "prefer")
    jordan.taps(11, experience_words="Fine")
    jordan.sends()
    (hers,), (his,) = amina.sent(), jordan.sent()
    assert hers.content["answers"] == his.content["answers"]
    assert hers.segments[1].content == his.segments[1].content
    assert look(sayso.house.database, amina.token, sayso.house.clock()).sent_at is not None


def test_without_a_yes_it_is_refused(sayso, cast):
    amina = begin(sayso, cast.amina, says_yes=False)
    with pytest.raises(NotAllowed):
        answered(amina, {"experience_1": 3})
    says(amina, "take_part", "refused")
    with pytest.raises(NotAllowed):
        answered(amina, {"experience_1": 3})
    assert amina.sent() == []


def test_twice_is_refused(sayso, cast):
    amina = begin(sayso, cast.amina)
    answered(amina, {"experience_1": 3})
    with pytest.raises(AlreadyDone):
        answered(amina, {"experience_1": 0})
    assert len(amina.sent()) == 1


@pytest.mark.parametrize(
    ("answers", "sentence"),
    [
        ({"happy": 3}, "experience does not ask happy."),
        ({"experience_1": 5}, "5 is not an answer to experience_1."),
        ({"experience_words": 3}, "3 is not an answer to experience_words."),
    ],
)
def test_what_is_not_asked_and_what_is_no_answer_are_refused(sayso, cast, answers, sentence):
    amina = begin(sayso, cast.amina)
    with pytest.raises(ValueError, match=sentence):
        answered(amina, answers)
    assert amina.sent() == []


def test_many_taps_at_one_moment_send_once(sayso, cast):
    amina = begin(sayso, cast.amina)
    amina.starts()
    amina.taps(1, experience_1="3")
    form, statuses = amina.form("check"), []

    def tap() -> None:
        statuses.append(sayso.people.test_client().post(amina.address("check"), data=form).status_code)

    taps = [threading.Thread(target=tap) for _ in range(4)]
    for each in taps:
        each.start()
    for each in taps:
        each.join()
    assert statuses == [303] * 4
    assert len(amina.sent()) == 1
