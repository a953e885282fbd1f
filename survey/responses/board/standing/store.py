"""Suggestions and votes as projections of entries. What was erased is on no board, and its votes go with it."""

from typing import Any

from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session

from survey.ledger.entry import Recorded
from survey.ledger.projection import Projection, register
from survey.responses.board.models import SuggestionRow, VoteRow
from survey.responses.board.suggestion import (
    MADE,
    NOT_SHOWN,
    SHOWN,
    TAKEN_BACK,
    TO_ASK,
    UNVOTED,
    VOTED,
    State,
)

WHOLE = {"synchronize_session": False}
STATES = {SHOWN: State.SHOWN, NOT_SHOWN: State.NOT_SHOWN, TAKEN_BACK: State.TAKEN_BACK}


def _made(session: Session, entry: Recorded) -> None:
    values = {"seq": entry.seq, "person_id": entry.subject, "round_id": entry.content["round"], "made_at": entry.at}
    session.execute(insert(SuggestionRow).values(values | {"state": State.WAITING.value}))


def _made_erased(session: Session, entry: Recorded) -> None:
    session.execute(delete(SuggestionRow).where(SuggestionRow.seq == entry.seq), execution_options=WHOLE)
    session.execute(delete(VoteRow).where(VoteRow.suggestion_seq == entry.seq), execution_options=WHOLE)


def _stepped(session: Session, entry: Recorded) -> None:
    """By staff, or by its author, whose word is the last. From its header alone."""
    values: dict[str, Any] = {"state": STATES[entry.kind].value}
    if entry.kind == NOT_SHOWN:
        values["will_ask_seq"] = None
    if entry.kind in (SHOWN, NOT_SHOWN):
        values["looked_seq"] = entry.seq
    _change(session, entry.links["of"], **values)


def _to_ask(session: Session, entry: Recorded) -> None:
    _change(session, entry.links["of"], will_ask_seq=entry.seq)


def _change(session: Session, seq: int, **values: Any) -> None:
    session.execute(update(SuggestionRow).where(SuggestionRow.seq == seq).values(values), execution_options=WHOLE)


def _voted(session: Session, entry: Recorded) -> None:
    of = entry.links["for"]
    if session.scalar(select(SuggestionRow.seq).where(SuggestionRow.seq == of)) is not None:
        row = {"seq": entry.seq, "suggestion_seq": of, "person_id": entry.subject}
        session.execute(insert(VoteRow).values(row))


def _unvoted(session: Session, entry: Recorded) -> None:
    gone = delete(VoteRow).where(VoteRow.suggestion_seq == entry.links["for"], VoteRow.person_id == entry.actor)
    session.execute(gone, execution_options=WHOLE)


def _vote_erased(session: Session, entry: Recorded) -> None:
    session.execute(delete(VoteRow).where(VoteRow.seq == entry.seq), execution_options=WHOLE)


_STEPS = {**dict.fromkeys(STATES, _stepped), TO_ASK: _to_ask, UNVOTED: _unvoted}
_ON = {MADE: _made, VOTED: _voted, **_STEPS}
_ERASED = {MADE: _made_erased, VOTED: _vote_erased}
register(Projection("board", (SuggestionRow, VoteRow), _ON, erased=_ERASED | _STEPS))
