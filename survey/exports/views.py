"""Take my record with me: the one file, and each choice in the formats that other services read.

Nothing of it is recorded, and the log has no line of it: whether someone took their own record is nobody's to see. A
relative who takes what they may see of another has looked, and that is recorded before anything is sent.
"""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any

from flask import Blueprint, Response, current_app
from markupsafe import Markup

from survey import pages
from survey.days import local_day
from survey.errors import NotThere
from survey.exports import store
from survey.exports.carried import block
from survey.exports.formats import FORMS, Format, made
from survey.exports.seen.store import granted_to_take
from survey.exports.store import Taken
from survey.house import house
from survey.i18n import written
from survey.ledger.canonical import moment_text
from survey.people.looks.look import Channel, Onlooker
from survey.people.looks.store import see
from survey.people.relations.store import scopes_of
from survey.people.store import person_of
from survey.records.account.account import statements_of_looks
from survey.records.account.looks import Looks, unusual, usual
from survey.records.account.shown import Shown, show
from survey.records.account.shown_looks import show_look
from survey.records.account.telling import Voice
from survey.records.opening.views import in_open_record
from survey.records.statements.telling import Said, said
from survey.records.views import page, voice
from survey.request_log import unlogged
from survey.stylesheet import stylesheet

exports = Blueprint("exports", __name__, url_prefix="/<lang>/exports/open/<key>")


@exports.get("")
def mine(key: str) -> str:
    """What the file is, who could read it, and the ways to take it."""
    here, today = in_open_record(key), local_day(house().clock())
    with house().database.reading() as session:
        held = store.taken(session, here.person_id, here.person_id, {})
        others = [person_of(session, each) for each in scopes_of(session, here.person_id, today)]
    choices = [each for each in _shown(held) if each.kind.startswith("consent.")]
    forms = [(each.value, form.name) for each, form in FORMS.items()]
    return page("exports/mine.html", here, choices=choices, forms=forms, others=others)


@exports.get("/saved.html")
@unlogged
def file(key: str) -> Response:
    """Everything about the reader that they may see, in one file."""
    here = in_open_record(key)
    with house().database.reading() as session:
        held = store.taken(session, here.person_id, here.person_id, {})
    return as_file(held, pages.render)


@exports.get("/about/<person_id>/saved.html")
def about(key: str, person_id: str) -> Response:
    """What a relative may see of someone, in one file. That they took it is recorded first, for that person to see."""
    here = in_open_record(key)
    held = see(house(), Onlooker(here.person_id), granted_to_take(person_id), channel=Channel.EXPORT)
    return as_file(held, pages.render)


def as_file(held: Taken, draw: Callable[..., str], *, made_by: str = "") -> Response:
    """The file: a page that opens anywhere, with what is needed to check it inside."""
    here, now = house(), house().clock()
    with here.database.reading() as session:
        is_signed = store.is_signed(session, held)
    if not is_signed:
        with here.database.writing() as session:
            store.sign_what_is_here(session, now)
    with here.database.reading() as session:
        payload = store.payload_of(session, here, held)
    drawn = draw(
        "exports/file.html",
        cards=_shown(held),
        looks=_looks(held),
        held={seq: each.held for seq, each in held.opened.items()},
        codes=payload.codes,
        name=held.reader.name(held.person),
        is_own=held.reader.is_own,
        side="own" if held.reader.is_own else "family",
        day=dated().day(now),
        made_by=made_by,
        log=here.signer.key,
        style=Markup(f"<style>{stylesheet().decode()}</style>"),  # noqa: S704 - our own stylesheet
        block=Markup(block(payload.bytes, here.signer.key, here.signer.sign)),  # noqa: S704 - base64, see `block`
    )
    return download(drawn, "text/html", _name(now, "html"))


def dated() -> Voice:
    """How a file speaks: as a page, but every day with its year, because a file is kept."""
    return replace(voice(), day=lambda moment: written(local_day(moment), "yMMMd"))


def _shown(held: Taken) -> list[Shown]:
    return [show(card, held.reader, dated(), house().clock()) for card in held.cards]


def _looks(held: Taken) -> list[tuple[str, list[Said]]]:
    """Who looked, the unusual first, and what they say beside it; in a person's own file only."""
    if not held.reader.is_own:
        return []
    odd = [Looks(each, 1) for each in unusual(held.material.looks)]
    words = statements_of_looks(held.material)
    return [
        (
            show_look(each, held.reader, dated()).sentence,
            [said(one, None, held.reader, dated()) for seq in _all_of(each, held) for one in words.get(seq, ())],
        )
        for each in (*odd, *usual(held.material.looks))
    ]


def _all_of(looks: Looks, held: Taken) -> list[int]:
    """The places of the looks that are told together."""
    like = (looks.newest.viewer, looks.newest.what, looks.newest.why)
    alone = looks.count == 1
    same = [each for each in held.material.looks if each.expected and (each.viewer, each.what, each.why) == like]
    return [looks.newest.seq] if alone else [each.seq for each in same]


def _name(now: datetime, end: str) -> str:
    """A file's name, which says nothing: it stands in a list of downloads that others may see."""
    return f"saved-{local_day(now)}.{end}"


def download(body: str, media: str, name: str) -> Response:
    """A file to save; never a page of ours, whatever is in it."""
    response: Response = current_app.response_class(body, mimetype=media)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


# Choices, for other services


@exports.get("/choices/<kind>.json")
@unlogged
def choices(key: str, kind: str) -> Response:
    """Every choice in one file; in FHIR, with every look too."""
    return _choices(key, kind)


@exports.get("/choices/<int:seq>/<kind>.json")
@unlogged
def choice(key: str, kind: str, seq: int) -> Response:
    """One choice."""
    return _choices(key, kind, seq)


def _choices(key: str, kind: str, seq: int | None = None) -> Response:
    here, form = in_open_record(key), _format(kind)
    with house().database.reading() as session:
        held = store.taken(session, here.person_id, here.person_id, {})
        found = store.decisions_of(session, house(), held, seq)
        controller = store.controller_of(session, house().settings, here.person_id)
        looks = store.looks_of(session, house(), held) if seq is None else []
    if not found:
        raise NotThere
    now = house().clock()
    return as_choices(made(form, found, controller, looks, moment_text(now)), form, now)


def _format(kind: str) -> Format:
    try:
        return Format(kind)
    except ValueError:
        raise NotThere from None


def as_choices(content: Any, form: Format, now: datetime) -> Response:
    """Choices as a file."""
    text = json.dumps(content, ensure_ascii=False, indent=1)
    return download(text, FORMS[form].media, _name(now, FORMS[form].end))
