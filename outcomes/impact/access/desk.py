"""The one door to releases for staff, and the data lead's page of agreements.

Pages and downloads ask `open_book`; nothing else on a page reads a release. Without an agreement it is not there.
"""

from contextlib import suppress
from datetime import date
from typing import Any

from flask import Blueprint
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as AnyResponse

from outcomes.impact.access import store
from outcomes.impact.access.agreement import Agreement, AgreementWrong, Audience, Format, Reader
from outcomes.impact.access.forms import AgreementForm, EndForm
from outcomes.impact.book import Book
from outcomes.impact.chapters.over_time import before
from survey.accounts.desk import ROLE_WORDS
from survey.days import local_day
from survey.desk_pages import go, me, only_for, render
from survey.errors import AlreadyDone, NotThere
from survey.house import house
from survey.i18n import gettext as _
from survey.i18n import written
from survey.people.role import Role

access_desk = Blueprint("access_desk", __name__, url_prefix="/impact/agreements")
READERS = tuple(Role)  # which of them read what is in their agreements


def reader() -> Reader:
    """Who is signed in, as agreements know them."""
    member = me()
    return Reader(frozenset(role.value for role in member.roles), member.organisation_id, member.person_id)


def _today() -> date:
    return local_day(house().clock())


def open_book(number: int, how: str) -> Book:
    """A release as the reader's agreement lets it be read, written down as read. :raise NotThere: without one."""
    form = Format(how)
    with house().database.releases() as session:
        found = store.opened(session, reader(), number, form, _today())
    with house().database.writing() as session:
        store.write_down(session, number, form, found.agreement, house().clock())
    return found.book


@access_desk.app_errorhandler(store.OutOfView)
def out_of_view(error: store.OutOfView) -> tuple[str, int]:
    """What stands where a release was: when it was taken from view, and why."""
    another = error.replaced_by
    days = {"published": written(error.published_on, "yMMMd"), "gone": written(error.on, "yMMMd")}
    may = another is not None and Format.PAGE.value in open_formats(another)
    return render("impact/access/out_of_view.html", gone=error, days=days, another=another if may else None), 410


def gone_books() -> list[tuple[int, str]]:
    """The releases that the reader could open, had they not been taken from view: number and title."""
    with house().database.releases() as session:
        return [(each.id, each.title) for each in store.out_of_view(session, reader(), _today())]


def require_page(number: int) -> None:
    """Refuse whoever may not read this release's page, before they write anything beside it. :raise NotThere:"""
    if Format.PAGE.value not in open_formats(number):
        raise NotThere


def open_books() -> list[Book]:
    """Every release whose page the reader may open, the newest first, in a few words: which is a view of each."""
    with house().database.releases() as session:
        found = store.listed(session, reader(), _today())
    with house().database.writing() as session:
        read = [(each.book.number, each.agreement) for each in found]
        store.write_down_all(session, read, Format.PAGE, house().clock())
    return [each.book for each in found]


def open_line(book: Book) -> list[Book]:
    """The releases about the same place before this one that the reader may open: with change on its scales."""
    scales = [scale.key for scale in book.scales]
    with house().database.releases() as session:
        line = store.listed(session, reader(), _today(), scales, lambda rows: before(book, rows))
        return [each.book for each in line]


def open_formats(number: int) -> frozenset[str]:
    """The ways in which the reader may take this release away."""
    with house().database.releases() as session:
        return frozenset(how.value for how in store.formats(session, reader(), number, _today()))


# Agreements, for the data lead


@access_desk.get("/")
@only_for(Role.DATA_LEAD)
def agreements() -> str:
    """Every agreement, how often it was used, and a form for the next."""
    with house().database.reading() as session:
        return _page(session, _form(session))


@access_desk.post("/")
@only_for(Role.DATA_LEAD)
def agree() -> AnyResponse | tuple[str, int]:
    """Make an agreement."""
    here = house()
    with here.database.writing() as session:
        form = _form(session)
        if form.validate_on_submit():
            try:
                store.agree(session, form.terms(), by=me().person_id, now=here.clock(), rng=here.rng)
            except AgreementWrong as error:
                form.who.errors = [_(str(error))]
        if form.errors:
            return _page(session, form), 422
    return go("access_desk.agreements")


@access_desk.post("/<int:seq>/end")
@only_for(Role.DATA_LEAD)
def end(seq: int) -> AnyResponse:
    """End an agreement from now on: what it let be read is not there any more."""
    here = house()
    with here.database.writing() as session, suppress(AlreadyDone):  # pressed twice: it is ended, as was wanted
        store.end(session, seq, by=me().person_id, now=here.clock(), rng=here.rng)
    return go("access_desk.agreements")


def _form(session: Session) -> AgreementForm:
    form = AgreementForm()
    roles = [(f"role:{role.value}", str(words)) for role, words in ROLE_WORDS.items() if role is not Role.DATA_LEAD]
    theirs = [(f"organisation:{one}", name) for one, name in store.organisations(session)]
    staff = [(f"account:{one}", name) for one, name in store.readers(session)]
    form.who.choices = [*roles, *theirs, *staff, ("public:", _("Everyone, without an account"))]
    return form


def _name(form: AgreementForm, who: str) -> str:
    """Whom an agreement is with, as the form calls them; someone who is not here any more by what was kept."""
    return next((str(words) for value, words, *_more in form.who.iter_choices() if value == who), who)


def _page(session: Session, form: AgreementForm) -> str:
    times = store.times_read(session)
    rows = [_row(each, times.get(each.seq, 0), form) for each in store.agreements(session)]
    return render("impact/access/agreements.html", rows=rows, form=form, end_form=EndForm())


def _row(agreement: Agreement, times: int, form: AgreementForm) -> dict[str, Any]:
    terms = agreement.terms
    who = f"{terms.audience.value}:{terms.who}"
    return {
        "seq": agreement.seq,
        "who": _name(form, who),
        "terms": terms,
        "formats": ", ".join(each.value.upper() if each is not Format.PAGE else _("page") for each in terms.formats),
        "days": (written(terms.starts_on, "yMMMd"), written(terms.ends_on, "yMMMd")),
        "ended": written(agreement.ended_on, "yMMMd") if agreement.ended_on else None,
        "stands": agreement.ended_on is None and terms.stands_on(_today()),
        "is_public": terms.audience is Audience.PUBLIC,
        "times": times,
    }
