"""Recording what is done with a challenge: who has it, waiting for the person, the answer, and the way on.

Each act takes its turn first: what it is judged by stays true until it is recorded.
"""

import random
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from survey.days import local_day
from survey.errors import NotThere
from survey.ledger.entry import Claim, NewEntry, NewSegment, Recorded
from survey.ledger.store import entry_at, record, take_turn
from survey.people.lines.store import line_of
from survey.records.challenge import Challenge, Outcome, require_open
from survey.records.challenges.store import challenge_at, challenges_of
from survey.records.challenges.yes.store import end_yes
from survey.records.clock import PausedFor
from survey.records.correction import Answer, plain_words
from survey.records.hands import authors_of, earlier_hands, require_other_hands
from survey.records.lifecycle import Step, To
from survey.records.next_step import require_extension, require_step, require_way_on

# Who may


def answerable(session: Session, seq: int, reviewer: str) -> tuple[Challenge, Recorded | None]:
    """The challenge and what it is about, if this reviewer may answer.

    :raise Authors: :raise InLine: :raise AlreadyDone: when it was answered or taken back.
    """
    challenge = challenge_at(session, seq)
    require_open(challenge)
    entry = entry_at(session, challenge.entry_seq) if challenge.entry_seq is not None else None
    versions = versions_of(session, entry)
    decided = challenges_of(session, [each.seq for each in versions]) if versions else [challenge]
    before = {step.by for each in decided for step in each.taken(Step.DECIDED) if step.by}
    earlier = earlier_hands(challenge)
    people = authors_of(versions) | earlier
    since = min([each.at for each in versions] or [challenge.raised_at])
    raised = entry_at(session, seq)
    hands = before | earlier | {challenge.person_id} | authors_of([raised] if raised else [])
    require_other_hands(versions, reviewer, hands, line_of(session, people, since) if people else ())
    return challenge, entry


def versions_of(session: Session, entry: Recorded | None) -> list[Recorded]:
    """The entry and, of a note, every version before it: whoever wrote the first answers for none of them."""
    found: list[Recorded] = []
    while entry is not None:
        found.append(entry)
        before = entry.links.get("corrects")
        entry = entry_at(session, before) if before is not None else None
    return found


# What staff do


def acknowledge(session: Session, seq: int, reviewer: str, *, now: datetime, rng: random.Random) -> None:
    """Record that a named person has it. :raise Authors: when they may not answer it."""
    take_turn(session)
    challenge, _entry = answerable(session, seq, reviewer)
    if challenge.acknowledged_by is None:
        _record(session, challenge, Step.ACKNOWLEDGED, reviewer, now=now, rng=rng)


def take_up(session: Session, seq: int, reviewer: str, *, now: datetime, rng: random.Random) -> None:
    """Record that a named person looks into it now. :raise Authors: :raise InLine: :raise AlreadyDone:"""
    take_turn(session)
    challenge, _entry = answerable(session, seq, reviewer)
    require_step(challenge, Step.REVIEWING)
    _record(session, challenge, Step.REVIEWING, reviewer, now=now, rng=rng)


def pause(
    session: Session, seq: int, reviewer: str, why: PausedFor, words: str, *, now: datetime, rng: random.Random
) -> None:
    """Record that we wait for the person, and what we ask of them. :raise Incomplete: without words."""
    take_turn(session)
    challenge, _entry = answerable(session, seq, reviewer)
    require_step(challenge, Step.PAUSED)
    said = {"for": why.value, "words": plain_words(words, "Say what you need from them, in plain words.")}
    _record(session, challenge, Step.PAUSED, reviewer, said, now=now, rng=rng)


def resume(session: Session, seq: int, by: str, words: str, *, now: datetime, rng: random.Random) -> None:
    """Record that the clock runs again: the person answered, or staff wait no longer. Their words are kept exactly.

    :raise Authors: for staff who may not answer it; :raise NotNow: when nothing is waited for.
    """
    take_turn(session)
    challenge = challenge_at(session, seq)
    if by != challenge.person_id:
        challenge, _entry = answerable(session, seq, by)
    require_step(challenge, Step.RESUMED)
    _record(session, challenge, Step.RESUMED, by, {"words": words}, now=now, rng=rng)


