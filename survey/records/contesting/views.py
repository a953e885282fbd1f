"""Saying that an entry is not right, from its card; one's own words beside it; and where each challenge stands."""

from flask import request
from werkzeug.wrappers import Response as AnyResponse

from survey import pages
from survey.errors import NotThere
from survey.house import house
from survey.i18n import gettext
from survey.records import store
from survey.records.account.account import cases_by
from survey.records.account.shown import Shown, show_case
from survey.records.account.tellings import kinds  # and every telling registers itself
from survey.records.challenge import Kind
from survey.records.clock import decide_by, local_day
from survey.records.contesting.forms import ChallengeForm, SideForm
from survey.records.looks.views import records
from survey.records.opening.store import OpenRecord
from survey.records.opening.views import form_of_open_record, in_open_record
from survey.records.receipts.views import kept_in_record
from survey.records.views import account, one, page, voice
from survey.request_log import unlogged

__all__ = ["records"]

# Saying that it is not right


@records.get("/<lang>/records/open/<key>/<int:seq>/challenge")
@unlogged
def challenge(key: str, seq: int) -> str:
    """The entry again, nine plain kinds, and room for their own words."""
    here = in_open_record(key)
    return _challenge_page(here, one(here, seq), ChallengeForm(kind=request.args.get("kind", "")))


def _challenge_page(here: OpenRecord, card: Shown, form: ChallengeForm) -> str:
    due = voice().due(decide_by(house().clock()))
    return page("records/challenge.html", here, card=card, form=form, due=due, kinds=kinds(gettext))


@records.post("/<lang>/records/open/<key>/<int:seq>/challenge")
def raise_challenge(key: str, seq: int) -> AnyResponse | tuple[str, int]:
    """Hold the entry back from now, their words beside it."""
    here = form_of_open_record(key)
    card, form = one(here, seq), ChallengeForm(request.form)
    if not form.validate():
        return _challenge_page(here, card, form), 422
    return _raise(here, card.seq, Kind(form.kind.data or ""), form.words.data or "")


@records.get("/<lang>/records/open/<key>/missing")
@unlogged
def missing(key: str) -> str:
    """Something is missing: there is no entry to point at."""
    here = in_open_record(key)
    return page("records/missing.html", here, form=SideForm(), due=voice().due(decide_by(house().clock())))


@records.post("/<lang>/records/open/<key>/missing")
def say_missing(key: str) -> AnyResponse | tuple[str, int]:
    """Tell us what is missing."""
    here, form = form_of_open_record(key), SideForm(request.form)
    if not form.validate():
        due = voice().due(decide_by(house().clock()))
        return page("records/missing.html", here, form=form, due=due), 422
    return _raise(here, None, Kind.MISSING, form.words.data or "")


def _raise(here: OpenRecord, seq: int | None, kind: Kind, words: str) -> AnyResponse:
    words = words if words.strip() else ""
    with house().database.writing() as session:
        now, rng = house().clock(), house().rng
        raised = store.raise_challenge(session, here.person_id, seq, kind, words, now=now, rng=rng)
    return pages.go("records.state", key=here.key, seq=raised)


@records.get("/<lang>/records/open/<key>/challenges/<int:seq>")
@unlogged
def state(key: str, seq: int) -> str:
    """Where a challenge is, who has it, by when, and what was decided."""
    here = in_open_record(key)
    with house().database.reading() as session:
        material, reader = account(session, here)
    case = next((each for each in cases_by(material, here.person_id) if each.challenge.seq == seq), None)
    if case is None:
        raise NotThere
    about_seq = case.challenge.entry_seq
    card = one(here, about_seq if about_seq is not None else seq)
    return page(
        "records/state.html",
        here,
        card=card,
        challenge=case.challenge,
        case=show_case(case, reader, voice(), house().clock()),
        kind=kinds(gettext)[case.challenge.kind.value],
        due=voice().due(case.challenge.decide_by),
        is_choice=card.kind == "consent.given",
        is_new=local_day(case.challenge.raised_at) == local_day(house().clock()),
        kept=kept_in_record(here, seq),
    )


@records.post("/<lang>/records/open/<key>/challenges/<int:seq>/withdraw")
def withdraw(key: str, seq: int) -> AnyResponse:
    """Take a challenge back. Their words stay, because words are theirs."""
    here = form_of_open_record(key)
    with house().database.writing() as session:
        store.withdraw_challenge(session, here.person_id, seq, now=house().clock(), rng=house().rng)
    return pages.go("records.state", key=key, seq=seq)


# Their side


@records.get("/<lang>/records/open/<key>/<int:seq>/side")
@unlogged
def side(key: str, seq: int) -> str:
    """Write their own words beside an entry, without challenging it."""
    here = in_open_record(key)
    return page("records/side.html", here, card=one(here, seq), form=SideForm())


@records.post("/<lang>/records/open/<key>/<int:seq>/side")
def add_side(key: str, seq: int) -> AnyResponse | tuple[str, int]:
    """Keep their words beside it, exactly."""
    here = form_of_open_record(key)
    card, form = one(here, seq), SideForm(request.form)
    if not form.validate():
        return page("records/side.html", here, card=card, form=form), 422
    with house().database.writing() as session:
        now, rng = house().clock(), house().rng
        store.add_statement(session, here.person_id, card.seq, form.words.data or "", now=now, rng=rng)
    return pages.go("records.mine", key=key, _anchor=f"entry-{card.seq}")
