"""Signing readings and taking them back; a group's link; and reading what stands, through the commissioners' way in."""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from outcomes.impact.readings.models import GroupSession, ReadingRow
from outcomes.impact.readings.reading import Group, How, Reading, require_signer, require_words
from survey.days import local_day
from survey.errors import AlreadyDone, LinkEnded, NotThere
from survey.ledger.entry import Claim, NewEntry, NewSegment, Recorded
from survey.ledger.projection import Projection, register
from survey.ledger.store import entry_at, record, take_turn
from survey.people.invitation import new_token, token_hash
from survey.people.role import Role

SIGNED, WITHDRAWN = "reading.signed", "reading.withdrawn"
SESSION_LASTS = timedelta(days=1)


@dataclass(frozen=True)
class Signer:
    """Who signs: the group or role it is signed as, how it came, and the member of staff with their roles."""

    signed_as: str
    how: How
    by: str
    roles: frozenset[Role]


def sign(
    session: Session,
    release: int,
    group: Group,
    words: str,
    who: Signer,
    *,
    now: datetime,
    rng: random.Random,
) -> int:
    """Record a reading. :raise WordsWrong: :raise NotAllowed: when these roles do not sign for this group."""
    require_signer(group, who.how, who.roles)
    facts = {"release": release, "group": group.value, "signed_as": who.signed_as.strip(), "how": who.how.value}
    segment = NewSegment(Claim.OPINION, who.by, (), facts | {"words": require_words(words)})
    return record(session, NewEntry(SIGNED, who.by, (segment,)), now=now, rng=rng).seq


def withdraw(session: Session, seq: int, by: str, *, now: datetime, rng: random.Random) -> None:
    """Take one's own reading back: it is on no page from then on. :raise NotThere: for anybody else's."""
    take_turn(session)
    entry = entry_at(session, seq)
    if entry is None or entry.kind != SIGNED or entry.actor != by:
        raise NotThere
    if session.get(ReadingRow, seq) is None:
        raise AlreadyDone
    taken = NewSegment(Claim.FACT, by, (), {})
    record(session, NewEntry(WITHDRAWN, by, (taken,), links={"of": seq}), now=now, rng=rng)


def _signed(session: Session, entry: Recorded) -> None:
    facts = entry.content
    said = {"signed_as": facts["signed_as"], "how": facts["how"], "words": facts["words"]}
    about = {"seq": entry.seq, "release_id": facts["release"], "signed_for": facts["group"], "signed_by": entry.actor}
    session.execute(insert(ReadingRow).values(about | said | {"signed_on": local_day(entry.at)}))


def _withdrawn(session: Session, entry: Recorded) -> None:
    gone = delete(ReadingRow).where(ReadingRow.seq == entry.links["of"])
    session.execute(gone.execution_options(synchronize_session=False))


register(Projection("readings", (ReadingRow,), {SIGNED: _signed, WITHDRAWN: _withdrawn}))


def readings(session: Session, release: int) -> list[Reading]:
    """The readings of a release that stand: young people's first, each group's in the order they were signed."""
    return readings_of(session, [release])[release]


def readings_of(session: Session, releases: Sequence[int]) -> dict[int, list[Reading]]:
    """The same of several releases, by number, in one statement."""
    rows = session.scalars(select(ReadingRow).where(ReadingRow.release_id.in_(releases)).order_by(ReadingRow.seq))
    found: dict[int, list[Reading]] = {number: [] for number in releases}
    for row in rows:
        signed = Group(row.signed_for), row.signed_as, row.signed_on, How(row.how), row.words, row.signed_by
        found[row.release_id].append(Reading(row.seq, row.release_id, *signed))
    for of in found.values():
        of.sort(key=lambda each: list(Group).index(each.group))
    return found


# A link for a group


def hand_out(session: Session, release: int, signed_as: str, *, by: str, now: datetime, rng: random.Random) -> str:
    """Make a link on which a group reads a release together for a day, and give its key."""
    key = new_token(rng)
    facts = {"release_id": release, "signed_as": signed_as.strip(), "made_by": by}
    session.add(GroupSession(key_hash=token_hash(key), ends_at=now + SESSION_LASTS, words=None, **facts))
    return key


def session_at(session: Session, key: str, now: datetime) -> GroupSession:
    """The session of this key. :raise LinkEnded: when there is none, or it is over."""
    found = session.scalar(select(GroupSession).where(GroupSession.key_hash == token_hash(key)))
    if found is None or found.ends_at <= now:
        raise LinkEnded
    return found


def write(session: Session, key: str, words: str, now: datetime) -> None:
    """Keep what a group wrote, until its worker signs it. Written again, it is what they wrote last."""
    session_at(session, key, now).words = require_words(words)


def waiting(session: Session, by: str, release: int) -> list[GroupSession]:
    """The links that a worker handed out for this release and that are not signed yet, the newest first."""
    theirs = select(GroupSession).where(GroupSession.made_by == by, GroupSession.release_id == release)
    return list(session.scalars(theirs.order_by(GroupSession.id.desc())))


def sign_session(
    session: Session, number: int, *, by: str, roles: frozenset[Role], now: datetime, rng: random.Random
) -> int:
    """Sign what a group wrote, as they wrote it. :raise NotThere: for another worker's, or while nothing is written."""
    found = session.get(GroupSession, number)
    if found is None or found.made_by != by or not found.words:
        raise NotThere
    words, signed_as, release = found.words, found.signed_as, found.release_id
    session.delete(found)
    who = Signer(signed_as, How.SESSION, by, roles)
    return sign(session, release, Group.YOUNG_PEOPLE, words, who, now=now, rng=rng)


def let_go(session: Session, number: int, by: str) -> None:
    """Delete a link and what was written there, unsigned. :raise NotThere: for another worker's."""
    found = session.get(GroupSession, number)
    if found is None or found.made_by != by:
        raise NotThere
    session.delete(found)
