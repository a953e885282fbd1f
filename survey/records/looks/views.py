"""Who looked, for whom it was about: the newest months whole, any month by itself, and all in a sentence each."""

from datetime import datetime

from flask import request

from survey.errors import NotThere
from survey.house import house
from survey.i18n import time_words
from survey.records.account.account import Material, cases_of_looks, statements_of_looks
from survey.records.account.shown import show_case
from survey.records.account.telling import Reader
from survey.records.looks.months import by_month
from survey.records.looks.told import ToldMonth, tell_month
from survey.records.opening.views import in_open_record
from survey.records.reading.views import records
from survey.records.statements.telling import Said, said
from survey.records.views import account, page, voice
from survey.request_log import unlogged

__all__ = ["records"]

NEWEST = 2  # months that are shown whole; the others are a tap away


def clock(moment: datetime) -> str:
    """The time of day, by the clocks here."""
    return time_words(moment)


@records.get("/<lang>/records/open/<key>/looks")
@unlogged
def looks(key: str) -> str:
    """Who looked: in each month the unusual first, each by itself, then the usual, together."""
    here, asked = in_open_record(key), request.args.get("month")
    with house().database.reading() as session:
        material, reader = account(session, here)
    told = _told(material, reader)
    shown = [month for month in told if month.value == asked] if asked else told[:NEWEST]
    if asked and not shown:
        raise NotThere
    cases = {seq: show_case(case, reader, voice(), house().clock()) for seq, case in cases_of_looks(material).items()}
    said = said_beside_looks(material, reader)
    return page("records/looks.html", here, months=shown, more=len(told) - len(shown), cases=cases, said=said)


@records.get("/<lang>/records/open/<key>/months")
@unlogged
def months(key: str) -> str:
    """Each month in plain sentences, to read or to print."""
    here = in_open_record(key)
    with house().database.reading() as session:
        material, reader = account(session, here)
    return page("records/months.html", here, months=_told(material, reader), said=said_beside_looks(material, reader))


def said_beside_looks(material: Material, reader: Reader) -> dict[int, list[Said]]:
    """What they say beside each look, by its place."""
    found = statements_of_looks(material)
    return {seq: [said(each, None, reader, voice()) for each in statements] for seq, statements in found.items()}


def _told(material: Material, reader: Reader) -> list[ToldMonth]:
    return [tell_month(month, reader, voice(), clock) for month in by_month(material.looks)]
