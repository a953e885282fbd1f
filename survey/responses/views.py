"""Answering, from a link: what this is, the questions, or stopping. Checking and sending: survey/responses/checking."""

from collections.abc import Mapping

from flask import Blueprint
from markupsafe import Markup
from werkzeug.wrappers import Response as AnyResponse

from survey import pages, under_way
from survey.consent.store import workers_of
from survey.consent.views import asked_again
from survey.days import local_day
from survey.errors import NotReady, NotThere
from survey.help.views import help_foot
from survey.house import house
from survey.i18n import gettext as _
from survey.pages import render
from survey.questionnaires.definition import Questionnaire
from survey.questionnaires.piping import said
from survey.questionnaires.routing import left_out, pages_asked
from survey.questionnaires.views import OPEN_FROM_THE_START, Frame, asked_here, compiled, drawn_again, page_context
from survey.receipts.views import drawn_kept, kept_line
from survey.responses import store
from survey.responses.answers import Act, PageRead, act_of, read_page
from survey.responses.easy.views import switched
from survey.responses.keeping.attempt import attempt_of
from survey.responses.keeping.views import KEPT, both
from survey.responses.marked.views import FROM_CHECK
from survey.responses.progress.views import drawn_progress
from survey.responses.sitting import Saved, Seat, answers_in, first_to_do
from survey.responses.what_changed.views import told_to_round

responses = Blueprint("responses", __name__, url_prefix="/<lang>/responses/<token>")

Page = AnyResponse | str | tuple[str, int]
MOST_PAGES = 999  # no questionnaire has more; a database would stumble over a number without end


@responses.get("")
def welcome(token: str) -> str:
    """What this is, who it is from, how long it takes; and afterwards the way back to everything of theirs."""
    seat = seat_of(token)
    with house().database.reading() as session:
        workers = [name for _id, name in workers_of(session, seat.person_id)]
        again = asked_again(session, seat.person_id, token)
    asked = asked_here(seat.questionnaire) if seat.questionnaire else None
    state = seat.state(local_day(house().clock()))
    facts: dict[str, object] = {"seat": seat, "asked": asked, "workers": workers}
    facts["kept"] = kept_line(seat.person_id, token)
    facts["said"] = told_to_round(seat.round_id) if state in ("sent", "closed") and seat.sent_at else []
    return render("responses/welcome.html", state=state, **facts, **again)


def seat_of(token: str, page: int = 0) -> Seat:
    """Whoever holds this link, and how far they are. :raise LinkEnded:"""
    here = house()
    return store.look(here.database, token, here.clock(), page=page)


@responses.get("/resume")
def resume(token: str) -> AnyResponse:
    """On to the first page still to do. The cards come first where no Yes to questions stands."""
    seat = seat_of(token)
    today = local_day(house().clock())
    if seat.state(today) in ("sent", "nothing", "closed") and not seat.is_changing(today):
        return pages.go("responses.welcome", token=token, **_carried())
    if not seat.takes_part:
        return pages.go("consent.ask", token=token, purpose="take_part", **_carried())
    assert seat.round_id is not None
    if not seat.started:
        store.sit_down(house().database, seat.person_id, seat.round_id, house().clock())
    saved = store.saved_pages(house().database, seat.person_id, seat.round_id) if seat.pages_saved else {}
    asked, unrouted, _saved = asked_of(seat, saved)
    return _to(token, first_to_do(pages_asked(asked, unrouted), saved), **_carried())


def _carried() -> dict[str, int]:
    """What was saved just before, for the page that comes after this one."""
    kept = under_way.asked().args.get("kept", type=int)
    return {} if kept is None else {"kept": kept}


def asked_of(seat: Seat, saved: Saved | None = None) -> tuple[Questionnaire, frozenset[str], Saved]:
    """What this person is asked, which questions they do not see, and what they saved where that decides."""
    assert seat.questionnaire is not None
    assert seat.round_id is not None
    here, asked = house(), asked_here(seat.questionnaire)
    if asked.branches and saved is None and seat.pages_saved:
        saved = store.saved_pages(here.database, seat.person_id, seat.round_id)
    return asked, left_out(asked, seat.age(local_day(here.clock())), answers_in(saved or {})), saved or {}


def _to(token: str, number: int | None, **carried: int) -> AnyResponse:
    """To a page of questions, or to checking when there is none."""
    if number is None:
        return pages.go("responses.check", token=token, **carried)
    return pages.go("responses.question", token=token, page=number, **carried)


def elsewhere(seat: Seat, token: str) -> Page | None:
    """Where someone who cannot answer now belongs instead; None when they can."""
    today = local_day(house().clock())
    if seat.is_changing(today):
        return None
    if seat.sent_at:
        return pages.go("responses.done", token=token)
    if seat.state(today) == "closed":
        return render("responses/closed.html", seat=seat), 410
    if not seat.takes_part or not seat.started:
        return pages.go("responses.welcome", token=token)
    return None


# Questions


@responses.get("/<int:page>")
def question(token: str, page: int) -> Page:
    """One page of questions, with what was saved on it."""
    if page > MOST_PAGES:
        raise NotThere
    seat = seat_of(token, page)
    if answer := elsewhere(seat, token):
        return answer
    asked, unrouted, saved = asked_of(seat)
    numbers = pages_asked(asked, unrouted)
    if page not in numbers:
        if not 1 <= page <= len(asked.pages):
            raise NotThere
        return _to(token, next((each for each in numbers if each > page), None), **_carried())
    return drawn_page(seat, token, page, asked, unrouted, saved)


