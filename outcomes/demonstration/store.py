"""Building the demonstration's area, closing its cohorts, and the links it prints."""

import random
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from outcomes.demonstration.area import BOROUGHS, MANAGER_OF, ORGANISATIONS, SEASONS, STAFF, WARDS, StaffPlan, round_id
from outcomes.demonstration.around.store import load_around
from outcomes.demonstration.cohorts import COHORTS, YEAR, CohortPlan, open_after, plans_for
from outcomes.demonstration.course import BEGINS, ENDS
from outcomes.demonstration.named import SECOND_THING
from outcomes.demonstration.room.store import after_closing, before_closing
from outcomes.demonstration.their_say.store import after_sending
from outcomes.demonstration.year.store import Living, Stage
from outcomes.impact.store import RollsOn, close, cohorts, open_cohort
from survey.accounts.policy import demo_token, derived
from survey.accounts.store import account_of, add_account
from survey.kiosk.store import make_kiosk
from survey.ledger import store as ledger
from survey.ledger.entry import Claim, NewEntry, NewSegment
from survey.ledger.models import Entry
from survey.people import store as people
from survey.people.invitation import new_token
from survey.people.lines.store import lead
from survey.people.models import Organisation
from survey.people.person import Kind
from survey.people.role import Role
from survey.questionnaires.shelf import shelf
from survey.questionnaires.store import open_round
from survey.records.opening import store as keys
from survey.safety import store as watched
from survey.safety.watching import Plan
from survey.settings import Settings

TITLES = {
    "strands": "How things are for you",
    "clusters": "What you can do",
    "check_in": "A check-in",
    "ons_wellbeing": "How life is",
    "experience": "How it was to get help",
    "week": "Your week",
}
ASKED_TWICE = ("strands", "clusters")  # the others only in autumn
DEMO_LINK_DAYS = 3650
OWN_LINKS = ("young_person", "young_person_new", "family")
SIGN_IN_AS = {
    "practitioner": "sam",
    "reviewer": "priya",
    "manager": "lena",
    "data_lead": "dee",
    "commissioner": "carys",
}


# The area and its staff


def build_area(session: Session, stage: Stage, at: datetime) -> None:
    """Boroughs, wards, organisations with their rounds, and staff with accounts that only demonstration links open."""
    for code, name in BOROUGHS:
        people.add_area(session, code, name, "borough")
    for code, name, borough, _ in WARDS:
        people.add_area(session, code, name, "ward", borough)
    for organisation, name in ORGANISATIONS:
        people.add_organisation(session, organisation, name)
        _open_rounds(session, stage, organisation)
    load_around(session, at)
    for plan in STAFF:
        _employ(session, stage, plan, at)
    for plan in STAFF:
        if Role.PRACTITIONER in plan.roles:
            manager = stage.staff[MANAGER_OF[plan.organisation]]
            lead(session, manager, stage.staff[plan.key], by=None, **stage.when(at))


def _open_rounds(session: Session, stage: Stage, organisation: str) -> None:
    for questionnaire, title in TITLES.items():
        for wave, (_season, opens, closes) in SEASONS.items():
            if wave == 1 and questionnaire not in ASKED_TWICE:
                continue
            about: dict[str, Any] = {
                "organisation_id": organisation,
                "questionnaire": questionnaire,
                "title": title,
                "wave": wave,
            }
            days: dict[str, Any] = {"opens_on": opens, "closes_on": closes}
            open_round(session, stage.shelf, round_id(organisation, questionnaire, wave), **about, **days)


def _employ(session: Session, stage: Stage, plan: StaffPlan, at: datetime) -> None:
    who: dict[str, Any] = {"kind": Kind.STAFF, "name": plan.name, "organisation_id": plan.organisation, "by": None}
    person = people.add_person(session, **who, **stage.when(at))
    add_account(session, person_id=person, email=address_of(plan), roles=plan.roles, demo=True, **stage.when(at))
    stage.staff[plan.key] = person


def address_of(plan: StaffPlan) -> str:
    """Their e-mail address, at a domain that can never exist."""
    return f"{plan.key}@{plan.organisation}.example"


# Beginning and ending


BEGUN, LOADED = "demonstration.begun", "demonstration.loaded"  # entries about nobody


def new_stage(settings: Settings, seed: int) -> Stage:
    """An empty stage, with chance from the seed."""
    return Stage(settings, shelf(settings.packs_dir), random.Random(f"{seed}:ledger"))  # noqa: S311 - made up on purpose


def how_far(session: Session) -> tuple[bool, bool, bool]:
    """Whether a demonstration was begun, whether it is whole, and whether anything at all is here."""
    kinds = set(session.scalars(select(Entry.kind).where(Entry.kind.in_((BEGUN, LOADED)))))
    anything = ledger.size(session) > 0 or session.scalar(select(Organisation.id).limit(1)) is not None
    return BEGUN in kinds, LOADED in kinds, anything


