"""What I said over time: from the link for a day after sending, and in one's opened record for as long as that is."""

from typing import Any

from flask import Blueprint
from werkzeug.wrappers import Response as AnyResponse

from outcomes.results.over_time import Line, Sent, chart, lines, sentence
from survey import pages
from survey.errors import NotReady, NotThere
from survey.house import house
from survey.i18n import day_words
from survey.i18n import gettext as _
from survey.ledger.entry import Recorded
from survey.questionnaires.views import asked_here
from survey.records.opening.views import in_open_record
from survey.records.views import page
from survey.request_log import unlogged
from survey.responses.changing.change import all_answers
from survey.responses.counting.store import sent_by
from survey.responses.sitting import copy_is_open
from survey.responses.store import look

results = Blueprint("results", __name__, url_prefix="/<lang>/results")


@results.get("/<token>")
def mine(token: str) -> AnyResponse | str:
    """Under the link, for as long as it shows the copy: a found phone should not show it for ever."""
    here = house()
    seat = look(here.database, token, here.clock())
    if seat.sent_at is None or seat.sent_seq is None:
        return pages.go("responses.welcome", token=token)
    if not copy_is_open(seat.sent_at, here.clock()):
        return pages.go("records.door", token=token)
    back = pages.url("responses.done", token=token)
    return pages.render("results/mine.html", token=token, back=back, **_shown(seat.person_id))


@results.get("/open/<key>")
@unlogged
def over_time(key: str) -> str:
    """In their opened record."""
    here = in_open_record(key)
    back = pages.url("records.sent", key=key)
    return page("results/mine.html", here, back=back, **_shown(here.person_id))


def _shown(person_id: str) -> dict[str, Any]:
    with house().database.reading() as session:
        sent = [said for entry in sent_by(session, person_id) if (said := _sent(entry))]
    rtl = pages.language().dir == "rtl"
    return {"cards": [_card(line, rtl) for line in lines(sent, _)], "rtl": rtl, "day": _day}


def _sent(entry: Recorded) -> Sent | None:
    """What was said, in the words of this page; None when the questions are no longer here, or may not be shown now."""
    try:
        asked = asked_here((entry.content["questionnaire"], entry.content["version"]))
    except (NotThere, NotReady):
        return None
    return Sent(entry.at, asked, all_answers([entry]))


def _card(line: Line, rtl: bool) -> dict[str, Any]:
    return {"line": line, "says": sentence(line, _, _day), "chart": chart(line, rtl=rtl) if line.is_drawn else None}


def _day(moment: Any) -> str:
    return day_words(moment, year=moment.year != house().clock().year)
