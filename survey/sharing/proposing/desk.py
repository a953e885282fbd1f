"""Proposing to pass something on, in steps, or writing down that it was decided not to: nothing typed is ever lost."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

from flask import request
from werkzeug.wrappers import Response as AnyResponse

from survey.days import local_day
from survey.desk_pages import go, me, only_for, render
from survey.errors import DomainError
from survey.house import house
from survey.i18n import gettext as _
from survey.ledger.entry import Claim
from survey.pages import language
from survey.people.looks.store import see
from survey.people.role import Role
from survey.post.letter import NoAddress
from survey.records.account.account import Card
from survey.records.account.shown import show
from survey.records.account.telling import Told as InWords
from survey.records.notes.nudge import hear
from survey.records.views import voice
from survey.sharing import store
from survey.sharing.forms import AUTHORITIES, GROUNDS, TELLINGS, NotSharedForm, ShareForm
from survey.sharing.in_the_record import preview
from survey.sharing.proposing.steps import FIELDS, Step, after, before, carried, step_named, steps_for, until
from survey.sharing.requests.desk import sharing_desk
from survey.sharing.seen.store import Choice, choice_of
from survey.sharing.share import (
    Authority,
    Ground,
    NobodyNamed,
    NoRecipient,
    NoReview,
    NothingShared,
    NotShared,
    OthersToo,
    Share,
    Telling,
    TellingUnreasoned,
    Told,
    UnnamedAuthority,
    Unreasoned,
    require_what,
    require_why,
)

FIELD_OF: Mapping[type[DomainError], str] = {  # which field each refusal belongs to
    NothingShared: "parts",
    NobodyNamed: "organisation",
    NoRecipient: "recipient",
    NoAddress: "address",
    Unreasoned: "necessity",
    UnnamedAuthority: "authority_words",
    NoReview: "on",
    TellingUnreasoned: "why_not",
    OthersToo: "authority",
    store.OnHold: "parts",
    store.KeptFromThem: "told",
}
STEP_OF: Mapping[type[DomainError], Step] = {
    store.OnHold: Step.WHAT,
    OthersToo: Step.WHY,
    store.KeptFromThem: Step.TELLING,
}


@sharing_desk.get("/<person_id>/new")
@only_for(Role.PRACTITIONER)
def new(person_id: str) -> str:
    """The first step: what could be passed on of one young person, and to whom."""
    return _page(see(house(), me(), choice_of(person_id)), ShareForm(), Step.WHAT)


@sharing_desk.post("/<person_id>/new")
@only_for(Role.PRACTITIONER)
def propose(person_id: str) -> AnyResponse | str | tuple[str, int]:
    """The next step, or the one before; after the last look it is proposed. Nothing goes before someone says Yes."""
    form, found = ShareForm(), see(house(), me(), choice_of(person_id))  # only someone they work with
    at, lets = step_named(form.step.data or ""), form.authority.data or ""
    if request.form.get("act") == "back" and form.csrf_token.validate(form):
        return _page(found, form, before(at, lets))
    wrong = _first_wrong(form, at) or _not_to_go(form, at, found)
    if wrong:
        return _page(found, form, wrong), 422
    if at is not Step.CHECK:
        return _page(found, form, after(at, lets))
    here = house()
    with here.database.writing() as session:
        seq = store.propose(session, person_id, _share_from(form), by=me().person_id, now=here.clock(), rng=here.rng)
    return go("sharing_desk.one", seq=seq)


# What is not right yet


def _first_wrong(form: ShareForm, at: Step) -> Step | None:
    """The first step up to this one that is not right, with the sentence beside its field; None when all are."""
    form.validate()
    if form.csrf_token.errors:
        return Step.WHAT
    for name in {name for names in FIELDS.values() for name in names} - _asked_by(form, at):
        form[name].errors = []  # what was not asked yet is not wrong yet
    for step in until(at, form.authority.data or ""):
        if any(form[name].errors for name in FIELDS[step]):
            return step
        try:
            CHECKS[step](form)
        except tuple(FIELD_OF) as error:
            form[FIELD_OF[type(error)]].errors = [_(str(error))]
            return step
    return None


def _asked_by(form: ShareForm, at: Step) -> set[str]:
    return {name for step in until(at, form.authority.data or "") for name in FIELDS[step]}


def _not_to_go(form: ShareForm, at: Step, found: Choice) -> Step | None:
    """Once it is known by what authority: what is on hold does not go, nor what only one of two could agree to."""
    if at is Step.WHAT:
        return None
    here = house()
    try:
        with here.database.reading() as session:
            places, authority = form.places, Authority(str(form.authority.data))
            store.require_may_go(session, found.person.id, places, authority, here.clock(), _when_told(form, at))
    except (store.OnHold, OthersToo, store.KeptFromThem) as error:
        if isinstance(error, store.KeptFromThem) and form.authority.data == Authority.CONSENT.value:
            form.authority.errors = [_(str(error))]  # whoever is asked for a Yes reads what goes
            return Step.WHY
        form[FIELD_OF[type(error)]].errors = [_(str(error))]
        return STEP_OF[type(error)]
    return None


def _when_told(form: ShareForm, at: Step) -> Telling:
    """When they are told; before that was asked, the one that shuts nothing out."""
    if form.authority.data == Authority.CONSENT.value:
        return Telling.BEFORE
    return Telling(str(form.told.data)) if at in (Step.TELLING, Step.CHECK) else Telling.NOT_YET


def _what(form: ShareForm) -> None:
    require_what(form.places, form.organisation.data or "", form.recipient.data or "", form.address.data or "")


def _why(form: ShareForm) -> None:
    authority = Authority(str(form.authority.data))
    require_why(form.necessity.data or "", authority, form.authority_words.data or "")


def _telling(form: ShareForm) -> None:
    _told_from(form, local_day(house().clock()))


CHECKS: Mapping[Step, Callable[[ShareForm], object]] = {
    Step.WHAT: _what,
    Step.WHY: _why,
    Step.TELLING: _telling,
    Step.CHECK: lambda form: _share_from(form),
}


def _told_from(form: ShareForm | NotSharedForm, today: date) -> Told:
    return Told.of(Telling(str(form.told.data)), form.on.data, form.why_not.data or "", today)


def _share_from(form: ShareForm) -> Share:
    authority, today = Authority(str(form.authority.data)), local_day(house().clock())
    return Share.of(
        form.places,
        organisation=form.organisation.data or "",
        recipient=form.recipient.data or "",
        address=form.address.data or "",
        necessity=form.necessity.data or "",
        authority=authority,
        authority_words=form.authority_words.data or "",
        told=Told(Telling.BEFORE, today) if authority is Authority.CONSENT else _told_from(form, today),
    )


# Its pages


def _page(found: Choice, form: ShareForm, step: Step) -> str:
    """One step. What the other steps asked for is carried along in the form."""
    steps = steps_for(form.authority.data or "")
    now, here = house().clock(), steps.index(step) + 1
    shown = [(card, show(card, found.reader, voice(), now)) for card in found.cards]
    rest = [(name, form[name]) for name in carried(step)]
    shared: dict[str, Any] = {"person": found.person, "form": form, "step": step.value, "rest": rest}
    choices = {"authorities": AUTHORITIES, "tellings": TELLINGS, "cards": shown, "at": here, "of": len(steps)}
    last = _last_look(found, form) if step is Step.CHECK else {}
    return render("sharing/desk/new.html", **shared, **choices, **last)


def _last_look(found: Choice, form: ShareForm) -> dict[str, Any]:
    """What the family will read, when, and what to think of before it is proposed."""
    share, picked = _share_from(form), _picked(found.cards, form.places)
    parts = [part for card in picked for part in card.now.parts if (card.now.entry.seq, part.ordinal) in form.places]
    others = sorted({found.reader.name(each) for part in parts for each in part.subjects} - {found.person.name, ""})
    words = [(Claim.OPINION, share.necessity), (Claim.OPINION, share.told.why_not)]
    return {
        "share": share,
        "parts": [str(part.content.get("words", "")) for part in parts],
        "beside": [each for card in picked for each in show(card, found.reader, voice(), house().clock()).statements],
        "reads": _as_they_read(share, found.person.id),
        "authority": dict(AUTHORITIES)[share.authority.value],
        "others": ", ".join(others),
        "contested": any(card.held for card in picked),
        "heard": [each.phrase for each in hear(words, language().code)],
    }


def _picked(cards: Iterable[Card], places: Iterable[tuple[int, int]]) -> list[Card]:
    seqs = {seq for seq, _ordinal in places}
    return [card for card in cards if card.now.entry.seq in seqs]


def _as_they_read(share: Share, person_id: str) -> InWords:
    return preview(share, me().person_id, me().name, person_id, house().clock(), voice())


# Deciding not to


@sharing_desk.get("/<person_id>/not")
@only_for(Role.PRACTITIONER)
def not_sharing(person_id: str) -> str:
    """A decision not to pass something on."""
    return _not_page(person_id, NotSharedForm())


def _not_page(person_id: str, form: NotSharedForm) -> str:
    person = see(house(), me(), choice_of(person_id)).person
    return render("sharing/desk/not.html", person=person, form=form, tellings=TELLINGS, grounds=GROUNDS)


@sharing_desk.post("/<person_id>/not")
@only_for(Role.PRACTITIONER)
def decide_not(person_id: str) -> AnyResponse | tuple[str, int]:
    """Record it as fully as passing it on would be."""
    form, here = NotSharedForm(), house()
    see(here, me(), choice_of(person_id))
    if not form.validate_on_submit():
        return _not_page(person_id, form), 422
    try:
        said = form.organisation.data or "", form.asked_what.data or "", form.because.data or ""
        decided, told = NotShared.of(*said, Ground(str(form.ground.data))), _told_from(form, local_day(here.clock()))
    except tuple(FIELD_OF) as error:
        field = "because" if isinstance(error, Unreasoned) else FIELD_OF[type(error)]
        form[field].errors = [_(str(error))]
        return _not_page(person_id, form), 422
    with here.database.writing() as session:
        by = me().person_id
        seq = store.decide_not_to(session, person_id, decided, told, by=by, now=here.clock(), rng=here.rng)
    return go("sharing_desk.one", seq=seq)
