"""Staff: the kiosks of an organisation, and handing a device over to answer together. Neither shows any answer."""

from flask import Blueprint, redirect, request
from werkzeug.wrappers import Response as AnyResponse

from survey import pages
from survey.accounts.desk import sign_out
from survey.days import local_day
from survey.desk_pages import go, me, only_for, render
from survey.errors import NotThere
from survey.house import house
from survey.kiosk import store
from survey.kiosk.forms import KioskForm
from survey.kiosk.together import store as together_store
from survey.people.caseload import line as caseload_line
from survey.people.caseload import store as caseload_store
from survey.people.looks.store import see
from survey.people.role import Role

kiosk_desk = Blueprint("kiosk_desk", __name__, url_prefix="/kiosks")


@kiosk_desk.get("/")
@only_for(Role.MANAGER)
def kiosks() -> str:
    """The shared screens that open here, and a new one."""
    return _page(KioskForm())


def _page(form: KioskForm) -> str:
    here = house()
    with here.database.reading() as session:
        screens = store.kiosks_of(session, me().organisation_id)
    home = f"{here.settings.base_url.rstrip('/')}/{pages.language().code}/kiosk"
    rows = [(screen, f"{home}/{screen.address}") for screen in screens]
    return render("kiosk/desk/kiosks.html", form=form, screens=rows, seconds=here.settings.kiosk_seconds)


@kiosk_desk.post("/")
@only_for(Role.MANAGER)
def make() -> AnyResponse | tuple[str, int]:
    """A new one: its address stays on this page."""
    form, here, manager = KioskForm(), house(), me()
    if not form.validate_on_submit() or manager.organisation_id is None:
        return _page(form), 422
    with here.database.writing() as session:
        who = {"organisation_id": manager.organisation_id, "by": manager.person_id}
        store.make_kiosk(session, form.name.data or "", now=here.clock(), rng=here.rng, **who)
    return go("kiosk_desk.kiosks")


@kiosk_desk.post("/<int:screen_id>/end")
@only_for(Role.MANAGER)
def end(screen_id: int) -> AnyResponse:
    """It opens nothing any more, from now."""
    here, manager = house(), me()
    with here.database.writing() as session:
        where, by = manager.organisation_id, manager.person_id
        store.end_kiosk(session, screen_id, organisation_id=where, by=by, now=here.clock(), rng=here.rng)
    return go("kiosk_desk.kiosks")


# Answering together


@kiosk_desk.get("/together/<person_id>")
@only_for(Role.PRACTITIONER)
def together(person_id: str) -> str:
    """Which questions. The look at their name is recorded; nothing of their answers is here."""
    here = house()
    who = see(here, me(), caseload_store.named(person_id))
    return render("kiosk/desk/together.html", who=who, rounds=_rounds())


def _rounds() -> list[tuple[str, str]]:
    with house().database.reading() as session:
        found = caseload_line.rounds(session, me().organisation_id, local_day(house().clock()))
    return [(each.round_id, each.title) for each in found]


@kiosk_desk.post("/together/<person_id>")
@only_for(Role.PRACTITIONER)
def hand_over(person_id: str) -> AnyResponse:
    """Sign the worker out, then show the page that is handed over: behind it is nothing of theirs."""
    here, worker, round_id = house(), me(), request.form.get("round", "")
    if round_id not in dict(_rounds()):
        raise NotThere
    with here.database.writing() as session:
        key = together_store.hand_over(session, worker.person_id, person_id, round_id, here.clock(), here.rng)
    sign_out()
    return redirect(f"/{pages.language().code}/kiosk/with/{key}", 303)
