"""Releases as staff see them: those that hold now, and the entry that one would be of. Had only through the door."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from survey.ledger.store import entries
from survey.people.looks.look import Found, Looker, Wanted
from survey.people.looks.store import in_duty
from survey.people.store import names_of
from survey.records import store as records
from survey.records.answering.seen.store import Matter, matter
from survey.records.override.override import Use
from survey.records.override.store import live_here, releasable

WHY_LIST = "To look after what is used while on hold."
WHY_RELEASE = "To decide if it may be used while on hold."


@dataclass(frozen=True)
class Released:
    """One entry that may be passed on now: who let it, for what, why, until when, and who said that it is not right."""

    seq: int
    challenge_seq: int
    by: str
    name: str
    use: Use
    why: str
    until: date


def released_here() -> Wanted[list[Released]]:
    """The releases that hold now in the looker's organisation, the first to end first."""

    def find(session: Session, looker: Looker, now: datetime) -> Found[list[Released]]:
        rows = live_here(session, looker.organisation_id, now)
        why = {each.seq: each.content["why"] for each in entries(session, [row.seq for row in rows])}
        whose = {row.seq: records.challenge_at(session, row.challenge_seq).person_id for row in rows}
        names = names_of(session, {*whose.values(), *(row.by for row in rows)})
        found = [
            Released(
                row.seq,
                row.challenge_seq,
                names.get(row.by, ""),
                names.get(whose[row.seq], ""),
                Use(row.use),
                why.get(row.seq, ""),
                row.until,
            )
            for row in rows
        ]
        return Found(found, in_duty(session, whose.values(), {(row.seq, 0) for row in rows}, WHY_LIST))

    return Wanted(find)


def to_release(challenge_seq: int) -> Wanted[Matter]:
    """The entry that a challenge holds back, for a senior who would let it be used. Raises as `releasable`."""

    def find(session: Session, looker: Looker, now: datetime) -> Found[Matter]:
        challenge, entry = releasable(session, challenge_seq, looker)
        return matter(session, looker, challenge, entry, WHY_RELEASE)

    return Wanted(find)
