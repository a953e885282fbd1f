"""Who has to be told what, as staff see it: a worker’s own shares; for managers and data leads, their organisation's.

As with shares: a look at what the person knows of is told to them; what they do not know of yet is looked at without
telling them, and names nobody in a list.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from survey.errors import NotThere
from survey.people.looks.look import Found, Looker, Wanted
from survey.people.looks.store import in_duty
from survey.people.role import Role
from survey.people.store import names_of
from survey.post.letter import Letter
from survey.post.store import newest
from survey.sharing.models import ShareRow
from survey.sharing.putting_right.models import RecipientRow
from survey.sharing.putting_right.notice import Recipient
from survey.sharing.putting_right.standing.store import owing
from survey.sharing.putting_right.store import LETTER, facts_of

WHY = "To tell them what was put right."
DECIDE = frozenset({Role.MANAGER, Role.DATA_LEAD})


@dataclass(frozen=True)
class ToTell:
    """Someone who has to be told, at which organisation and address, and how far their last letter got."""

    recipient: Recipient
    facts: dict[str, Any]
    letter: Letter | None
    name: str  # of whom it is about; empty while that person does not know, and when their record is erased
    is_known: bool


def to_tell() -> Wanted[list[ToTell]]:
    """Everyone whom the looker has to tell something."""

    def find(session: Session, looker: Looker, now: datetime) -> Found[list[ToTell]]:
        rows = _mine(session, looker)
        known = [row for _one, row in rows if row and row.told_seq is not None]
        seen = in_duty(session, {row.person_id for row in known}, {(row.seq, 0) for row in known}, WHY)
        return Found(_shown(session, rows), seen)

    return Wanted(find)


def one_to_tell(seq: int) -> Wanted[ToTell]:
    """One of them. :raise NotThere: another organisation's; for a worker, a colleague's; and when nothing is owed."""

    def find(session: Session, looker: Looker, now: datetime) -> Found[ToTell]:
        rows = [(one, row) for one, row in _mine(session, looker) if one.seq == seq]
        if not rows:
            raise NotThere
        _one, row = rows[0]
        seen = in_duty(session, [row.person_id], {(row.seq, 0)}, WHY) if row else ()
        if row and row.told_seq is None:
            seen = tuple(replace(each, untold=True, once_a_day=False) for each in seen)
        return Found(_shown(session, rows)[0], seen)

    return Wanted(find)


def _mine(session: Session, looker: Looker) -> list[tuple[Recipient, ShareRow | None]]:
    """Without a share: it was erased with the whole record, so there is no colleague whose it was."""
    if looker.organisation_id is None:
        return []
    found = owing(session, RecipientRow.organisation_id == looker.organisation_id)
    fresh = {"populate_existing": True}
    rows = [(each, session.get(ShareRow, each.seq, execution_options=fresh)) for each in found]
    if not DECIDE.isdisjoint(looker.roles):
        return rows
    return [(each, row) for each, row in rows if row is not None and row.proposed_by == looker.person_id]


def _shown(session: Session, rows: list[tuple[Recipient, ShareRow | None]]) -> list[ToTell]:
    letters = newest(session, LETTER, (each.seq for each, _row in rows))
    names = names_of(session, {row.person_id for _one, row in rows if row and row.told_seq is not None})
    return [
        ToTell(
            each,
            facts_of(session, each),
            letters.get(each.seq),
            names.get(each.person_id or "", "") if row and row.told_seq is not None else "",
            row is None or row.told_seq is not None,
        )
        for each, row in rows
    ]
