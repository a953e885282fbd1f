"""Quotes as they follow from entries: offered, read, agreed to, shown; gone with a Yes, a source or an erasure."""

from typing import Any

from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session

from outcomes.impact.voices.models import QuoteRow, ReleaseQuoteRow
from outcomes.impact.voices.quote import State
from survey.consent.decision import ALLOWING
from survey.consent.decision import State as Choice
from survey.consent.purpose import Purpose
from survey.ledger.entry import Recorded
from survey.ledger.projection import Projection, register
from survey.ledger.store import entry_at
from survey.responses.counting.chain import CHANGED, DELETED, IMPORTED, SUBMITTED

OFFERED, READ, AGREED = "quote.offered", "quote.read", "quote.agreed"
SHOWN, WITHDRAWN = "quote.shown", "quote.withdrawn"
_WHOLE = {"synchronize_session": False}


def _offered(session: Session, entry: Recorded) -> None:
    facts = entry.content
    source = entry_at(session, facts["source"], erased=True)
    if source is None or source.has_erased_parts:
        return  # played again after an erasure: its words are gone, and so is the quote
    about = {"seq": entry.seq, "person_id": entry.subject, "source_seq": facts["source"], "item": facts["item"]}
    session.execute(insert(QuoteRow).values(about | {"state": State.OFFERED.value, "offered_after": facts["after"]}))


def _was_read(session: Session, entry: Recorded) -> None:
    facts = entry.content
    state = State.DECLINED if not facts["keep"] else State.ASKED if facts["asks"] else State.READY
    ready = facts["after"] if state is State.READY else None
    _move(session, entry, state=state.value, read_seq=entry.seq, ready_after=ready)


def _agreed(session: Session, entry: Recorded) -> None:
    _move(session, entry, state=State.READY.value, ready_after=entry.content["after"])


def _shown(session: Session, entry: Recorded) -> None:
    facts = entry.content
    where = {"release_id": facts["release"], "place": facts["place"]}
    if session.get(QuoteRow, entry.links["of"]) is None:
        return  # taken away since by an erasure
    _move(session, entry, state=State.SHOWN.value, **where)
    session.execute(insert(ReleaseQuoteRow).values(where | {"words": facts["words"], "said": facts["said"]}))


def _move(session: Session, entry: Recorded, **values: object) -> None:
    changed = update(QuoteRow).where(QuoteRow.seq == entry.links["of"]).values(values)
    session.execute(changed, execution_options=_WHOLE)


def _gone(session: Session, entry: Recorded) -> None:
    _remove(session, QuoteRow.seq == entry.links.get("of", entry.seq))


def _source_gone(session: Session, entry: Recorded) -> None:
    _remove(session, QuoteRow.source_seq.in_([entry.seq, *entry.links.values()]))


def _choice_gone(session: Session, entry: Recorded) -> None:
    if entry.content["purpose"] == Purpose.USE_WORDS.value:
        _remove(session, QuoteRow.person_id.in_(entry.subjects))


def _remove(session: Session, which: Any) -> None:
    for row in session.scalars(select(QuoteRow).where(which)).all():
        if row.place is not None:
            there = (ReleaseQuoteRow.release_id == row.release_id, ReleaseQuoteRow.place == row.place)
            session.execute(delete(ReleaseQuoteRow).where(*there), execution_options=_WHOLE)
        session.execute(delete(QuoteRow).where(QuoteRow.seq == row.seq), execution_options=_WHOLE)
    session.expire_all()


NO_LONGER = tuple(f"consent.{state.value}" for state in Choice if state not in ALLOWING)
_ON = {OFFERED: _offered, READ: _was_read, AGREED: _agreed, SHOWN: _shown, WITHDRAWN: _gone}
_ENDS = dict.fromkeys(NO_LONGER, _choice_gone) | dict.fromkeys((CHANGED, DELETED), _source_gone)
_ERASED = dict.fromkeys(_ON, _gone) | dict.fromkeys(("goal.set", SUBMITTED, IMPORTED, CHANGED), _source_gone)
register(Projection("quotes", (QuoteRow, ReleaseQuoteRow), _ON | _ENDS, erased=_ERASED))
