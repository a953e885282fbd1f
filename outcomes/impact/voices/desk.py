"""A manager reads each quote before it goes; and the quotes beside a release, for its page."""

from flask import Blueprint
from werkzeug.wrappers import Response as AnyResponse

from outcomes.impact.voices import store
from outcomes.impact.voices.checking import store as checking
from outcomes.impact.voices.checking.store import Waiting
from outcomes.impact.voices.forms import CheckForm
from outcomes.impact.voices.quote import Said, Trait
from survey.desk_pages import go, me, only_for, render
from survey.errors import AlreadyDone
from survey.house import house
from survey.i18n import gettext as _
from survey.people.looks.store import see
from survey.people.role import Role

voices_desk = Blueprint("voices_desk", __name__, url_prefix="/voices")
NOTHING = ""


def quotes(number: int) -> list[tuple[str, str]]:
    """The quotes beside a release and what is said of whose they are, through the way in that reads releases alone."""
    with house().database.releases() as session:
        found = store.shown(session, number)
    return [(each.words, _about(each.said, each.label)) for each in found]


def _about(said: Said | None, place: str) -> str:
    if said is None:
        return _("A young person")
    if said.trait is Trait.AGE:
        return _("A young person, %(low)s to %(high)s", low=said.ages[0], high=said.ages[1])
    return _("A young person who lives in %(place)s", place=place)


@voices_desk.get("/")
@only_for(Role.MANAGER)
def waiting() -> str:
    """What young people here would like to have shown, and nobody has read yet."""
    found = see(house(), me(), checking.waiting())
    return render("impact/voices/waiting.html", found=[(each.quote.seq, each.quote.words) for each in found])


@voices_desk.get("/<int:seq>")
@only_for(Role.MANAGER)
def check(seq: int) -> str:
    """One of them, with what might be said of whose it is."""
    return _page(seq, None)


def _page(seq: int, form: CheckForm | None) -> str:
    (found,) = see(house(), me(), checking.one(seq))
    return render("impact/voices/check.html", found=found, form=form or _form(found))


def _form(found: Waiting) -> CheckForm:
    form = CheckForm(words=found.quote.words, said=NOTHING)
    form.said.choices = [
        (NOTHING, _("Nothing")),
        *((f"{s.trait.value}:{s.group}", _about(s, found.place)) for s in found.traits),
    ]
    return form


@voices_desk.post("/<int:seq>")
@only_for(Role.MANAGER)
def decide(seq: int) -> AnyResponse | tuple[str, int]:
    """Let it go, in these words; or say why not."""
    here = house()
    (found,) = see(here, me(), checking.one(seq))
    form = _form(found)
    if not form.validate_on_submit():
        return render("impact/voices/check.html", found=found, form=form), 422
    keep = form.keep.data == "yes"
    trait, _colon, group = (form.said.data or "").partition(":")
    said = Said(Trait(trait), group) if trait and keep else None
    reading = store.Reading(keep, (form.words.data or "") if keep else "", said, form.reason.data or "")
    try:
        with here.database.writing() as session:
            store.read(session, seq, reading, by=me().person_id, now=here.clock(), rng=here.rng)
    except AlreadyDone:
        pass  # taken back, or read by someone else, while this was open
    return go("voices_desk.waiting")
