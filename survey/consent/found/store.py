"""Finding that a Yes was none: it ends, what rested on it is listed, and the person reads all of it in their record."""

import random
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from survey.consent.decision import ALLOWING, Event, State
from survey.consent.found.uses import Use, What, Why, uses_come_from, uses_of
from survey.consent.purpose import Purpose
from survey.consent.standing import decider_of, person_of
from survey.consent.store import happened, standing
from survey.errors import AlreadyDone, NotThere
from survey.ledger.entry import Recorded
from survey.ledger.store import entries_about, entry_at, take_turn
from survey.people.looks import look as looking
from survey.people.looks.look import Looker, Seen, Wanted
from survey.people.models import Person

YES = tuple(f"consent.{state.value}" for state in sorted(ALLOWING))
ANSWERS_LOOKED_AT = "answers"
WHY_CHECK = "To check a Yes that may not have been one."  # the young person reads it, beside who and when


@dataclass(frozen=True)
class Found:
    """A Yes, and what was done because of it up to now, or up to when it was found to be none."""

    entry: Recorded
    purpose: Purpose
    person_id: str
    uses: tuple[Use, ...]
    ended: Recorded | None  # the finding, once there is one


def the_yes(session: Session, seq: int, organisation_id: str | None) -> Found:
    """The Yes at this place, of someone whom this organisation knows. :raise NotThere: when it is none of its."""
    entry = entry_at(session, seq)
    if entry is None or entry.kind not in YES or decider_of(entry) is not None:
        raise NotThere
    person_id, purpose = person_of(entry), Purpose(entry.content["purpose"])
    known_to = session.execute(select(Person.organisation_id).where(Person.id == person_id)).scalar()
    if organisation_id is None or known_to != organisation_id:
        raise NotThere
    findings = entries_about(session, person_id, [f"consent.{State.INVALIDATED.value}"])
    ended = next((each for each in findings if each.links.get("ends") == seq), None)
    if ended:
        uses = tuple(Use(What(use["what"]), use["number"]) for use in ended.content["uses"])
    else:
        uses = tuple(uses_of(session, person_id, purpose, entry))
    return Found(entry, purpose, person_id, uses, ended)


def yes_at(seq: int) -> Wanted[Found]:
    """One Yes, to check it. :raise NotThere: when it is of nobody whom the looker's organisation knows."""

    def find(session: Session, looker: Looker, now: datetime) -> looking.Found[Found]:
        yes = the_yes(session, seq, looker.organisation_id)
        shown = [yes.entry, *([yes.ended] if yes.ended else [])]
        parts = frozenset((each.seq, part.ordinal) for each in shown for part in each.segments)
        return looking.Found(yes, (Seen(yes.person_id, "choice", WHY_CHECK, parts, has_to=True),))

    return Wanted(find)


def find_invalid(
    session: Session, found: Found, why: Why, words: str, *, by: str, now: datetime, rng: random.Random
) -> int:
    """Record that this Yes was none. Gives the finding's place. :raise AlreadyDone: when it stands no more."""
    take_turn(session)
    mine = standing(session, found.person_id).get(found.purpose)
    if mine is None or mine.seq != found.entry.seq:
        raise AlreadyDone
    uses = [{"what": use.what.value, "number": use.number} for use in found.uses]
    more = {"words": words, "uses": uses}
    when: dict[str, Any] = {"now": now, "rng": rng}
    return happened(session, found.person_id, mine, Event.FOUND_INVALID, reason=why.value, by=by, more=more, **when).seq


def _looks(session: Session, person_id: str, purpose: Purpose, yes: Recorded) -> list[Use]:
    if purpose is not Purpose.WORKER_SEES:
        return []
    looks = [each for each in entries_about(session, person_id, ["view.made"])[::-1] if each.seq > yes.seq]
    return [Use(What.LOOK, each.seq, each.at) for each in looks if each.content["what"] == ANSWERS_LOOKED_AT]


uses_come_from(_looks)
