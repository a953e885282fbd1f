"""Loading the demonstration: once, whole, through the application's own functions, and the same from the same seed."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner
from sqlalchemy import text

from outcomes.activity.given import Measure
from outcomes.demonstration import store
from outcomes.demonstration.cli import NotADemonstration, NotHere, build, clear, demo, demo_settings
from outcomes.impact.chapters.over_time import line_of
from outcomes.impact.questions.asked import State
from outcomes.impact.questions.store import promises, questions
from outcomes.impact.readings.reading import Group
from outcomes.impact.readings.store import readings
from outcomes.impact.store import release_book, releases
from outcomes.impact.voices.store import shown as quotes
from survey.app import create_app
from survey.database import Database
from survey.ledger.store import rebuild
from survey.ledger.verifying.store import verify
from survey.people.store import add_organisation
from tests import demonstrations
from tests.demonstrations import settings_for
from tests.journeys.walker import Walker

KINDS = {
    "person.added",
    "relation.made",
    "relation.ended",
    "invitation.made",
    "consent.given",
    "consent.refused",
    "consent.deferred",
    "consent.withdrawn",
    "answers.submitted",
    "goal.set",
    "goal.rated",
    "goal.closed",
    "goal.resumed",
    "goal.grouped",
    "record.made",
    "record.corrected",
    "view.made",
    "challenge.raised",
    "challenge.acknowledged",
    "challenge.decided",
    "statement.added",
    "share.sent",
    "share.received",
    "share.correction_told",
    "share.correction_received",
    "request.decided",
    "request.told",
    "key.chosen",
    "cohort.closed",
    "demonstration.begun",
    "demonstration.loaded",
}


def silent(words: str) -> None:
    """Say nothing."""


def roots(database: Database) -> str:
    with database.reading() as session:
        return verify(session).root


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Database:
    """A demonstration large enough for a release."""
    database = Database(demonstrations.copied(tmp_path_factory))
    yield database
    database.dispose()


def test_it_holds_entries_of_every_kind_and_the_ledger_verifies(loaded):
    with loaded.reading() as session:
        kinds = set(session.scalars(text("SELECT DISTINCT kind FROM entry")))
        assert kinds >= KINDS
        assert verify(session).holds


def test_everything_in_it_is_a_projection_of_entries(loaded):
    with loaded.writing() as session:
        assert rebuild(session) == []
        session.rollback()


def test_entries_stand_in_the_order_in_which_they_happened(loaded):
    with loaded.reading() as session:
        times = list(session.scalars(text("SELECT at FROM entry ORDER BY seq")))
    assert times == sorted(times)
    assert (times[0][:7], times[-1][:7]) == ("2026-01", "2026-11")


def test_two_cohorts_are_closed_and_one_is_open_within_their_year(loaded):
    with loaded.reading() as session:
        states = [row.state for row in session.execute(text("SELECT state FROM cohort ORDER BY id"))]
    assert states == ["open", "closed", "closed", "open"]  # the year first


def test_its_newest_release_has_everything_that_a_release_has(loaded):
    """What a new commissioner meets: the one before it to read it by, words, readings of each kind, what was given."""
    with loaded.releases() as session:
        first, second = sorted(row.id for row in releases(session))
        books = [release_book(session, number) for number in (first, second)]
        shown = [quotes(session, number) for number in (first, second)]
        signed = [{each.group for each in readings(session, number)} for number in (first, second)]
        asked, promised = questions(session, second), [promises(session, number)[0] for number in (first, second)]
    assert [len(line_of(books[1], books)), len(line_of(books[0], books))] == [2, 1]
    assert [bool(each) for each in shown] == [False, True], "a quote comes one release later"
    assert signed == [set(Group), set(Group)]
    assert [bool(each.answer) for each in asked] == [True, False]
    assert asked[0].release == first, "the question was carried here"
    assert [each.state for each in promised] == [State.KEPT, State.OPEN]
    for book in books:
        assert {each.measure for each in book.of_table("inputs") if each.figure.number is not None} == set(Measure)


def test_the_second_time_nothing_is_loaded_and_the_links_are_the_same(loaded):
    settings, before = settings_for(loaded.url), roots(loaded)
    with loaded.reading() as session:
        links = store.links(session, settings)
    build(settings, loaded, 3, 99, silent)
    with loaded.reading() as session:
        assert store.links(session, settings) == links
    assert roots(loaded) == before


@pytest.mark.parametrize("who", ["young_person", "young_person_new", "family", *store.SIGN_IN_AS])
def test_each_link_opens_a_page_of_its_own(loaded, who):
    settings = settings_for(loaded.url)
    app = create_app(settings)
    with loaded.reading() as session:
        link = store.links(session, settings)[who]
    walker = Walker(app).open(link.removeprefix("http://localhost"))
    assert walker.status == 200
    assert walker.path.startswith("/desk/" if who in store.SIGN_IN_AS else "/en/responses/")
    app.house.database.dispose()


def test_demonstration_links_work_in_no_other_mode(loaded):
    settings = settings_for(loaded.url)
    with loaded.reading() as session:
        link = store.links(session, settings)["manager"].removeprefix("http://localhost")
    app = create_app(replace(settings, mode="test"))
    assert Walker(app).open(link).status == 404
    app.house.database.dispose()


def test_the_same_seed_gives_the_same_ledger_on_both_databases(database, tmp_path: Path):
    """On PostgreSQL and on SQLite, down to the root: nothing in it is left to the clock or to chance."""
    other = Database(f"sqlite:///{tmp_path / 'other.db'}")
    for each in (database, other):
        build(settings_for(each.url), each, 4, 8, silent)
    assert roots(database) == roots(other)
    other.dispose()


def test_one_that_was_stopped_half_way_is_started_over(database):
    settings, said = settings_for(database.url), []
    with database.writing() as session:
        store.begin(session, store.new_stage(settings, 8), young_people=4, seed=8)
    build(settings, database, 2, 8, said.append)
    with database.reading() as session:
        assert store.how_far(session)[:2] == (True, True)
        assert store.about(session)["young_people"] == 2
    assert "stopped half way" in said[0]


def test_a_database_that_holds_anything_else_is_never_touched(database):
    with database.writing() as session:
        add_organisation(session, "real", "A real organisation")
    for touch in (lambda: build(settings_for(database.url), database, 2, 8, silent), lambda: clear(database)):
        with pytest.raises(NotADemonstration):
            touch()
    with database.reading() as session:
        assert list(session.scalars(text("SELECT id FROM organisation"))) == ["real"]


def test_the_command_prints_one_json_object(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("SAYSO_DATABASE_URL", f"sqlite:///{tmp_path / 'demo.db'}")
    monkeypatch.delenv("SAYSO_MODE", raising=False)
    for _again in range(2):
        ran = CliRunner().invoke(demo, ["--young-people", "2", "--seed", "8", "--json"])
        assert ran.exit_code == 0, ran.output
        facts = json.loads(ran.stdout)
        assert (facts["young_people"], facts["seed"], facts["base_url"]) == (2, 8, "http://127.0.0.1:8000")
        assert set(facts["links"]) == {"young_person", "young_person_new", "family", *store.SIGN_IN_AS}
        assert facts["second_thing"]["young_person"] == "maple river seven"
    in_words = CliRunner().invoke(demo, ["--reset", "--young-people", "2"])
    assert facts["links"]["family"] in in_words.stdout
    assert "Loaded." in in_words.stderr


def test_a_production_service_refuses(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("SAYSO_MODE", "production")
    monkeypatch.setenv("SAYSO_SECRET_KEY", "s" * 40)
    with pytest.raises(NotHere):
        demo_settings()


def test_links_cannot_be_guessed_without_the_secret(loaded):
    mine, another = settings_for(loaded.url), replace(settings_for(loaded.url), secret_key="t" * 40)
    with loaded.reading() as session:
        assert not set(store.links(session, mine).values()) & set(store.links(session, another).values())
