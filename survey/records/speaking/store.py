"""For whom someone may speak: whoever lets them, as their advocate, today. Asked at each request, never kept."""

from datetime import date

from sqlalchemy.orm import Session

from survey.people.may_see import Part
from survey.people.relation import Relation
from survey.people.relations.store import scopes_of, standing_from


def speaks_for(session: Session, viewer: str, day: date) -> frozenset[str]:
    """The young people for whom this person may say that something is not right."""
    advocates = {row.to_id for row in standing_from(session, viewer, (Relation.ADVOCATE,), day)}
    scopes = scopes_of(session, viewer, day) if advocates else {}
    return frozenset(person for person in advocates if Part.SPEAKS in scopes.get(person, frozenset()))
