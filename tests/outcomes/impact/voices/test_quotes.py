"""Own words beside figures: each by its own Yes, read by a person, one release later, gone when taken back."""

from datetime import date

import pytest
from sqlalchemy import text
from staff import desk_of
from werkzeug.test import Client

from outcomes.goals.store import set_goal
from outcomes.impact.access.agreement import Audience, Terms
from outcomes.impact.access.store import agree as agree_to_read
from outcomes.impact.voices import quote, store
from outcomes.impact.voices.quote import Said, State, Trait, is_due, is_quotable, may_be_said
from outcomes.impact.voices.store import Reading
from survey.consent import store as consent
from survey.errors import NotThere
from survey.ledger import store as ledger
from survey.ledger.erasing.store import erase
from survey.people.invitation import form_key
from survey.people.role import Role
from survey.people.store import invite
from survey.records.opening.store import open_record
from tests.outcomes.impact.access.test_agreements import book
from tests.outcomes.impact.growing import close, grow, open_cohort
from tests.outcomes.impact.published import publish

on_sqlite = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
GOAL = "Get to football each week with Sam and stay to the end."
EDITED = "Get to football each week and stay to the end."


def test_a_quote_skips_the_first_release_after_its_yes_and_goes_with_one_published_later():
    assert not is_due(1, 0, 0, [1])
    assert is_due(2, 0, 0, [1, 2])
    assert is_due(2, 0, 1, [1, 2])
    assert not is_due(2, 0, 2, [1, 2]), "it became ready after this one was published"
    assert not is_due(3, 2, 2, [1, 2, 3])
    assert is_due(4, 2, 2, [1, 2, 3, 4])


def test_one_thing_is_said_of_them_only_where_ten_or_more_are_published(monkeypatch):
    assert may_be_said(book(), Said(Trait.AGE, "11-15")) == Said(Trait.AGE, "11-15")
    assert may_be_said(book(), Said(Trait.AGE, "8-10")) is None, "that group is hidden"
    assert may_be_said(book(), Said(Trait.AGE, "16-17")) is None, "that group is not there"
    assert may_be_said(book(), None) is None
    monkeypatch.setattr(quote, "SMALLEST_COUNT", 50)
    assert may_be_said(book(), Said(Trait.AGE, "11-15")) is None, "forty are too few where fifty are asked for"
    assert {trait.value for trait in Trait} == {"age", "borough"}, "never ethnicity, and one at a time"


def test_a_quote_is_neither_a_word_nor_a_story():
    assert [is_quotable(words) for words in ("Football", "No", " " * 20, "a" * 401)] == [True, False, False, False]


@pytest.fixture
def at(house):
    return {"now": house.clock(), "rng": house.rng}


@pytest.fixture
def goal(house, cast, at) -> int:
    with house.database.writing() as session:
        consent.decide(session, cast.amina, "use_words", "given", **at)
        return set_goal(session, cast.amina, GOAL, rating=3, **at)


def ready(house, cast, goal: int, at, reading: Reading) -> int:
    """A quote that was offered, read, and agreed to where it had to be."""
    with house.database.writing() as session:
        seq = store.offer(session, cast.amina, goal, "", **at)
        store.read(session, seq, reading, by=cast.lena, **at)
    with house.database.writing() as session:
        if store.quotes_of(session, cast.amina)[0].state is State.ASKED:
            store.agree(session, cast.amina, seq, **at)
    return seq


def released(house, at, cohort: int) -> int:
    number = publish(house, cohort, title=f"Cohort {cohort}", day=date(2026, 10, min(cohort, 30)))
    with house.database.writing() as session:
        store.place(session, number, **at)
    return number


def beside(house, number: int):
    with house.database.releases() as session:
        return store.shown(session, number)


def holds(house) -> None:
    with house.database.writing() as session:
        assert ledger.rebuild(session) == []


def test_it_stands_beside_the_release_after_the_next_and_goes_with_one_tap(house, cast, goal, at):
    seq = ready(house, cast, goal, at, Reading(True, EDITED, Said(Trait.AGE, "11-15")))
    first, second = released(house, at, 1), released(house, at, 2)
    assert beside(house, first) == []
    (one,) = beside(house, second)
    assert (one.words, one.said, one.label) == (EDITED, Said(Trait.AGE, "11-15"), "11 to 15")
    third = released(house, at, 3)
    assert beside(house, third) == [], "once, and never again"
    with house.database.releases() as session:
        kept = [dict(row) for row in session.execute(text("SELECT * FROM release_quote")).mappings()]
        assert not any(cast.amina in str(row) or str(seq) == str(row.get("seq")) for row in kept)
    holds(house)
    with house.database.writing() as session:
        store.take_back(session, cast.amina, seq, **at)
    assert beside(house, second) == []
    holds(house)


