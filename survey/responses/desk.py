"""What a young person answered, for a worker whom they said Yes to by name. The look is recorded before it is shown."""

from datetime import date
from typing import Any

from flask import Blueprint
from sqlalchemy.orm import Session

from survey.consent.store import answers_open_to
from survey.desk_pages import me, only_for, render
from survey.errors import NotThere
from survey.house import house
from survey.i18n import gettext as _
from survey.ledger.entry import Recorded
from survey.ledger.store import entries_about
from survey.people.caseload.line import RoundOffer, rounds_come_from
from survey.people.may_see import visible, worker_scope
from survey.people.role import Role
from survey.people.store import on_caseload, record_look
from survey.questionnaires.definition import Questionnaire
from survey.questionnaires.shelf import shelf
from survey.questionnaires.store import open_rounds
from survey.responses.holding import on_hold
from survey.responses.told import Told, told

responses_desk = Blueprint("responses_desk", __name__, url_prefix="/responses")

WHY = "To read what you said I can see."  # the young person reads it, beside who and when


@responses_desk.get("/<person_id>")
@only_for(Role.PRACTITIONER)
def answers(person_id: str) -> str:
    """What they sent, the newest first; or, while their Yes to this worker does not stand, that it is theirs to say.

    One page for No, Not sure yet, taken back and not asked: which of them it is, is nobody's but theirs.
    """
    here, worker = house(), me().person_id
    with here.database.writing() as session:
        who = on_caseload(session, worker, person_id)
        is_open = answers_open_to(session, person_id, worker)
        sent = entries_about(session, person_id, ["answers.submitted"]) if is_open else []
        held = on_hold(session, [entry.seq for entry in sent])
        if sent:
            seqs = [entry.seq for entry in sent]
            now, rng = here.clock(), here.rng
            look: dict[str, Any] = {"what": "answers", "why": WHY, "entries": seqs}
            record_look(session, viewer=worker, person_id=person_id, now=now, rng=rng, **look)
    shown = [_told(entry, worker, person_id, entry.seq in held) for entry in sent]
    return render("responses/desk/answers.html", who=who, is_open=is_open, shown=shown)


def _told(entry: Recorded, worker: str, person_id: str, is_held: bool) -> Told:
    parts = visible(entry, viewer=worker, scopes={person_id: worker_scope(answers=True)})
    return told(entry, parts, _asked(entry), is_held, _)


def _asked(entry: Recorded) -> Questionnaire | None:
    """The wording that was answered, in the reader's language; None when it is no longer on the shelf."""
    try:
        asked = shelf(house().settings.packs_dir).the(entry.content["questionnaire"], entry.content["version"])
    except NotThere:
        return None
    return asked.in_words_of(_)


def _rounds_open(session: Session, organisation_id: str, today: date) -> list[RoundOffer]:
    return [RoundOffer(each.id, each.title) for each in open_rounds(session, organisation_id, today)]


rounds_come_from(_rounds_open)
