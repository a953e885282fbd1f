"""Invariants 10 and 11 over the real store: any run of passing on, asking, telling, putting off and time on a database.

Each law is seen to fail against a rule that breaks it (`test_a_broken_rule_is_found`): by these invariants, or by the
schema, which cannot hold what must not be.
"""

import random
import re
import shutil
import tempfile
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from databases import copy_sqlite
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from people import Cast, gather
from survey.database import Database
from survey.errors import DomainError
from survey.house import House
from survey.ledger.entry import Claim, NewSegment
from survey.ledger.store import entries_about, rebuild
from survey.records.clock import local_day
from survey.records.store import make_note
from survey.settings import Settings
from survey.sharing import store
from survey.sharing.models import RequestRow, ShareRow
from survey.sharing.request import Asker, Delay, Ending, Power, Request, Result
from survey.sharing.requests import store as requests
from survey.sharing.share import Authority, NotShared, Share, Stage, Telling, Told
from tests.conftest import NOON, SECRET, Clock
from tests.house.checkout import ROOT

GOOD = "They need it to plan her timetable."
WORDS = st.sampled_from([GOOD, GOOD, GOOD, GOOD, "", "short"])  # mostly whole, so that acts follow on acts
DAYS = st.sampled_from([30, 5, 90, 60, None, 0, -3, 91, 120])
WHO = st.sampled_from(["sam", "lena", "dee", "amina"])
STAFF = st.sampled_from(["sam", "lena", "dee"])
WHICH = st.integers(0, 2)  # of the newest


def at_home(path: Path) -> House:
    made = Settings(mode="test", secret_key=SECRET, database_url=f"sqlite:///{path}")
    return House(made, Database(made.database_url), clock=Clock(NOON), rng=random.SystemRandom())


