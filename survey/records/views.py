"""What every page of an opened record needs: how it speaks, how it is drawn, and the entry it is about."""

from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import Any

from flask import g
from sqlalchemy.orm import Session

from survey import pages
from survey.days import local_day
from survey.errors import NotThere
from survey.house import house
from survey.i18n import gettext, ngettext, written
from survey.records.account import store as accounts
from survey.records.account.account import Card, Material, cards, cards_of_looks
from survey.records.account.shown import Shown, show
from survey.records.account.telling import Reader, Voice
from survey.records.opening.store import OpenRecord
from survey.records.opening.views import records

__all__ = ["records"]


def voice() -> Voice:
    """How the page under way speaks."""
    this_year, code = house().clock().year, pages.language().code

    def day(moment: datetime) -> str:
        local = local_day(moment)
        return written(local, "MMMd" if local.year == this_year else "yMMMd")

    return Voice(gettext, ngettext, day, partial(written, parts="MMMEd"), partial(written, parts="yMMMM"), code)


def dated() -> Voice:
    """The same on paper: every day with its year, because paper is kept."""
    return replace(voice(), day=lambda moment: written(local_day(moment), "yMMMd"))


def page(template: str, here: OpenRecord, **context: Any) -> str:
    """A page of an opened record, in the dress of who reads it."""
    return pages.render(template, key=here.key, layout=g.layout, **context)


def account(session: Session, here: OpenRecord) -> tuple[Material, Reader]:
    """All that is recorded about whoever opened this record, and the names they know people by."""
    material = accounts.material_of(session, here.person_id, viewer=here.person_id)
    return material, accounts.reader_of(session, here.person_id, material)


def _shown(found: list[Card], reader: Reader) -> list[Shown]:
    return [show(card, reader, voice(), house().clock()) for card in found]


def one(here: OpenRecord, seq: int) -> Shown:
    """One entry about the reader, or one look at them. :raise NotThere:"""
    with house().database.reading() as session:
        material, reader = account(session, here)
    found = [card for card in cards(material, here.person_id, {}) if card.has(seq)]
    found = found or cards_of_looks(material, here.person_id, seq)
    if not found or here.person_id not in found[0].now.entry.subjects:
        raise NotThere
    return _shown(found[:1], reader)[0]
