"""Releases of entries on hold: recording one, ending it early, and which entries may be passed on because of one."""

import random
from collections.abc import Iterable
from datetime import date, datetime

from sqlalchemy import Select, delete, exists, insert, select, update
from sqlalchemy.orm import Session

from survey.days import local_day
from survey.errors import AlreadyDone, NotThere
from survey.ledger.entry import Claim, NewEntry, NewSegment, Recorded
from survey.ledger.projection import Projection, register
from survey.ledger.store import entry_at, record, take_turn
from survey.people.lines.store import line_of
from survey.people.looks.look import Looker
from survey.records import store as records
from survey.records.challenge import Challenge, Outcome
from survey.records.challenges.acting.store import versions_of
from survey.records.correction import CHANGES
from survey.records.hands import authors_of
from survey.records.models import ChallengeRow, Restriction
from survey.records.override import telling  # noqa: F401 - its tellings register themselves
from survey.records.override.models import Override
from survey.records.override.override import (
    Grounds,
    ReleasedIt,
    require_one_at_a_time,
    require_releasable,
    require_senior,
    require_uninvolved,
)

OVERRIDDEN, RESUMED = "restriction.overridden", "restriction.resumed"


# What may be used


def usable(session: Session, seqs: Iterable[int], now: datetime) -> set[int]:
    """Which of these entries are on hold and may be passed on all the same: released, and not past the last day.

    For shares alone. Cohorts and exports never ask: there what is on hold stays out, or goes with its mark.
    """
    return set(
        session.scalars(_live(now).where(Override.entry_seq.in_(set(seqs))).with_only_columns(Override.entry_seq))
    )


def _live(now: datetime) -> Select[Override]:
    """Releases that hold now. One ends by itself with the restriction, and when the entry is found to be wrong."""
    upheld = ChallengeRow.outcome.in_([each.value for each in CHANGES])
    found_wrong = exists().where(ChallengeRow.entry_seq == Override.entry_seq, upheld)
    not_over = (Override.ended_seq.is_(None), Override.until >= local_day(now))
    on_hold = select(Override).join(Restriction, Restriction.entry_seq == Override.entry_seq)
    return on_hold.where(~found_wrong, *not_over).order_by(Override.until, Override.seq)


def live_here(session: Session, organisation_id: str | None, now: datetime) -> list[Override]:
    """The releases that hold now in this organisation, the first to end first."""
    return list(session.scalars(_live(now).where(Override.organisation_id == organisation_id)))


def require_not_released_by(session: Session, challenge: Challenge, reviewer: str) -> None:
    """:raise ReleasedIt: when the reviewer let the entry be used meanwhile: they have made up their mind about it."""
    theirs = select(Override.seq).where(Override.entry_seq == challenge.entry_seq, Override.by == reviewer)
    if session.scalar(theirs.limit(1)) is not None:
        raise ReleasedIt


# Releasing, and ending it early


def releasable(session: Session, challenge_seq: int, senior: Looker) -> tuple[Challenge, Recorded]:
    """The challenge and the entry that it holds back, if this senior may decide about it.

    :raise NotThere: another organisation's, or of no entry. :raise NotSenior: :raise Involved: :raise NotOnHold:
    :raise FoundWrong:
    """
    require_senior(senior.roles)
    challenge = records.owed_here(session, challenge_seq, senior.organisation_id)
    entry = entry_at(session, challenge.entry_seq) if challenge.entry_seq is not None else None
    if entry is None:
        raise NotThere
    versions = versions_of(session, entry)
    line = line_of(session, authors_of(versions), min(each.at for each in versions))
    cases = records.challenges_of(session, [each.seq for each in versions])
    require_uninvolved(versions, cases, senior.person_id, line)
    of_this = [each for each in cases if each.entry_seq == entry.seq]
    require_releasable(records.restrictions(session, [entry.seq]).get(entry.seq), of_this)
    return challenge, entry


def release(
    session: Session, challenge_seq: int, grounds: Grounds, senior: Looker, *, now: datetime, rng: random.Random
) -> list[int]:
    """Record that the entry may be passed on, to each who challenged it. Raises as `releasable`; :raise AlreadyDone:

    One entry to each: that someone else challenged it too is not theirs to know.
    """
    take_turn(session)
    _challenge, entry = releasable(session, challenge_seq, senior)
    by = senior.person_id
    require_one_at_a_time(bool(usable(session, [entry.seq], now)))
    seqs = []
    for challenge in _holding(records.challenges_of(session, [entry.seq])):
        content = {"ours": senior.organisation_id, **grounds.facts()}
        segment = NewSegment(Claim.OPINION, by, (challenge.person_id,), content)
        links = {"overrides": entry.seq, "despite": challenge.seq}
        seqs.append(record(session, NewEntry(OVERRIDDEN, by, (segment,), links=links), now=now, rng=rng).seq)
    return seqs


def _holding(challenges: Iterable[Challenge]) -> list[Challenge]:
    """Those that hold the entry back; of one person's, the newest."""
    held = [each for each in challenges if each.is_open or each.outcome is Outcome.CANNOT_VERIFY]
    return list({each.person_id: each for each in held}.values())


def resume(session: Session, seq: int, by: Looker, *, now: datetime, rng: random.Random) -> None:
    """Record that the entry is out of use again before the last day. :raise NotThere: another's; :raise AlreadyDone:"""
    take_turn(session)
    row = session.get(Override, seq, populate_existing=True)
    if row is None or row.organisation_id != by.organisation_id:
        raise NotThere
    together = [each for each in live_here(session, by.organisation_id, now) if each.entry_seq == row.entry_seq]
    if seq not in {each.seq for each in together}:
        raise AlreadyDone
    for each in together:
        challenge = records.challenge_at(session, each.challenge_seq)
        segment = NewSegment(Claim.FACT, by.person_id, (challenge.person_id,), {})
        entry = NewEntry(RESUMED, by.person_id, (segment,), links={"ends": each.seq, "restricts": each.entry_seq})
        record(session, entry, now=now, rng=rng)


# The projection


def _overridden(session: Session, entry: Recorded) -> None:
    said = entry.content
    of = {"entry_seq": entry.links["overrides"], "challenge_seq": entry.links["despite"]}
    who = {"seq": entry.seq, "organisation_id": said["ours"], "by": entry.actor}
    until = {"use": said["use"], "days": said["days"], "until": date.fromisoformat(said["until"])}
    session.execute(insert(Override), who | of | until)


def _resumed(session: Session, entry: Recorded) -> None:
    ended = update(Override).where(Override.seq == entry.links["ends"]).values(ended_seq=entry.seq)
    session.execute(ended.execution_options(synchronize_session=False))


def _erased(session: Session, entry: Recorded) -> None:
    """Without its reason nothing is released."""
    gone = delete(Override).where(Override.seq == entry.seq)
    session.execute(gone.execution_options(synchronize_session=False))


register(
    Projection(
        "releases of what is on hold",
        (Override,),
        {OVERRIDDEN: _overridden, RESUMED: _resumed},
        erased={OVERRIDDEN: _erased, RESUMED: _resumed},  # that it ended, and which, is in the header
    )
)