def drawn_page(seat: Seat, token: str, page: int, asked: Questionnaire, unrouted: frozenset[str], saved: Saved) -> str:
    """One page as this person is asked it; also with nothing on it, for a phone without signal (survey/phone)."""
    slots = {
        "token": token,
        "form_key": pages.key_field(token),
        "progress": drawn_progress(seat, asked, page, unrouted, saved),
        "seen": seat.mark,
        "kept": drawn_kept(kept_line(seat.person_id, token)),
        "help_now": help_foot(),
        "query": pages.query(),
    }
    answered = said(asked, answers_in(saved), unrouted, _) if asked.branches else {}
    return compiled(asked, page, unrouted, _frame(seat)).shown(seat.saved or {}, slots, answered)


def _frame(seat: Seat) -> Frame:
    age = seat.age(local_day(house().clock()))
    young = age is not None and age <= OPEN_FROM_THE_START
    return Frame("responses/question.html", "responses.question", young, seat.easy)


@responses.post("/<int:page>")
def save(token: str, page: int) -> Page:
    """Save the page that is being left, by any of its buttons, then go where the button leads."""
    pages.require_own_form(token)
    form, here = under_way.asked().form.to_dict(), house()
    asked = _asked_by(form)
    if not 1 <= page <= len(asked.pages):
        raise NotThere
    act = act_of(form.get("act", ""))
    read = read_page(asked.pages[page - 1].questions, form, act, _)
    if read.problems:
        return _not_yet(token, page, asked, read)
    if read.answers:
        kept = store.save_page(here.database, token, page, asked.key, read.answers, here.clock(), attempt_of(form))
        if kept is None or kept.is_beaten:
            seat = seat_of(token, page)
            if kept is None or seat.saved is None:
                return _not_saved(seat, read)
            if seat.saved != read.answers:
                return both(asked, seat, read, _onward(token, asked, page, act, form).location or "")
        answer = _onward(token, asked, page, act, form)
        answer.headers[KEPT] = str(kept.version)
        return answer
    return _onward(token, asked, page, act, form)


def _asked_by(form: Mapping[str, str]) -> Questionnaire:
    """The version that the form was made of. Saving holds it to the round's own."""
    name, _dot, version = form.get("asked", "").rpartition(".")
    if not (version.isascii() and version.isdecimal() and len(version) < 9):
        raise NotThere
    try:
        return asked_here((name, int(version)))
    except NotReady as error:  # a form of ours is never made of words we have no licence for
        raise NotThere from error


def _onward(token: str, asked: Questionnaire, page: int, act: Act, form: Mapping[str, str]) -> AnyResponse:
    """The form knows the pages before and after it, so that a page saved costs no second look."""
    if act in (Act.EASY, Act.PLAIN):
        return switched(seat_of(token), token, page, easy=act is Act.EASY)
    if act is Act.STAY:
        return pages.stay()
    if under_way.asked().args.get("from") == FROM_CHECK:
        return pages.go("responses.check", token=token)
    sent = form.get("before" if act is Act.BACK else "after", "")
    number = int(sent) if sent.isascii() and sent.isdecimal() and len(sent) < 4 else 0
    if 1 <= number <= len(asked.pages):
        return _to(token, number)
    return pages.go("responses.welcome" if act is Act.BACK else "responses.check", token=token)


def _not_yet(token: str, page: int, asked: Questionnaire, read: PageRead) -> Page:
    """The same page again: what to fix beside each question, and everything that was typed."""
    seat = seat_of(token, page)
    if answer := elsewhere(seat, token):
        return answer
    _asked, unrouted, saved = asked_of(seat)
    if page not in pages_asked(asked, unrouted):
        raise NotThere
    answered = said(asked, answers_in(saved), unrouted, _)
    context = page_context(asked, page, unrouted, token, _frame(seat), answered) | {
        "problems": list(read.problems.items()),
        "progress": Markup(drawn_progress(seat, asked, page, unrouted, saved)),  # noqa: S704 - drawn by our own component
        "questions": drawn_again(asked, page, read.typed, read.problems, answered, easy=seat.easy),
        "kept": "",
        "seen": seat.mark,
    }
    return render("responses/question.html", **context), 422


def _not_saved(seat: Seat, read: PageRead) -> Page:
    """Nothing was saved: say why, and give back what they wrote."""
    wrote = [answer for answer in read.answers.values() if isinstance(answer, str)]
    state = seat.state(local_day(house().clock()))
    return render("responses/not_saved.html", seat=seat, wrote=wrote, state=state), 410 if state == "closed" else 409


# Stopping


@responses.get("/discard")
def discard(token: str) -> Page:
    """Stop, and delete what is not sent: said first, done on the next tap."""
    seat = seat_of(token)
    if seat.sent_at or not seat.started:
        return pages.go("responses.welcome", token=token)
    return render("responses/discard.html")


@responses.post("/discard")
def delete(token: str) -> AnyResponse:
    """Delete the draft. Nothing of it was recorded, so nothing of it is left."""
    pages.require_own_form(token)
    seat = seat_of(token)
    if seat.round_id is not None:
        store.discard(house().database, seat.person_id, seat.round_id)
    return pages.go("responses.welcome", token=token)
