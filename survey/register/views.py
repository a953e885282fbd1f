"""The public register and the count of requests, for anyone: no link, no account, and nothing kept of who reads."""

import json
from typing import Any

from flask import Blueprint, Response, request

from survey import pages
from survey.days import local_day
from survey.house import house
from survey.i18n import gettext as _
from survey.i18n import written
from survey.register import store
from survey.register.count import FEW, Year, lines_of_csv
from survey.register.line import Change, Line, Row, Section
from survey.register.register import ASKS
from survey.request_log import unlogged
from survey.retention.rule import Nation
from survey.sharing.request import Result

register = Blueprint("register", __name__)


@register.get("/<lang>/register")
@unlogged
def held() -> str:
    """What is held, why, by what law, who gets it, for how long, and what changed; with `?all`, all of it unfolded."""
    return pages.render("register/held.html", is_open="all" in request.args, **_shown())


@register.get("/<lang>/register.json")
@unlogged
def held_as_data() -> Response:
    """The same for machines."""
    return _file(json.dumps(_shown(), ensure_ascii=False, indent=1), "application/json", "register.json")


def _shown() -> dict[str, Any]:
    """The register in the words of the page's language."""
    here = house()
    found = store.sections(Nation(here.settings.nation), local_day(here.clock()))
    with here.database.reading() as session:
        began, history = store.began(session), store.history(session)
    kept = [(_day(at), [_change(each) for each in changed]) for at, changed in history]
    name, contact = here.settings.controller_name, here.settings.controller_contact
    who = {"controller": name or _("Not said yet"), "contact": contact or _("Not said yet")}
    changes = {"since": _day(began) if began else "", "changes": [{"day": day, "lines": each} for day, each in kept]}
    return {"sections": [_section(each) for each in found]} | who | {"nation": here.settings.nation} | changes


def _section(section: Section) -> dict[str, Any]:
    lines = [_line(line) for line in section.lines]
    return {"id": section.id, "name": _(section.name), "about": _(section.about), "lines": lines}


def _line(line: Line) -> dict[str, Any]:
    return {"id": line.id, "name": line.name.words(_), "rows": _rows(line.rows)}


def _rows(rows: tuple[Row, ...]) -> list[tuple[str, str]]:
    return [(_(label), said.words(_)) for label, said in rows]


def _change(change: Change) -> dict[str, Any]:
    now, before = _rows(change.now), _rows(change.before)
    return {
        "how": change.how.value,
        "id": change.line.id,
        "name": change.line.name.words(_),
        "now": now,
        "before": before,
    }


def _day(at: Any) -> str:
    return written(local_day(at), "yMMMd")


def _file(text: str, kind: str, name: str) -> Response:
    saved = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(text, content_type=f"{kind}; charset=utf-8", headers=saved)


# Who asked


@register.get("/<lang>/register/requests")
@unlogged
def requests() -> str:
    """How many asked for data about someone, by who asked and how it ended, as it was published."""
    heads = {
        Result.GRANTED: _("We told them"),
        Result.NARROWED: _("We told them some"),
        Result.REFUSED: _("We said No"),
    }
    with house().database.reading() as session:
        years = store.published(session)
    tables = [(year, _table(year)) for year in years]
    return pages.render("register/requests.html", tables=tables, heads=[heads[result] for result in Result], few=FEW)


def _table(year: Year) -> list[list[str]]:
    return [[_(who), *(_band(year, asker.value, result.value) for result in Result)] for asker, who in ASKS.items()]


def _band(year: Year, asker: str, result: str) -> str:
    band = year.bands[asker, result]
    if band.is_few:
        return _("fewer than %(n)s", n=band.high + 1)
    return _("%(low)s to %(high)s", low=band.low, high=band.high)


@register.get("/<lang>/register/requests.csv")
@unlogged
def requests_as_data() -> Response:
    """The same for machines."""
    with house().database.reading() as session:
        years = store.published(session)
    return _file("\r\n".join([*lines_of_csv(years), ""]), "text/csv", "requests.csv")
