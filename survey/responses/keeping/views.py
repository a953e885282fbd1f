"""A save that came after a newer one: both are shown, and the person picks. A plain page, as every other."""

from flask import make_response, request
from werkzeug.wrappers import Response

from survey.i18n import gettext as _
from survey.pages import render
from survey.questionnaires.definition import Questionnaire
from survey.questionnaires.recorded import is_kept
from survey.responses.answers import PageRead
from survey.responses.sitting import Seat, in_words

KEPT = "X-Sayso-Kept"  # for the page's script: the version now, or BOTH
BOTH = "both"
MADE_ANEW = ("form_key", "key", "seen")


def both(asked: Questionnaire, seat: Seat, read: PageRead, onward: str) -> Response:
    """What is saved and what came too late, side by side. `onward`: where the form led."""
    questions = [question for question in asked.questions if is_kept(question, read.answers)]
    saved = seat.saved or {}
    rows = {
        "ours": [(each.text, in_words(each, saved, _), None) for each in questions if is_kept(each, saved)],
        "theirs": [(each.text, in_words(each, read.answers, _), None) for each in questions],
    }
    fields = [each for each in request.form.items(multi=True) if each[0] not in MADE_ANEW]
    page = render("responses/both.html", **rows, fields=fields, seen=seat.mark, onward=onward)
    return make_response(page, 409, {KEPT: BOTH})
