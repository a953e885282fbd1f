"""Finding a young person by name, opening a page that is not one's own, and the list of both that managers read."""

from werkzeug.wrappers import Response as AnyResponse

from survey.desk_pages import go, me, only_for, render
from survey.house import house
from survey.i18n import month_words
from survey.people.desk import people_desk
from survey.people.glass import store
from survey.people.glass.forms import REASONS, GlassForm, SearchForm
from survey.people.glass.glass import MOST_MATCHES, OPEN_FOR, Match, Reason
from survey.people.looks.store import see
from survey.people.role import Role

__all__ = ["people_desk"]

WHO = (Role.PRACTITIONER, Role.MANAGER)


@people_desk.get("/search")
@only_for(*WHO)
def search() -> str:
    """Ask for a name. That it is looked for is told to whoever is found."""
    return _search_page(SearchForm())


@people_desk.post("/search")
@only_for(*WHO)
def find() -> str | tuple[str, int]:
    """Who in this organisation is called so. Answered here and not at an address: a name must not stay in a history."""
    form = SearchForm()
    if not form.validate_on_submit():
        return _search_page(form), 422
    return _search_page(form, see(house(), me(), store.by_name(form.name.data or "")))


def _search_page(form: SearchForm, matches: list[Match] | None = None) -> str:
    keeps = Role.MANAGER in me().roles  # right who in a family can see what, whoever works with them
    return render("people/desk/search.html", form=form, matches=matches, most=MOST_MATCHES, keeps=keeps)


@people_desk.get("/<person_id>/glass")
@only_for(*WHO)
def glass(person_id: str) -> str:
    """Before the glass is broken: who works with them, and what the young person will be told."""
    return _glass_page(see(house(), me(), store.before_glass(person_id)), GlassForm())


def _glass_page(match: Match, form: GlassForm) -> str:
    minutes = int(OPEN_FOR.total_seconds() // 60)
    reasons = [(reason.value, str(words)) for reason, words in REASONS.items()]
    return render("people/desk/glass.html", match=match, form=form, minutes=minutes, reasons=reasons)


@people_desk.post("/<person_id>/glass")
@only_for(*WHO)
def break_glass(person_id: str) -> AnyResponse | tuple[str, int]:
    """Record who, whom, why and until when; then their page opens."""
    form, here = GlassForm(), house()
    match = see(here, me(), store.before_glass(person_id))
    if match.is_mine:
        return go("people_desk.person", person_id=person_id)
    if not form.validate_on_submit():
        return _glass_page(match, form), 422
    reason, words = Reason(form.reason.data or ""), (form.words.data or "").strip()
    with here.database.writing() as session:
        store.break_glass(session, me(), person_id, reason, words, now=here.clock(), rng=here.rng)
    return go("people_desk.person", person_id=person_id)


@people_desk.get("/broken")
@only_for(Role.MANAGER)
def broken() -> str:
    """Every glass broken in this organisation this month, the newest first. Nobody is counted or ranked."""
    now = house().clock()
    begun = now.replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    lines = see(house(), me(), store.broken_since(begun))
    return render("people/desk/broken.html", lines=lines, month=month_words(now), reasons=REASONS)
