"""The receipt of an entry, reached from its card. That there is a receipt says that there is an entry: so only here.

A relative gets one of an entry that is on a card they may see, and of no other.
"""

from flask import g
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as AnyResponse

from survey import pages
from survey.days import local_day
from survey.errors import NotThere
from survey.house import house
from survey.people.relations.store import scopes_of
from survey.receipts import store
from survey.receipts.store import Leaf
from survey.receipts.views import KeptLine, file_of, handed_over, line_of, page_alone
from survey.records.account import store as accounts
from survey.records.account.account import cards
from survey.records.opening.store import OpenRecord
from survey.records.opening.views import in_open_record, records
from survey.request_log import unlogged


@records.get("/<lang>/records/open/<key>/<int:seq>/receipt")
@unlogged
def receipt(key: str, seq: int) -> str:
    """One receipt: to scan, to copy, to save, to print."""
    shown = handed_over(_leaf(in_open_record(key), seq))
    return pages.render("records/receipt.html", layout=g.layout, key=key, seq=seq, shown=shown)


@records.get("/<lang>/records/open/<key>/<int:seq>/receipt/alone")
@unlogged
def receipt_alone(key: str, seq: int) -> str:
    """The same with nothing beside it."""
    return page_alone(_leaf(in_open_record(key), seq), back="../receipt")


@records.get("/<lang>/records/open/<key>/<int:seq>/receipt/code.txt")
@unlogged
def receipt_text(key: str, seq: int) -> AnyResponse:
    """The same as a small file."""
    return file_of(_leaf(in_open_record(key), seq))


def _leaf(here: OpenRecord, seq: int) -> Leaf:
    """:raise NotThere: when it is on no card of theirs, just as when there is no such entry."""
    with house().database.reading() as session:
        own = store.leaf_about(session, here.person_id, seq)
        if own is None and not _on_a_relative_s_card(session, here.person_id, seq):
            raise NotThere
        return own or store.leaf_at(session, seq)


def _on_a_relative_s_card(session: Session, viewer: str, seq: int) -> bool:
    scopes = scopes_of(session, viewer, local_day(house().clock()))
    found = (cards(accounts.material_of(session, person, viewer=viewer), viewer, scopes) for person in scopes)
    return any(card.seq == seq for mine in found for card in mine)


def kept_in_record(here: OpenRecord, seq: int) -> KeptLine | None:
    """The line with the code of something they did in their record just now."""
    kept = store.kept(house().database, here.person_id, seq)
    return line_of(kept, pages.url("records.receipt", key=here.key, seq=seq)) if kept else None
