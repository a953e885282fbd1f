"""Looks for tests: one recorded as the door records it, and what the ledger says of who saw which part."""

from sqlalchemy.orm import Session

from survey.house import House
from survey.ledger.entry import Recorded
from survey.ledger.store import entries_about, record
from survey.people.looks.look import Onlooker, Seen
from survey.people.looks.store import looks_of, parts_about
from survey.people.role import Role

AS_WORKER = frozenset({Role.PRACTITIONER})


def look_at(house: House, viewer: str, person_id: str, seqs: list[int], *, what: str, why: str, **told: bool) -> int:
    """Record that this worker looked at what these entries say of a person; gives the look's place."""
    with house.database.writing() as session:
        seen = Seen(person_id, what, why, parts_about(session, person_id, seqs), **told)
        looker, when = Onlooker(viewer, roles=AS_WORKER), house.clock()
        (look, *_others) = looks_of(session, looker, [seen], now=when, hours=house.settings.hours)
        return record(session, look, now=when, rng=house.rng).seq


def seqs_in(look: Recorded) -> set[int]:
    """The entries of which a look saw some part."""
    return {seq for seq, _ordinal in look.content["parts"]}


def looks_told(session: Session, person_id: str, *, names: bool = False) -> list[Recorded]:
    """Every look at a person, newest first; those at their name alone only if asked for."""
    return [
        each for each in entries_about(session, person_id, ["view.made"]) if names or each.content["what"] != "name"
    ]
