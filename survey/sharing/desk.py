"""The staff side of passing on: proposing, agreeing or refusing, deciding not to, and when the person is told."""

from datetime import date

from werkzeug.wrappers import Response as AnyResponse

from survey import due
from survey.desk_pages import go, me, only_for, render
from survey.errors import NotAllowed
from survey.house import House, house
from survey.i18n import gettext as _
from survey.people.looks.store import see
from survey.people.role import Role
from survey.post.letter import NoAddress
from survey.records.account.shown import show
from survey.records.clock import local_day
from survey.records.views import voice
from survey.sharing import store
from survey.sharing.forms import (
    AUTHORITIES,
    TELLINGS,
    AnswerForm,
    NotSharedForm,
    PutOffForm,
    ShareForm,
)
from survey.sharing.models import ShareRow
from survey.sharing.requests import store as requests
from survey.sharing.requests.desk import sharing_desk
from survey.sharing.seen.store import choice_of, share_of, shares_of
from survey.sharing.share import (
    Authority,
    NobodyNamed,
    NoReview,
    NothingShared,
    NotShared,
    Share,
    Stage,
    Telling,
    TellingUnreasoned,
    Told,
    UnnamedAuthority,
    Unreasoned,
)
from survey.sharing.standing.store import is_proposer, share_here

WHO = (Role.PRACTITIONER, Role.MANAGER, Role.DATA_LEAD)
DECIDE = (Role.MANAGER, Role.DATA_LEAD)
FIELD_OF = {  # which field each refusal belongs to
    NothingShared: "parts",
    NobodyNamed: "organisation",
    Unreasoned: "necessity",
    UnnamedAuthority: "authority_words",
    NoReview: "on",
    NoAddress: "address",
    TellingUnreasoned: "why_not",
}
__all__ = ["sharing_desk"]


@sharing_desk.get("/")
@only_for(*WHO)
def shares() -> str:
    """What was passed on, what was not, what waits for someone to agree, and whom to tell."""
    found = see(house(), me(), shares_of(me().roles))
    today = local_day(house().clock())
    rows = [(row, found.names.get(row.person_id) if row.told_seq is not None else None) for row in found.shares]
    keeps = not me().roles.isdisjoint(DECIDE)
    shown = {"names": found.names, "today": today, "looks_again": _looks_again, "keeps": keeps}
    return render("sharing/desk/shares.html", rows=rows, **shown)


def _looks_again(row: ShareRow, today: date) -> bool:
    """Whether someone has to decide now if the person can be told."""
    return row.told_seq is None and row.waits and row.tell_on <= today


# Proposing


@sharing_desk.get("/<person_id>/new")
@only_for(Role.PRACTITIONER)
def new(person_id: str) -> str:
    """What could be passed on of one young person, and all that has to be said before it can be."""
    return _new_page(person_id, ShareForm())


def _new_page(person_id: str, form: ShareForm) -> str:
    found, now = see(house(), me(), choice_of(person_id)), house().clock()
    shown = [(card, show(card, found.reader, voice(), now)) for card in found.cards]
    choices = {"authorities": AUTHORITIES, "tellings": TELLINGS}
    return render("sharing/desk/new.html", person=found.person, cards=shown, form=form, **choices)


@sharing_desk.post("/<person_id>/new")
@only_for(Role.PRACTITIONER)
def propose(person_id: str) -> AnyResponse | tuple[str, int]:
    """Propose it: someone else, or the person themself, has to say Yes before anything goes."""
    form, here = ShareForm(), house()
    see(here, me(), choice_of(person_id))  # only someone they work with
    if not form.validate_on_submit():
        return _new_page(person_id, form), 422
    try:
        share = _share_from(form, local_day(here.clock()))
        with here.database.writing() as session:
            seq = store.propose(session, person_id, share, by=me().person_id, now=here.clock(), rng=here.rng)
    except tuple(FIELD_OF) as error:
        form[FIELD_OF[type(error)]].errors = [_(str(error))]
        return _new_page(person_id, form), 422
    except store.OnHold as error:
        form.parts.errors = [_(str(error))]
        return _new_page(person_id, form), 409
    return go("sharing_desk.one", seq=seq)


def _share_from(form: ShareForm, today: date) -> Share:
    authority = Authority(str(form.authority.data))
    telling = Telling.BEFORE if authority is Authority.CONSENT else Telling(str(form.told.data))
    return Share.of(
        form.places,
        organisation=form.organisation.data or "",
        recipient=form.recipient.data or "",
        address=form.address.data or "",
        necessity=form.necessity.data or "",
        authority=authority,
        authority_words=form.authority_words.data or "",
        told=Told.of(telling, form.on.data, form.why_not.data or "", today),
    )


@sharing_desk.get("/<person_id>/not")
@only_for(Role.PRACTITIONER)
def not_sharing(person_id: str) -> str:
    """A decision not to pass something on."""
    return _not_page(person_id, NotSharedForm())


def _not_page(person_id: str, form: NotSharedForm) -> str:
    person = see(house(), me(), choice_of(person_id)).person
    return render("sharing/desk/not.html", person=person, form=form, tellings=TELLINGS)


