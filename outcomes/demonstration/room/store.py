"""Around the release: who may read it, what services gave, what readers say, a promise, own words to be shown."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from outcomes.activity.given import Given, Measure
from outcomes.activity.store import record_activity
from outcomes.demonstration.area import MANAGER_OF
from outcomes.demonstration.year.store import Stage
from outcomes.goals.models import GoalRow
from outcomes.impact.access.agreement import Audience, Format, Terms
from outcomes.impact.access.store import agree
from outcomes.impact.questions import store as questions
from outcomes.impact.readings.reading import Group, How
from outcomes.impact.readings.store import Signer, sign
from outcomes.impact.voices.quote import SHORTEST, Said, Trait
from outcomes.impact.voices.store import Reading, offer, read
from survey.consent.purpose import Purpose
from survey.consent.store import people_with
from survey.people.models import Person
from survey.people.person import age_band, age_on
from survey.people.role import Role

GIVEN = {"harbour": ("4.5", "310", "1240", "96500"), "lantern": ("3.8", "265", "1010", "81200")}
GIVEN["eastmere"] = ("4.2", "290", "1130", "90400")
DAYS = date(2026, 1, 1), date(2026, 7, 31)
SAID = {
    Group.YOUNG_PEOPLE: (
        "Thursday group, Quayside",
        "sam",
        "Most of us got to something. The ones who left are not here.",
    ),
    Group.PRACTITIONERS: (
        "Workers at Harbour",
        "sam",
        "More young people moved closer in the months when we met weekly.",
    ),
    Group.ANALYSTS: ("Data team, Eastmere", "dee", "Who was not asked is a large part. Read the headline beside it."),
    Group.COMMISSIONERS: ("Commissioning, Eastmere", "carys", "We read this alongside what the services gave."),
}
ROLES = {"sam": Role.PRACTITIONER, "dee": Role.DATA_LEAD, "carys": Role.COMMISSIONER}
QUESTION = "Which young people left before they could be asked, and what would have helped?"
PROMISE = "You told us the bus is the hard part. We will pay for bus cards from January."


def before_closing(session: Session, stage: Stage, at: datetime) -> None:
    """What three services gave; and two young people who let a goal of theirs be shown, with no name."""
    for organisation, amounts in GIVEN.items():
        given = {measure: Decimal(text) for measure, text in zip(Measure, amounts, strict=True)}
        by = stage.staff[MANAGER_OF[organisation]]
        record_activity(session, Given(organisation, *DAYS, given), by=by, **stage.when(at))
    _let_words_be_shown(session, stage, at)


def _let_words_be_shown(session: Session, stage: Stage, at: datetime) -> None:
    asked = select(GoalRow.id, GoalRow.words, Person.id, Person.born).join(Person, Person.id == GoalRow.person_id)
    theirs = asked.where(Person.organisation_id == "harbour", Person.id.in_(people_with(Purpose.USE_WORDS)))
    found: dict[str, tuple[int, str, str | None]] = {}
    for goal, words, person, born in session.execute(theirs.where(GoalRow.own_words).order_by(GoalRow.id)):
        if len(words) >= SHORTEST:
            found.setdefault(person, (goal, words, born))
    for each, (person, (goal, words, born)) in enumerate(list(found.items())[:2]):
        seq = offer(session, person, goal, "", **stage.when(at))
        band = age_band(age_on(born, at.date())) if born else ""
        said = Said(Trait.AGE, band) if each and band[:1].isdigit() else None
        read(session, seq, Reading(True, words, said), by=stage.staff["lena"], **stage.when(at))


def after_closing(session: Session, stage: Stage, number: int, at: datetime) -> None:
    """Who may read it, a reading of each kind, a question that is carried on, and a promise."""
    why: dict[str, Any] = {
        "purpose": "To plan and buy what helps.",
        "signed_by": "Head of commissioning, Eastmere Council",
    }
    files = (Format.PAGE, Format.CSV, Format.JSON, Format.XLSX, Format.ODS)
    until = at.date() + timedelta(days=3 * 365)
    when: dict[str, Any] = stage.when(at)
    for role in (Role.COMMISSIONER, Role.ANALYST, Role.PRACTITIONER, Role.MANAGER):
        terms = Terms(Audience.ROLE, role.value, at.date(), until, formats=files, **why)
        agree(session, terms, by=stage.staff["dee"], **when)
    for group, (signed_as, key, words) in SAID.items():
        how = How.WITH_THEM if group is Group.YOUNG_PEOPLE else How.THEMSELVES
        who = Signer(signed_as, how, stage.staff[key], frozenset({ROLES[key]}))
        sign(session, number, group, words, who, **when)
    by: dict[str, Any] = {"by": stage.staff["carys"], "as_role": Role.COMMISSIONER} | when
    questions.promise(session, number, PROMISE, date(2027, 1, 31), **by)
    seq = questions.pose(session, number, QUESTION, **by)
    questions.carry(session, seq, by=stage.staff["dee"], as_role=Role.DATA_LEAD, **when)
