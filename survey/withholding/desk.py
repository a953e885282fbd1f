"""The staff side of keeping something back: proposing it on a note, signing, looking again, and ending."""

from typing import Any

from flask import Blueprint
from werkzeug.wrappers import Response as AnyResponse

from survey.days import local_day
from survey.desk_pages import go, me, only_for, render
from survey.errors import NotThere
from survey.house import house
from survey.i18n import gettext as _
from survey.i18n import lazy_gettext as _l
from survey.pages import language
from survey.people.looks.store import see
from survey.people.role import Role
from survey.people.seals import store as seals
from survey.people.seals.seal import SealedAlready
from survey.records.account.shown import show
from survey.records.forms import one_of
from survey.records.notes.forms import DAYS, FIELD_OF, LAWS, MODES, laws, seal_from
from survey.records.notes.note import from_whom
from survey.records.views import voice
from survey.withholding import store
from survey.withholding.forms import EndForm, KeepForm, RenewForm, SignForm
from survey.withholding.queue import Waits, may_close_a_round
from survey.withholding.seen.store import Keepable, keepable, queue_of, seal_of
from survey.withholding.store import NotYetLookedAt
from survey.withholding.views import checked_on

withholding_desk = Blueprint("withholding_desk", __name__, url_prefix="/withholding")

DECIDE = (Role.MANAGER, Role.DATA_LEAD)
WHO = (Role.PRACTITIONER, *DECIDE)
WHY_IT_WAITS = {
    Waits.LAPSED: _l("Its day has come: keep it back anew, or end it. Until then it stays kept back."),
    Waits.UNSIGNED: _l("Nobody has signed it for more than 5 working days."),
    Waits.ASKED: _l("They asked for a fresh look."),
    Waits.TO_SIGN: _l("It needs a second signature."),
}


@withholding_desk.record_once
def everywhere(state: Any) -> None:
    """A file that staff make for someone says what every page says."""
    state.app.jinja_env.globals["checked_on"] = checked_on


# What is kept back


@withholding_desk.get("/", endpoint="list")
@only_for(*DECIDE)
def list_seals() -> str:
    """All that is kept back here, what waits for someone in front; and the round that everyone sees the day of."""
    return _list()


def _list(problem: str = "") -> str:
    here = house()
    found = see(here, me(), queue_of(here.settings.nation))
    rows = [(each, WHY_IT_WAITS.get(each.why) if each.why else None) for each in found.waiting]
    may_close = may_close_a_round(found.waiting)
    known = {"names": found.names, "laws": LAWS, "problem": problem, "checked": checked_on(), "form": SignForm()}
    return render("withholding/desk/list.html", rows=rows, may_close=may_close, **known)


@withholding_desk.post("/round")
@only_for(*DECIDE)
def close_round() -> AnyResponse | tuple[str, int]:
    """All of it was looked at: the day of it is on every page of every record."""
    here, member = house(), me()
    if not SignForm().validate_on_submit() or member.organisation_id is None:
        return _list(), 422
    try:
        with here.database.writing() as session:
            by: Any = {"by": member.person_id, "nation": here.settings.nation, "now": here.clock(), "rng": here.rng}
            store.close_round(session, member.organisation_id, **by)
    except NotYetLookedAt as error:
        return _list(_(str(error))), 409
    return go("withholding_desk.list")


# Proposing


@withholding_desk.get("/of/<person_id>")
@only_for(Role.PRACTITIONER)
def of(person_id: str) -> str:
    """The notes of one young person, what of them is kept from whom, and where more can be."""
    found = see(house(), me(), keepable(person_id))
    now = house().clock()
    rows = [(card, show(card, found.reader, voice(), now), _on(found, card.first.seq)) for card in found.cards]
    return render("withholding/desk/of.html", person=found.person, rows=rows, modes=dict(MODES), names=_names(found))


def _on(found: Keepable, seq: int) -> list[Any]:
    return [each for each in found.seals if each.entry_seq == seq]


def _names(found: Keepable) -> dict[str, str]:
    return {each.id: each.name for each in (*found.family, found.person)}


@withholding_desk.get("/of/<person_id>/<int:seq>")
@only_for(Role.PRACTITIONER)
def new(person_id: str, seq: int) -> str:
    """Keep one note from someone: all that has to be said first, and what it does and cannot do."""
    return _new_page(person_id, seq, KeepForm())


def _new_page(person_id: str, seq: int, form: KeepForm) -> str:
    here = house()
    found = see(here, me(), keepable(person_id, seq))
    card = show(found.cards[0], found.reader, voice(), here.clock())
    whom = _whom(found)
    choices = {"laws": laws(scotland=_in_scotland()), "modes": MODES, "days": DAYS, "whom": whom}
    return render("withholding/desk/new.html", person=found.person, card=card, form=form, **choices)


