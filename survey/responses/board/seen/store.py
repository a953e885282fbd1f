"""Suggestions as staff of the organisation see them: what is written, never by whom; unless someone may need help."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from survey.errors import NotThere
from survey.people.looks.look import Found, Looker, Seen, Wanted
from survey.people.looks.store import name_of
from survey.people.models import Person
from survey.people.store import person_of
from survey.questionnaires.models import Round
from survey.responses.board.models import SuggestionRow
from survey.responses.board.store import FRESH, votes_for, words_at
from survey.responses.board.suggestion import State, at_least

WHAT = "suggestion"
WHY = "To see if it can go on the board."  # the young person reads it, beside who and when
WHY_NAME = "To see if you need help."


@dataclass(frozen=True)
class ToLookAt:
    """One suggestion on the list of staff: no name, no day."""

    seq: int
    round_title: str
    words: str
    state: State
    at_least: int
    will_be_asked: bool


def suggestions_here() -> Wanted[list[ToLookAt]]:
    """Every suggestion in the looker's organisation that stands; those nobody has looked at first."""

    def find(session: Session, looker: Looker, now: datetime) -> Found[list[ToLookAt]]:
        rows = _here(session, looker)
        words, votes = (
            words_at(session, [row.seq for row, _title in rows]),
            votes_for(session, [r.seq for r, _t in rows]),
        )
        shown = [
            ToLookAt(
                row.seq,
                title,
                words[row.seq],
                State(row.state),
                at_least(votes.get(row.seq, 0)),
                row.will_ask_seq is not None,
            )
            for row, title in rows
            if row.seq in words
        ]
        seen = [_seen(row) for row, _title in rows if row.seq in words]
        return Found(sorted(shown, key=lambda each: each.state is not State.WAITING), tuple(seen))

    return Wanted(find)


def _here(session: Session, looker: Looker) -> list[tuple[SuggestionRow, str]]:
    mine = (Round.organisation_id == looker.organisation_id, SuggestionRow.state != State.TAKEN_BACK.value)
    found = select(SuggestionRow, Round.title).join(Round, Round.id == SuggestionRow.round_id).where(*mine)
    rows = session.execute(found.order_by(SuggestionRow.seq), execution_options=FRESH)
    return [(row, title) for row, title in rows]


def _seen(row: SuggestionRow) -> Seen:
    return Seen(row.person_id, WHAT, WHY, frozenset({(row.seq, 0)}), once_a_day=True, has_to=True)


@dataclass(frozen=True)
class Whose:
    """Whose words worry whoever looks."""

    who: Person
    words: str


def whose(seq: int) -> Wanted[Whose]:
    """Who wrote a suggestion: for who thinks that they may need help. They are told who asked, and why.

    :raise NotThere: for another organisation's, just as for none.
    """

    def find(session: Session, looker: Looker, now: datetime) -> Found[Whose]:
        for row, _title in _here(session, looker):
            if row.seq == seq and (words := words_at(session, [seq]).get(seq)):
                who = person_of(session, row.person_id)
                parts = frozenset({(seq, 0)}) | name_of(who)
                return Found(Whose(who, words), (Seen(who.id, WHAT, WHY_NAME, parts, has_to=True),))
        raise NotThere

    return Wanted(find)


def require_here(session: Session, seq: int, organisation_id: str | None) -> None:
    """:raise NotThere: for a suggestion of another organisation's round, just as for none."""
    mine = select(Round.organisation_id).join(SuggestionRow, SuggestionRow.round_id == Round.id)
    if organisation_id is None or session.scalar(mine.where(SuggestionRow.seq == seq)) != organisation_id:
        raise NotThere
