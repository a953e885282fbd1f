"""The data lead's page of places: which lists, official tables and maps are here, of which year, from whom."""

from flask import Blueprint

from outcomes.areas.loaded.store import loaded
from survey.accounts.desk import only_for
from survey.desk_pages import render
from survey.house import house
from survey.i18n import gettext as _
from survey.i18n import lazy_gettext as _l
from survey.i18n import written
from survey.people.role import Role

areas_desk = Blueprint("areas_desk", __name__, url_prefix="/areas")
LEVELS = {
    "lsoa": _l("Small areas (LSOA)"),
    "ward": _l("Wards"),
    "borough": _l("Authorities"),
    "upper": _l("Upper authorities"),
    "region": _l("Regions"),
}
KINDS = {
    "ward-authority": _l("Wards in authorities"),
    "lsoa-ward-authority": _l("Small areas in wards"),
    "authority-region": _l("Authorities in regions"),
    "authority-upper": _l("Authorities in upper authorities"),
    "deprivation": _l("Deprivation of small areas"),
}


@areas_desk.get("/")
@only_for(Role.DATA_LEAD)
def places() -> str:
    """What was taken in, each with its source, licence and day."""
    with house().database.reading() as session:
        here = loaded(session)
    words = {"levels": LEVELS, "kinds": KINDS, "day": lambda day: written(day, "yMMMd"), "no_year": _("no year")}
    return render("areas/desk/places.html", here=here, **words)
