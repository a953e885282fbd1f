"""Deleting one's own sent answers: out of everything at once, and then destroyed. The trace holds nothing of them."""

import random
from datetime import datetime

from sqlalchemy import delete, update
from sqlalchemy.orm import Session

from survey.ledger.entry import Claim, NewEntry, NewSegment
from survey.ledger.store import entries, record, take_turn
from survey.responses.counting.chain import DELETED, links_to
from survey.responses.counting.store import every_version, sent_by
from survey.responses.deleting.going import destroy_now
from survey.responses.models import DROP_PAGES, Sitting


def delete_sent(session: Session, person_id: str, round_id: str, *, now: datetime, rng: random.Random) -> int | None:
    """Delete what this person sent in a round, in every version. Gives the place of the trace; None: there is nothing.

    From here on no reader finds it. Its content and keys are destroyed in this transaction, or, where the law has it
    kept for now, when that ends.
    """
    take_turn(session)
    going = {entry.seq for entry in sent_by(session, person_id, round_id)}
    if not going:
        return None
    facts = NewSegment(Claim.THEIR_WORDS, person_id, (person_id,), {"round": round_id})
    said = record(session, NewEntry(DELETED, person_id, (facts,), links=links_to(going)), now=now, rng=rng)
    mine = (Sitting.person_id == person_id, Sitting.round_id == round_id)
    emptied = update(Sitting).where(*mine).values(sent_seq=None, changing_since=None)
    session.execute(emptied.execution_options(synchronize_session=False))
    session.execute(DROP_PAGES, {"person": person_id, "round": round_id})
    whole = entries(session, every_version(session, going), erased=True)
    places = [(entry.seq, part.ordinal) for entry in whole for part in entry.segments if not part.erased]
    destroy_now(session, person_id, places, said.seq, now=now, rng=rng)
    return said.seq


def start_again(session: Session, person_id: str, round_id: str) -> None:
    """Forget that they answered, where nothing of it is left: they can begin anew."""
    emptied = (Sitting.person_id == person_id, Sitting.round_id == round_id, Sitting.sent_seq.is_(None))
    gone = delete(Sitting).where(*emptied, Sitting.sent_at.is_not(None))
    session.execute(gone.execution_options(synchronize_session=False))
