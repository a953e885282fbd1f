"""Where a challenge is, who has it and by when; writing back, taking it back, and taking it further."""

from dataclasses import replace
from typing import Any

from flask import request
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as AnyResponse

from survey import pages
from survey.days import local_day
from survey.errors import AlreadyDone, NotThere
from survey.house import house
from survey.i18n import gettext
from survey.ledger.entry import Recorded
from survey.ledger.store import entries
from survey.people.seals.projection.store import barred_to
from survey.people.store import names_of
from survey.records import store
from survey.records.account.account import Card, Case, Version, cases_by
from survey.records.account.shown import Shown, show, show_case
from survey.records.account.telling import Reader
from survey.records.account.tellings import kinds
from survey.records.challenge import Challenge, Outcome
from survey.records.clock import review_by
from survey.records.contesting.forms import WordsForm
from survey.records.contesting.progress.steps import Telling, steps_of
from survey.records.lifecycle import State, Step, To
from survey.records.next_step import next_steps
from survey.records.opening.store import OpenRecord
from survey.records.opening.views import form_of_open_record, in_open_record
from survey.records.receipts.views import kept_in_record
from survey.records.statements.telling import raised_by
from survey.records.statements.views import records
from survey.records.views import account, one, page, voice
from survey.request_log import unlogged
from survey.staying import is_staying

__all__ = ["records"]

NOT_UPHELD = (Outcome.NOT_CHANGED, Outcome.PARTLY, Outcome.CANNOT_VERIFY)


@records.get("/<lang>/records/open/<key>/challenges/<int:seq>")
@unlogged
def state(key: str, seq: int) -> str:
    """Where a challenge is, who has it, by when, what was decided, and the way on."""
    here = in_open_record(key)
    return _state_page(here, seq, WordsForm())


def _state_page(here: OpenRecord, seq: int, form: WordsForm) -> str:
    with house().database.reading() as session:
        material, reader = account(session, here)
        case = next((each for each in cases_by(material, here.person_id) if each.challenge.seq == seq), None)
        if case is None:
            raise NotThere
        told = _entries_of(session, case)
        names = names_of(session, (step.by for step in case.challenge.steps))
    challenge, now = case.challenge, house().clock()
    card = _what_it_is_about(here, challenge, told, reader)
    telling = Telling(lambda person: names.get(person or "", ""), told, voice())
    return page(
        "records/state.html",
        here,
        card=card,
        challenge=challenge,
        case=show_case(case, reader, voice(), now),
        steps=steps_of(challenge, raised_by(told.get(seq), reader, voice()), telling, now),
        waits_for=_asked(challenge, told),
        form=form,
        kept=kept_in_record(here, seq),
        **_words(challenge, card, told, reader),
    )


def _what_it_is_about(here: OpenRecord, challenge: Challenge, told: dict[int, Recorded], reader: Reader) -> Shown:
    """The entry; of one that is kept from them by now, only that it is: their own challenge stays theirs to read."""
    place = challenge.entry_seq if challenge.entry_seq is not None else challenge.seq
    try:
        return one(here, place)
    except NotThere:
        said = told.get(challenge.seq)
        if said is None or place not in _kept_from(here.person_id):
            raise
        shown = show(Card(Version(said, said.segments), said), reader, voice(), house().clock())
        heading = gettext("There is something here that we can’t show you for now.")
        return replace(shown, heading=heading, sentence="", facts=(), lines=(), may_challenge=False)


def _kept_from(person_id: str) -> frozenset[int]:
    with house().database.reading() as session:
        return barred_to(session, person_id)


def _words(challenge: Challenge, card: Shown, told: dict[int, Recorded], reader: Reader) -> dict[str, Any]:
    """What the page says of it in words: kind, part, days, and where it can be taken from here."""
    now, settings = house().clock(), house().settings
    raised = told.get(challenge.seq)
    return {
        "kind": kinds(gettext)[challenge.kind.value],
        "parts": _parts_said(raised, told.get(challenge.entry_seq if challenge.entry_seq is not None else -1), reader),
        "due": voice().due(challenge.due) if challenge.due else "",
        "law_due": voice().due(challenge.law_by),
        "is_late": challenge.is_late(now),
        "is_choice": card.kind == "consent.given",
        "is_new": local_day(challenge.raised_at) == local_day(now),
        "is_final": challenge.outcome in NOT_UPHELD and not challenge.is_open,
        "review_due": voice().due(review_by(now, (), challenge.nation)),
        "ways_on": [each.value for each in next_steps(challenge, now)],
        "reach": [each for each in (settings.controller_phone, settings.controller_address) if each],
    }


