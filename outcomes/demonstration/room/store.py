"""Around the releases: who may read them, what services gave, what readers say, promises, own words to be shown."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from outcomes.activity.given import Given, Measure
from outcomes.activity.store import record_activity
from outcomes.demonstration.area import MANAGER_OF
from outcomes.demonstration.cohorts import COHORTS
from outcomes.demonstration.year.store import Stage
from outcomes.goals.models import GoalRow
from outcomes.impact.access.agreement import Audience, Format, Terms
from outcomes.impact.access.store import agree
from outcomes.impact.questions import store as questions
from outcomes.impact.questions.asked import State
from outcomes.impact.readings.reading import Group, How
from outcomes.impact.readings.store import Signer, sign
from outcomes.impact.voices import store as voices
from outcomes.impact.voices.quote import SHORTEST, Said, Trait
from survey.consent.purpose import Purpose
from survey.consent.store import people_with
from survey.days import local_day
from survey.people.models import Person
from survey.people.person import age_band, age_on
from survey.people.role import Role

# Of each cohort: staff, sessions, hours and pounds of each organisation
GIVEN: tuple[dict[str, tuple[str, ...]], ...] = (
    {
        "harbour": ("4.5", "260", "1040", "81300"),
        "lantern": ("3.8", "225", "860", "68400"),
        "eastmere": ("4.2", "245", "950", "76100"),
    },
    {
        "harbour": ("4.5", "180", "730", "55900"),
        "lantern": ("4.0", "170", "640", "50200"),
        "eastmere": ("4.2", "165", "660", "52700"),
    },
)
SIGNERS = {
    Group.YOUNG_PEOPLE: ("Thursday group, Quayside", "sam", Role.PRACTITIONER),
    Group.PRACTITIONERS: ("Workers at Harbour", "sam", Role.PRACTITIONER),
    Group.ANALYSTS: ("Data team, Eastmere", "dee", Role.DATA_LEAD),
    Group.COMMISSIONERS: ("Commissioning, Eastmere", "carys", Role.COMMISSIONER),
}
SAID: tuple[dict[Group, str], ...] = (
    {
        Group.YOUNG_PEOPLE: "Most of us got to something. The ones who left are not here.",
        Group.PRACTITIONERS: "Many goals were about getting out of the house. Buses came up in every meeting.",
        Group.ANALYSTS: "Who was not asked is a large part. Read the headline beside it.",
        Group.COMMISSIONERS: "We read this alongside what the services gave. It is a first half-year, and a small one.",
    },
    {
        Group.YOUNG_PEOPLE: "A bit closer counts. It takes longer than they think. The bus cards are good.",
        Group.PRACTITIONERS: "Where it says further away, some had put the number high the first time, to please us.",
        Group.ANALYSTS: "The ranges of the groups overlap nearly everywhere. They cannot choose between places.",
        Group.COMMISSIONERS: "We asked who left before they were asked. We still do not know.",
    },
)
ASKED = "Which young people left before they could be asked, and what would have helped?"
ANSWERED = "Most had been known for under three months. We now ask in the second week, and will count again."
ASKED_NEXT = "Is it harder to take part for those who live far from Quayside?"
PROMISED = "You told us the bus is the hard part. We will pay for bus cards from September."
KEPT = "Bus cards are here. Ask your worker for one."
PROMISED_NEXT = "You told us you want more time. From January you can stay with one worker for a whole year."
FILES = (Format.PAGE, Format.CSV, Format.JSON, Format.XLSX, Format.ODS)


def before_closing(session: Session, stage: Stage, number: int) -> None:
    """What three services gave; and before the first, young people who let words of theirs be shown, with no name."""
    cohort = COHORTS[number]
    for organisation, amounts in GIVEN[number].items() if number < len(GIVEN) else ():
        given = {measure: Decimal(text) for measure, text in zip(Measure, amounts, strict=True)}
        period = Given(organisation, cohort.opens, cohort.closes, given)
        record_activity(session, period, by=stage.staff[MANAGER_OF[organisation]], **stage.when(cohort.moment))
    if number == 0:
        _let_words_be_shown(session, stage, cohort.moment)


def _let_words_be_shown(session: Session, stage: Stage, at: datetime) -> None:
    """Four at Harbour offer a goal of theirs. One is shown as it is, two with an age band, and one waits to be read."""
    asked = select(GoalRow.id, GoalRow.words, Person.id, Person.born).join(Person, Person.id == GoalRow.person_id)
    theirs = asked.where(Person.organisation_id == "harbour", Person.id.in_(people_with(Purpose.USE_WORDS)))
    found: dict[str, tuple[int, str, str | None]] = {}
    for goal, words, person, born in session.execute(theirs.where(GoalRow.own_words).order_by(GoalRow.id)):
        if len(words) >= SHORTEST and words not in {other for _, other, _ in found.values()}:
            found.setdefault(person, (goal, words, born))
    for place, (person, (goal, words, born)) in enumerate(list(found.items())[:4]):
        seq = voices.offer(session, person, goal, "", **stage.when(at))
        band = age_band(age_on(born, local_day(at))) if born else ""
        said = Said(Trait.AGE, band) if place and band[:1].isdigit() else None
        if place < 3:
            voices.read(session, seq, voices.Reading(True, words, said), by=stage.staff["lena"], **stage.when(at))
        if place < 3 and said:
            voices.agree(session, person, seq, **stage.when(at))


def after_closing(session: Session, stage: Stage, release: int, number: int) -> None:
    """A reading of each kind, questions and promises; and after the first release, who may read releases at all."""
    at = COHORTS[number].moment
    if number == 0:
        _who_may_read(session, stage, at)
    for group, (signed_as, key, role) in SIGNERS.items():
        how = How.WITH_THEM if group is Group.YOUNG_PEOPLE else How.THEMSELVES
        who = Signer(signed_as, how, stage.staff[key], frozenset({role}))
        sign(session, release, group, SAID[number][group], who, **stage.when(at))
    if number == 0:
        _first(session, stage, release, at)
    else:
        _second(session, stage, release, at)


def _who_may_read(session: Session, stage: Stage, at: datetime) -> None:
    why: dict[str, Any] = {
        "purpose": "To plan and buy what helps.",
        "signed_by": "Head of commissioning, Eastmere Council",
    }
    until = local_day(at) + timedelta(days=3 * 365)
    roles = (Role.COMMISSIONER, Role.ANALYST, Role.PRACTITIONER, Role.MANAGER)
    for audience, whom in ((Audience.PUBLIC, ""), *((Audience.ROLE, role.value) for role in roles)):
        formats = (Format.PAGE, Format.CSV) if audience is Audience.PUBLIC else FILES
        terms = Terms(audience, whom, local_day(at), until, formats=formats, **why)
        agree(session, terms, by=stage.staff["dee"], **stage.when(at))


def _first(session: Session, stage: Stage, release: int, at: datetime) -> None:
    """A question that is carried on, and a promise."""
    by: dict[str, Any] = {"by": stage.staff["carys"], "as_role": Role.COMMISSIONER} | stage.when(at)
    questions.promise(session, release, PROMISED, date(2026, 9, 30), **by)
    seq = questions.pose(session, release, ASKED, **by)
    questions.carry(session, seq, by=stage.staff["dee"], as_role=Role.DATA_LEAD, **stage.when(at))


def _second(session: Session, stage: Stage, release: int, at: datetime) -> None:
    """The promise is kept and the question answered; another of each, for the next release."""
    by: dict[str, Any] = {"by": stage.staff["carys"]} | stage.when(at)
    for promise in questions.promises(session, release - 1):
        questions.settle(session, promise.seq, State.KEPT, KEPT, **by)
    for asked in questions.questions(session, release):
        data_lead: dict[str, Any] = {"by": stage.staff["dee"], "as_role": Role.DATA_LEAD} | stage.when(at)
        questions.answer(session, asked.seq, ANSWERED, **data_lead)
    questions.pose(session, release, ASKED_NEXT, as_role=Role.COMMISSIONER, **by)
    questions.promise(session, release, PROMISED_NEXT, date(2027, 1, 31), as_role=Role.COMMISSIONER, **by)
