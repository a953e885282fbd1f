"""Challenges and restrictions as projections of entries, and finding them."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable

from sqlalchemy import Select, delete, insert, select, update
from sqlalchemy.orm import Session

from survey.errors import NotThere
from survey.holidays import ENGLAND
from survey.ledger.entry import Recorded
from survey.ledger.projection import Projection, register
from survey.records.challenge import Challenge, Kind, held_because
from survey.records.lifecycle import OPEN, Clock, State, Step, Stepped
from survey.records.models import ChallengeRow, ChallengeStep, Opening, Restriction, SecondThing
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

_LINKS = ("challenge", "acknowledges", "decides", "withdraws")  # the last three: as the first entries of each said it
_WHAT = {Step.PAUSED: "for", Step.DECIDED: "outcome", Step.ESCALATED: "to"}
_QUIET = {"synchronize_session": False}
MOST = 200  # of those that are over, in a list
_AS_STORED = {"populate_existing": True}


def challenge_of(entry: Recorded) -> int:
    """The place of the challenge that a step is of."""
    return next(entry.links[link] for link in _LINKS if link in entry.links)


def _raised(session: Session, entry: Recorded) -> None:
    said = entry.content
    values = {"seq": entry.seq, "entry_seq": entry.links.get("challenges"), "person_id": entry.subject}
    who = {"organisation_id": said["organisation"], "kind": said["challenge"], "raised_at": entry.at}
    where = {"nation": said.get("nation", ENGLAND), "state": State.RAISED.value, "clock": Clock.ANSWER.value}
    session.execute(insert(ChallengeRow), values | who | where)
    _restrict(session, entry.links.get("challenges"))


def _took(step: Step) -> Callable[[Session, Recorded], None]:
    """What a step makes of its challenge."""

    def take(session: Session, entry: Recorded) -> None:
        of = challenge_of(entry)
        known = session.scalar(select(ChallengeRow.seq).where(ChallengeRow.seq == of)) is not None
        if not known or session.scalar(select(ChallengeStep.seq).where(ChallengeStep.seq == entry.seq)) is not None:
            return  # the challenge is erased; or a part of this step is, which stays taken
        what = entry.content[_WHAT[step]] if step in _WHAT else None
        row = {"seq": entry.seq, "challenge_seq": of, "step": step.value, "by_id": entry.actor, "at": entry.at}
        session.execute(insert(ChallengeStep), row | {"what": what})
        _settle(session, of)

    return take


def _settle(session: Session, seq: int) -> None:
    """Let what the row says of a challenge follow from its steps."""
    now = challenge_at(session, seq)
    decided, paused = now.last(Step.DECIDED), now.last(Step.PAUSED)
    values = {
        "state": now.state.value,
        "clock": now.clock.value if now.clock else None,
        "paused_seq": paused.seq if paused and now.state is State.PAUSED else None,
        "decided_seq": decided.seq if decided else None,
        "outcome": now.outcome.value if now.outcome else None,
    }
    changed = update(ChallengeRow).where(ChallengeRow.seq == seq).values(values)
    session.execute(changed, execution_options=_QUIET)
    _restrict(session, now.entry_seq)


def _restrict(session: Session, entry_seq: int | None) -> None:
    """Let the restriction of one entry follow from its challenges, as they stand, and from nothing else."""
    if entry_seq is None:
        return
    found = challenges_of(session, [entry_seq])
    because = held_because(found)
    session.execute(delete(Restriction).where(Restriction.entry_seq == entry_seq), execution_options=_QUIET)
    if because:
        by_seq = max(seq for each in found for seq in (each.seq, *(step.seq for step in each.steps)))
        session.execute(insert(Restriction), {"entry_seq": entry_seq, "because": because.value, "by_seq": by_seq})


def _challenge_erased(session: Session, entry: Recorded) -> None:
    """What was said not to be right, or what came of it, is gone: the challenge is, and holds nothing back."""
    seq = entry.seq if entry.kind == "challenge.raised" else challenge_of(entry)
    entry_seq = session.scalar(select(ChallengeRow.entry_seq).where(ChallengeRow.seq == seq))
    for table, whose in ((ChallengeRow, ChallengeRow.seq), (ChallengeStep, ChallengeStep.challenge_seq)):
        session.execute(delete(table).where(whose == seq), execution_options=_QUIET)
    _restrict(session, entry_seq)


def _key_gone(session: Session, entry: Recorded) -> None:
    """Their whole record is gone: nothing opens it."""
    for table in (SecondThing, Opening):
        session.execute(delete(table).where(table.person_id == entry.subject), execution_options=_QUIET)


register(
    Projection(
        "records",
        (ChallengeRow, ChallengeStep, Restriction),
        {"challenge.raised": _raised, **{step.kind: _took(step) for step in Step}},
        erased={
            "challenge.raised": _challenge_erased,
            # Of most steps everything that matters is in the header, which stays.
            **{step.kind: _challenge_erased if step in _WHAT else _took(step) for step in Step},
            "person.added": _key_gone,
        },
    )
)


# Finding challenges


def _challenges() -> Select[ChallengeRow]:
    return select(ChallengeRow).order_by(ChallengeRow.seq).execution_options(**_AS_STORED)


def _found(session: Session, asked: Select[ChallengeRow]) -> list[Challenge]:
    """These challenges with their steps."""
    rows = session.scalars(asked).all()
    taken: dict[int, list[Stepped]] = defaultdict(list)
    of = select(ChallengeStep).where(ChallengeStep.challenge_seq.in_([row.seq for row in rows]))
    for each in session.scalars(of.order_by(ChallengeStep.seq), execution_options=_AS_STORED) if rows else ():
        taken[each.challenge_seq].append(Stepped(Step(each.step), each.seq, each.by_id, each.at, each.what))
    return [_challenge(row, tuple(taken[row.seq])) for row in rows]


def challenges_of(session: Session, entry_seqs: Iterable[int]) -> list[Challenge]:
    """Every challenge of these entries, oldest first."""
    return _found(session, _challenges().where(ChallengeRow.entry_seq.in_(set(entry_seqs))))


def challenges_by(session: Session, person_id: str, *, without: Collection[int] = ()) -> list[Challenge]:
    """Every challenge that this person raised, oldest first; none of what is at these places."""
    of = (ChallengeRow.entry_seq.is_(None)) | ChallengeRow.entry_seq.not_in(without)
    return _found(session, _challenges().where(ChallengeRow.person_id == person_id, of))


def challenge_at(session: Session, seq: int) -> Challenge:
    """One challenge. :raise NotThere:"""
    found = _found(session, _challenges().where(ChallengeRow.seq == seq))
    if not found:
        raise NotThere
    return found[0]


def owed_by(session: Session, organisation_id: str | None) -> list[Challenge]:
    """The challenges that this organisation has not answered, longest waiting first."""
    waits = ChallengeRow.state.in_([state.value for state in OPEN])
    return _found(session, _challenges().where(ChallengeRow.organisation_id == organisation_id, waits))


def answered_here(session: Session, organisation_id: str | None) -> list[Challenge]:
    """The newest challenges that this organisation has answered, or that were taken back."""
    over = ChallengeRow.state.not_in([state.value for state in OPEN])
    newest = select(ChallengeRow).where(ChallengeRow.organisation_id == organisation_id, over)
    return _found(session, newest.order_by(ChallengeRow.seq.desc()).limit(MOST).execution_options(**_AS_STORED))


def going_on(session: Session) -> list[Challenge]:
    """The challenges that were answered and are not closed yet, everywhere: what follows by itself may be due."""
    between = [State.DECIDED.value, State.REMEDIED.value, State.RECIPIENTS_TOLD.value]
    return _found(session, _challenges().where(ChallengeRow.state.in_(between)))


def owed_here(session: Session, seq: int, organisation_id: str | None) -> Challenge:
    """One challenge that this organisation is to answer. :raise NotThere: for another's, just as for none."""
    owner = select(ChallengeRow.organisation_id).where(ChallengeRow.seq == seq)
    if organisation_id is None or session.scalar(owner) != organisation_id:
        raise NotThere
    return challenge_at(session, seq)


def _challenge(row: ChallengeRow, steps: tuple[Stepped, ...]) -> Challenge:
    return Challenge(
        seq=row.seq,
        entry_seq=row.entry_seq,
        person_id=row.person_id,
        kind=Kind(row.kind),
        raised_at=row.raised_at,
        steps=steps,
        nation=row.nation,
        organisation_id=row.organisation_id,
    )
