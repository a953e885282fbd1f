"""How long we keep this: what will be erased and when, the button that keeps it, and the rules in plain words."""

from datetime import datetime
from typing import Any

from flask import Blueprint
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as AnyResponse

from survey import pages
from survey.days import local_day
from survey.house import house
from survey.i18n import gettext
from survey.ledger.store import entries
from survey.people.store import names_of
from survey.records.account.coming import erasures_come_from
from survey.records.account.gone import why_words
from survey.records.account.store import material_of, reader_of
from survey.records.account.telling import Reader, told
from survey.records.opening.store import OpenRecord
from survey.records.opening.views import form_of_open_record, in_open_record
from survey.records.views import page, voice
from survey.request_log import unlogged
from survey.retention import store
from survey.retention.doing.store import going_now
from survey.retention.erasure import Erasure, Part, State
from survey.retention.holds.store import holds_on
from survey.retention.in_the_record import authority_words  # and every telling registers itself
from survey.retention.kept import kept_words
from survey.retention.rule import Nation, rules_on

retention = Blueprint("retention", __name__)


@retention.get("/<lang>/retention/<key>")
@unlogged
def mine(key: str) -> str:
    """What will go, when, why, and who says so; what must be kept; and for how long we keep the rest."""
    here = in_open_record(key)
    with house().database.reading() as session:
        mine = store.erasures_about(session, here.person_id)
        coming = [_shown(session, here, each) for each in mine if each.state is State.COOLING]
        kept = [each for each in mine if each.stopped_by == here.person_id]
        held = holds_on(session, [here.person_id])
    rules = rules_on(local_day(house().clock()), Nation(house().settings.nation))
    return page(
        "retention/mine.html",
        here,
        coming=coming,
        kept=[voice().day(each.stopped_at) for each in kept if each.stopped_at][-1:],
        held=[(authority_words(each.authority, voice()), voice().due(each.review_on)) for each in held],
        rows=kept_words(rules, gettext),
    )


def _shown(session: Session, here: OpenRecord, erasure: Erasure) -> dict[str, Any]:
    """One erasure that is coming, as its person reads it."""
    names = names_of(session, [erasure.first_by, erasure.approved_by])
    going = [] if erasure.whole else _going(session, here, going_now(session, erasure))
    return {
        "seq": erasure.seq,
        "day": voice().day(erasure.due_at) if erasure.due_at else "",
        "why": why_words(erasure.why, voice()),
        "words": store.words_of(session, erasure.seq),
        "who": [names.get(each or "", "") for each in (erasure.first_by, erasure.approved_by)],
        "whole": erasure.whole,
        "going": going,
    }


def _going(session: Session, here: OpenRecord, parts: list[Part]) -> list[str]:
    """Each entry that goes, by what it is and its day."""
    found = entries(session, {part.seq for part in parts}, erased=True)
    who = here.person_id
    reader = reader_of(session, who, material_of(session, who, ("person.added",), viewer=who))
    return [_named(entry, reader, entry.at) for entry in found]


def _named(entry: Any, reader: Reader, at: datetime) -> str:
    says = told(entry, [each for each in entry.segments if not each.erased], reader, voice())
    name = says.heading or gettext("A note about you")
    return gettext("%(what)s, %(day)s", what=name, day=voice().day(at))


@retention.post("/<lang>/retention/<key>/<int:seq>/keep")
def keep(key: str, seq: int) -> AnyResponse:
    """They want it kept: it is not erased."""
    here = form_of_open_record(key)
    with house().database.writing() as session:
        store.keep(session, here.person_id, seq, now=house().clock(), rng=house().rng)
    return pages.go("retention.mine", key=key)


def next_due(session: Session, person_id: str) -> datetime | None:
    """When the next erasure of theirs is due."""
    days = [each.due_at for each in store.erasures_about(session, person_id) if each.state is State.COOLING]
    return min((day for day in days if day is not None), default=None)


erasures_come_from(next_due)
