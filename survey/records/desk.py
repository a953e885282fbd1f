"""The staff side of opening a record: letting someone who forgot theirs pick a new second thing."""

from flask import request
from werkzeug.wrappers import Response as AnyResponse

from survey.desk_pages import go, me, only_for, render
from survey.errors import NotThere
from survey.house import house
from survey.people.looks.store import see
from survey.people.models import Person
from survey.people.role import Role
from survey.people.store import require_on_caseload
from survey.records.forms import JustPressed
from survey.records.notes.desk import records_desk
from survey.records.opening import store as openings
from survey.records.seen.store import household_of

__all__ = ["records_desk"]


# A new second thing


@records_desk.get("/<person_id>/key")
@only_for(Role.PRACTITIONER)
def key(person_id: str) -> str:
    """Who of this young person and their family has forgotten what opens their record."""
    person, people = _with_keys(person_id)
    return render("records/desk/key.html", person=person, people=people, form=JustPressed())


def _with_keys(person_id: str) -> tuple[Person, list[tuple[Person, bool]]]:
    """The young person and their relatives, and whether each has a second thing. :raise NotThere:"""
    found = see(house(), me(), household_of(person_id))
    with house().database.reading() as session:
        everyone = [(each, openings.has_chosen(session, each.id)) for each in (found.person, *found.family)]
    return found.person, everyone


@records_desk.post("/<person_id>/key")
@only_for(Role.PRACTITIONER)
def recover(person_id: str) -> AnyResponse:
    """Let one of them pick anew. It stands in their record."""
    here, whose = house(), request.form.get("whose", "")
    _person, people = _with_keys(person_id)
    if whose not in {each.id for each, has_key in people if has_key}:
        raise NotThere
    with here.database.writing() as session:
        require_on_caseload(session, me().person_id, person_id)
        openings.recover(session, whose, by=me().person_id, now=here.clock(), rng=here.rng)
    return go("records_desk.key", person_id=person_id)
