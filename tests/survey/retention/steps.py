"""What the tests of erasing do again and again: a note, a proposal, two signatures, time that passes."""

from collections.abc import Collection
from datetime import timedelta

from sqlalchemy.orm import Session

from people import Cast
from survey.house import House
from survey.ledger.entry import Claim, NewSegment
from survey.ledger.store import entry_at
from survey.people.role import Role
from survey.records.account.gone import Why
from survey.records.store import make_note
from survey.retention import store
from survey.retention.doing.store import carry_out_due
from survey.retention.erasure import COOLING, Place

MARK = "zanzibarine"  # a word that nothing else says
LEAD, MANAGER = (Role.DATA_LEAD,), (Role.MANAGER,)


def note(house: House, cast: Cast, *about: str, words: str = f"She said {MARK}.") -> int:
    """A note by Sam with a part about each of these people."""
    parts = [NewSegment(Claim.OBSERVATION, cast.sam, (person,), {"words": words}) for person in about]
    with house.database.writing() as session:
        return make_note(session, cast.sam, parts, happened_at=None, now=house.clock(), rng=house.rng)


def propose(
    house: House, cast: Cast, person: str, places: Collection[Place] | None, *, words: str = "It is time.", by: str = ""
) -> int:
    """Lena, a manager, proposes: she signs first."""
    with house.database.writing() as session:
        return store.propose(
            session,
            person,
            why=Why.NOT_NEEDED,
            words=words,
            by=by or cast.lena,
            roles=LEAD if by == cast.dee else MANAGER,
            places=places,
            now=house.clock(),
            rng=house.rng,
        )


def approve(house: House, seq: int, by: str, roles: Collection[Role] = LEAD) -> None:
    with house.database.writing() as session:
        store.approve(session, seq, by, roles, now=house.clock(), rng=house.rng)


def erase(house: House, cast: Cast, person: str, places: Collection[Place] | None) -> int:
    """Proposed, signed twice, cooled off, and carried out."""
    seq = propose(house, cast, person, places)
    approve(house, seq, cast.dee)
    wait(house)
    carry_out_due(house)
    return seq


def wait(house: House, by: timedelta = COOLING) -> None:
    house.clock.now += by  # type: ignore[attr-defined]


def reads(house: House, seq: int) -> list[str]:
    """The words of an entry's parts that can be read."""
    with house.database.reading() as session:
        return _words(session, seq)


def _words(session: Session, seq: int) -> list[str]:
    entry = entry_at(session, seq, erased=True)
    return [part.content.get("words", "") for part in entry.segments if not part.erased] if entry else []
