"""Receipts in a person's hands: the code of what was just saved, a list of their own, and the whole of each one.

What leaves the building (the square code, the file, the page to print) names no service, no person and no act.
"""

from dataclasses import dataclass, fields
from functools import lru_cache
from typing import Any

from flask import Blueprint, make_response, request
from jinja2 import Environment
from markupsafe import Markup, escape
from werkzeug.wrappers import Response as AnyResponse

from survey import pages, under_way
from survey.digits import number_named
from survey.house import house
from survey.i18n import day_words
from survey.i18n import gettext as _
from survey.ledger.receipt import Receipt
from survey.ledger.window.store import note_receipt_left
from survey.pages import render
from survey.people.qr import QrCode, qr_code
from survey.people.views import opened
from survey.receipts import store
from survey.receipts.forms import KeepingForm
from survey.receipts.keeping import Keeping
from survey.receipts.store import Kept, Leaf
from survey.request_log import unlogged
from survey.slots import joined, pieces_of, slot

receipts = Blueprint("receipts", __name__, url_prefix="/<lang>/receipts/<token>")

FIRST = 20  # the rest on request


# The code of what was just saved, for the page that comes next


@dataclass(frozen=True)
class KeptLine:
    """One line: what was saved, its code, and where to go to keep it in the way they like."""

    said: str
    code: str
    href: str
    words: str


def kept_line(person_id: str, token: str, seq: int | None = None) -> KeptLine | None:
    """The line for what `?kept=` names, or `seq`; None when there is nothing, or they want to see no codes."""
    seq = number_named(under_way.asked().args.get("kept")) if seq is None else seq
    if seq is None:
        return None
    found = store.kept(house().database, person_id, seq)
    return line_of(found, pages.url("receipts.one", token=token, seq=seq)) if found else None


def line_of(kept: Kept, one: str) -> KeptLine:
    """The line, leading first to what they chose: the page at `one` with all of it, or the receipt alone, below it."""
    said = _("Saved. Keep this if you want to:")
    if kept.kind.startswith("consent."):  # the page may ask for the next thing: that is not saved yet
        said = _("Your choice is saved. Keep this if you want to:")
    words = {Keeping.PAPER: _("Print it"), Keeping.TRUSTED: _("Show it big")}
    if kept.keeping in words:
        return KeptLine(said, kept.code, f"{one}/alone", words[kept.keeping])
    return KeptLine(said, kept.code, one, _("Keep it"))


def drawn_kept(line: KeptLine | None) -> str:
    """The line as it stands on a page that is drawn once and joined."""
    if line is None:
        return ""
    return joined(_kept(pages.page_environment()), {name: escape(said) for name, said in vars(line).items()})


@lru_cache(maxsize=64)
def _kept(environment: Environment) -> tuple[str, ...]:
    """The line around slots."""
    macros: Any = environment.get_template("receipts/_kept.html").module
    marks = {each.name: Markup(slot(each.name)) for each in fields(KeptLine)}  # noqa: S704 - our own marks
    return pieces_of(str(macros.kept_line(KeptLine(**marks))))


# Their own, under their link


@receipts.get("")
@unlogged
def mine(token: str) -> str:
    """Every receipt for what they did: a day and a code each, and nothing that names what it was."""
    return _mine(token)


def _mine(token: str, error: str | None = None) -> str:
    link = opened(token)
    with house().database.reading() as session:
        leaves = store.leaves_of(session, link.person_id)
        keeping = store.keeping_of(session, link.person_id)
    first = leaves if "more" in request.args else leaves[:FIRST]
    return render(
        "receipts/mine.html",
        rows=[(day_words(leaf.at, year=True), leaf.code, leaf.seq) for leaf in first],
        more=len(leaves) - len(first),
        choices=[(each.value, words) for each, words in keeping_words().items()],
        now=keeping_words()[keeping] if keeping else None,
        then=_then(keeping) if keeping and "chosen" in request.args else None,
        error=error,
    )


