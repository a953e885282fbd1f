"""What time does: birthdays, days passed, cards changed. Each ends something; none ever gives; the next visit asks."""

from dataclasses import replace
from pathlib import Path

import pytest

from people import Cast
from survey.app import Sayso, create_app
from survey.consent import purpose as cards
from survey.consent.decision import Answer, State
from survey.consent.for_child import FOR_CHILD
from survey.consent.purpose import Purpose, card_for
from survey.consent.rules import rules_at
from survey.consent.steps.store import age_steps, begin, reviews, take
from survey.consent.store import next_card, people_with, stands
from survey.ledger.store import entries_about, rebuild, size
from survey.responses.store import look as look_at_link
from tests.conftest import Clock
from tests.survey.consent.asking import ages_file, asked, carer_says, child_says, how_it_stands
from tests.survey.consent.walking import Phone

sqlite_only = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


def step(app: Sayso) -> int:
    """Take the due step, and see that a second time does nothing."""
    done = take(app.house)
    assert take(app.house) == 0
    return done


def test_a_birthday_pauses_what_rested_on_a_parent_and_the_next_visit_asks(
    strict: Sayso, strict_cast: Cast, clock: Clock
) -> None:
    amina = strict_cast.amina  # 16 in March 2027
    child_says(strict.house, amina, State.GIVEN)
    child_says(strict.house, amina, State.GIVEN, Purpose.COUNT_ME)
    carer_says(strict.house, strict_cast.rosa, Answer.YES)
    clock.move(days=160)
    assert step(strict) == 0
    clock.move(days=9)  # 2 March 2027
    assert step(strict) == 1
    mine = how_it_stands(strict.house, amina)
    assert (mine.state, mine.reason, mine.stands) == (State.DEFERRED, "age_step", False)
    assert how_it_stands(strict.house, amina, Purpose.COUNT_ME).stands, "what never rested on a parent goes on"
    phone = Phone(strict, amina)
    assert "We paused this. At your age, we need to ask you again." in phone.open("use_words").says
    assert "Who else picks" not in phone.page.says
    child_says(strict.house, amina, State.GIVEN, Purpose.TAKE_PART)
    assert "Please pick again Can we show your own words" in phone.look(f"/en/responses/{phone.token}").says
    phone.open("use_words")
    phone.press("Yes")
    assert how_it_stands(strict.house, amina).stands, "now their own Yes is enough"
    assert asked(strict.house, strict_cast.rosa) == []
    with strict.house.database.writing() as session:
        assert rebuild(session) == []
        session.rollback()


@sqlite_only
def test_sixty_days_before_they_are_told_calmly(strict: Sayso, strict_cast: Cast, clock: Clock) -> None:
    phone = Phone(strict, strict_cast.amina)
    clock.move(days=10)
    assert "You turn" not in phone.look(f"/en/consent/{phone.token}").says
    clock.move(days=104)  # 6 January 2027
    again = Phone(strict, strict_cast.amina)
    for address in (f"/en/consent/{again.token}", f"/en/responses/{again.token}"):
        assert "You turn 16 in March." in again.look(address).says
    rosa = Phone(strict, strict_cast.rosa)
    assert "You turn" not in rosa.look(f"/en/consent/{rosa.token}").says


@sqlite_only
def test_the_age_is_raised_and_lowered_and_nothing_rests_on_the_wrong_yes(
    settings, clock: Clock, tmp_path: Path, sayso: Sayso, cast: Cast
) -> None:
    """Invariant 24. At 13 Amina's own Yes is enough; at 16 it is not; and back."""
    child_says(sayso.house, cast.amina, State.GIVEN)
    child_says(sayso.house, cast.jordan, State.GIVEN)  # 17: never touched
    raised = create_app(replace(settings, art8_ages=ages_file(tmp_path, 16)), clock=clock)
    assert step(raised) == 1
    assert not how_it_stands(raised.house, cast.amina).stands
    child_says(raised.house, cast.amina, State.GIVEN)
    carer_says(raised.house, cast.rosa, Answer.YES)
    assert how_it_stands(raised.house, cast.amina).stands
    assert step(sayso) == 1, "lowered again: it rested on her mother"
    assert not how_it_stands(sayso.house, cast.amina).stands
    child_says(sayso.house, cast.amina, State.GIVEN)
    assert how_it_stands(sayso.house, cast.amina).stands
    assert how_it_stands(sayso.house, cast.jordan).stands
    assert step(sayso) == 0
    raised.house.database.dispose()


@sqlite_only
def test_at_eighteen_a_parent_sees_nothing_more(sayso: Sayso, cast: Cast, clock: Clock) -> None:
    from datetime import date

    from survey.people.relations.store import scopes_of

    with sayso.house.database.reading() as session:
        assert cast.amina in scopes_of(session, cast.rosa, date(2029, 2, 28))
        assert scopes_of(session, cast.rosa, date(2029, 3, 1)) == {}


