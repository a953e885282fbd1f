"""What stands is a fold over entries: playing them again, to any moment, gives what the table holds."""

import random
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select, update

from people import gather
from survey.app import Sayso
from survey.consent import store
from survey.consent.decision import Answer, State, after
from survey.consent.models import ConsentStanding
from survey.consent.purpose import Purpose
from survey.consent.standing import LEAVE_IN_PEACE, Standing, fold, next_to_ask
from survey.database import Database
from survey.ledger.store import entries_about, rebuild

NOON = datetime(2026, 9, 14, 12, tzinfo=UTC)
taps = st.lists(st.tuples(st.sampled_from(Purpose), st.sampled_from(Answer)), max_size=12)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(walks=st.tuples(taps, taps))
def test_replay_equals_the_projection_at_every_moment(sayso: Sayso, walks) -> None:
    database, rng = sayso.house.database, random.Random(1)
    cast = gather_afresh(sayso)
    seen: list[tuple[datetime, dict]] = []
    with database.writing() as session:
        moment = NOON
        for person, walk in zip((cast.amina, cast.jordan), walks, strict=True):
            for purpose, answer in walk:
                moment += timedelta(minutes=1)
                before = store.standing(session, person).get(purpose)
                state = after(before.state if before else None, answer)
                store.decide(session, person, purpose, state, now=moment, rng=rng)
                if person == cast.amina:
                    seen.append((moment, store.standing(session, person)))
        entries = entries_about(session, cast.amina, store.KINDS)[::-1]
        for at, stood in seen:
            assert fold(entries, at) == stood
        assert store.standing(session, cast.amina) == fold(entries)
        session.rollback()


def gather_afresh(sayso: Sayso):
    """The cast, once: the test takes back what it did after each example."""
    with sayso.house.database.reading() as session:
        from survey.people.models import Person

        if session.scalar(select(Person.id).limit(1)) is None:
            gather_afresh.cast = gather(sayso.house)
    return gather_afresh.cast


def test_rebuild_finds_a_standing_that_no_entry_made(database: Database, cast, house) -> None:
    with database.writing() as session:
        store.decide(session, cast.amina, "count_me", "refused", now=NOON, rng=house.rng)
        assert rebuild(session) == []
        session.execute(update(ConsentStanding).values(state="given"))
        assert rebuild(session) == ["consent_standing"]
        assert not store.stands(session, cast.amina, "count_me")


def stood(state: State, purpose: Purpose = Purpose.TAKE_PART, named: tuple[str, ...] = ()) -> Standing:
    return Standing(purpose, state, 0, NOON, 1, named)


@pytest.mark.parametrize("state", [State.REFUSED, State.DEFERRED, State.WITHDRAWN])
def test_without_a_yes_to_taking_part_no_other_card_is_shown(state: State) -> None:
    standings = {Purpose.TAKE_PART: stood(state)}
    assert next_to_ask(standings, NOON, workers=["sam"]) is None
    assert next_to_ask(standings, NOON, workers=["sam"], after=Purpose.TAKE_PART) is None
    assert next_to_ask(standings, NOON + LEAVE_IN_PEACE) is Purpose.TAKE_PART


def test_cards_come_in_order_and_each_once() -> None:
    standings: dict[Purpose, Standing] = {}
    asked: list[Purpose] = []
    while (purpose := next_to_ask(standings, NOON, workers=["sam"])) is not None:
        asked.append(purpose)
        standings[purpose] = stood(State.GIVEN, purpose, ("sam",))
    assert asked == list(Purpose)


def test_unknown_is_no(database: Database, cast) -> None:
    with database.reading() as session:
        assert not any(store.stands(session, cast.amina, purpose) for purpose in Purpose)
        assert not store.answers_open_to(session, cast.amina, cast.sam)
        assert session.scalars(store.people_with("count_me")).all() == []
