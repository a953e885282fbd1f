"""The staff side of telling a person of a request: at once, or later when two say why; and what went out on it."""

from werkzeug.wrappers import Response as AnyResponse

from survey.days import local_day
from survey.desk_pages import go, me, only_for
from survey.house import house
from survey.i18n import gettext as _
from survey.people.looks.store import see
from survey.sharing.forms import PutOffForm
from survey.sharing.request import Changed, Delay, NothingDelayed
from survey.sharing.requests import store
from survey.sharing.requests.desk import WHO, one_page, sharing_desk
from survey.sharing.requests.forms import DecideForm, WentForm
from survey.sharing.seen.store import request_of
from survey.sharing.share import TellingUnreasoned


@sharing_desk.post("/requests/<int:seq>/tell")
@only_for(*WHO)
def tell_request(seq: int) -> AnyResponse:
    """Tell the person now: it is in their record from this moment."""
    here = house()
    see(here, me(), request_of(seq))
    with here.database.writing() as session:
        store.tell(session, seq, by=me().person_id, now=here.clock(), rng=here.rng)
    return go("sharing_desk.request", seq=seq)


@sharing_desk.post("/requests/<int:seq>/later")
@only_for(*WHO)
def delay(seq: int) -> AnyResponse | tuple[str, int]:
    """The first of two would tell them later, and says why. Until another agrees the day that was decided stands."""
    form, here = PutOffForm(), house()
    found = see(here, me(), request_of(seq))
    if not form.validate_on_submit():
        return one_page(seq, later=form), 422
    try:
        today = local_day(here.clock())
        wanted = Delay.of(form.on.data, form.why_not.data or "", stands=found.row.tell_on, today=today)
    except (NothingDelayed, TellingUnreasoned) as error:
        form["on" if isinstance(error, NothingDelayed) else "why_not"].errors = [_(str(error))]
        return one_page(seq, later=form), 422
    with here.database.writing() as session:
        store.ask_delay(session, seq, wanted, by=me().person_id, now=here.clock(), rng=here.rng)
    return go("sharing_desk.request", seq=seq)


@sharing_desk.post("/requests/<int:seq>/put-off")
@only_for(*WHO)
def put_off(seq: int) -> AnyResponse:
    """The second of two agrees: not told before that day, and then somebody has to look again."""
    form, here = DecideForm(), house()
    see(here, me(), request_of(seq))
    if not form.validate_on_submit() or form.read.data is None:
        raise Changed
    with here.database.writing() as session:
        store.put_off(session, seq, asked=form.read.data, by=me().person_id, now=here.clock(), rng=here.rng)
    return go("sharing_desk.request", seq=seq)


@sharing_desk.post("/requests/<int:seq>/went")
@only_for(*WHO)
def went(seq: int) -> AnyResponse | tuple[str, int]:
    """Which share went out on it: there stands what exactly, to whom and why."""
    form, here = WentForm(), house()
    found = see(here, me(), request_of(seq))
    if not form.validate_on_submit() or form.share.data not in {each.seq for each in found.other_shares}:
        form.share.errors = [_("Pick one from the list.")]
        return one_page(seq, went=form), 422
    with here.database.writing() as session:
        store.answered_by(session, seq, form.share.data, by=me().person_id, now=here.clock(), rng=here.rng)
    return go("sharing_desk.request", seq=seq)
