"""For a phone without signal: the worker of one sitting, its pages without answers; and clearing a shared phone."""

from dataclasses import replace
from html import unescape

from flask import Blueprint, Response, jsonify, make_response
from werkzeug.wrappers import Response as AnyResponse

from survey import pages
from survey.days import local_day
from survey.errors import NotThere
from survey.house import house
from survey.pages import render
from survey.phone.in_every_case import CHECKING, UNDECIDED, not_at_this_age, way_on
from survey.questionnaires.views import asked_here
from survey.responses import store
from survey.responses.sitting import Seat
from survey.responses.views import drawn_page
from survey.script import worker_script

phone = Blueprint("phone", __name__, url_prefix="/<lang>")

Cut = tuple[str, str, str]  # before the main part, the main part, after it


@phone.get("/responses/<token>/worker.js")
def worker(token: str) -> Response:
    """The worker. Its address is its scope: the pages of this one link in this one language, and nothing else."""
    _seat(token)
    return Response(worker_script(), mimetype="text/javascript")


@phone.get("/responses/<token>/empty")
def empty(token: str) -> Response:
    """This sitting's questions with nothing in them, and where each leads: no answer, no code, no count of anything."""
    seat = replace(_seat(token), saved=None, saved_version=0)
    if seat.questionnaire is None or not _may_answer(seat):
        raise NotThere
    age = seat.age(local_day(house().clock()))
    asked = asked_here(seat.questionnaire)
    unrouted, way = not_at_this_age(asked, age), way_on(asked, age)
    drawn = {str(n): (drawn_page(_as_far_as(seat, n), token, n, asked, unrouted, {}), on) for n, on in way.items()}
    drawn[CHECKING] = (render("phone/waiting.html", token=token), UNDECIDED)
    before, _main, after = _cut(drawn[CHECKING][0])
    mains = {name: {"title": _title(html), "main": _cut(html)[1], "on": on} for name, (html, on) in drawn.items()}
    return jsonify(pages=mains, around=[before, after])


def _as_far_as(seat: Seat, page: int) -> Seat:
    """As if the pages before were done, so that progress never seems to go back; how many are, is not told."""
    return replace(seat, pages_saved=page - 1)


def _cut(html: str) -> Cut:
    start, end = html.index(">", html.index("<main")) + 1, html.rindex("</main>")
    return html[:start], html[start:end], html[end:]


def _title(html: str) -> str:
    return unescape(html.partition("<title>")[2].partition("</title>")[0])


def _may_answer(seat: Seat) -> bool:
    today = local_day(house().clock())
    return seat.is_changing(today) or (seat.started and seat.takes_part and seat.state(today) in ("new", "begun"))


def _seat(token: str) -> Seat:
    return store.look(house().database, token, house().clock())


@phone.get("/responses/<token>/clear")
def clear(token: str) -> str:
    """A shared phone: what goes from it, and what we cannot take off it."""
    _seat(token)
    return render("phone/clear.html")


@phone.post("/responses/<token>/clear")
def wipe(token: str) -> AnyResponse:
    """The page's script has taken off what it kept. What other people's links keep on this phone stays theirs."""
    pages.require_own_form(token)
    _seat(token)
    response = make_response(pages.go("phone.cleared"))
    response.headers["Clear-Site-Data"] = '"cache"'
    return response


@phone.get("/cleared")
def cleared() -> str:
    """Said at an address that names nobody."""
    return render("phone/cleared.html")
