"""What everyone is told, always, of what the law may keep from them; and the door to a fresh look.

Both are the same whether or not anything is kept from whoever reads: the day is of the last round of the whole service,
and whoever asks is answered in the same words.
"""

from typing import Any

from flask import Blueprint, g, request
from werkzeug.wrappers import Response as AnyResponse

from survey import pages
from survey.days import local_day
from survey.house import house
from survey.i18n import written
from survey.people.seals import store
from survey.people.seals.projection.store import last_check
from survey.people.seals.store import stubs_for
from survey.records.opening.views import form_of_open_record, in_open_record
from survey.records.views import page, voice
from survey.withholding import in_the_record  # noqa: F401 - its tellings register themselves

withholding = Blueprint("withholding", __name__)


def checked_on() -> str:
    """The day on which all that is kept back was last looked at, in words; empty when it never was."""
    with house().database.reading() as session:
        at = last_check(session)
    return written(local_day(at), "yMMMd") if at else ""


def stubs_here() -> list[str]:
    """For each thing that the reader is told is kept back, of the record under way: the day when it is looked at."""
    whose = (request.view_args or {}).get("person_id", g.reader_id)
    with house().database.reading() as session:
        found = stubs_for(session, g.reader_id)
    mine = [each for each in found if each.person_id == whose or (each.about_viewer and whose == g.reader_id)]
    return [voice().due(each.review_on) for each in mine]


@withholding.record_once
def everywhere(state: Any) -> None:
    """Let any page say what every page says."""
    for environment in state.app.extensions[pages.ENVIRONMENTS].values():
        environment.globals |= {"checked_on": checked_on, "stubs_here": stubs_here}


@withholding.post("/<lang>/withholding/<key>")
def ask(key: str) -> AnyResponse:
    """Ask for a fresh look at whatever may be kept from them. It goes in front of whoever decides."""
    here = form_of_open_record(key)
    with house().database.writing() as session:
        store.ask_for_a_fresh_look(session, here.person_id, now=house().clock(), rng=house().rng)
    return pages.go("withholding.asked", key=key)


@withholding.get("/<lang>/withholding/<key>")
def asked(key: str) -> str:
    """What happens now: the same words for everyone."""
    return page("withholding/asked.html", in_open_record(key))
