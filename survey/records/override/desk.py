"""The staff side of using what is on hold: a senior lets one entry be used, sees what is used so, and ends it."""

from werkzeug.wrappers import Response as AnyResponse

from survey.days import local_day
from survey.desk_pages import go, me, only_for, render
from survey.house import house
from survey.i18n import gettext as _
from survey.people.looks.store import see
from survey.people.role import Role
from survey.records.account.telling import told
from survey.records.account.tellings import kinds
from survey.records.answering.desk import records_desk
from survey.records.answering.seen.store import Matter
from survey.records.forms import JustPressed
from survey.records.override import store
from survey.records.override.forms import USES, ReleaseForm
from survey.records.override.override import LONGEST, Grounds, Involved, NoLastDay
from survey.records.override.seen.store import released_here, to_release
from survey.records.statements.statement import words_of
from survey.records.views import voice

__all__ = ["records_desk"]


@records_desk.errorhandler(Involved)
def not_released_by_you(_error: Involved) -> tuple[str, int]:
    """Refused, with the reason: it says nothing that the list of answers owed did not."""
    words = _("You wrote it, it is about you, you lead its author, or you had a part in answering.")
    return render("records/desk/not_by_you.html", words=words), 403


@records_desk.get("/released")
@only_for(Role.MANAGER, Role.DATA_LEAD)
def released() -> str:
    """What is used here while it is on hold, the first to end first."""
    rows = [(each, str(USES[each.use]), voice().due(each.until)) for each in see(house(), me(), released_here())]
    return render("records/desk/released.html", rows=rows, just_pressed=JustPressed())


@records_desk.get("/owed/<int:seq>/release")
@only_for(Role.MANAGER)
def release(seq: int) -> str:
    """The entry and what is said beside it, and the form. The look is recorded first."""
    last = local_day(house().clock()) + LONGEST
    return _release_page(see(house(), me(), to_release(seq)), ReleaseForm(until=last))


def _release_page(matter: Matter, form: ReleaseForm) -> str:
    entry, reader, speaks = matter.entry, matter.reader, voice()
    return render(
        "records/desk/release.html",
        form=form,
        seq=matter.challenge.seq,
        name=reader.name(matter.challenge.person_id),
        said=kinds(_)[matter.challenge.kind.value],
        shown=told(entry, entry.segments, reader, speaks) if entry and entry.segments else None,
        author=reader.name(entry.actor) if entry else "",
        when=speaks.day(entry.at) if entry else "",
        statements=[(words_of(each), reader.name(each.actor)) for each in matter.statements],
        uses=[(use.value, str(words)) for use, words in USES.items()],
        today=local_day(house().clock()),
        last=local_day(house().clock()) + LONGEST,
    )


@records_desk.post("/owed/<int:seq>/release")
@only_for(Role.MANAGER)
def let_it_be_used(seq: int) -> AnyResponse | tuple[str, int]:
    """Record that it may be used: who challenged it sees that at once."""
    form, here = ReleaseForm(), house()
    if form.validate_on_submit():
        now = here.clock()
        try:
            grounds = Grounds.of(form.use.data or "", form.why.data or "", form.until.data, local_day(now))
            with here.database.writing() as session:
                store.release(session, seq, grounds, me(), now=now, rng=here.rng)
            return go("records_desk.released")
        except NoLastDay as no_day:
            form.until.errors = [str(no_day)]
    return _release_page(see(here, me(), to_release(seq)), form), 422


@records_desk.post("/released/<int:seq>/end")
@only_for(Role.MANAGER, Role.DATA_LEAD)
def end_release(seq: int) -> AnyResponse:
    """Put it back on hold before its last day."""
    here = house()
    with here.database.writing() as session:
        store.resume(session, seq, me(), now=here.clock(), rng=here.rng)
    return go("records_desk.released")