@pytest.fixture(scope="module", autouse=True)
def gathered(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    """The cast and a note about Amina, once: each try begins from a copy."""
    path = tmp_path_factory.mktemp("gathered") / "sayso.db"
    copy_sqlite(sqlite_template, path)
    house = at_home(path)
    cast = PassingOn.cast = gather(house)
    part = NewSegment(Claim.OBSERVATION, cast.sam, (cast.amina,), {"words": "She came each week."})
    with house.database.writing() as session:
        at: dict[str, Any] = {"now": house.clock(), "rng": house.rng}
        PassingOn.note = make_note(session, cast.sam, [part], happened_at=None, **at)
    house.database.dispose()
    PassingOn.template = path


class PassingOn(RuleBasedStateMachine):
    """Any run of acts on shares and requests about Amina, by anyone, in any order."""

    template: Path
    cast: Cast
    note: int
    share_of: Callable[..., Share] = Share.of
    told_of: Callable[..., Told] = Told.of
    request_of: Callable[..., Request] = Request.of
    ending_of: Callable[..., Ending] = Ending.of

    @initialize()
    def begin(self) -> None:
        self.folder = Path(tempfile.mkdtemp())
        copy_sqlite(self.template, self.folder / "sayso.db")
        self.house = at_home(self.folder / "sayso.db")
        self.clock: Any = self.house.clock

    @property
    def today(self) -> date:
        return local_day(self.clock.now)

    def act(self, do: Callable[..., object], *args: Any, **named: Any) -> None:
        """Do it, or be refused by one of our own rules; nothing else may go wrong."""
        with suppress(DomainError), self.house.database.writing() as session:
            do(session, *args, now=self.clock.now, rng=self.house.rng, **named)

    def newest(self, table: Any, which: int) -> int | None:
        with self.house.database.reading() as session:
            seqs = session.scalars(select(table.seq).order_by(table.seq.desc())).all()
        return seqs[which % len(seqs)] if seqs else None

    def by(self, who: str) -> str:
        return str(getattr(self.cast, who))

    def day(self, days: int | None) -> date | None:
        return None if days is None else self.today + timedelta(days=days)

    @rule(days=st.sampled_from([1, 5, 31, 60]))
    def time_passes(self, days: int) -> None:
        self.clock.move(days=days)
        self.act(store.tell_due)
        self.act(requests.tell_due)

    @rule(by=STAFF, lets=st.sampled_from(Authority), when=st.sampled_from(Telling), day=DAYS, why=WORDS, to=WORDS)
    def propose(self, by: str, lets: Authority, when: Telling, day: int | None, why: str, to: str) -> None:
        if lets is Authority.CONSENT:
            when = Telling.BEFORE
        with suppress(DomainError):
            told = type(self).told_of(when, self.day(day), why, self.today)
            given = {"organisation": to, "recipient": to, "authority_words": why}
            share = type(self).share_of(((self.note, 0),), necessity=why, authority=lets, told=told, **given)
            self.act(store.propose, self.by("amina"), share, by=self.by(by))

    @rule(by=STAFF, when=st.sampled_from(Telling), day=DAYS, why=WORDS)
    def decide_not_to(self, by: str, when: Telling, day: int | None, why: str) -> None:
        with suppress(DomainError):
            told = type(self).told_of(when, self.day(day), why, self.today)
            self.act(store.decide_not_to, self.by("amina"), NotShared.of("School", "", why), told, by=self.by(by))

    @rule(which=WHICH, by=WHO, agree=st.sampled_from([True, True, False]))
    def answer(self, which: int, by: str, agree: bool) -> None:
        if (seq := self.newest(ShareRow, which)) is not None:
            self.act(store.answer, seq, by=self.by(by), agree=agree)

    @rule(which=WHICH, by=WHO, how=st.sampled_from(["stop", "tell", "put_off"]), day=DAYS, why=WORDS)
    def follow_up(self, which: int, by: str, how: str, day: int | None, why: str) -> None:
        if (seq := self.newest(ShareRow, which)) is None:
            return
        if how == "put_off":
            with suppress(DomainError):
                told = type(self).told_of(Telling.NOT_YET, self.day(day), why, self.today)
                self.act(store.put_off, seq, told, by=self.by(by))
        else:
            self.act(store.stop if how == "stop" else store.tell, seq, by=self.by(by))

    @rule(power=st.sampled_from(Power), compels=st.booleans(), cited=WORDS, scope=WORDS, is_known=st.booleans())
    def a_request_comes(self, power: Power, compels: bool, cited: str, scope: str, is_known: bool) -> None:
        with suppress(DomainError):
            given = {"organisation": "Eastmere", "power_words": cited, "compulsory": compels, "scope": scope}
            asked = type(self).request_of(Asker.POLICE, power=power, **given)
            whom = self.by("amina") if is_known else None
            self.act(requests.receive, whom, asked, organisation_id="harbour", by=self.by("lena"))

    @rule(which=WHICH, by=STAFF, result=st.sampled_from(Result), reason=WORDS, given=WORDS, day=DAYS)
    def weigh(self, which: int, by: str, result: Result, reason: str, given: str, day: int | None) -> None:
        if (seq := self.newest(RequestRow, which)) is None:
            return
        with suppress(DomainError):
            with self.house.database.reading() as session:
                asked = Request.from_facts(store.entry_of(session, seq).content)
            how = {"reason": reason, "given": given, "tell_on": self.day(day), "today": self.today}
            self.act(requests.weigh, seq, type(self).ending_of(asked, result, **how), by=self.by(by))

    @rule(which=WHICH, by=STAFF, stale=st.sampled_from([0, 0, 0, 1]))
    def decide(self, which: int, by: str, stale: int) -> None:
        if (seq := self.newest(RequestRow, which)) is not None:
            with self.house.database.reading() as session:
                weighed = (session.get_one(RequestRow, seq).weighed_seq or 0) - stale
            self.act(requests.decide, seq, weighed=weighed, by=self.by(by))

    @rule(which=WHICH, by=STAFF, and_by=STAFF, day=DAYS, why=WORDS, tells=st.booleans())
    def tell_later_or_now(self, which: int, by: str, and_by: str, day: int | None, why: str, tells: bool) -> None:
        if (seq := self.newest(RequestRow, which)) is None:
            return
        if tells:
            self.act(requests.tell, seq, by=self.by(by))
            return
        with self.house.database.reading() as session:
            stands = session.get_one(RequestRow, seq).tell_on
        with suppress(DomainError):
            delay = Delay.of(self.day(day), why, stands=stands, today=self.today)
            self.act(requests.ask_delay, seq, delay, by=self.by(by))
        with self.house.database.reading() as session:
            asked = session.get_one(RequestRow, seq).delay_seq or 0
        self.act(requests.put_off, seq, asked=asked, by=self.by(and_by))

    @invariant()
    def every_share_is_whole(self) -> None:
        with self.house.database.reading() as session:
            for row in session.scalars(select(ShareRow)):
                entry = store.entry_of(session, row.seq)
                says = entry.content
                assert len(says["because"] if row.stage == Stage.NOT_SHARED.value else says["necessity"]) >= 10
                assert row.authority != "other" or len(says["authority_words"]) >= 10
                assert row.told_seq is not None or 0 <= row.tell_within <= 90
                assert (
                    row.told_seq is not None or not row.waits or len(says["told"]["why_not"]) >= 10 or row.put_off_seq
                )
                if row.sent_seq is not None:
                    consent = row.authority == Authority.CONSENT.value
                    assert (row.agreed_by == row.person_id) is consent
                    assert row.agreed_by != row.proposed_by
                    assert store.entry_of(session, row.sent_seq).content["parts"] == says["parts"]

    @invariant()
    def every_request_that_ended_had_two_and_a_reason_where_nothing_compelled(self) -> None:
        with self.house.database.reading() as session:
            for row in session.scalars(select(RequestRow)):
                assert 0 <= row.tell_within <= 90
                assert (row.told_seq is None) or row.decided_by
                assert row.put_off_by is None or row.put_off_by != row.delay_by
                if row.decided_by is None:
                    continue
                ending = requests.ending_of(session, row)
                assert row.decided_by != row.weighed_by
                assert row.result in set(Result)
                if row.result != Result.REFUSED.value:
                    assert row.person_id is not None
                    assert ending["given"]
                    assert row.compulsory or len(ending["reason"]) >= 10

    @invariant()
    def what_they_are_not_told_is_nowhere_about_them(self) -> None:
        """And nothing whose day has come is silent: it was told, or stands in the queue."""
        with self.house.database.reading() as session:
            for entry in entries_about(session, self.cast.amina):
                if entry.kind.startswith(("share.", "request.")):
                    of = entry.links.get("share", entry.links.get("request", entry.seq))
                    row = session.get(ShareRow, of) or session.get_one(RequestRow, of)
                    assert row.told_seq is not None, entry.kind

    def teardown(self) -> None:
        self.act(store.tell_due)
        with self.house.database.writing() as session:
            late = select(ShareRow.seq).where(ShareRow.told_seq.is_(None), ShareRow.waits.is_(False))
            assert not session.scalars(late.where(ShareRow.tell_on <= self.today)).all()
            assert rebuild(session) == []
        self.house.database.dispose()
        shutil.rmtree(self.folder)


QUICK = settings(
    max_examples=6,
    stateful_step_count=14,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    derandomize=True,
    phases=[Phase.generate],  # a run on a database is dear: what fails is shown as it was found
    report_multiple_bugs=False,
    print_blob=False,
)


def test_any_run_leaves_nothing_half_said() -> None:
    run_state_machine_as_test(PassingOn, settings=QUICK)


def anyone(*_args: object, **_named: object) -> None:
    """A rule that refuses nobody."""


def unchecked_share(parts: Any, **given: Any) -> Share:
    return Share(parts, **given)


def unchecked_told(when: Telling, on: date | None, why_not: str, today: date) -> Told:
    return Told(when, on or today, why_not)


def unchecked_ending(_request: Request, result: Result, **given: Any) -> Ending:
    return Ending(result, given["reason"], given["given"], given["tell_on"] or given["today"])


def at_once_about_them(person_id: str, _told: Told) -> tuple[str, ...]:
    return (person_id,)


Run = Callable[[PassingOn], None]


def proposed(why: str = GOOD, when: Telling = Telling.BEFORE, day: int = 30) -> Run:
    return lambda run: run.propose("sam", Authority.SAFEGUARDING, when, day, why, "School")


def agreed_by_themselves(run: PassingOn) -> None:
    run.propose("lena", Authority.COURT, Telling.BEFORE, None, GOOD, "School")
    run.answer(0, "lena", True)


def decided(by: str, reason: str) -> Run:
    def happen(run: PassingOn) -> None:
        run.a_request_comes(Power.NONE, False, "", GOOD, True)
        run.weigh(0, "lena", Result.GRANTED, reason, GOOD, 5)
        run.decide(0, by, 0)

    return happen


BROKEN: dict[str, tuple[Any, str, Any, Run]] = {
    "a share without a reason": (PassingOn, "share_of", unchecked_share, proposed("short")),
    "a telling without a day": (PassingOn, "told_of", unchecked_told, proposed(when=Telling.NOT_YET, day=120)),
    "a share on one person's word": (store, "require_agreement", anyone, agreed_by_themselves),
    "an untold share about them": (store, "_known", at_once_about_them, proposed(when=Telling.NOT_YET)),
    "an ending without a reason": (PassingOn, "ending_of", unchecked_ending, decided("dee", "")),
    "a request that one person decides": (requests, "require_two", anyone, decided("lena", GOOD)),
}


def walked(machine: type[PassingOn], happen: Run) -> None:
    """One run, and every invariant after it."""
    run = machine()
    run.begin()
    try:
        happen(run)
        run.every_share_is_whole()
        run.every_request_that_ended_had_two_and_a_reason_where_nothing_compelled()
        run.what_they_are_not_told_is_nowhere_about_them()
    finally:
        run.house.database.dispose()


@pytest.mark.parametrize("what", BROKEN)
def test_a_broken_rule_is_found(what: str, monkeypatch: pytest.MonkeyPatch) -> None:
    where, name, no_rule, happen = BROKEN[what]
    walked(PassingOn, happen)  # with the rule it is refused, or whole
    broken = type("Broken", (PassingOn,), {})
    kept = staticmethod(no_rule) if where is PassingOn else no_rule
    monkeypatch.setattr(broken if where is PassingOn else where, name, kept)
    with pytest.raises((AssertionError, IntegrityError), match=r"assert|CHECK constraint"):
        walked(broken, happen)


# There is no such exemption

SAYS_THERE_IS_NONE = {"survey/sharing/request.py", "survey/people/seals/seal.py"}


def test_nobody_can_pick_an_immigration_exemption_and_no_word_of_it_is_anywhere() -> None:
    """Not in the lists, nor in any code, template or catalogue but where it is said that there is none."""
    named = {each.value for enum in (Authority, Power, Asker, Result) for each in enum}
    assert not [word for word in named if "immigr" in word]
    files = [*ROOT.glob("survey/**/*.py"), *ROOT.glob("outcomes/**/*.py"), *ROOT.glob("templates/**/*.html")]
    files += [*ROOT.glob("translations/**/*.po*"), *ROOT.glob("survey/**/*.toml")]
    found = {path for path in files if re.search(r"immigra|nationality", path.read_text("utf-8"), re.IGNORECASE)}
    assert {path.relative_to(ROOT).as_posix() for path in found} == SAYS_THERE_IS_NONE


def test_a_decision_not_to_share_says_why() -> None:
    with pytest.raises(DomainError):
        NotShared.of("Quayside School", "Her notes", "No.")
    assert replace(NotShared.of("Quayside School", "", "It would put her at risk at home.")).because
