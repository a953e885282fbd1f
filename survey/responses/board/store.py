"""Suggesting, taking back, voting, and what staff say to a suggestion. Each is an entry."""

import random
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from survey.consent.purpose import Purpose
from survey.consent.store import people_with
from survey.errors import NotThere
from survey.ledger.entry import Claim, NewEntry, NewSegment
from survey.ledger.store import entries, record, take_turn
from survey.responses.board.models import SuggestionRow, VoteRow
from survey.responses.board.standing import store as _standing  # noqa: F401 - its projection registers itself
from survey.responses.board.suggestion import (
    MADE,
    MOST,
    NOT_SHOWN,
    SHOWN,
    TAKEN_BACK,
    TO_ASK,
    UNVOTED,
    VOTED,
    Enough,
    Mine,
    NeedsReason,
    OnBoard,
    State,
    at_least,
    in_an_order_of_their_own,
    require_may_look,
)

# What a young person does


def suggest(session: Session, person_id: str, round_id: str, words: str, *, now: datetime, rng: random.Random) -> int:
    """Record what they would have asked, and give its place. The same words twice are one. :raise Enough:"""
    take_turn(session)
    before = [each for each in mine(session, person_id, round_id) if each.state is not State.TAKEN_BACK]
    for each in before:
        if each.words == words:
            return each.seq
    if len(before) >= MOST:
        raise Enough
    said = NewSegment(Claim.THEIR_WORDS, person_id, (person_id,), {"round": round_id, "words": words})
    return record(session, NewEntry(MADE, person_id, (said,)), now=now, rng=rng).seq


def take_back(session: Session, person_id: str, seq: int, *, now: datetime, rng: random.Random) -> None:
    """Record that they want it on no board. A second tap changes nothing. :raise NotThere: for another's."""
    take_turn(session)
    row = _row(session, seq)
    if row.person_id != person_id:
        raise NotThere
    if row.state != State.TAKEN_BACK:
        record(session, _step(TAKEN_BACK, person_id, person_id, {"of": seq}), now=now, rng=rng)


def vote(
    session: Session, person_id: str, round_id: str, seq: int, wanted: bool, *, now: datetime, rng: random.Random
) -> int | None:
    """Record a vote, or that it is taken back; once each. Gives its place; None where nothing changed.

    :raise NotThere: for what is not on the board of their round, or is their own.
    """
    take_turn(session)
    if seq not in {row.seq for row in _shown(session, round_id) if row.person_id != person_id}:
        raise NotThere
    mine = select(VoteRow.seq).where(VoteRow.suggestion_seq == seq, VoteRow.person_id == person_id)
    if (session.scalar(mine) is not None) == wanted:
        return None
    kind = VOTED if wanted else UNVOTED
    return record(session, _step(kind, person_id, person_id, {"for": seq}), now=now, rng=rng).seq


def _step(kind: str, by: str, about: str, links: dict[str, int], content: dict[str, Any] | None = None) -> NewEntry:
    claim = Claim.THEIR_WORDS if by == about else Claim.FACT
    return NewEntry(kind, by, (NewSegment(claim, by, (about,), content or {}),), links=links)


# What staff say to it


def show(session: Session, seq: int, by: str, *, now: datetime, rng: random.Random) -> None:
    """Record that it may be on the board. :raise AlreadyDone: when its author took it back."""
    _say(session, seq, SHOWN, by, "", now, rng)


def not_show(session: Session, seq: int, by: str, reason: str, *, now: datetime, rng: random.Random) -> None:
    """Record that it is not shown, and why: its author reads that. :raise NeedsReason: :raise AlreadyDone:"""
    if not reason.strip():
        raise NeedsReason
    _say(session, seq, NOT_SHOWN, by, reason.strip(), now, rng)


def will_ask(session: Session, seq: int, by: str, *, now: datetime, rng: random.Random) -> None:
    """Record that it will be asked, which shows it too. :raise AlreadyDone: when its author took it back."""
    if _row(session, seq).state != State.SHOWN:
        show(session, seq, by, now=now, rng=rng)
    _say(session, seq, TO_ASK, by, "", now, rng)


def _say(session: Session, seq: int, kind: str, by: str, reason: str, now: datetime, rng: random.Random) -> None:
    take_turn(session)
    row = _row(session, seq)
    require_may_look(State(row.state))
    same = {SHOWN: row.state == State.SHOWN, NOT_SHOWN: False, TO_ASK: row.will_ask_seq is not None}
    if not same[kind]:
        said = {"reason": reason} if reason else {}
        record(session, _step(kind, by, row.person_id, {"of": seq}, said), now=now, rng=rng)


# Reading


def _row(session: Session, seq: int) -> SuggestionRow:
    found = session.scalar(select(SuggestionRow).where(SuggestionRow.seq == seq), execution_options=FRESH)
    if found is None:
        raise NotThere
    return found


FRESH = {"populate_existing": True}  # projections write below the session


def _shown(session: Session, round_id: str) -> list[SuggestionRow]:
    """What is on a round's board: by those who still take part."""
    on = (SuggestionRow.round_id == round_id, SuggestionRow.state == State.SHOWN.value)
    theirs = SuggestionRow.person_id.in_(people_with(Purpose.TAKE_PART))
    return list(session.scalars(select(SuggestionRow).where(*on, theirs), execution_options=FRESH))


def board_of(session: Session, round_id: str, reader: str) -> list[OnBoard]:
    """The board of a round, in this reader's own order."""
    rows = _shown(session, round_id)
    words = words_at(session, [row.seq for row in rows])
    votes = votes_for(session, [row.seq for row in rows])
    mine = set(session.scalars(select(VoteRow.suggestion_seq).where(VoteRow.person_id == reader)))
    found = [
        OnBoard(
            row.seq,
            words[row.seq],
            at_least(votes.get(row.seq, 0)),
            row.person_id == reader,
            row.seq in mine,
            row.will_ask_seq is not None,
        )
        for row in rows
        if row.seq in words
    ]
    return in_an_order_of_their_own(found, reader)


def mine(session: Session, person_id: str, round_id: str) -> list[Mine]:
    """One's own suggestions in a round, and what became of each; oldest first."""
    own = (SuggestionRow.person_id == person_id, SuggestionRow.round_id == round_id)
    rows = list(session.scalars(select(SuggestionRow).where(*own).order_by(SuggestionRow.seq), execution_options=FRESH))
    words = words_at(session, [row.seq for row in rows])
    looked = entries(session, [row.looked_seq for row in rows if row.looked_seq is not None])
    why = {entry.seq: str(entry.content.get("reason", "")) for entry in looked}
    return [
        Mine(row.seq, words[row.seq], State(row.state), why.get(row.looked_seq or -1, ""), row.will_ask_seq is not None)
        for row in rows
        if row.seq in words
    ]


def words_at(session: Session, seqs: list[int]) -> dict[int, str]:
    """What these suggestions say, as far as it is still there."""
    return {entry.seq: entry.content["words"] for entry in entries(session, seqs)}


def votes_for(session: Session, seqs: list[int]) -> dict[int, int]:
    """How many votes each has."""
    counted = select(VoteRow.suggestion_seq, func.count()).where(VoteRow.suggestion_seq.in_(seqs))
    return {seq: number for seq, number in session.execute(counted.group_by(VoteRow.suggestion_seq))}