@sharing_desk.post("/<person_id>/not")
@only_for(Role.PRACTITIONER)
def decide_not(person_id: str) -> AnyResponse | tuple[str, int]:
    """Record it as fully as passing it on would be."""
    form, here = NotSharedForm(), house()
    see(here, me(), choice_of(person_id))
    if not form.validate_on_submit():
        return _not_page(person_id, form), 422
    today = local_day(here.clock())
    try:
        decided = NotShared.of(form.organisation.data or "", form.asked_what.data or "", form.because.data or "")
        told = Told.of(Telling(str(form.told.data)), form.on.data, form.why_not.data or "", today)
    except tuple(FIELD_OF) as error:
        field = "because" if isinstance(error, Unreasoned) else FIELD_OF[type(error)]
        form[field].errors = [_(str(error))]
        return _not_page(person_id, form), 422
    with here.database.writing() as session:
        by = me().person_id
        seq = store.decide_not_to(session, person_id, decided, told, by=by, now=here.clock(), rng=here.rng)
    return go("sharing_desk.one", seq=seq)


# Deciding


@sharing_desk.get("/<int:seq>")
@only_for(*WHO)
def one(seq: int) -> str:
    """One share: all that was said of it, where it stands, and what can be done now."""
    return _one_page(seq, AnswerForm(), PutOffForm())


def _one_page(seq: int, form: AnswerForm, later: PutOffForm) -> str:
    found, member = see(house(), me(), share_of(seq)), me()
    row = found.row
    decides = not member.roles.isdisjoint(DECIDE)
    may_answer = (
        decides
        and row.stage == Stage.PROPOSED.value
        and row.authority != Authority.CONSENT.value
        and row.proposed_by != member.person_id
    )
    shown = {
        "row": row,
        "words": found.words,
        "facts_of": found.facts,
        "names": found.names,
        "authorities": dict(AUTHORITIES),
    }
    forms = {"form": form, "later": later, "tellings": TELLINGS[1:]}
    may_tell = decides and row.told_seq is None
    return render("sharing/desk/one.html", may_answer=may_answer, may_tell=may_tell, **shown, **forms)


@sharing_desk.post("/<int:seq>/yes")
@only_for(*DECIDE)
def agree(seq: int) -> str | AnyResponse | tuple[str, int]:
    """The second person agrees. The link for whoever gets it is shown once, in the answer: only its hash is kept."""
    here, member = house(), me()
    with here.database.writing() as session:
        share_here(session, seq, member.organisation_id)
        token = store.answer(session, seq, by=member.person_id, agree=True, now=here.clock(), rng=here.rng)
    return _link_page(seq, token or "")


@sharing_desk.post("/<int:seq>/link")
@only_for(*WHO)
def link(seq: int) -> str:
    """Another link, for whoever proposed it or decides: after their own Yes, or when one was lost."""
    here = house()
    see(here, me(), share_of(seq))
    with here.database.writing() as session:
        token = store.new_link(session, seq, here.clock(), here.rng)
    return _link_page(seq, token)


def _link_page(seq: int, token: str) -> str:
    found = see(house(), me(), share_of(seq))
    shown = f"{house().settings.base_url.rstrip('/')}{_address(token)}"
    return render("sharing/desk/link.html", link=shown, sent=found.facts, days=store.LINK_DAYS, seq=seq)


def _address(token: str) -> str:
    return f"/{house().settings.languages[0]}/sharing/got/{token}"


@sharing_desk.post("/<int:seq>/no")
@only_for(*DECIDE)
def refuse(seq: int) -> AnyResponse | tuple[str, int]:
    """The second person refuses, and says why."""
    form, here = AnswerForm(), house()
    with here.database.reading() as session:
        share_here(session, seq, me().organisation_id)
    if not form.validate_on_submit():
        return _one_page(seq, form, PutOffForm(formdata=None)), 422
    with here.database.writing() as session:
        words, by = form.words.data or "", me().person_id
        store.answer(session, seq, by=by, agree=False, words=words, now=here.clock(), rng=here.rng)
    return go("sharing_desk.one", seq=seq)


# Telling


@sharing_desk.post("/<int:seq>/tell")
@only_for(*DECIDE)
def tell(seq: int) -> AnyResponse:
    """Tell the person now: it is in their record from this moment."""
    here = house()
    with here.database.writing() as session:
        share_here(session, seq, me().organisation_id)
        store.tell(session, seq, by=me().person_id, now=here.clock(), rng=here.rng)
    return go("sharing_desk.one", seq=seq)


@sharing_desk.post("/<int:seq>/later")
@only_for(*DECIDE)
def later(seq: int) -> AnyResponse | tuple[str, int]:
    """Still not told: why, and the next day within 90 days. Not by whoever proposed it."""
    form, here, member = PutOffForm(), house(), me()
    with here.database.reading() as session:
        if is_proposer(session, seq, member.organisation_id, member.person_id):
            raise NotAllowed(_("You proposed this. Someone else decides when they are told."))
    form.told.data = form.told.data or Telling.NOT_YET.value
    if not form.validate_on_submit():
        return _one_page(seq, AnswerForm(formdata=None), form), 422
    try:
        told = Told.of(Telling(str(form.told.data)), form.on.data, form.why_not.data or "", local_day(here.clock()))
    except (NoReview, TellingUnreasoned) as error:
        form[FIELD_OF[type(error)]].errors = [_(str(error))]
        return _one_page(seq, AnswerForm(formdata=None), form), 422
    with here.database.writing() as session:
        store.put_off(session, seq, told, by=member.person_id, now=here.clock(), rng=here.rng)
    return go("sharing_desk.one", seq=seq)


def _tell_due(house: House) -> int:
    told = 0
    for step in (store.tell_due, requests.tell_due):
        with house.database.writing() as session:
            told += step(session, now=house.clock(), rng=house.rng)
    return told


due.register("people to tell", _tell_due)
