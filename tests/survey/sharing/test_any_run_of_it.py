"""Invariants 10 and 11: any run of proposing, answering, telling and time leaves no share or request half said.

Each law is seen to fail against a store that breaks it (`test_a_broken_store_is_found`).
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from survey.errors import DomainError
from survey.sharing.request import Asker, Ending, Power, Request, Result, require_open, require_two
from survey.sharing.share import (
    Authority,
    NotShared,
    Share,
    Stage,
    Telling,
    Told,
    require_agreement,
    require_step,
)

DAY_ONE = date(2026, 9, 14)
STAFF = ("sam", "lena", "dee")
AMINA = "amina"
GOOD = "They need it to plan her timetable."
WORDS = st.sampled_from([GOOD, GOOD, GOOD, GOOD, GOOD, "", "too short"])  # mostly whole, so that acts follow on acts
DAYS = st.sampled_from([30, 5, 90, None, 0, -3, 91, 120])


@dataclass
class Made:
    """A share as it stands."""

    share: Share
    proposed_on: date
    by: str
    stage: Stage = Stage.PROPOSED
    agreed_by: str | None = None


@dataclass
class Came:
    """A request as it stands."""

    request: Request
    weighed_by: str | None = None
    ending: Ending | None = None
    weighed_on: date = DAY_ONE
    decided_by: str | None = None


@dataclass(frozen=True)
class Rules:
    """The rules a run plays by: ours, or broken ones."""

    share: Callable[..., Share] = Share.of
    told: Callable[..., Told] = Told.of
    agreement: Callable[..., None] = require_agreement
    request: Callable[..., Request] = Request.of
    ending: Callable[..., Ending] = Ending.of
    two: Callable[..., None] = require_two


class PassingOn(RuleBasedStateMachine):
    """Any run of acts on shares and requests, by anyone, in any order."""

    law = Rules()

    def __init__(self) -> None:
        super().__init__()
        self.today = DAY_ONE
        self.shares: list[Made] = []
        self.requests: list[Came] = []

    @rule(days=st.integers(1, 60))
    def time_passes(self, days: int) -> None:
        self.today += timedelta(days=days)

    @rule(
        by=st.sampled_from(STAFF),
        authority=st.sampled_from(Authority),
        when=st.sampled_from(Telling),
        parts=st.sampled_from([((3, 0),), ((3, 0),), ((3, 0),), ()]),
        day=DAYS,
        necessity=WORDS,
        words=WORDS,
        why_not=WORDS,
        to=st.sampled_from(["Quayside School"] * 4 + [""]),
    )
    def propose(self, by: str, authority: Authority, when: Telling, day: int | None, **said: Any) -> None:
        try:
            told = self.law.told(when, self._day(day), said["why_not"], self.today)
            who = {"organisation": said["to"], "recipient": said["to"], "authority_words": said["words"]}
            share = self.law.share(said["parts"], necessity=said["necessity"], authority=authority, told=told, **who)
        except DomainError:
            return
        self.shares.append(Made(share, self.today, by))

    def _day(self, days: int | None) -> date | None:
        return None if days is None else self.today + timedelta(days=days)

    @rule(which=st.integers(0, 9), by=st.sampled_from((*STAFF, AMINA)), agree=st.booleans())
    def answer(self, which: int, by: str, agree: bool) -> None:
        if not self.shares:
            return
        made = self.shares[which % len(self.shares)]
        try:
            require_step(made.stage, Stage.SENT if agree else Stage.REFUSED)
            if agree:
                own = by == AMINA
                self.law.agreement(made.share, proposer=made.by, approver=None if own else by, agreed=own)
        except DomainError:
            return
        made.stage, made.agreed_by = (Stage.SENT, by) if agree else (Stage.REFUSED, None)

    @rule(
        asker=st.sampled_from(Asker),
        power=st.sampled_from(Power),
        compulsory=st.booleans(),
        cited=st.sampled_from(["", "An order of 3 May"]),
        scope=WORDS,
    )
    def a_request_comes(self, asker: Asker, power: Power, compulsory: bool, cited: str, scope: str) -> None:
        given = {"organisation": "Eastmere", "power_words": cited, "compulsory": compulsory, "scope": scope}
        try:
            self.requests.append(Came(self.law.request(asker, power=power, **given)))
        except DomainError:
            return

    @rule(
        which=st.integers(0, 9),
        by=st.sampled_from(STAFF),
        result=st.sampled_from(Result),
        reason=WORDS,
        given=WORDS,
        day=DAYS.filter(lambda day: day is not None),
    )
    def weigh(self, which: int, by: str, result: Result, reason: str, given: str, day: int) -> None:
        if not self.requests:
            return
        came = self.requests[which % len(self.requests)]
        try:
            require_open(came.ending.result if came.ending and came.decided_by else None)
            on = self.today + timedelta(days=day)
            how = {"reason": reason, "given": given, "tell_on": on, "today": self.today}
            ending = self.law.ending(came.request, result, **how)
        except DomainError:
            return
        came.ending, came.weighed_by, came.weighed_on = ending, by, self.today

    @rule(which=st.integers(0, 9), by=st.sampled_from(STAFF))
    def decide(self, which: int, by: str) -> None:
        waiting = [came for came in self.requests if came.weighed_by and not came.decided_by]
        if not waiting:
            return
        came = waiting[which % len(waiting)]
        try:
            self.law.two(came.weighed_by, by)
        except DomainError:
            return
        came.decided_by = by

    @invariant()
    def every_share_has_an_authority_a_reason_and_a_telling(self) -> None:
        for made in self.shares:
            share, told = made.share, made.share.told
            assert share.parts
            assert share.organisation
            assert share.recipient
            assert len(share.necessity) >= 10
            assert share.authority is not Authority.OTHER or len(share.authority_words) >= 10
            assert told.on <= made.proposed_on + timedelta(days=90)
            assert told.when is not Telling.NOT_YET or (told.why_not and told.on > made.proposed_on)

    @invariant()
    def nothing_went_on_one_persons_word(self) -> None:
        for made in self.shares:
            if made.stage is Stage.SENT:
                consent = made.share.authority is Authority.CONSENT
                assert made.agreed_by == AMINA if consent else made.agreed_by not in (None, made.by, AMINA)

    @invariant()
    def every_request_that_ended_had_two_people_and_a_reason_where_nothing_compelled(self) -> None:
        for came in self.requests:
            assert came.request.scope
            assert not came.request.compulsory or came.request.power in (Power.COURT_ORDER, Power.STATUTE)
            if came.decided_by is None:
                continue
            assert came.ending is not None
            assert came.decided_by != came.weighed_by
            assert came.weighed_on <= came.ending.tell_on <= came.weighed_on + timedelta(days=90)
            if came.ending.result is not Result.REFUSED:
                assert came.ending.given
                assert came.request.compulsory or len(came.ending.reason) >= 10


QUICK = settings(
    max_examples=40, stateful_step_count=20, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True
)

BROKEN_RUN = settings(QUICK, max_examples=300, phases=[Phase.generate], report_multiple_bugs=False, print_blob=False)


def test_any_run_leaves_nothing_half_said() -> None:
    run_state_machine_as_test(PassingOn, settings=QUICK)


def anyone(*_args: object, **_named: object) -> None:
    """A rule that refuses nobody."""


def unchecked_share(parts: Any, **given: Any) -> Share:
    return Share(parts, **given)


def unchecked_told(when: Telling, on: date | None, why_not: str, today: date) -> Told:
    return Told(when, on or today, why_not)


def unchecked_request(asker: Asker, **given: Any) -> Request:
    return Request(asker, **given)


def unchecked_ending(request: Request, result: Result, **given: Any) -> Ending:
    given.pop("today")
    return Ending(result, **given)


BROKEN = {
    "a share without a reason": Rules(share=unchecked_share),
    "a telling without a day": Rules(told=unchecked_told),
    "a share on one person's word": Rules(agreement=anyone),
    "a power that cannot compel": Rules(request=unchecked_request),
    "an ending without a reason": Rules(ending=unchecked_ending),
    "a request that one person decides": Rules(two=anyone),
}


@pytest.mark.parametrize("what", BROKEN)
def test_a_broken_store_is_found(what: str) -> None:
    broken = type("Broken", (PassingOn,), {"law": BROKEN[what]})
    with pytest.raises(AssertionError):
        run_state_machine_as_test(broken, settings=BROKEN_RUN)


def test_nobody_can_pick_an_immigration_exemption() -> None:
    named = {each.value for enum in (Authority, Power, Asker, Result) for each in enum}
    assert not [word for word in named if "immigr" in word]


def test_a_decision_not_to_share_says_why() -> None:
    with pytest.raises(DomainError):
        NotShared.of("Quayside School", "Her notes", "No.")
    assert replace(NotShared.of("Quayside School", "", "It would put her at risk at home.")).because
