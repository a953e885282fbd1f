"""A service manager writes down what their service gave, period by period."""

from flask import Blueprint
from werkzeug.wrappers import Response as AnyResponse

from outcomes.activity import store
from outcomes.activity.forms import GivenForm
from outcomes.activity.given import Given, GivenWrong, Measure
from survey.desk_pages import go, me, only_for, render
from survey.house import house
from survey.i18n import gettext as _
from survey.i18n import written
from survey.people.role import Role

activity_desk = Blueprint("activity_desk", __name__, url_prefix="/activity")


@activity_desk.get("/")
@only_for(Role.MANAGER)
def given() -> str:
    """What this service gave so far, and a form for the next period."""
    return _page(GivenForm())


@activity_desk.post("/")
@only_for(Role.MANAGER)
def give() -> AnyResponse | tuple[str, int]:
    """Write down a period, or correct one."""
    here, form = house(), GivenForm()
    if form.validate_on_submit():
        try:
            with here.database.writing() as session:
                entry = form.given(me().organisation_id or "")
                store.record_activity(session, entry, by=me().person_id, now=here.clock(), rng=here.rng)
        except GivenWrong as error:
            form.opens_on.errors = [_(str(error))]
    return (_page(form), 422) if form.errors else go("activity_desk.given")


def _page(form: GivenForm) -> str:
    with house().database.reading() as session:
        rows = [_row(each) for each in store.periods(session, me().organisation_id or "")]
    return render("activity/given.html", rows=rows, form=form)


def _row(each: Given) -> list[str]:
    days = _("%(first)s to %(last)s", first=written(each.opens_on, "yMMMd"), last=written(each.closes_on, "yMMMd"))
    return [
        days,
        *(f"{each.amounts[measure]:,}" if measure in each.amounts else _("not recorded") for measure in Measure),
    ]
