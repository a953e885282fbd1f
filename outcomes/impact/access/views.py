"""Releases that an agreement with the public names, for anyone: no link, no account, no cookie; and who reads them."""

from typing import Any

from flask import Blueprint, Response

from outcomes.disclosure.figure import PublishedFigure
from outcomes.impact.access import store
from outcomes.impact.access.agreement import Format, Reader
from outcomes.impact.access.store import Opened, Read
from outcomes.impact.book import Book
from outcomes.impact.export.files import form
from outcomes.impact.export.store import content_of
from outcomes.impact.kept.store import releases
from outcomes.impact.readings.reading import Group
from outcomes.impact.readings.store import readings_of
from survey import pages
from survey.days import local_day
from survey.errors import NotThere
from survey.house import house
from survey.i18n import gettext as _
from survey.i18n import written
from survey.register.count import Band
from survey.request_log import unlogged

access = Blueprint("access", __name__)
ANYONE = Reader()
FILE = "figures.csv"


@access.get("/<lang>/figures")
@unlogged
def shown() -> str:
    """Every release that anyone may read, in a few sentences each; and how often each release was read, in bands."""
    here, today = house(), local_day(house().clock())
    with here.database.releases() as session:
        found = store.listed(session, ANYONE, today)
        files = {no for no, ways in store.formats_of(session, ANYONE, today).items() if Format.CSV in ways}
        said = readings_of(session, [_no(each) for each in found])
        cards = [_card(each.book, said[_no(each)]) for each in found]
        titles = {row.id: row.title for row in releases(session)}
    with here.database.writing() as session:
        store.write_down_all(session, [(_no(each), each.agreement) for each in found], Format.PAGE, here.clock())
        on, read = store.told(session)
    rows = _rows(titles, read)
    return pages.render(
        "impact/access/figures.html", cards=cards, files=files, rows=rows, on=on and written(on, "yMMMd")
    )


def _no(found: Opened) -> int:
    return found.book.number


def _card(book: Book, said: list[Any]) -> dict[str, Any]:
    """A release in sentences: only where both numbers of one are numbers."""
    theirs = [each for each in said if each.group is Group.YOUNG_PEOPLE]
    head = _pair(book.figure("headline", {"achieved": "yes"}), book.figure("headline"))
    out = _pair(book.figure("coverage", {"status": "counted"}), book.figure("coverage"))
    days = written(book.opens_on, "yMMMd"), written(book.closes_on, "yMMMd")
    return {"number": book.number, "title": book.title, "days": days, "head": head, "known": out, "said": theirs}


def _pair(part: PublishedFigure | None, whole: PublishedFigure | None) -> tuple[str, str] | None:
    if part is None or whole is None or part.number is None or whole.number is None:
        return None
    return part.text, whole.text


def _rows(titles: dict[int, str], read: list[Read]) -> list[tuple[str, list[list[str]]]]:
    """By release: who read it, on pages and as files, in the bands that were told."""
    bands = {(each.release, each.by_public, each.as_file): _band(each.band) for each in read}
    kinds = ((True, _("Anyone")), (False, _("Those we made a deal with")))
    return [
        (title, [[who, *(bands[number, public, file] for file in (False, True))] for public, who in kinds])
        for number, title in titles.items()
        if (number, True, True) in bands
    ]


def _band(band: Band) -> str:
    return (
        _("fewer than %(n)s", n=band.high + 1)
        if band.is_few
        else _("%(low)s to %(high)s", low=band.low, high=band.high)
    )


@access.get("/<lang>/figures/<int:number>.csv")
@unlogged
def as_file(number: int) -> Response:
    """The figures of a release, as they were published. :raise NotThere: without an agreement with the public."""
    here, wanted = house(), form(FILE)
    if wanted is None:
        raise NotThere
    with here.database.releases() as session:
        found = store.opened(session, ANYONE, number, Format.CSV, local_day(here.clock()))
    with here.database.writing() as session:
        store.write_down(session, number, Format.CSV, found.agreement, here.clock())
    saved = {"Content-Disposition": f'attachment; filename="release-{number}-{FILE}"'}
    return Response(content_of(here, found.book, wanted), content_type=wanted.kind, headers=saved)