def _entries_of(session: Session, case: Case) -> dict[int, Recorded]:
    """What it is of, and the entries of its steps, by place: what was asked, why it takes longer, what they wrote."""
    seqs = {case.challenge.seq, case.challenge.entry_seq, *(step.seq for step in case.challenge.steps)}
    return {entry.seq: entry for entry in entries(session, (each for each in seqs if each is not None), erased=True)}


def _parts_said(raised: Recorded | None, entry: Recorded | None, reader: Reader) -> list[str]:
    """What the parts say that they said it is about, of those that are theirs to see."""
    if raised is None or entry is None or raised.has_erased_parts:
        return []
    picked = set(raised.content.get("parts", ()))
    theirs = [part for part in entry.segments if reader.viewer in part.subjects and not part.erased]
    return [str(part.content["words"]) for part in theirs if part.ordinal in picked and "words" in part.content]


def _asked(challenge: Challenge, told: dict[int, Recorded]) -> str:
    """What we wait for from them, in the words of whoever asked; empty when nothing."""
    asked = challenge.last(Step.PAUSED)
    if challenge.state is not State.PAUSED or asked is None or asked.seq not in told:
        return ""
    entry = told[asked.seq]
    return "" if entry.has_erased_parts else str(entry.content.get("words", ""))


@records.post("/<lang>/records/open/<key>/challenges/<int:seq>/answer")
def write_back(key: str, seq: int) -> AnyResponse | tuple[str, int]:
    """What they say to what they were asked. "I don't know" is an answer. The clock runs again."""
    here, form = form_of_open_record(key), WordsForm(request.form)
    _require_mine(here, seq)
    if form.is_empty and not is_staying():
        form.words.errors = [gettext("Write some words first. You can say that you don’t know.")]
        return _state_page(here, seq, form), 422
    if not form.validate():
        return _state_page(here, seq, form), 422
    with house().database.writing() as session:
        store.resume(session, seq, here.person_id, form.words.data or "", now=house().clock(), rng=house().rng)
    return pages.go("records.state", key=key, seq=seq)


def _require_mine(here: OpenRecord, seq: int) -> None:
    """:raise NotThere: for another's challenge, just as for none."""
    with house().database.reading() as session:
        if store.challenge_at(session, seq).person_id != here.person_id:
            raise NotThere


@records.post("/<lang>/records/open/<key>/challenges/<int:seq>/further")
def take_further(key: str, seq: int) -> AnyResponse | tuple[str, int]:
    """Ask for someone else to look, or say that the ICO was asked; with words, if they want."""
    here, form = form_of_open_record(key), WordsForm(request.form)
    _require_mine(here, seq)
    try:
        to = To(request.form.get("to", ""))
    except ValueError:
        raise AlreadyDone from None
    if not form.validate():
        return _state_page(here, seq, form), 422
    words, how = form.words.data or "", _at_once()
    with house().database.writing() as session:
        store.escalate(session, here.person_id, seq, to, words if words.strip() else "", **how)
    return pages.go("records.state", key=key, seq=seq)


@records.post("/<lang>/records/open/<key>/challenges/<int:seq>/withdraw")
def withdraw(key: str, seq: int) -> AnyResponse:
    """Take a challenge back. Their words stay, because words are theirs."""
    here = form_of_open_record(key)
    with house().database.writing() as session:
        store.withdraw_challenge(session, here.person_id, seq, now=house().clock(), rng=house().rng)
    return pages.go("records.state", key=key, seq=seq)


def _at_once() -> dict[str, Any]:
    return {"now": house().clock(), "rng": house().rng}