def begin(session: Session, stage: Stage, *, young_people: int, seed: int) -> None:
    """Say that a demonstration begins, and build its area."""
    facts = {"young_people": young_people, "seed": seed}
    _mark(session, stage, BEGUN, facts, BEGINS)
    build_area(session, stage, BEGINS)
    title, opens, closes = YEAR
    year = open_cohort(session, title=title, kind="year", opens_on=opens, closes_on=closes, now=BEGINS)
    _open(session, COHORTS[0], year.id, BEGINS)


def _open(session: Session, plan: CohortPlan, year: int, now: datetime) -> None:
    open_cohort(session, title=plan.title, opens_on=plan.opens, closes_on=plan.closes, year_id=year, now=now)


def close_the_cohort(session: Session, stage: Stage, number: int, young_people: int) -> bool:
    """Close cohort `number` (from 0), as the data lead does, and open the next; False where too few can be counted."""
    now, (cohort, *others) = COHORTS[number].moment, cohorts(session)
    before_closing(session, stage, number)
    plans = plans_for(number, young_people)
    try:
        release = close(session, cohort.id, by=stage.staff["dee"], plans=plans, **stage.when(now))
    except RollsOn:
        return False
    after_closing(session, stage, release, number)
    year = next(each.id for each in others if each.kind == "year")
    for plan in open_after(number):
        _open(session, plan, year, now)
    return True


def finish(session: Session, stage: Stage, living: Sequence[Living]) -> None:
    """Hand over the links that are printed, let Rosa choose her second thing, and say that all is loaded."""
    amina, jordan = living[0], living[1]
    for name, person in (("young_person", amina.id), ("young_person_new", jordan.id), ("family", amina.family_id)):
        asked = None if name == "family" else round_id("harbour", "strands", 2)
        by, secret = stage.staff["sam"], stage.settings.secret_key
        about: dict[str, Any] = {"by": by, "days": DEMO_LINK_DAYS, "secret_key": secret, "round_id": asked}
        people.invite(session, person, **about, now=ENDS, rng=_chance_of(stage.settings, name))
    pepper = stage.settings.secret_key
    keys.choose(session, amina.family_id, SECOND_THING, pepper=pepper, **stage.when(ENDS))
    _watch(session, stage)
    make_kiosk(session, "Waiting room", organisation_id="harbour", by=stage.staff["lena"], **stage.when(ENDS))
    after_sending(session, stage, list(living), ENDS)
    _mark(session, stage, LOADED, {}, ENDS)


def _watch(session: Session, stage: Stage) -> None:
    """Harbour watches one answer: Lena wrote it down, Dee agreed, Priya answered the test. Then Sam, if she is away."""
    staff, at = stage.staff, stage.when(ENDS)
    who: dict[str, Any] = {"name": "Priya, who keeps young people safe", "people": (staff["priya"], staff["sam"])}
    when: dict[str, Any] = {"hours": "mon-sun 08:00-20:00 Europe/London", "within": 60, "starts_on": ENDS.date()}
    plan = Plan.of(("strands", 1), {"friends_2": (2,)}, phone="01632 960 001", **who, **when)
    seq = watched.propose(session, "harbour", plan, by=staff["lena"], **at)
    watched.confirm(session, seq, "harbour", by=staff["dee"], **at)
    watched.send_test(session, seq, "harbour", by=staff["lena"], **at)
    watched.answer_test(session, seq, by=staff["priya"], **at)


def _mark(session: Session, stage: Stage, kind: str, facts: dict[str, int], at: datetime) -> None:
    ledger.record(session, NewEntry(kind, None, (NewSegment(Claim.FACT, None, (), facts),)), **stage.when(at))


# Links


def _chance_of(settings: Settings, name: str) -> random.Random:
    """The chance that made a printed link, again: it comes from the secret, so no token has to be kept anywhere."""
    return random.Random(derived(settings.secret_key, f"demonstration:{name}"))  # noqa: S311 - keyed by the secret


def about(session: Session) -> dict[str, int]:
    """How the demonstration here was made."""
    seq = session.scalar(select(Entry.seq).where(Entry.kind == BEGUN))
    entry = ledger.entry_at(session, seq or 0)
    return {**entry.content, "entries": ledger.size(session)} if entry else {}


def links(session: Session, settings: Settings) -> dict[str, str]:
    """A link for each kind of person. The same every time."""
    base, secret = settings.base_url.rstrip("/"), settings.secret_key
    found = {name: f"{base}/go/{new_token(_chance_of(settings, name))}" for name in OWN_LINKS}
    for role, key in SIGN_IN_AS.items():
        plan = next(each for each in STAFF if each.key == key)
        found[role] = f"{base}/desk/demo/{demo_token(secret, account_of(session, address_of(plan)).id)}"
    return found
