"""However many run the step, whenever they are killed: no reminder is written or sent twice, and none is lost."""

import random
from concurrent.futures import ThreadPoolExecutor

from sqlalchemy import func, select

from survey.post import store as post
from survey.post.letter import IN_HAND, State
from survey.post.models import LetterRow
from survey.reminders.models import Reminder
from survey.reminders.sending.store import LETTER, reminders_due
from tests.survey.reminders.reminding import Phone, reminded


class Killed(BaseException):
    """The process is gone."""


def test_two_at_once_write_and_send_one(house, cast, monkeypatch, clock):
    """Both databases: two take each step at the same time."""
    amina = reminded(house, cast.amina, monkeypatch)
    amina.turns_on()
    clock.move(days=3)
    clock.now = clock.now.replace(hour=16)
    with ThreadPoolExecutor(2) as two:
        assert sorted(two.map(lambda _n: reminders_due(amina.house), range(2))) == [0, 1]
        assert sum(two.map(lambda _n: post.send_due(amina.house), range(2))) == 1
    assert len(amina.phone.got) == 1
    with amina.house.database.reading() as session:
        assert session.scalar(select(func.count()).select_from(Reminder)) == 1


def test_any_run_of_steps_and_deaths_sends_each_at_most_once(house, cast, monkeypatch, clock):
    """Chance decides who dies when: before the text went, after it, or between the two steps."""
    amina = reminded(house, cast.amina, monkeypatch)
    amina.turns_on()
    chance, carry = random.Random(20261121), Phone.carry
    clock.now = clock.now.replace(hour=16)

    def dies(phone, letter, words, now):
        moment = chance.choice(["before", "after", "never", "never"])
        if moment == "before":
            raise Killed
        carry(phone, letter, words, now)
        if moment == "after":
            raise Killed

    monkeypatch.setattr(Phone, "carry", dies)
    for _step in range(30):
        if chance.random() < 0.4:
            clock.move(days=1)
            clock.now = clock.now.replace(hour=16, minute=0)
        try:
            chance.choice([reminders_due, post.send_due])(amina.house)
        except Killed:
            clock.now += IN_HAND
    with amina.house.database.reading() as session:
        letters = session.execute(select(LetterRow.about, LetterRow.state).where(LetterRow.kind == LETTER)).all()
    assert len(letters) == 2
    assert len(amina.phone.got) <= 2
    went = sum(state == State.SENT for _about, state in letters)
    assert went <= len(amina.phone.got) <= sum(state in (State.SENT, State.UNSURE) for _about, state in letters)
    assert len({each.body for each in amina.phone.got}) == len(amina.phone.got)
