"""What time does to decisions. Each step may be taken twice and does nothing the second time; none gives anything."""

import random
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from survey import due
from survey.consent.carers.store import BY_CONSENT
from survey.consent.decision import ALLOWING, Event, State
from survey.consent.evidence import Decider
from survey.consent.models import STANDING, CarerDecision
from survey.consent.projection.store import standing
from survey.consent.purpose import Purpose, newest
from survey.consent.rules import Rules, birthday, rules_at
from survey.consent.standing import AGE_STEP, Standing
from survey.consent.store import happened
from survey.consent.words.store import hold
from survey.days import begins, local_day
from survey.house import House
from survey.ledger.entry import Claim, NewEntry, NewSegment
from survey.ledger.store import record, take_turn
from survey.people.models import Person
from survey.people.person import Kind

REVIEW_PASSED = "review_passed"
CARD_CHANGED = "card_changed"
AT_ONCE = 200  # people taken in one transaction, so that nobody waits long for their turn
_YES = STANDING.c.state.in_(tuple(each.value for each in ALLOWING))


# Ages


def age_steps(session: Session, now: datetime, rng: random.Random, rules: Rules | None = None) -> int:
    """Pause what rests on the wrong person's Yes: a parent's, once the child is old enough; or the child's alone,
    where the age was raised. They are asked on their next visit. Gives how many were paused (facts: ledger §5).
    """
    rules = rules or rules_at()
    take_turn(session)
    due_now = due_for_age_step(session, now, rules)[:AT_ONCE]
    for person_id, purpose in due_now:
        mine = standing(session, person_id)[purpose]
        happened(session, person_id, mine, Event.AGE_STEP, now=now, rng=rng, reason=AGE_STEP)
    return len(due_now)


def due_for_age_step(session: Session, now: datetime, rules: Rules) -> list[tuple[str, Purpose]]:
    """Every Yes that rests on a parent's though it need not, or on the child's alone though that is not enough."""
    wanted = (_YES, STANDING.c.purpose.in_(tuple(each.value for each in BY_CONSENT)))
    who = (Person.kind, Person.born, Person.organisation_id)
    columns = select(STANDING.c.person_id, STANDING.c.purpose, STANDING.c.needs_carer, *who)
    rows = session.execute(columns.join(Person, Person.id == STANDING.c.person_id).where(*wanted))
    found = []
    for row in rows:
        young = row.kind == Kind.YOUNG_PERSON.value
        needs = rules.needs_carer(Purpose(row.purpose), row.born, row.organisation_id, local_day(now))
        if (young and needs) != row.needs_carer:
            found.append((row.person_id, Purpose(row.purpose)))
    return found


def step_ahead(session: Session, person_id: str, now: datetime, rules: Rules) -> tuple[int, datetime] | None:
    """The age that this young person reaches within sixty days, and when; None when none is near."""
    columns = (Person.kind, Person.born, Person.organisation_id)
    who = session.execute(select(*columns).where(Person.id == person_id)).one()
    if who.kind != Kind.YOUNG_PERSON.value or not who.born:
        return None
    age = rules.next_step(who.born, who.organisation_id, local_day(now))
    return (age, begins(birthday(who.born, age))) if age else None


# Days


def reviews(session: Session, now: datetime, rng: random.Random) -> int:
    """A Yes whose day has passed unanswered is over. Gives how many."""
    take_turn(session)
    rows = session.execute(select(STANDING.c.person_id, STANDING.c.purpose).where(*_past(now)).limit(AT_ONCE)).all()
    for person_id, purpose in rows:
        mine = standing(session, person_id)[Purpose(purpose)]
        happened(session, person_id, mine, Event.REVIEW_PASSED, now=now, rng=rng, reason=REVIEW_PASSED)
    return len(rows)


def _past(now: datetime) -> tuple[ColumnElement[bool], ...]:
    return (_YES, STANDING.c.review_on.is_not(None), STANDING.c.review_on <= local_day(now))


# Cards


def ask_again(session: Session, now: datetime, rng: random.Random) -> int:
    """End every Yes to an older card, and put the newer one before whoever said it. Gives how many were ended.

    From the moment the newer card is deployed nothing rests on the older one (`survey.consent.models.allows`): this
    writes down that it is so.
    """
    take_turn(session)
    ended = 0
    for purpose, version in newest().items():
        ended += _ended_own(session, purpose, version, now, rng)
        ended += _ended_of_carers(session, purpose, version, now, rng)
    return ended


def _ended_own(session: Session, purpose: Purpose, version: int, now: datetime, rng: random.Random) -> int:
    people = _older(session, purpose, version)
    for person_id in people:
        mine = standing(session, person_id)[purpose]
        happened(session, person_id, mine, Event.CARD_CHANGED, now=now, rng=rng, reason=CARD_CHANGED)
        _request(session, person_id, mine, version, now, rng)
    return len(people)


def _older(session: Session, purpose: Purpose, version: int) -> list[str]:
    old = (_YES, STANDING.c.purpose == purpose.value, STANDING.c.version < version)
    return list(session.scalars(select(STANDING.c.person_id).where(*old).limit(AT_ONCE)))


def _request(session: Session, person_id: str, was: Standing, version: int, now: datetime, rng: random.Random) -> None:
    """That the newer card waits for them. Which words they see, their answer will say."""
    content = {"purpose": was.purpose.value, "named": list(was.named), "notice": {"version": version}}
    segment = NewSegment(Claim.FACT, None, (person_id,), content | {"reason": CARD_CHANGED})
    entry = NewEntry("consent.requested", None, (segment,), on_behalf_of=person_id, links={"instead_of": was.seq})
    record(session, entry, now=now, rng=rng)


def _ended_of_carers(session: Session, purpose: Purpose, version: int, now: datetime, rng: random.Random) -> int:
    said = CarerDecision.__table__.c
    yes = said.state.in_(tuple(each.value for each in ALLOWING))
    old = select(CarerDecision.__table__).where(said.purpose == purpose.value, said.version < version, yes)
    rows = session.execute(old.limit(AT_ONCE)).all()
    for row in rows:
        was = Standing(purpose, State(row.state), row.seq, row.at, row.version)
        more: dict[str, Any] = {"reason": CARD_CHANGED, "decider": Decider(row.decider_id, row.relation_seq)}
        happened(session, row.person_id, was, Event.CARD_CHANGED, now=now, rng=rng, **more)
    return len(rows)


# All of them, in their turn


def take(house: House) -> int:
    """Every step of time, each in a transaction of its own; none where there is nothing to do."""
    rules, now, rng, done = rules_at(house.settings.art8_ages), house.clock(), house.rng, 0
    with house.database.reading() as session:
        ages = bool(due_for_age_step(session, now, rules))
        days = session.execute(select(STANDING.c.seq).where(*_past(now)).limit(1)).scalar() is not None
        cards = any(_older(session, purpose, version) for purpose, version in newest().items())
    for is_due, step in ((cards, ask_again), (days, reviews)):
        if is_due:
            with house.database.writing() as session:
                done += step(session, now, rng)
    if ages:
        with house.database.writing() as session:
            done += age_steps(session, now, rng, rules)
    return done


def begin(house: House) -> int:
    """Before anything is served, and after every upgrade: the words of old notices hold, and newer cards ask again.

    :raise WordsChanged: when a card that people were shown says something else now.
    """
    hold(house)
    ended = 0
    while more := _cards_ended(house):
        ended += more
    return ended


def _cards_ended(house: House) -> int:
    with house.database.writing() as session:
        return ask_again(session, house.clock(), house.rng)


due.register("consent", take)
