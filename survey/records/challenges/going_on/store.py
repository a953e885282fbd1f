"""The step that falls due by time: an answer that is done, told to everyone who had it, and closed."""

from sqlalchemy.orm import Session

from survey import due
from survey.days import local_day
from survey.errors import AlreadyDone, NotThere
from survey.house import House
from survey.ledger.store import entry_at
from survey.records.challenge import Challenge, Kind
from survey.records.challenges.acting.store import close, recipients_told, remedied
from survey.records.challenges.closing import next_by_itself, outstanding
from survey.records.challenges.store import challenge_at, going_on
from survey.records.lifecycle import Step


def go_on(house: House) -> int:
    """Take each challenge that was answered as far as it goes by itself: how many steps that was."""
    with house.database.reading() as session:
        waiting = [each.seq for each in going_on(session) if _next(house, session, each)]
    return sum(_go(house, seq) for seq in waiting)


def _go(house: House, seq: int) -> int:
    """The next steps of one, in a transaction each; another process may take them first."""
    taken = 0
    while True:
        with house.database.writing() as session:
            try:
                step = _next(house, session, challenge_at(session, seq))
                if step is None:
                    return taken
                _take(house, session, seq, step)
            except (AlreadyDone, NotThere):
                return taken
        taken += 1


def _next(house: House, session: Session, challenge: Challenge) -> Step | None:
    gone = challenge.kind is Kind.ERASE and _is_gone(session, challenge.entry_seq)
    waiting = outstanding(session, challenge)
    return next_by_itself(challenge, gone=gone, waiting=waiting, today=local_day(house.clock()))


def _is_gone(session: Session, seq: int | None) -> bool:
    entry = entry_at(session, seq, erased=True) if seq is not None else None
    return entry is None or entry.has_erased_parts


def _take(house: House, session: Session, seq: int, step: Step) -> None:
    now, rng = house.clock(), house.rng
    if step is Step.REMEDIED:
        remedied(session, seq, None, now=now, rng=rng)
    elif step is Step.RECIPIENTS_TOLD:
        recipients_told(session, seq, now=now, rng=rng)
    else:
        close(session, seq, None, now=now, rng=rng)


due.register("challenges going on", go_on)
