"""The door of a record: pick a second thing, or say it; and the guard that every page of an opened record has."""

from contextlib import suppress

from flask import Blueprint, g, redirect, request
from werkzeug.wrappers import Response as AnyResponse

from survey import pages
from survey.errors import LinkEnded, TooManyTries
from survey.house import house
from survey.i18n import gettext as _
from survey.pages import render
from survey.people.store import person_of
from survey.people.views import opened
from survey.records.opening import store
from survey.records.opening.second_thing import RecordClosed, TooEasy, TooShort
from survey.request_log import unlogged

records = Blueprint("records", __name__)


@records.get("/<lang>/records/<token>/door")
def door(token: str) -> str:
    """Pick a second thing, the first time; say it, from then on."""
    link = opened(token)
    with house().database.reading() as session:
        return _door(is_new=not store.has_chosen(session, link.person_id))


def _door(*, is_new: bool, typed: str = "", problem: str | None = None) -> str:
    problems = [("second_thing", problem)] if problem else []
    return render("records/door.html", is_new=is_new, typed=typed, problems=problems, problem=problem)


@records.post("/<lang>/records/<token>/door")
def enter(token: str) -> AnyResponse | tuple[str, int]:
    """Keep what they picked, or try what they said; then open their record for a while."""
    link, typed = opened(token), request.form.get("second_thing", "")
    pages.require_own_form(token)
    with house().database.reading() as session:
        is_new = not store.has_chosen(session, link.person_id)
    if is_new:
        return _choose(link.person_id, token, typed)
    return _try(link.person_id, token, typed)


def _choose(person_id: str, token: str, typed: str) -> AnyResponse | tuple[str, int]:
    here = house()
    try:
        with here.database.writing() as session:
            store.choose(session, person_id, typed, pepper=here.settings.secret_key, now=here.clock(), rng=here.rng)
    except TooShort:
        return _door(is_new=True, typed=typed, problem=_("Pick three words, or four numbers or more.")), 422
    except TooEasy:
        return _door(is_new=True, typed=typed, problem=_("That is too easy to guess. Pick another.")), 422
    return _open(person_id, token)


def _try(person_id: str, token: str, typed: str) -> AnyResponse | tuple[str, int]:
    here = house()
    try:
        with here.database.writing() as session:  # a wrong try is counted, and stays counted
            is_right = store.try_second_thing(
                session, person_id, typed, pepper=here.settings.secret_key, now=here.clock()
            )
    except TooManyTries:
        return _door(is_new=False, problem=_("Too many tries. Please wait 10 minutes, then try again.")), 429
    except store.Locked:
        return _door(is_new=False, problem=_("Too many tries. Ask your worker. They can let you pick a new one.")), 429
    if not is_right:
        return _door(is_new=False, problem=_("That is not it. Try again.")), 422
    return _open(person_id, token)


def _open(person_id: str, token: str) -> AnyResponse:
    here = house()
    with here.database.writing() as session:
        key = store.open_record(session, person_id, token, now=here.clock(), rng=here.rng)
    return pages.go("records.home", key=key)


@records.get("/<lang>/records/home/<key>")
@unlogged
def home(key: str) -> str:
    """What it opens with: a few plain links. Whoever stands beside them reads nothing that they did not pick."""
    in_open_record(key)
    is_family = g.layout == "layouts/family.html"
    return render("records/home.html", key=key, layout=g.layout, is_family=is_family)


@records.get("/<lang>/records/leave/<key>")
@unlogged
def leave(key: str) -> AnyResponse:
    """Leave now: the record is shut first, so that going back opens nothing of it. It may be shut already."""
    here = house()
    with here.database.writing() as session, suppress(LinkEnded):
        store.close(session, key)
    return redirect(here.settings.leave_url, 303)


def in_open_record(key: str) -> store.OpenRecord:
    """The opened record of the page under way; its forms and foot belong to the link it was opened with.

    :raise RecordClosed: when it was closed, or left alone for half an hour.
    """
    here = house()
    with here.database.reading() as session:
        found = store.opened_record(session, key, here.clock())
        due = store.is_due_a_touch(session, key, here.clock())
        g.layout = f"layouts/{'family' if person_of(session, found.person_id).kind == 'family' else 'own'}.html"
    if due:
        with here.database.writing() as session:
            store.touch(session, key, here.clock())
    g.token, g.reader_id = found.token, found.person_id
    return found


def form_of_open_record(key: str) -> store.OpenRecord:
    """The same, for a form that was sent. :raise NotAllowed: when it is not ours."""
    found = in_open_record(key)
    pages.require_own_form(found.token)
    return found


@records.post("/<lang>/records/open/<key>/close")
def close(key: str) -> AnyResponse:
    """Close the record on this phone."""
    found = form_of_open_record(key)
    with house().database.writing() as session:
        store.close(session, key)
    return pages.go("records.closed", token=found.token)


@records.get("/<lang>/records/<token>/closed")
def closed(token: str) -> str:
    """It is closed: how to open it again, and where else to go."""
    opened(token)
    return render("records/closed.html", was_away=False)


@records.errorhandler(RecordClosed)
def was_closed(_error: RecordClosed) -> tuple[str, int]:
    """A key that no longer opens: plain words, and nothing about whose it was."""
    g.token = None
    return render("records/closed.html", was_away=True), 410
