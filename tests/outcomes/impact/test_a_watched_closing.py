"""A closing in stages: watched, stopped, run again; nothing half of it is ever published, and no histogram is left."""

import pytest
from sqlalchemy import select
from staff import desk_of

from outcomes.impact import store
from outcomes.impact.closing import store as closing
from outcomes.impact.closing.stages import Stage
from outcomes.impact.closing.watched import store as watched
from outcomes.impact.models import CohortHistogram
from survey.errors import AlreadyDone
from survey.ledger import store as ledger
from survey.ledger.models import Entry
from survey.people.role import Role
from tests.outcomes.impact.asking import answer_twice, open_rounds
from tests.outcomes.impact.growing import grow, open_cohort
from tests.outcomes.impact.test_closing import decide

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.fixture(autouse=True)
def quick(monkeypatch):
    """The headline alone: what is tested here is the work around the engine."""
    monkeypatch.setattr(watched._Teller, "is_late", lambda self: True)
    monkeypatch.setattr(watched, "TELL_EVERY", 0.0)
    monkeypatch.setattr(closing, "SMALLEST_COHORT", 12)


def ask(house, cohort: int) -> None:
    with house.database.writing() as session:
        watched.ask_for(session, cohort, by=None, now=house.clock())


def row(house, cohort: int):
    with house.database.reading() as session:
        return watched.closing_of(session, cohort)


def left(house) -> int:
    with house.database.reading() as session:
        return len(session.scalars(select(CohortHistogram.people)).all())


def published(house) -> int:
    with house.database.releases() as session:
        return len(store.releases(session))


def test_it_goes_through_its_stages_and_leaves_no_histogram(house):
    grown = grow(house, 13)
    answer_twice(house, grown[:3], open_rounds(house))
    cohort = open_cohort(house)
    ask(house, cohort)
    seen, kept = [], []

    def say(stage: str, _done: int, _total: int) -> None:
        seen.append(stage)
        kept.append(left(house))

    number = watched.run(house, cohort, say)
    assert list(dict.fromkeys(seen)) == list(Stage)
    assert max(kept) > 0  # while it is being closed there is one
    assert left(house) == 0
    done = row(house, cohort)
    assert (done.state, done.release_id) == ("done", number)
    with pytest.raises(AlreadyDone):
        ask(house, cohort)


def test_stopped_at_any_stage_it_publishes_nothing_and_can_be_run_again(house):
    grow(house, 13)
    cohort = open_cohort(house)
    with house.database.reading() as session:
        before = ledger.size(session)
    for at in Stage:
        ask(house, cohort)

        def stop(stage: str, _done: int, _total: int, at: Stage = at) -> None:
            if stage == at:
                with house.database.writing() as session:
                    watched.stop(session, cohort)

        with pytest.raises(watched.Interrupted):
            watched.run(house, cohort, stop)
        with house.database.reading() as session:
            assert ledger.size(session) == before
        assert (published(house), left(house), row(house, cohort).state) == (0, 0, "stopped")
    ask(house, cohort)
    watched.run(house, cohort)
    assert published(house) == 1


def test_a_no_said_while_it_is_worked_out_is_heard(house, monkeypatch):
    grown = grow(house, 13)
    cohort = open_cohort(house)
    ask(house, cohort)
    said = []

    def say(stage: str, _done: int, _total: int) -> None:
        if stage == Stage.PROTECTING and not said:
            said.append(stage)
            decide(house, grown[0].id, "withdrawn")

    number = watched.run(house, cohort, say)
    with house.database.reading() as session:
        closed = session.scalars(select(Entry.seq).where(Entry.kind == closing.CLOSED))
        (entry,) = ledger.entries(session, closed)
    assert entry.content["people"] == 12
    assert grown[0].goal not in entry.content["entries"]
    with house.database.releases() as session:
        assert store.release_book(session, number).figure("headline").text == "10"


def test_too_few_are_said_on_the_row_and_a_left_one_is_taken_up(house):
    grow(house, 5)
    cohort = open_cohort(house)
    ask(house, cohort)
    with pytest.raises(store.RollsOn):
        watched.run(house, cohort)
    assert row(house, cohort).why.startswith("Too few young people")
    begun: list[int] = []
    assert watched.work(house, begun.append) == 0
    ask(house, cohort)
    assert watched.work(house, begun.append) == 1
    with house.database.writing() as session:
        session.get_one(watched.CohortClosing, cohort).state = "running"
    assert watched.work(house, begun.append) == 0  # somebody is at it
    house.clock.move(minutes=11)
    assert watched.work(house, begun.append) == 1  # they were silent too long
    assert begun == [cohort, cohort]


def test_the_desk_asks_watches_and_stops_without_a_script(house, sayso, cast):
    grow(house, 13)
    cohort = open_cohort(house)
    dee = desk_of(sayso, cast.dee, Role.DATA_LEAD)
    page = f"/desk/impact/cohorts/{cohort}"
    assert dee.post(f"{page}/close").location.endswith(f"{cohort}/closing")
    waiting = dee.get(f"{page}/closing")
    assert waiting.headers["Refresh"] == "5"
    assert "begins within a minute" in waiting.text
    assert dee.post(f"{page}/close").status_code == 409
    dee.post(f"{page}/closing")
    stopped = dee.get(f"{page}/closing")
    assert "Nothing was published." in stopped.text
    assert "Refresh" not in stopped.headers
    dee.post(f"{page}/close")
    number = watched.run(house, cohort)
    assert f'href="/desk/impact/{number}"' in dee.get(f"{page}/closing").text
    away = f"/desk/impact/cohorts/releases/{number}/withdraw"
    assert away in dee.get("/desk/impact/cohorts").text
    wrong = dee.post(away, why="It was due to a mistake.")
    assert wrong.status_code == 422
    assert "It was due to a mistake." in wrong.text  # nothing typed is lost
    dee.post(away, why="One list was sent twice.")
    assert published(house) == 0
    assert dee.get(away).status_code == 404