def extend(session: Session, seq: int, reviewer: str, why: str, *, now: datetime, rng: random.Random) -> None:
    """Record the notice that the law's month becomes three, and why.

    :raise TooLateToExtend: after month one; :raise NotNow: a second time; :raise Incomplete: without a reason.
    """
    take_turn(session)
    challenge, _entry = answerable(session, seq, reviewer)
    require_extension(challenge, local_day(now))
    said = {"why": plain_words(why, "Say why it takes longer, in plain words. They will read it.")}
    _record(session, challenge, Step.EXTENDED, reviewer, said, now=now, rng=rng)


def decide(session: Session, seq: int, reviewer: str, answer: Answer, *, now: datetime, rng: random.Random) -> int:
    """Record the answer and, if it corrects, the new version before it. Gives the decision's place.

    :raise Authors: :raise InLine: :raise AlreadyDone: :raise Incomplete: no reason is given, or nothing was changed.
    """
    take_turn(session)
    challenge, entry = answerable(session, seq, reviewer)
    require_step(challenge, Step.DECIDED)
    links = {"decides": seq}
    corrected = answer.correction(entry, reviewer)
    if corrected:
        links["by"] = record(session, corrected, now=now, rng=rng).seq
    if answer.outcome is Outcome.CORRECTED:
        end_yes(session, entry, reviewer, now, rng)
    content = {"outcome": answer.outcome.value, "reason": answer.reason}
    segment = NewSegment(Claim.OPINION, reviewer, (challenge.person_id,), content)
    return record(session, NewEntry("challenge.decided", reviewer, (segment,), links=links), now=now, rng=rng).seq


def remedied(session: Session, seq: int, by: str | None, *, now: datetime, rng: random.Random) -> None:
    """Record that what was decided has been done. :raise NotNow: when nothing was to be put right."""
    _follows(session, seq, Step.REMEDIED, by, now, rng)


def recipients_told(session: Session, seq: int, *, now: datetime, rng: random.Random) -> None:
    """Record that everyone who had it has said that they have the answer. :raise NotNow:"""
    _follows(session, seq, Step.RECIPIENTS_TOLD, None, now, rng)


def close(session: Session, seq: int, by: str | None, *, now: datetime, rng: random.Random) -> None:
    """Record that nothing more is owed. It can still be taken further. :raise NotNow: when something is."""
    _follows(session, seq, Step.CLOSED, by, now, rng)


# What the person does


def escalate(
    session: Session, person_id: str, seq: int, to: To, words: str, *, now: datetime, rng: random.Random
) -> None:
    """Record that the person takes it further, with their words kept exactly: it is held back again from this moment.

    :raise NotThere: for another's; :raise NotYet: while we are not late; :raise AlreadyReviewed: a second review here.
    """
    take_turn(session)
    challenge = _mine(session, person_id, seq)
    require_way_on(challenge, to, now)
    _record(session, challenge, Step.ESCALATED, person_id, {"to": to.value, "words": words}, now=now, rng=rng)


def withdraw_challenge(session: Session, person_id: str, seq: int, *, now: datetime, rng: random.Random) -> None:
    """Record that they take it back. :raise NotThere: for another's; :raise AlreadyDone: when it was decided."""
    take_turn(session)
    challenge = _mine(session, person_id, seq)
    require_step(challenge, Step.WITHDRAWN)
    _record(session, challenge, Step.WITHDRAWN, person_id, now=now, rng=rng)


def _mine(session: Session, person_id: str, seq: int) -> Challenge:
    challenge = challenge_at(session, seq)
    if challenge.person_id != person_id:
        raise NotThere
    return challenge


# Recording


def _follows(session: Session, seq: int, step: Step, by: str | None, now: datetime, rng: random.Random) -> None:
    take_turn(session)
    challenge = challenge_at(session, seq)
    require_step(challenge, step)
    _record(session, challenge, step, by, now=now, rng=rng)


_OLDER_LINKS = {Step.ACKNOWLEDGED: "acknowledges", Step.WITHDRAWN: "withdraws"}


def _record(
    session: Session,
    challenge: Challenge,
    step: Step,
    by: str | None,
    said: Mapping[str, Any] | None = None,
    *,
    now: datetime,
    rng: random.Random,
) -> None:
    """One entry about whoever raised it: their words are theirs, everything else is what was done."""
    claim = Claim.THEIR_WORDS if by == challenge.person_id else Claim.FACT
    segment = NewSegment(claim, by, (challenge.person_id,), dict(said or {}))
    links = {_OLDER_LINKS.get(step, "challenge"): challenge.seq}
    record(session, NewEntry(step.kind, by, (segment,), links=links), now=now, rng=rng)