def _whom(found: Keepable) -> list[tuple[str, str]]:
    person = (found.person.id, found.person.name)
    offered = from_whom(person, [(each.id, each.name) for each in found.family])
    return [(value, names) for value, names in offered if "," not in value]


def _in_scotland() -> bool:
    return house().settings.nation == "scotland"


@withholding_desk.post("/of/<person_id>/<int:seq>")
@only_for(Role.PRACTITIONER)
def keep(person_id: str, seq: int) -> AnyResponse | tuple[str, int]:
    """It is kept back from now; someone else has to sign."""
    here, form, now = house(), KeepForm(), house().clock()
    found = see(here, me(), keepable(person_id, seq))
    form.viewer.validators = [one_of(value for value, _names in _whom(found))]
    if not form.validate_on_submit():
        return _new_page(person_id, seq, form), 422
    try:
        seal = seal_from(form, person_id, str(form.viewer.data), scotland=_in_scotland())
        with here.database.writing() as session:
            by: Any = {"by": me().person_id, "today": local_day(now), "now": now, "rng": here.rng}
            made = store.propose(session, seal, seq, **by)
    except tuple(FIELD_OF) as error:
        form[FIELD_OF[type(error)]].errors = [_(str(error))]
        return _new_page(person_id, seq, form), 422
    except SealedAlready as error:
        form.viewer.errors = [_(str(error))]
        return _new_page(person_id, seq, form), 409
    return go("withholding_desk.one", seq=made)


# One seal


@withholding_desk.get("/<int:seq>")
@only_for(*WHO)
def one(seq: int) -> str:
    """One seal: what it covers, why, who signed, when it is looked at again, and what can be done now."""
    return _one_page(seq, SignForm(), RenewForm(), EndForm())


def _one_page(seq: int, sign: SignForm, renew: RenewForm, end: EndForm) -> str:
    here, member = house(), me()
    found = see(here, member, seal_of(seq))
    seal, today = found.seal, local_day(here.clock())
    decides = not member.roles.isdisjoint(DECIDE) and seal.stands
    first = seal.renewal_by or seal.first_by
    may = {"may_sign": decides and seal.waits_for_second and member.person_id != first, "decides": decides}
    forms = {"sign": sign, "renew": renew, "end": end, "days": DAYS}
    is_late = seal.is_lapsed(today)
    known = {"laws": LAWS, "modes": dict(MODES), "is_late": is_late, "language": language().code}
    return render("withholding/desk/one.html", found=found, seal=seal, **may, **forms, **known)


@withholding_desk.post("/<int:seq>/sign")
@only_for(*DECIDE)
def sign(seq: int) -> AnyResponse | tuple[str, int]:
    """The second signature: of the seal, or of keeping it back for longer."""
    form, here, member = SignForm(), house(), _decider(seq)
    if not form.validate_on_submit():
        return _one_page(seq, form, RenewForm(formdata=None), EndForm(formdata=None)), 422
    with here.database.writing() as session:
        words = form.words.data or ""
        seals.sign(session, seq, by=member.person_id, words=words, now=here.clock(), rng=here.rng)
    return go("withholding_desk.one", seq=seq)


def _decider(seq: int) -> Any:
    """The member of staff, if this seal is their organisation's. :raise NotThere:"""
    member = me()
    with house().database.reading() as session:
        store.seal_here(session, seq, member.organisation_id)
    if member.organisation_id is None:
        raise NotThere
    return member


@withholding_desk.post("/<int:seq>/renew")
@only_for(*DECIDE)
def renew(seq: int) -> AnyResponse | tuple[str, int]:
    """Keep it back for longer: the test anew, and someone else signs."""
    form, here, member = RenewForm(), house(), _decider(seq)
    if not form.validate_on_submit():
        return _one_page(seq, SignForm(formdata=None), form, EndForm(formdata=None)), 422
    now = here.clock()
    with here.database.writing() as session:
        by: Any = {"by": member.person_id, "today": local_day(now), "now": now, "rng": here.rng}
        seals.renew(session, seq, days=int(form.days.data or 0), words=form.words.data or "", **by)
    return go("withholding_desk.one", seq=seq)


@withholding_desk.post("/<int:seq>/end")
@only_for(*DECIDE)
def end(seq: int) -> AnyResponse | tuple[str, int]:
    """End it: whom it was kept from is told, and sees what is theirs."""
    form, here, member = EndForm(), house(), _decider(seq)
    if not form.validate_on_submit():
        return _one_page(seq, SignForm(formdata=None), RenewForm(formdata=None), form), 422
    with here.database.writing() as session:
        by: Any = {"by": member.person_id, "now": here.clock(), "rng": here.rng}
        store.end(session, seq, member.organisation_id, form.words.data or "", **by)
    return go("withholding_desk.one", seq=seq)
