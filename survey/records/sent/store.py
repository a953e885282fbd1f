"""What someone sent, by round, as it counts now."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from survey.errors import NotThere
from survey.ledger.entry import Recorded
from survey.people.models import Organisation
from survey.questionnaires.models import Round
from survey.responses.counting.store import sent_by


@dataclass(frozen=True)
class SentRound:
    """One round that they answered: what was asked, by whom, and the entries that count."""

    id: str
    title: str
    organisation: str
    questionnaire: tuple[str, int]
    entries: tuple[Recorded, ...]

    @property
    def sent_at(self) -> datetime:
        return self.entries[0].at


def sent_rounds(session: Session, person_id: str) -> list[SentRound]:
    """Every round of which answers of theirs count, the newest first."""
    by_round: dict[str, list[Recorded]] = {}
    for entry in sent_by(session, person_id):
        by_round.setdefault(entry.content["round"], []).append(entry)
    asked = select(Round, Organisation.name).join(Organisation, Organisation.id == Round.organisation_id)
    rows = {row.id: (row, name) for row, name in session.execute(asked.where(Round.id.in_(by_round)))}
    return [
        SentRound(each, row.title, name, (row.questionnaire, row.version), tuple(found))
        for each, found in by_round.items()
        if each in rows
        for row, name in [rows[each]]
    ]


def sent_round(session: Session, person_id: str, round_id: str) -> SentRound:
    """One of them. :raise NotThere: where nothing of theirs counts."""
    for each in sent_rounds(session, person_id):
        if each.id == round_id:
            return each
    raise NotThere
