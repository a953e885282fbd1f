"""The staff side of passing on: agreeing or refusing, taking back, and when the person is told; the queue in front."""

from werkzeug.wrappers import Response as AnyResponse

from survey import due
from survey.days import local_day
from survey.desk_pages import go, me, only_for, render
from survey.errors import NotAllowed
from survey.house import House, house
from survey.i18n import gettext as _
from survey.people.looks.store import see
from survey.people.role import Role
from survey.sharing import store
from survey.sharing.forms import AUTHORITIES, GROUNDS, AnswerForm, PutOffForm
from survey.sharing.proposing import desk as proposing
from survey.sharing.putting_right import desk as putting_right
from survey.sharing.requests import store as requests
from survey.sharing.requests.desk import sharing_desk
from survey.sharing.requests.telling import desk as telling_of_requests
from survey.sharing.seen.store import share_of, shares_of
from survey.sharing.share import Authority, NoReview, Stage, Telling, TellingUnreasoned, Told, looks_again
from survey.sharing.standing.store import is_proposer, share_here

__all__ = ["proposing", "putting_right", "sharing_desk", "telling_of_requests"]

WHO = (Role.PRACTITIONER, Role.MANAGER, Role.DATA_LEAD)
DECIDE = (Role.MANAGER, Role.DATA_LEAD)


@sharing_desk.get("/")
@only_for(*WHO)
def shares() -> str:
    """Whom somebody has to decide about now, first; then what waits for a Yes, what was passed on and what was not."""
    found = see(house(), me(), shares_of(me().roles))
    today = local_day(house().clock())
    rows = [(row, found.names.get(row.person_id) if row.told_seq is not None else None) for row in found.shares]
    waiting = [(row, name) for row, name in rows if looks_again(row, today)]
    waiting.sort(key=lambda each: each[0].tell_on)
    rest = [each for each in rows if each not in waiting]
    keeps = not me().roles.isdisjoint(DECIDE)
    shown = {"names": found.names, "today": today, "keeps": keeps, "waiting": waiting}
    return render("sharing/desk/shares.html", rows=rest, **shown)


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
        and row.stopped_seq is None
    )
    shown = {
        "row": row,
        "words": found.words,
        "facts_of": found.facts,
        "names": found.names,
        "authorities": dict(AUTHORITIES),
    }
    went = {"with_words": found.beside, "others": found.others, "released": found.released}
    mays = {"may_answer": may_answer, "may_tell": decides and row.told_seq is None}
    may_put_off = decides and row.proposed_by != member.person_id
    is_late = looks_again(row, local_day(house().clock()))
    shown |= {"may_put_off": may_put_off, "is_late": is_late, "grounds": dict(GROUNDS)}
    return render("sharing/desk/one.html", form=form, later=later, **mays, **shown, **went)


@sharing_desk.post("/<int:seq>/yes")
@only_for(*DECIDE)
def agree(seq: int) -> str:
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
    if not form.validate_on_submit():
        return _one_page(seq, AnswerForm(formdata=None), form), 422
    try:
        told = Told.of(Telling.NOT_YET, form.on.data, form.why_not.data or "", local_day(here.clock()))
    except (NoReview, TellingUnreasoned) as error:
        form["on" if isinstance(error, NoReview) else "why_not"].errors = [_(str(error))]
        return _one_page(seq, AnswerForm(formdata=None), form), 422
    with here.database.writing() as session:
        store.put_off(session, seq, told, by=member.person_id, now=here.clock(), rng=here.rng)
    return go("sharing_desk.one", seq=seq)


@sharing_desk.post("/<int:seq>/stop")
@only_for(*WHO)
def stop(seq: int) -> AnyResponse:
    """Take it back, by whoever proposed it or decides: it does not go, or its link opens nothing more."""
    here = house()
    see(here, me(), share_of(seq))
    with here.database.writing() as session:
        store.stop(session, seq, by=me().person_id, now=here.clock(), rng=here.rng)
    return go("sharing_desk.one", seq=seq)


def _tell_due(house: House) -> int:
    told = 0
    for step in (store.tell_due, requests.tell_due):
        with house.database.writing() as session:
            told += step(session, now=house.clock(), rng=house.rng)
    return told


due.register("people to tell", _tell_due)
