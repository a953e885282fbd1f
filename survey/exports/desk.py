"""The staff side: a data lead makes the file for someone who asked on paper. It is a look, told to that person."""

from flask import Blueprint, Response

from survey.desk_pages import me, only_for, render
from survey.exports import store
from survey.exports.forms import OnPaperForm
from survey.exports.seen.store import record_on_paper
from survey.exports.views import as_file
from survey.house import house
from survey.i18n import gettext as _
from survey.people.looks.look import Channel
from survey.people.looks.store import see
from survey.people.role import Role

exports_desk = Blueprint("exports_desk", __name__, url_prefix="/exports")


@exports_desk.get("/")
@only_for(Role.DATA_LEAD)
def on_paper() -> str:
    """Who asked, and how it is known that it was they."""
    return render("exports/desk/on_paper.html", form=OnPaperForm())


@exports_desk.post("/")
@only_for(Role.DATA_LEAD)
def make() -> Response | tuple[str, int]:
    """Record the look, with its reason, and only then make the file."""
    form, here = OnPaperForm(), house()
    if not form.validate():
        return render("exports/desk/on_paper.html", form=form), 422
    with here.database.reading() as session:
        found = store.person_named(session, me().organisation_id, form.name.data or "", form.born.data or "")
    if found is None:
        form.name.errors = [_("There is not one person here with that name and month of birth.")]
        return render("exports/desk/on_paper.html", form=form), 422
    held = see(here, me(), record_on_paper(found, form.why.data or ""), channel=Channel.EXPORT)
    return as_file(held, render, made_by=me().name)
