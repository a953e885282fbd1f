"""The whole loop: agree, answer, choose an outcome, see the record, challenge it, withdraw, and a safe figure."""

from datetime import UTC, date, datetime

import pytest

from outcomes.impact.access.agreement import Audience, Terms
from outcomes.impact.access.store import agree as let_read
from outcomes.impact.closing.watched import store as watched
from outcomes.impact.door.store import count
from outcomes.impact.store import cohorts
from survey.people.role import Role
from tests.journeys.conftest import Town
from tests.journeys.steps import GOAL, agree, answer, choose_a_goal, not_right, open_record, put_right, write_a_note
from tests.journeys.walker import Walker


def counted(town: Town) -> int:
    """How many young people the open cohort would count now."""
    with town.sayso.house.database.reading() as session:
        return len(count(session, cohorts(session)[0], town.sayso.house.clock()).counted)


@pytest.fixture
def dee(town: Town) -> Walker:
    """The data lead, who has signed that commissioners may read, with a cohort open."""
    here = town.sayso.house
    read = Terms(Audience.ROLE, Role.COMMISSIONER.value, date(2026, 9, 1), date(2026, 12, 31), "To plan.", "D. Walsh")
    with here.database.writing() as session:
        let_read(session, read, by=town.cast.dee, now=here.clock(), rng=here.rng)
    desk = town.desk("dee", Role.DATA_LEAD)
    return desk.press("Open it", title="September 2026", opens_on="2026-09-01", closes_on="2026-09-30")


def test_the_whole_loop(town: Town, clock, neighbours, dee):
    phone = town.phone("amina")
    agree(phone)
    answer(phone)
    phone.press("Send my answers")
    assert "We have your answers" in phone.says
    assert phone.tap("Get a copy").says.count("A bit like me") == 25

    phone.open(f"/go/{town.tokens['amina']}")
    choose_a_goal(phone)
    assert GOAL in phone.says

    write_a_note(town.desk("sam"), "Amina", "Amina lives with her mum and two brothers.")
    open_record(phone)
    assert "Amina lives with her mum and two brothers." in phone.says
    not_right(phone, "Amina lives with her mum and two brothers.", "I live with my nan since February")
    assert "We have it" in phone.says
    assert town.desk("sam").tap("Answers owed").says.count("Amina") == 1

    clock.move(minutes=10)
    put_right(town.desk("priya"), "Amina", "Amina lives with her nan.", "I asked Amina and her nan.")
    phone.tap("Back to your record")
    for said in ("Amina lives with her nan.", "I live with my nan since February", "What it used to say"):
        assert said in phone.says
    assert "Amina lives with her mum and two brothers." in phone.says, "the old words stay readable"

    phone.open(f"/go/{town.tokens['amina']}").tap("Your goals").tap("See it").press("I’m done with it")
    assert counted(town) == neighbours + 1
    phone.tap("Your choices").tap("group count").press("No")
    assert counted(town) == neighbours

    dee.open("/desk/impact/cohorts").tap("Close it").press("Close it and publish")
    assert watched.work(town.sayso.house, begin=lambda cohort: watched.run(town.sayso.house, cohort)) == 1
    carys = town.desk("carys", Role.COMMISSIONER).tap("September 2026")
    assert "25 of 40" in carys.says
    assert "[c]" in carys.says
    for theirs in ("Amina", GOAL, "nan", town.cast.amina):
        assert theirs not in carys.markup


def test_every_step_of_it_is_an_entry(town: Town):
    phone = town.phone("amina")
    agree(phone, last="Not sure yet")
    answer(phone)
    phone.press("Send my answers")
    choose_a_goal(phone.open(f"/go/{town.tokens['amina']}"))
    desk = town.desk("sam")
    write_a_note(desk, "Amina", "We met at the library.")
    kinds = town.kinds("amina")
    assert kinds.count("consent.given") == 5
    assert kinds.count("consent.deferred") == 1
    for kind in ("answers.submitted", "goal.set", "goal.rated", "record.made", "view.made"):
        assert kind in kinds
    times = [entry.at for entry in town.entries("amina")]
    assert times == sorted(times)
    assert times[0] >= datetime(2026, 9, 14, tzinfo=UTC)


def test_withdrawing_takes_as_few_taps_as_giving(town: Town):
    phone = town.phone("amina")
    agree(phone)
    before = phone.open(f"/en/consent/{town.tokens['amina']}/use_words").taps
    phone.press("No")
    assert phone.taps - before == 1
    assert town.kinds("amina")[-1] == "consent.withdrawn"


def test_a_challenged_goal_is_out_of_the_next_count(town: Town, neighbours, dee):
    phone = town.phone("amina")
    agree(phone)
    choose_a_goal(phone.open(f"/go/{town.tokens['amina']}"))
    phone.tap("All your goals").tap("See it").press("I’m done with it")
    assert counted(town) == neighbours + 1
    open_record(phone.open(f"/go/{town.tokens['amina']}"))
    not_right(phone, GOAL, "These are not my words")
    assert counted(town) == neighbours