@sqlite_only
def test_a_yes_whose_day_has_passed_is_over_until_they_say_it_again(
    settings, clock: Clock, tmp_path: Path, sayso: Sayso, cast: Cast
) -> None:
    yearly = ages_file(tmp_path, 13, "[review_months]\ncount_me = 12\n")
    app = create_app(replace(settings, art8_ages=yearly), clock=clock)
    child_says(app.house, cast.amina, State.GIVEN, Purpose.COUNT_ME)
    clock.move(days=364)
    assert step(app) == 0
    clock.move(days=1)
    assert step(app) == 1
    assert how_it_stands(app.house, cast.amina, Purpose.COUNT_ME).state is State.EXPIRED
    with app.house.database.reading() as session:
        assert session.scalars(people_with("count_me")).all() == []
    phone = Phone(app, cast.amina)
    assert "You said Yes a long time ago." in phone.open("count_me").says
    phone.press("Yes")
    mine = how_it_stands(app.house, cast.amina, Purpose.COUNT_ME)
    assert (mine.state, mine.stands, mine.review_on.year) == (State.RENEWED, True, 2028)
    before = len(history(app, cast.amina))
    phone.tap("count_me", "yes")
    assert len(history(app, cast.amina)) == before, "a second tap on the same day records nothing"
    app.house.database.dispose()


def history(app: Sayso, person: str) -> list[str]:
    with app.house.database.reading() as session:
        return [entry.kind for entry in entries_about(session, person) if entry.kind.startswith("consent.")][::-1]


@pytest.fixture
def newer(monkeypatch: pytest.MonkeyPatch):
    """Deploy a second version of two cards."""

    def deploy() -> None:
        changed = (Purpose.TAKE_PART, Purpose.USE_WORDS)
        second = tuple(replace(card_for(each), version=2, why="Because.") for each in changed)
        monkeypatch.setitem(FOR_CHILD, (Purpose.USE_WORDS, 2), FOR_CHILD[Purpose.USE_WORDS, 1])
        monkeypatch.setattr(cards, "PUBLISHED", (*cards.PUBLISHED, *second))

    return deploy


def test_a_changed_card_ends_every_yes_at_once_and_asks_again(sayso: Sayso, cast: Cast, newer) -> None:
    for purpose in (Purpose.TAKE_PART, Purpose.COUNT_ME, Purpose.USE_WORDS):
        child_says(sayso.house, cast.amina, State.GIVEN, purpose)
    child_says(sayso.house, cast.jordan, State.REFUSED, Purpose.TAKE_PART)
    phone = Phone(sayso, cast.amina)
    newer()
    with sayso.house.database.reading() as session:  # before any step is taken
        assert not stands(session, cast.amina, "take_part")
        assert session.scalars(people_with("use_words")).all() == []
        assert stands(session, cast.amina, "count_me"), "its card did not change"
        assert next_card(session, cast.amina, sayso.house.clock()) is Purpose.TAKE_PART
    seat = look_at_link(sayso.house.database, phone.token, sayso.house.clock())
    assert (seat.may_ask, seat.takes_part) == ("terminated", False), "no answer can be saved"
    assert begin(sayso.house) == 2
    assert begin(sayso.house) == 0
    assert history(sayso, cast.amina)[3:] == ["consent.terminated", "consent.requested"] * 2
    assert history(sayso, cast.jordan) == ["consent.refused"], "a No is a No"
    assert "We changed this card." in phone.open("take_part").says
    assert "Why Because." in phone.page.says
    phone.press("Yes")
    assert how_it_stands(sayso.house, cast.amina, Purpose.TAKE_PART).stands
    assert not how_it_stands(sayso.house, cast.amina).stands
    with sayso.house.database.writing() as session:
        assert rebuild(session) == []
        session.rollback()


@sqlite_only
def test_a_parent_s_yes_to_an_older_card_is_none_to_the_newer(strict: Sayso, strict_cast: Cast, newer) -> None:
    child_says(strict.house, strict_cast.amina, State.GIVEN)
    carer_says(strict.house, strict_cast.rosa, Answer.YES)
    newer()
    assert begin(strict.house) == 2
    child_says(strict.house, strict_cast.amina, State.GIVEN)
    assert not how_it_stands(strict.house, strict_cast.amina).stands
    carer_says(strict.house, strict_cast.rosa, Answer.YES)
    assert how_it_stands(strict.house, strict_cast.amina).stands


@sqlite_only
def test_a_step_with_nothing_to_do_writes_nothing(sayso: Sayso, cast: Cast, clock: Clock) -> None:
    child_says(sayso.house, cast.amina, State.GIVEN)
    with sayso.house.database.writing() as session:
        before = size(session)
        assert (
            age_steps(session, clock(), sayso.house.rng, rules_at()) == reviews(session, clock(), sayso.house.rng) == 0
        )
        assert size(session) == before
