"""Invariants 6, 7, 8 and 24 of the ledger, over any run of taps, birthdays, changed rules, cards and findings."""

import random
from contextlib import ExitStack
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any, ClassVar
from unittest.mock import patch

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import select

from people import Cast, gather
from survey.app import Sayso
from survey.consent import purpose as cards
from survey.consent import store
from survey.consent.carers import store as carers
from survey.consent.decision import ALLOWING, Answer, Event, State, after
from survey.consent.for_child import FOR_CHILD
from survey.consent.found.store import find_invalid, the_yes
from survey.consent.found.uses import Why
from survey.consent.models import ConsentStanding
from survey.consent.projection.store import FOLDED
from survey.consent.purpose import Purpose, card_for
from survey.consent.rules import AgeRow, Rules
from survey.consent.standing import fold
from survey.consent.steps.store import age_steps, ask_again, reviews
from survey.ledger.erasing.store import erase
from survey.ledger.store import entries_about, rebuild
from survey.people.relation import FAMILY
from survey.people.store import end_relation, relations_from

START = datetime(2026, 9, 14, 12, tzinfo=UTC)
PURPOSES = (Purpose.USE_WORDS, Purpose.COUNT_ME)


class Choices(RuleBasedStateMachine):
    """Amina (15), her mother, the rules, the cards and the clock. Everything is taken back at the end."""

    app: ClassVar[Sayso]
    cast: ClassVar[Cast]

    @initialize()
    def begin(self) -> None:
        self.now, self.age, self.rng = START, 13, random.Random(3)
        self.stack = ExitStack()
        self.session = self.stack.enter_context(self.app.house.database.writing())
        for purpose in PURPOSES:
            self.they_tap(purpose, Answer.YES)

    def teardown(self) -> None:
        if hasattr(self, "session"):
            assert rebuild(self.session) == [], "played again, every table comes out the same"
            self.session.rollback()
            self.stack.close()

    @property
    def law(self) -> Rules:
        return Rules((AgeRow("*", date(2018, 5, 25), self.age),), {Purpose.COUNT_ME: 6})

    @property
    def when(self) -> dict[str, Any]:
        self.now += timedelta(minutes=1)
        return {"now": self.now, "rng": self.rng}

    # What people do

    @rule(purpose=st.sampled_from(PURPOSES), answer=st.sampled_from(Answer))
    def they_tap(self, purpose: Purpose, answer: Answer) -> None:
        mine = store.standing(self.session, self.cast.amina).get(purpose)
        renews = mine is not None and mine.renews(self.now.date())
        state = after(mine.state if mine else None, answer, renews=renews)
        store.decide(self.session, self.cast.amina, purpose, state, rules=self.law, **self.when)
        if answer is Answer.NO:
            assert purpose not in self.standing_now(), "one tap, from wherever they were, and it has stopped"

    @rule(answer=st.sampled_from(Answer))
    def her_mother_taps(self, answer: Answer) -> None:
        for one in carers.asked_of(self.session, self.cast.rosa, self.law, self.now):
            carers.decide_for(self.session, one, answer, one.notice("en", str), **self.when)

    # What happens

    @rule(months=st.integers(1, 9))
    def time_passes(self, months: int) -> None:
        self.now += timedelta(days=30 * months)

    @rule(age=st.integers(13, 16))
    def the_age_is_set(self, age: int) -> None:
        self.age = age

    @precondition(lambda self: card_for(Purpose.USE_WORDS).version < 3)
    @rule()
    def a_card_changes(self) -> None:
        newest = card_for(Purpose.USE_WORDS)
        newer = replace(newest, version=newest.version + 1, why=f"{newest.why} Again.")
        words = {**FOR_CHILD, (Purpose.USE_WORDS, newer.version): FOR_CHILD[Purpose.USE_WORDS, 1]}
        self.stack.enter_context(patch.dict(FOR_CHILD, words))
        self.stack.enter_context(patch.object(cards, "PUBLISHED", (*cards.PUBLISHED, newer)))
        assert Purpose.USE_WORDS not in self.standing_now(), "at once, before anything is written down"

    @rule(purpose=st.sampled_from(PURPOSES))
    def a_yes_is_doubted(self, purpose: Purpose) -> None:
        mine = store.standing(self.session, self.cast.amina).get(purpose)
        if mine is not None:
            how: dict[str, Any] = {"by": self.cast.amina, "reason": "recorded_wrongly"}
            store.happened(self.session, self.cast.amina, mine, Event.RECORDED_WRONGLY, **how, **self.when)

    @rule(purpose=st.sampled_from(PURPOSES))
    def a_yes_is_found_to_be_none(self, purpose: Purpose) -> None:
        mine = store.standing(self.session, self.cast.amina).get(purpose)
        if mine is not None and mine.state in ALLOWING:
            found = the_yes(self.session, mine.seq, "harbour")
            find_invalid(self.session, found, Why.PRESSURED, "Told.", by=self.cast.lena, **self.when)

    @rule()
    def her_mother_is_her_carer_no_more(self) -> None:
        for relation in relations_from(self.session, self.cast.rosa, FAMILY):
            end_relation(self.session, relation.seq, by=None, **self.when)

    @rule(which=st.integers(0, 20))
    def one_step_is_erased(self, which: int) -> None:
        said = entries_about(self.session, self.cast.amina, store.KINDS)
        if said:
            before, gone = self.standing_now(), said[which % len(said)]
            how: dict[str, Any] = {"actor": self.cast.lena, "because": None, "reason": "Asked for."}
            erase(self.session, [(gone.seq, part.ordinal) for part in gone.segments], **how, **self.when)
            assert self.standing_now() <= before, "erasing a No never brings back a Yes"

    @rule()
    def the_due_steps_are_taken(self) -> None:
        ask_again(self.session, **self.when)
        reviews(self.session, **self.when)
        age_steps(self.session, rules=self.law, **self.when)
        for purpose, mine in store.standing(self.session, self.cast.amina).items():
            if mine.stands:
                needs = self.law.needs_carer(purpose, "2011-03", "harbour", self.now.date())
                assert mine.needs_carer is needs, "24: nothing goes on that rests on the wrong person's Yes"
                assert mine.review_on is None or mine.review_on > self.now.date()
                assert mine.is_of_newest_card

    # What is always so

    def standing_now(self) -> set[Purpose]:
        return {purpose for purpose in PURPOSES if store.stands(self.session, self.cast.amina, purpose)}

    @invariant()
    def what_stands_is_the_fold_of_what_was_said(self) -> None:
        if not hasattr(self, "session"):
            return
        live = store.standing(self.session, self.cast.amina)
        folded = fold(entries_about(self.session, self.cast.amina, FOLDED, erased=True)[::-1])
        assert folded == live, "6: the table is the fold"
        rows = self.session.execute(select(ConsentStanding.purpose, ConsentStanding.effective)).all()
        assert {(of, State(effect)) for of, effect in rows} == {(of.value, each.effective) for of, each in live.items()}
        stands = self.standing_now()
        assert stands == {purpose for purpose, each in live.items() if each.stands}
        for purpose in PURPOSES:
            assert self.session.scalars(store.people_with(purpose)).all() == [self.cast.amina] * (purpose in stands)

    @invariant()
    def a_yes_needs_everyone_who_must_be_asked(self) -> None:
        if hasattr(self, "session"):
            for mine in store.standing(self.session, self.cast.amina).values():
                assert not mine.stands or mine.state in ALLOWING, "a child's own No is final"
                if mine.stands and mine.needs_carer:
                    assert any(said.state in ALLOWING and said.version == mine.version for said in mine.carers)

    @invariant()
    def a_no_is_one_step_from_anywhere(self) -> None:
        if hasattr(self, "session"):
            for mine in store.standing(self.session, self.cast.amina).values():
                assert after(mine.state, Answer.NO) not in ALLOWING, "7: never more steps than giving"


QUICK = settings(
    max_examples=10,
    stateful_step_count=12,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.generate],  # a failure is printed as it was found: shrinking it takes minutes
)


@pytest.fixture
def machine(sayso: Sayso) -> type[Choices]:
    Choices.app, Choices.cast = sayso, gather(sayso.house)
    return Choices


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_it_is_always_so(machine: type[Choices]) -> None:
    run_state_machine_as_test(machine, settings=QUICK)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_an_age_step_that_is_not_taken_is_found(machine: type[Choices]) -> None:
    """The control of 24: the age is raised from 13 to 16, her Yes alone is not enough, and nobody pauses it."""
    here = machine()
    here.begin()
    here.the_age_is_set(16)
    with patch(f"{__name__}.age_steps", lambda *_, **__: 0), pytest.raises(AssertionError):
        here.the_due_steps_are_taken()
    here.the_due_steps_are_taken()
    here.the_age_is_set(13)
    here.the_due_steps_are_taken()
    here.teardown()
