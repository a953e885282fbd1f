"""What a young person answered, for a worker whom they said Yes to by name. The look is recorded before it is shown."""

from dataclasses import replace
from datetime import date

from flask import Blueprint
from sqlalchemy.orm import Session

from survey.desk_pages import me, only_for, render
from survey.errors import NotThere
from survey.house import house
from survey.i18n import gettext as _
from survey.ledger.entry import Recorded
from survey.people.caseload.line import RoundOffer, rounds_come_from
from survey.people.looks.store import see
from survey.people.role import Role
from survey.questionnaires.definition import Questionnaire
from survey.questionnaires.shelf import shelf
from survey.questionnaires.store import open_rounds
from survey.responses.shown.store import answers_of
from survey.responses.told import told

responses_desk = Blueprint("responses_desk", __name__, url_prefix="/responses")


@responses_desk.get("/<person_id>")
@only_for(Role.PRACTITIONER)
def answers(person_id: str) -> str:
    """What they sent, the newest first; or, while their Yes to this worker does not stand, that it is theirs to say.

    One page for No, Not sure yet, taken back and not asked: which of them it is, is nobody's but theirs.
    """
    found = see(house(), me(), answers_of(person_id))
    shown = [
        replace(told(one.entry, one.entry.segments, _asked(one.entry), one.on_hold, _), beside=one.beside)
        for one in found.sent
    ]
    return render("responses/desk/answers.html", who=found.who, is_open=found.is_open, shown=shown)


def _asked(entry: Recorded) -> Questionnaire | None:
    """The wording that was answered, as it was written; None when it is no longer on the shelf."""
    try:
        return shelf(house().settings.packs_dir).the(entry.content["questionnaire"], entry.content["version"])
    except NotThere:
        return None


def _rounds_open(session: Session, organisation_id: str, today: date) -> list[RoundOffer]:
    return [RoundOffer(each.id, each.title) for each in open_rounds(session, organisation_id, today)]


rounds_come_from(_rounds_open)
