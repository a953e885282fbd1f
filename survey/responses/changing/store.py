"""Opening what was sent to change it, and leaving it as it was. Sending it again is `responses.store.send`."""

from datetime import datetime

from sqlalchemy import insert
from sqlalchemy.orm import Session

from survey.consent.purpose import Purpose
from survey.consent.store import stands
from survey.errors import NotAllowed
from survey.ledger.store import take_turn
from survey.questionnaires.definition import Questionnaire
from survey.responses.changing.change import all_answers, draft_of
from survey.responses.counting.store import sent_by
from survey.responses.models import DROP_PAGES, LEAVE_AS_SENT, REOPEN, PageAnswers


def reopen(session: Session, person_id: str, round_id: str, asked: Questionnaire, *, now: datetime) -> bool:
    """Make a draft of what was sent, once; a second tap finds it there. Whether there is one now.

    :raise NotAllowed: when their Yes to questions does not stand.
    """
    take_turn(session)
    if not stands(session, person_id, Purpose.TAKE_PART):
        raise NotAllowed
    sent = sent_by(session, person_id, round_id)
    mine = {"person": person_id, "round": round_id}
    if not sent or session.execute(REOPEN, mine | {"now": now}).one_or_none() is None:
        return bool(sent)
    session.execute(DROP_PAGES, mine)
    for number, page in draft_of(asked, all_answers(sent)).items():
        row = {"person_id": person_id, "round_id": round_id, "page": number, "answers": page, "saved_at": now}
        session.execute(insert(PageAnswers), row)
    return True


def leave_as_sent(session: Session, person_id: str, round_id: str) -> None:
    """Drop the change: what was sent stands as it is."""
    mine = {"person": person_id, "round": round_id}
    session.execute(LEAVE_AS_SENT, mine)
    session.execute(DROP_PAGES, mine)
