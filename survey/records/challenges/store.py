"""Challenges and restrictions as projections of entries, and finding them."""

from collections.abc import Iterable

from sqlalchemy import Select, delete, insert, select, update
from sqlalchemy.orm import Session

from survey.errors import NotThere
from survey.ledger.entry import Recorded
from survey.ledger.projection import Projection, register
from survey.records.challenge import Challenge, Kind, Outcome, held_because
from survey.records.models import ChallengeRow, Opening, Restriction, SecondThing
from survey.responses.holding import holds_come_from

# What is held back


def restricted_seqs() -> Select[int]:
    """The places of all entries that are restricted now: in no new figure, no share."""
    return select(Restriction.entry_seq)


def restrictions(session: Session, seqs: Iterable[int]) -> dict[int, str]:
    """Which of these entries are restricted, and because of what."""
    held = select(Restriction.entry_seq, Restriction.because).where(Restriction.entry_seq.in_(set(seqs)))
    return {seq: because for seq, because in session.execute(held)}


holds_come_from(restrictions)


# The projection


def _raised(session: Session, entry: Recorded) -> None:
    said = entry.content
    values = {"seq": entry.seq, "entry_seq": entry.links.get("challenges"), "person_id": entry.subject}
    who = {"organisation_id": said["organisation"], "kind": said["challenge"], "raised_at": entry.at}
    session.execute(insert(ChallengeRow), values | who)
    _restrict(session, entry.links.get("challenges"))


def _acknowledged(session: Session, entry: Recorded) -> None:
    _change(session, entry.links["acknowledges"], acknowledged_by=entry.actor)


def _decided(session: Session, entry: Recorded) -> None:
    what = {"decided_seq": entry.seq, "decided_by": entry.actor, "outcome": entry.content["outcome"]}
    _change(session, entry.links["decides"], **what)


def _withdrawn(session: Session, entry: Recorded) -> None:
    _change(session, entry.links["withdraws"], withdrawn_seq=entry.seq)


def _change(session: Session, seq: int, **values: object) -> None:
    changed = update(ChallengeRow).where(ChallengeRow.seq == seq).values(values)
    session.execute(changed.execution_options(synchronize_session=False))
    entry_seq = session.scalar(select(ChallengeRow.entry_seq).where(ChallengeRow.seq == seq))
    _restrict(session, entry_seq)


def _restrict(session: Session, entry_seq: int | None) -> None:
    """Let the restriction of one entry follow from its challenges, as they stand, and from nothing else."""
    if entry_seq is None:
        return
    because = held_because(challenges_of(session, [entry_seq]))
    steps = select(ChallengeRow.seq, ChallengeRow.decided_seq, ChallengeRow.withdrawn_seq)
    rows = session.execute(steps.where(ChallengeRow.entry_seq == entry_seq)).all()
    by_seq = max((seq for row in rows for seq in row if seq is not None), default=0)
    gone = delete(Restriction).where(Restriction.entry_seq == entry_seq)
    session.execute(gone.execution_options(synchronize_session=False))
    if because:
        session.execute(insert(Restriction), {"entry_seq": entry_seq, "because": because, "by_seq": by_seq})


def _challenge_erased(session: Session, entry: Recorded) -> None:
    """What was said not to be right, or how it was answered, is gone: the challenge is, and holds nothing back."""
    seq = entry.links.get("decides", entry.seq)
    entry_seq = session.scalar(select(ChallengeRow.entry_seq).where(ChallengeRow.seq == seq))
    gone = delete(ChallengeRow).where(ChallengeRow.seq == seq)
    session.execute(gone.execution_options(synchronize_session=False))
    _restrict(session, entry_seq)


def _key_gone(session: Session, entry: Recorded) -> None:
    """Their whole record is gone: nothing opens it."""
    for table in (SecondThing, Opening):
        gone = delete(table).where(table.person_id == entry.subject)
        session.execute(gone.execution_options(synchronize_session=False))


register(
    Projection(
        "records",
        (ChallengeRow, Restriction),
        {
            "challenge.raised": _raised,
            "challenge.acknowledged": _acknowledged,
            "challenge.decided": _decided,
            "challenge.withdrawn": _withdrawn,
        },
        erased={
            "challenge.raised": _challenge_erased,
            "challenge.acknowledged": _acknowledged,  # that it was, and by whom, is in the header
            "challenge.decided": _challenge_erased,
            "challenge.withdrawn": _withdrawn,  # as it is
            "person.added": _key_gone,
        },
    )
)


# Finding challenges


def _challenges() -> Select[ChallengeRow]:
    return select(ChallengeRow).order_by(ChallengeRow.seq).execution_options(populate_existing=True)


def challenges_of(session: Session, entry_seqs: Iterable[int]) -> list[Challenge]:
    """Every challenge of these entries, oldest first."""
    rows = session.scalars(_challenges().where(ChallengeRow.entry_seq.in_(set(entry_seqs))))
    return [_challenge(row) for row in rows]


def challenges_by(session: Session, person_id: str) -> list[Challenge]:
    """Every challenge that this person raised, oldest first."""
    return [_challenge(row) for row in session.scalars(_challenges().where(ChallengeRow.person_id == person_id))]


def challenge_at(session: Session, seq: int) -> Challenge:
    """One challenge. :raise NotThere:"""
    row = session.scalar(_challenges().where(ChallengeRow.seq == seq))
    if row is None:
        raise NotThere
    return _challenge(row)


def owed_by(session: Session, organisation_id: str | None) -> list[Challenge]:
    """The challenges that this organisation has not answered, longest waiting first."""
    unanswered = (ChallengeRow.outcome.is_(None), ChallengeRow.withdrawn_seq.is_(None))
    rows = session.scalars(_challenges().where(ChallengeRow.organisation_id == organisation_id, *unanswered))
    return [_challenge(row) for row in rows]


def owed_here(session: Session, seq: int, organisation_id: str | None) -> Challenge:
    """One challenge that this organisation is to answer. :raise NotThere: for another's, just as for none."""
    owner = select(ChallengeRow.organisation_id).where(ChallengeRow.seq == seq)
    if organisation_id is None or session.scalar(owner) != organisation_id:
        raise NotThere
    return challenge_at(session, seq)


def _challenge(row: ChallengeRow) -> Challenge:
    return Challenge(
        seq=row.seq,
        entry_seq=row.entry_seq,
        person_id=row.person_id,
        kind=Kind(row.kind),
        raised_at=row.raised_at,
        acknowledged_by=row.acknowledged_by,
        outcome=Outcome(row.outcome) if row.outcome else None,
        decided_by=row.decided_by,
        withdrawn=row.withdrawn_seq is not None,
    )
