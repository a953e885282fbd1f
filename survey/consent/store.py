"""Recording what a person chose, and asking what stands."""

import random
from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Select, bindparam, select
from sqlalchemy.orm import Session

from survey.alone import within
from survey.consent.decision import ALLOWING, Event, State, step
from survey.consent.evidence import Decider, Evidence, facts_of
from survey.consent.models import STANDING, allows
from survey.consent.notice import Face, Notice, Say, compose
from survey.consent.projection.store import KINDS, carers_of, standing
from survey.consent.purpose import Purpose, card_for, purpose_named
from survey.consent.rules import Rules, rules_at
from survey.consent.standing import Standing, decider_of, next_to_ask, require_step, standing_after
from survey.consent.words.store import keep
from survey.days import local_day
from survey.errors import NotThere
from survey.ledger.entry import Claim, NewEntry, NewSegment, Recorded
from survey.ledger.store import entries_about, entry_at, record, take_turn
from survey.people.models import Person, RelationRow
from survey.people.person import Kind
from survey.people.relation import Relation
from survey.people.store import names_of

__all__ = [
    "KINDS",
    "answers_open_to",
    "carers_of",
    "decide",
    "happened",
    "notice_for",
    "people_with",
    "standing",
    "stands",
]
ON_A_SCREEN = Evidence()  # a tap of their own, with nobody else to speak of


# Choosing


def decide(
    session: Session,
    person_id: str,
    purpose: Purpose | str,
    state: State | str,
    *,
    now: datetime,
    rng: random.Random,
    notice: Notice | None = None,
    by: str | None = None,
    evidence: Evidence = ON_A_SCREEN,
    rules: Rules | None = None,
) -> Standing:
    """Record where a person now stands to a purpose. `notice`: what they were shown; without one, the card in English.

    `by`: who wrote it down, when not they. A second tap that changes nothing records nothing.
    :raise NoSuchStep: on a step that cannot be. :raise WordsChanged: when those words are not the version's.
    """
    purpose, state, rules = Purpose(purpose), State(state), rules or rules_at()
    take_turn(session)
    before = standing(session, person_id).get(purpose)
    shown = notice or notice_for(session, person_id, purpose, standing=before, rules=rules, now=now)
    require_step(before, state, shown.version)
    if before and _is_same(before, state, shown, evidence):
        return before
    keep(session, shown)
    content = {"purpose": purpose.value, "named": list(shown.named), "notice": shown.facts()}
    content |= facts_of(None, evidence) | _what_it_rests_on(session, person_id, purpose, state, rules, now)
    claim = Claim.FACT if state is State.REQUESTED else Claim.THEIR_WORDS
    author = by if state is State.REQUESTED else person_id
    parts = (NewSegment(claim, author, (person_id,), content), *evidence.segments(person_id, by))
    behalf = person_id if by and by != person_id else None
    entry = NewEntry(f"consent.{state.value}", by or person_id, parts, on_behalf_of=behalf)
    return standing_after(record(session, entry, now=now, rng=rng))


def _is_same(before: Standing, state: State, shown: Notice, evidence: Evidence) -> bool:
    was = State.GIVEN if before.state is State.RENEWED else before.state
    alike = (was, before.version, before.named) == (state, shown.version, shown.named)
    return alike and before.reason is None and evidence == ON_A_SCREEN


def _what_it_rests_on(
    session: Session, person_id: str, purpose: Purpose, state: State, rules: Rules, now: datetime
) -> dict[str, Any]:
    """For a Yes: whether a parent or carer must say so too, and when it is asked again. Otherwise nothing."""
    if state not in ALLOWING:
        return {}
    facts: dict[str, Any] = {}
    if needs_carer(session, person_id, purpose, rules, now):
        facts["needs_carer"] = True
    if review := rules.review_on(purpose, local_day(now)):
        facts["review_on"] = review.isoformat()
    return facts


def needs_carer(session: Session, person_id: str, purpose: Purpose, rules: Rules, now: datetime) -> bool:
    """Whether the law asks for a parent's or carer's Yes beside this person's, today."""
    if not rules.needs_carer(purpose, None, None, local_day(now)):
        return False
    who = session.execute(select(Person.kind, Person.born, Person.organisation_id).where(Person.id == person_id)).one()
    young = who.kind == Kind.YOUNG_PERSON.value
    return young and rules.needs_carer(purpose, who.born, who.organisation_id, local_day(now))