@on_sqlite
@pytest.mark.parametrize("how", ["no_more", "not_sure", "goal_erased"])
def test_it_goes_at_once_when_what_it_rests_on_goes(house, cast, goal, at, how):
    ready(house, cast, goal, at, Reading(True, GOAL))
    released(house, at, 1)
    second = released(house, at, 2)
    assert len(beside(house, second)) == 1
    with house.database.writing() as session:
        if how == "goal_erased":
            _erase(session, cast, goal, at)
        else:
            consent.decide(session, cast.amina, "use_words", "withdrawn" if how == "no_more" else "deferred", **at)
    assert beside(house, second) == []
    holds(house)


def _erase(session, cast, goal, at) -> None:
    erase(session, [(goal, 0)], actor=cast.dee, because=None, reason="no_need", **at)


@on_sqlite
def test_changed_words_and_one_thing_about_them_wait_for_their_yes(house, cast, goal, at):
    with house.database.writing() as session:
        seq = store.offer(session, cast.amina, goal, "", **at)
        assert store.offer(session, cast.amina, goal, "", **at) == seq, "the same Yes twice is one"
        store.read(session, seq, Reading(True, EDITED), by=cast.lena, **at)
    released(house, at, 1)
    assert beside(house, released(house, at, 2)) == [], "nobody said Yes to these words"
    with house.database.reading() as session:
        (one,) = store.quotes_of(session, cast.amina)
        assert (one.state, one.words) == (State.ASKED, EDITED)
    with house.database.writing() as session:
        store.agree(session, cast.amina, seq, **at)
    assert [each.words for each in beside(house, released(house, at, 3))] == [EDITED]


@on_sqlite
def test_without_that_choice_nothing_is_offered_and_nobody_offers_another_s_words(house, cast, at):
    with house.database.writing() as session:
        goal = set_goal(session, cast.amina, GOAL, rating=3, **at)
        with pytest.raises(NotThere):
            store.offer(session, cast.amina, goal, "", **at)
        consent.decide(session, cast.jordan, "use_words", "given", **at)
        with pytest.raises(NotThere):
            store.offer(session, cast.jordan, goal, "", **at)


def opened(house, cast, goal, at):
    """Amina's opened record, what her forms carry; and an agreement for commissioners."""
    with house.database.writing() as session:
        given = {"by": None, "days": 30, "secret_key": house.settings.secret_key}
        token = invite(session, cast.amina, **given, **at).token
        key = open_record(session, cast.amina, token, **at)
        today = house.clock().date()
        terms = Terms(Audience.ROLE, Role.COMMISSIONER, today, today, purpose="To plan.", signed_by="Head")
        agree_to_read(session, terms, by=None, **at)
    return key, {"form_key": form_key(token, house.settings.secret_key), "seq": str(goal), "item": ""}


@on_sqlite
def test_the_pages_from_yes_to_the_release_and_back(sayso, house, cast, goal, at):
    key, sent = opened(house, cast, goal, at)
    phone, page = Client(sayso), f"/en/voices/{key}"
    assert GOAL in phone.get(page).text
    assert phone.post(page, data=sent | {"act": "yes", "seq": "9" * 19}).status_code == 303
    assert "We have not read it yet." not in phone.get(page).text
    assert phone.post(page, data=sent | {"act": "yes"}).status_code == 303
    assert "We have not read it yet." in phone.get(page).text
    lena = desk_of(sayso, cast.lena, Role.MANAGER)
    link = next(
        part
        for part in lena.get("/desk/voices/").text.split('"')
        if part.startswith("/desk/voices/") and part[-1].isdigit()
    )
    unread = lena.post(link, keep="yes", words=EDITED, said="age:11-15")
    assert unread.status_code == 422
    assert "Read it once more, and tick this." in unread.text
    assert lena.post(link, keep="yes", words=EDITED, said="age:11-15", points_to_nobody="y").status_code == 303
    assert lena.get(link).status_code == 404
    asked = phone.get(page).text
    assert EDITED in asked
    assert "It says that you are 11 to 15." in asked
    seq = link.rpartition("/")[2]
    assert phone.post(page, data=sent | {"act": "agree", "seq": seq}).status_code == 303
    with house.database.reading() as session:
        looks = [each for each in ledger.entries_about(session, cast.amina, ["view.made"]) if each.actor == cast.lena]
        assert {seq for each in looks for seq, _part in each.content["parts"]} >= {goal, int(link.rpartition("/")[2])}
    released(house, at, 1)
    second = released(house, at, 2)
    carys = desk_of(sayso, cast.carys, Role.COMMISSIONER)
    shown = carys.get(f"/desk/impact/{second}").text
    assert EDITED in shown
    assert "A young person, 11 to 15" in shown
    assert phone.post(page, data=sent | {"act": "take_back", "seq": seq}).status_code == 303
    gone = carys.get(f"/desk/impact/{second}").text
    assert EDITED not in gone
    assert "A young person, 11 to 15" not in gone


@on_sqlite
def test_closing_a_cohort_puts_what_is_due_beside_its_release(house, cast, goal, at):
    ready(house, cast, goal, at, Reading(True, EDITED))
    released(house, at, 99)
    grow(house, 30)
    number = close(house, open_cohort(house))
    assert [each.words for each in beside(house, number)] == [EDITED]
