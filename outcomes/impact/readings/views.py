"""A group of young people reads a release together on a link, and writes what they see in it. No name, no account."""

from flask import Blueprint, request
from werkzeug.wrappers import Response as AnyResponse

from outcomes.disclosure.figure import Statistic
from outcomes.impact.book import Book
from outcomes.impact.readings import store
from outcomes.impact.readings.reading import WordsWrong
from outcomes.impact.store import release_book
from survey import pages
from survey.house import house
from survey.i18n import gettext as _
from survey.request_log import unlogged

readings = Blueprint("readings", __name__)


@readings.get("/<lang>/together/<key>")
@unlogged
def read(key: str) -> str:
    """The headline, and a place to write."""
    return _page(key)


def _page(key: str, typed: str | None = None, error: str | None = None) -> str:
    here = house()
    with here.database.reading() as session:
        found = store.session_at(session, key, here.clock())
        number, group, kept = found.release_id, found.signed_as, found.words
    with here.database.releases() as session:
        book = release_book(session, number)
    shown = {"title": book.title, "numbers": _numbers(book), "group": group, "is_kept": kept is not None}
    typed = (kept or "") if typed is None else typed
    return pages.render("impact/room/together.html", token=key, typed=typed, error=error, **shown)


def _numbers(book: Book) -> tuple[str, str] | None:
    """How many of how many, where both are numbers."""
    people, achieved = book.figure("headline"), book.figure("headline", {"achieved": "yes"}, Statistic.PEOPLE)
    if people is None or achieved is None or people.number is None or achieved.number is None:
        return None
    return achieved.text, people.text


@readings.post("/<lang>/together/<key>")
@unlogged
def write(key: str) -> AnyResponse | tuple[str, int]:
    """Keep what they wrote, for their worker to sign."""
    pages.require_own_form(key)
    typed = request.form.get("words", "")
    try:
        with house().database.writing() as session:
            store.write(session, key, typed, house().clock())
    except WordsWrong as error:
        return _page(key, typed, _(str(error))), 422
    return pages.go("readings.read", key=key)