def happened(
    session: Session,
    person_id: str,
    to: Standing,
    event: Event,
    *,
    now: datetime,
    rng: random.Random,
    reason: str,
    by: str | None = None,
    decider: Decider | None = None,
    more: Mapping[str, Any] | None = None,
) -> Recorded:
    """Record what became of a decision without a tap of theirs. It can only end something, never give it.

    `reason`: in a word, for the page; `more`: what else to say. :raise NoSuchStep: when it cannot happen to it.
    """
    state = step(to.state, event)
    ended = entry_at(session, to.seq)
    notice = dict(ended.content["notice"]) if ended else {"version": to.version}
    notice.pop("text", None)  # it stands in the entry that this one ends
    content: dict[str, Any] = {"purpose": to.purpose.value, "named": list(to.named), "notice": notice}
    content |= facts_of(decider, ON_A_SCREEN) | {"reason": reason} | dict(more or {})
    about = (person_id, decider.person_id) if decider else (person_id,)
    segment = NewSegment(Claim.FACT, by, about, content)
    entry = NewEntry(f"consent.{state.value}", by, (segment,), on_behalf_of=person_id, links={"ends": to.seq})
    return record(session, entry, now=now, rng=rng)


def notice_for(
    session: Session,
    person_id: str,
    purpose: Purpose,
    *,
    language: str = "en",
    say: Say = str,
    medium: str = "screen",
    standing: Standing | None = None,
    workers: Sequence[tuple[str, str]] | None = None,
    rules: Rules | None = None,
    now: datetime | None = None,
    aloud: bool = False,
) -> Notice:
    """The card as this person would see it now. :raise NotThere: where it would have to name a worker and cannot."""
    named = list(workers_of(session, person_id) if workers is None else workers)
    rules, face, age = rules or rules_at(), Face.ALOUD if aloud else Face.ASK, None
    if standing is not None and standing.said_yes and not aloud and _still_named(purpose, standing, named):
        face = Face.STOP
        named = _with_names(session, standing.named) or named
    elif now is not None and needs_carer(session, person_id, purpose, rules, now):
        face = Face.ALOUD_BOTH if aloud else Face.ASK_BOTH
        service = session.execute(select(Person.organisation_id).where(Person.id == person_id)).scalar()
        age = rules.art8_age(service, local_day(now))
    if purpose is Purpose.WORKER_SEES and not named:
        named = _with_names(session, standing.named if standing else ())
        if not named:
            raise NotThere
    return compose(card_for(purpose), face, language=language, say=say, named=named, medium=medium, age=age)


def _still_named(purpose: Purpose, standing: Standing, workers: Sequence[tuple[str, str]]) -> bool:
    return purpose is not Purpose.WORKER_SEES or {i for i, _ in workers} <= set(standing.named)


def _with_names(session: Session, ids: Sequence[str]) -> list[tuple[str, str]]:
    names = names_of(session, ids) if ids else {}
    return [(each, names[each]) for each in ids if each in names]


def workers_of(session: Session, person_id: str) -> list[tuple[str, str]]:
    """Id and name of everyone who works with this person now, the longest first."""
    now = (RelationRow.kind == Relation.WORKS_WITH.value, RelationRow.ended_at.is_(None))
    with_names = select(Person.id, Person.name).join(RelationRow, RelationRow.from_id == Person.id)
    found = session.execute(with_names.where(RelationRow.to_id == person_id, *now).order_by(RelationRow.seq))
    return list(dict.fromkeys((row.id, row.name) for row in found))


# Asking


def stands(session: Session, person_id: str, purpose: Purpose | str) -> bool:
    """Whether this person's Yes to a purpose stands now. For a worker and answers, ask `answers_open_to`."""
    return bool(within(session, _yes_to(purpose_named(purpose)), {"person": person_id}))


@cache
def _yes_to(purpose: Purpose) -> Select[int]:
    return select(STANDING.c.seq).where(STANDING.c.person_id == bindparam("person"), allows(purpose))


def answers_open_to(session: Session, person_id: str, worker_id: str) -> bool:
    """Whether a Yes stands that names this worker: a Yes to one worker is not a Yes to the next."""
    found = standing(session, person_id).get(Purpose.WORKER_SEES)
    return found is not None and found.stands and worker_id in found.named


def people_with(purpose: Purpose | str) -> Select[str]:
    """A select of the ids of everyone whose Yes to a purpose stands now: the only door from people to figures."""
    return select(STANDING.c.person_id).where(allows(purpose_named(purpose)))


def next_card(session: Session, person_id: str, now: datetime, after: Purpose | None = None) -> Purpose | None:
    """The next card to put before this person unasked; None when there is none."""
    workers = [i for i, _ in workers_of(session, person_id)]
    return next_to_ask(standing(session, person_id), now, workers=workers, after=after)


def history(session: Session, person_id: str, purpose: Purpose) -> list[Standing]:
    """Each step of one person on one purpose, oldest first. What parents said for them is not theirs."""
    about = entries_about(session, person_id, KINDS)[::-1]
    own = [standing_after(entry) for entry in about if decider_of(entry) is None]
    return [each for each in own if each.purpose is purpose]
