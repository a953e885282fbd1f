"""Staff pages of taking away: each file of a release, and one figure at an address of its own."""

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, Response, request, url_for

from outcomes.impact.access import desk as access
from outcomes.impact.book import Book
from outcomes.impact.export import permalink
from outcomes.impact.export.files import FORMS, Form, form
from outcomes.impact.export.store import content_of
from outcomes.impact.export.words import LICENCE, LICENCE_URL
from outcomes.impact.labels import WORDS
from survey.accounts.desk import only_for
from survey.desk_pages import render
from survey.errors import NotThere
from survey.house import house
from survey.i18n import gettext as _
from survey.i18n import written

export_desk = Blueprint("export_desk", __name__, url_prefix="/impact")
READ_AS = {"csv": "csv", "txt": "csv", "json": "json", "xlsx": "xlsx", "ods": "ods"}  # by what an agreement calls it


@export_desk.app_template_global("files_of")
def files_of(number: int) -> list[tuple[Form, str]]:
    """The files of a release that the reader may have, each with what it is."""
    may = access.open_formats(number)
    return [(each, _(each.about)) for each in FORMS if read_as(each.name) in may]


def read_as(name: str) -> str:
    """The word of an agreement for a file."""
    return READ_AS[name.rpartition(".")[2]]


@export_desk.get("/<int:number>/files/<name>")
@only_for(*access.READERS)
def file(number: int, name: str) -> Response:
    """One file of a release, the same bytes for ever."""
    wanted = form(name)
    if wanted is None:
        raise NotThere
    book = access.open_book(number, read_as(name))
    answer = Response(content_of(house(), book, wanted), content_type=wanted.kind)
    answer.headers["Content-Disposition"] = f'attachment; filename="release-{number}-{name.removeprefix("release.")}"'
    answer.set_etag(f"{number}-{name}")
    answer.make_conditional(request)
    return answer


@export_desk.get("/<int:number>/figure/<path:table>")
@only_for(*access.READERS)
def figure(number: int, table: str) -> str:
    """One figure, with what to know before it is used: footnotes, method, who is missing, how to cite."""
    book = access.open_book(number, "page")
    found = permalink.find(book, table, _one_each(request.args))
    if found is None:
        raise NotThere
    where: dict[str, Any] = dict(found.address)
    address = house().settings.base_url + url_for("export_desk.figure", number=number, table=table, **where)
    return render("impact/export/figure.html", book=book, found=found, address=address, **_beside(book))


def _one_each(args: Mapping[str, str]) -> dict[str, str]:
    return {key: args[key] for key in args if args[key]}


def _beside(book: Book) -> dict[str, Any]:
    days = {"opens": book.opens_on, "closes": book.closes_on, "published": book.published_on}
    return {
        "days": {name: written(day, "yMMMd") for name, day in days.items()},
        "missing": permalink.who_is_missing(book),
        "licence": (LICENCE, LICENCE_URL),
        "say": lambda words: _(words) if words else "",
        "symbol_words": lambda shown: _(WORDS.get(str(shown), str(shown))),
    }
