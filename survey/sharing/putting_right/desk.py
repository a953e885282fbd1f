"""The staff side of putting right: who still has what was wrong, and what to do so that they have it no longer."""

from functools import partial

from werkzeug.wrappers import Response as AnyResponse

from survey.days import local_day
from survey.desk_pages import go, me, only_for, render
from survey.house import house
from survey.i18n import gettext as _
from survey.people.looks.store import see
from survey.people.role import Role
from survey.records.clock import working_days_after
from survey.records.views import voice
from survey.sharing.putting_right import store
from survey.sharing.putting_right.forms import CannotForm
from survey.sharing.putting_right.next_step import Step, in_front, step_for
from survey.sharing.putting_right.notice import Unexplained
from survey.sharing.putting_right.seen.store import ToTell, one_to_tell, to_tell
from survey.sharing.requests.desk import sharing_desk
from survey.sharing.store import LINK_DAYS

WHO = (Role.PRACTITIONER, Role.MANAGER, Role.DATA_LEAD)
DECIDE = (Role.MANAGER, Role.DATA_LEAD)


@sharing_desk.get("/put-right")
@only_for(*WHO)
def put_right() -> str:
    """Everyone who has to be told something: late first, then what waits for a person."""
    found = [(each, _step(each)) for each in see(house(), me(), to_tell())]
    rows = sorted(found, key=lambda row: in_front(row[1]))
    return render("sharing/desk/put_right.html", rows=rows, due=voice().due)


def _step(each: ToTell) -> Step:
    settings = house().settings
    writes = settings.mail != "none" and bool(each.facts.get("address"))
    after = partial(working_days_after, nation=settings.nation)
    today = local_day(house().clock())
    return step_for(each.recipient, each.letter, writes=writes, today=today, after=after)


@sharing_desk.get("/put-right/<int:seq>")
@only_for(*WHO)
def put_right_one(seq: int) -> str:
    """One of them: what changed, how far they were told, and what can be done now."""
    return _one_page(seq, CannotForm())


def _one_page(seq: int, form: CannotForm) -> str:
    each = see(house(), me(), one_to_tell(seq))
    decides = not me().roles.isdisjoint(DECIDE)
    can_write = house().settings.mail != "none" and bool(each.facts.get("address"))
    shown = {"each": each, "step": _step(each), "due": voice().due, "day": voice().day}
    return render("sharing/desk/put_right_one.html", form=form, decides=decides, can_write=can_write, **shown)


@sharing_desk.post("/put-right/<int:seq>/link")
@only_for(*WHO)
def put_right_link(seq: int) -> str:
    """A link to hand over, shown once. From here on they are told."""
    here = house()
    facts = see(here, me(), one_to_tell(seq)).facts
    with here.database.writing() as session:
        token = store.hand_over(session, seq, by=me().person_id, now=here.clock(), rng=here.rng)
    link = f"{here.settings.base_url.rstrip('/')}/{here.settings.languages[0]}/sharing/got/{token}"
    return render("sharing/desk/put_right_link.html", link=link, to=facts["recipient"], days=LINK_DAYS, seq=seq)


@sharing_desk.post("/put-right/<int:seq>/ask")
@only_for(*WHO)
def put_right_ask(seq: int) -> AnyResponse:
    """Write to them now, and not on the day of the plan."""
    here = house()
    see(here, me(), one_to_tell(seq))
    with here.database.writing() as session:
        store.ask_now(session, seq, now=here.clock())
    return go("sharing_desk.put_right_one", seq=seq)


@sharing_desk.post("/put-right/<int:seq>/cannot")
@only_for(*DECIDE)
def put_right_cannot(seq: int) -> AnyResponse | tuple[str, int]:
    """Record that they cannot be told, and why. The person reads it."""
    form, here = CannotForm(), house()
    see(here, me(), one_to_tell(seq))
    if not form.validate_on_submit():
        return _one_page(seq, form), 422
    try:
        with here.database.writing() as session:
            by = me().person_id
            store.cannot(session, seq, form.why.data or "", by=by, now=here.clock(), rng=here.rng)
    except Unexplained as error:
        form.why.errors = [_(str(error))]
        return _one_page(seq, form), 422
    return go("sharing_desk.put_right")
