"""My record: what is written about a person, who looked, and saying that it is not right. Opened with link and key."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from babel.dates import format_date
from flask import g, request
from sqlalchemy.orm import Session

from survey import pages
from survey.errors import NotThere
from survey.house import house
from survey.i18n import gettext, ngettext
from survey.people.looks.look import Onlooker
from survey.people.looks.store import see
from survey.people.may_see import Part
from survey.people.relations.store import scopes_of
from survey.people.store import person_of
from survey.records.account import store as accounts
from survey.records.account.account import Card, Material, cards, cards_of_looks, cases_of_looks
from survey.records.account.coming import next_erasure
from survey.records.account.looks import Look, Looks, unusual
from survey.records.account.shown import Shown, show
from survey.records.account.shown_looks import show_look
from survey.records.account.telling import Reader, Voice
from survey.records.clock import local_day
from survey.records.looks.months import by_month
from survey.records.looks.told import summary
from survey.records.opening.store import OpenRecord
from survey.records.opening.views import in_open_record, records
from survey.records.seen.store import granted_of
from survey.request_log import unlogged

__all__ = ["records"]

PICKED = {"notes": Part.NOTES, "goals": Part.GOALS, "answers": Part.ANSWERS, "choices": Part.CHOICES}
FIRST_ODD = 3  # unusual looks, at the head; the others are a tap away
FIRST = 20  # cards; the rest on request, so that a long record opens on a slow phone


def voice() -> Voice:
    """How the page under way speaks."""
    locale, this_year = pages.language().locale, house().clock().year

    def day(moment: datetime) -> str:
        local = local_day(moment)
        return str(format_date(local, "d MMM" if local.year == this_year else "d MMM y", locale))

    def written(pattern: str) -> Any:
        return lambda when: format_date(when, pattern, locale)

    return Voice(gettext, ngettext, day, written("EEE d MMM"), written("MMMM y"))


def page(template: str, here: OpenRecord, **context: Any) -> str:
    """A page of an opened record, in the dress of who reads it."""
    return pages.render(template, key=here.key, layout=g.layout, **context)


# Looking


@records.get("/<lang>/records/open/<key>")
@unlogged
def mine(key: str) -> str:
    """What is written about the reader, newest first. Their own looks are recorded nowhere."""
    here = in_open_record(key)
    with house().database.reading() as session:
        material, reader = account(session, here)
        seen = scopes_of(session, here.person_id, local_day(house().clock()))
        coming = next_erasure(session, here.person_id)
        others = [person_of(session, each) for each in seen]
    found, picked = cards(material, here.person_id, {}), request.args.get("show", "")
    said = cases_of_looks(material)
    odd = [look for look in unusual(material.looks) if look.seq not in said][:FIRST_ODD]
    asked = [card for card in found if card.part is PICKED.get(picked, card.part)]
    first = asked if "more" in request.args else asked[:FIRST]
    newest = by_month(material.looks)[:1]
    return page(
        "records/mine.html",
        here,
        cards=[_without(shown, odd) for shown in _shown(first, reader)],
        more=len(asked) - len(first),
        summary=summary(newest[0], voice()) if newest else "",
        odd=[show_look(Looks(each, 1), reader, voice()) for each in odd],
        others=others,
        coming=voice().day(coming) if coming else None,
        picked=picked if picked in PICKED else "",
    )


def _without(shown: Shown, odd: list[Look]) -> Shown:
    """A card without the unusual looks that stand at the head of the page."""
    told = {look.seq for look in odd}
    return replace(shown, odd=tuple(each for each in shown.odd if each.seq not in told))


@records.get("/<lang>/records/open/<key>/about/<person_id>")
@unlogged
def about(key: str, person_id: str) -> str:
    """What a relative may see of a young person. The look is recorded before anything is shown."""
    here = in_open_record(key)
    read = see(house(), Onlooker(here.person_id), granted_of(person_id))
    return page("records/about.html", here, cards=_shown(read.cards, read.reader), name=read.person.name)


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