def keeping_words() -> dict[Keeping, str]:
    """Each way to keep receipts, as the button says it."""
    return {
        Keeping.PHONE: _("On this phone"),
        Keeping.PAPER: _("On paper"),
        Keeping.TRUSTED: _("With someone I trust"),
        Keeping.NONE: _("Show me no codes"),
    }


def _then(keeping: Keeping) -> str:
    """What a choice changes."""
    return {
        Keeping.PHONE: _("When you do something here, you see its code. You can save it on this phone."),
        Keeping.PAPER: _("When you do something here, you see its code, and the page to print."),
        Keeping.TRUSTED: _("When you do something here, you see its code. They can scan it."),
        Keeping.NONE: _("You see no codes when you do something. They are still here if you want one."),
    }[keeping]


@receipts.post("")
@unlogged
def choose(token: str) -> AnyResponse | tuple[str, int]:
    """Keep how they want their receipts. Nobody else's page shows it."""
    link, here, form = opened(token), house(), KeepingForm(request.form)
    pages.require_own_form(token)
    if not form.validate():
        return _mine(token, error=_("Pick one of the four.")), 422
    with here.database.writing() as session:
        store.choose(session, link.person_id, Keeping(str(form.keeping.data)), now=here.clock(), rng=here.rng)
    return pages.go("receipts.mine", token=token, chosen=1)


def _own(token: str, seq: int) -> Leaf:
    link = opened(token)
    with house().database.reading() as session:
        return store.own_leaf(session, link.person_id, seq)


@receipts.get("/<int:seq>")
@unlogged
def one(token: str, seq: int) -> str:
    """One receipt: to scan, to copy, to save, to print."""
    return render("receipts/one.html", shown=handed_over(_own(token, seq)), seq=seq)


@receipts.get("/<int:seq>/alone")
@unlogged
def alone(token: str, seq: int) -> str:
    """The same with nothing beside it: to print, or for another phone to scan."""
    return page_alone(_own(token, seq), back=f"../{seq}")


@receipts.get("/<int:seq>/code.txt")
@unlogged
def text(token: str, seq: int) -> AnyResponse:
    """The same as a small file."""
    return file_of(_own(token, seq))


# What every way of handing over is made of; a record that was opened has doors of its own to these


@dataclass(frozen=True)
class HandedOver:
    """A receipt as a page shows it."""

    receipt: Receipt
    square: QrCode
    day: str


def handed_over(leaf: Leaf) -> HandedOver:
    """A receipt for a page."""
    receipt = _let_out(leaf)
    return HandedOver(receipt, qr_code(str(receipt)), day_words(leaf.at, year=True))


def _let_out(leaf: Leaf) -> Receipt:
    """Sign it, and note that it leaves the building: from then on nothing before it can change unseen.

    Written only when it is newer than any that left before, and never whose it was.
    """
    here = house()
    if request.method == "GET":  # a HEAD takes nothing away
        with here.database.reading() as session:
            is_news = not store.is_remembered(session, leaf.seq)
        if is_news:
            with here.database.writing() as session:
                note_receipt_left(session, leaf.seq, here.clock())
    return here.signer.receipt(index=leaf.seq, at=leaf.at, leaf=leaf.hash)


def page_alone(leaf: Leaf, *, back: str) -> str:
    """A page that may lie about: no name of ours or theirs, no address, and its one link back says nothing."""
    return render("receipts/alone.html", token=None, shown=handed_over(leaf), back=back)


def file_of(leaf: Leaf) -> AnyResponse:
    """A file that may lie about. Its name is the start of its code, so that two can be told apart."""
    receipt = _let_out(leaf)
    response = make_response(receipt.file())
    response.mimetype = "text/plain"
    response.headers["Content-Disposition"] = f'attachment; filename="code-{receipt.code[:5]}.txt"'
    return response
