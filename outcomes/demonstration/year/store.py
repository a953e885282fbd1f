"""Acting out the plan: each step of each young person's year goes in through the store function a page would use."""

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from outcomes.demonstration import steps
from outcomes.demonstration.area import MANAGER_OF, STAFF, colleague_of, round_id
from outcomes.demonstration.notes import NotePlan
from outcomes.demonstration.passing import store as passing
from outcomes.goals import store as goals
from outcomes.measures.framework import CATALYST, framework
from survey.consent.carers import store as carers
from survey.consent.decision import Answer, State
from survey.consent.notice import Notice
from survey.consent.purpose import Purpose
from survey.consent.rules import rules_at
from survey.consent.store import decide, notice_for
from survey.days import local_day
from survey.ledger.entry import Claim, NewSegment
from survey.ledger.store import record
from survey.people import store as people
from survey.people.looks.look import Onlooker, Seen
from survey.people.looks.store import looks_of, parts_about
from survey.people.person import Kind, age_on
from survey.people.relation import Relation
from survey.people.role import Role
from survey.questionnaires.shelf import Shelf
from survey.records import challenge, correction
from survey.records import store as records
from survey.records.opening import store as keys
from survey.responses.store import answer_all
from survey.settings import Settings

TIES = {"mother": Relation.PARENT, "father": Relation.PARENT, "sister": Relation.SIBLING}
LINK_DAYS = 30


@dataclass
class Living:
    """One young person while their year is acted out: who they became, and which entry each goal and note is."""

    course: steps.Course
    worker: str
    id: str = ""
    family_id: str = ""
    works_with: int | None = None  # the relation's entry, while somebody does
    goals: dict[int, int] = field(default_factory=dict)
    notes: dict[int, tuple[int, str]] = field(default_factory=dict)  # entry, and its author's key
    challenges: dict[int, int] = field(default_factory=dict)
    share: int = 0
    way_in: str = ""  # of whoever got the share
    request: int = 0


@dataclass
class Stage:
    """What acting needs: the staff by key, the questionnaires, chance, and the settings that sign and hash."""

    settings: Settings
    shelf: Shelf
    rng: random.Random
    staff: dict[str, str] = field(default_factory=dict)
    cards: dict[tuple[str, Purpose], Notice] = field(default_factory=dict)

    def when(self, at: datetime) -> dict[str, Any]:
        """Time and chance, as every store function takes them."""
        return {"now": at, "rng": self.rng}


def act(session: Session, stage: Stage, who: Living, step: steps.Step) -> None:
    """Do one step, as they or their worker would have done it."""
    ACTS[type(step)](session, stage, who, step)


def organisation_of(key: str) -> str:
    """Where a member of staff works."""
    return next(each.organisation for each in STAFF if each.key == key)


def _arrives(session: Session, stage: Stage, who: Living, step: steps.Arrives) -> None:
    plan, organisation, when = who.course.person, organisation_of(who.worker), stage.when(step.at)
    by = stage.staff[MANAGER_OF[organisation]]
    about: dict[str, Any] = {
        "born": plan.born,
        "area_code": plan.ward,
        "organisation_id": organisation,
        "described": plan.described,
    }
    who.id = people.add_person(session, kind=Kind.YOUNG_PERSON, name=plan.name, by=by, **about, **when)
    who.works_with = _works_with(session, stage, who, by, step.at)
    if plan.family:
        tie = TIES.get(plan.family.tie, Relation.CARER)
        who.family_id = people.add_person(session, kind=Kind.FAMILY, name=plan.family.name, by=by, **when)
        people.relate(session, tie, who.family_id, who.id, by=by, sees=plan.family.sees, **when)


def _works_with(session: Session, stage: Stage, who: Living, by: str, at: datetime) -> int:
    return people.relate(session, Relation.WORKS_WITH, stage.staff[who.worker], who.id, by=by, **stage.when(at))


def _parted(session: Session, stage: Stage, who: Living, step: steps.Step) -> None:
    assert who.works_with is not None
    people.end_relation(session, who.works_with, by=_manager_of(stage, who), **stage.when(step.at))
    who.works_with = None


def _manager_of(stage: Stage, who: Living) -> str:
    return stage.staff[MANAGER_OF[organisation_of(who.worker)]]


def _changed_worker(session: Session, stage: Stage, who: Living, step: steps.ChangedWorker) -> None:
    by = _manager_of(stage, who)
    _parted(session, stage, who, step)
    who.worker = colleague_of(who.worker)
    who.works_with = _works_with(session, stage, who, by, step.at)


def _invited(session: Session, stage: Stage, who: Living, step: steps.Invited) -> None:
    asked = round_id(organisation_of(who.worker), step.questionnaire, step.wave)
    by = _manager_of(stage, who) if who.works_with is None else stage.staff[who.worker]
    about: dict[str, Any] = {"by": by, "secret_key": stage.settings.secret_key, "days": LINK_DAYS}
    people.invite(session, who.id, round_id=asked, **about, **stage.when(step.at))


def _chose(session: Session, stage: Stage, who: Living, step: steps.Chose) -> None:
    stopping = step.state is State.WITHDRAWN
    notice = None if stopping else _card(session, stage, who, step.purpose)
    decide(session, who.id, step.purpose, step.state, notice=notice, **stage.when(step.at))
    if step.state is State.GIVEN and who.family_id:
        _family_too(session, stage, who, step)


def _family_too(session: Session, stage: Stage, who: Living, step: steps.Chose) -> None:
    """Where the law asks a parent or carer as well: in this area they say Yes when the young person does."""
    asked = carers.asked_of(session, who.family_id, rules_at(), step.at)
    for each in asked:
        if each.purpose is step.purpose:
            carers.decide_for(session, each, Answer.YES, each.notice("en", str), **stage.when(step.at))


def _card(session: Session, stage: Stage, who: Living, purpose: Purpose) -> Notice:
    """The card they are asked with. Everyone who has the same worker is shown the same words."""
    key = (who.worker, purpose)
    if key not in stage.cards:
        stage.cards[key] = notice_for(session, who.id, purpose)
    return stage.cards[key]


def _answered(session: Session, stage: Stage, who: Living, step: steps.Answered) -> None:
    asked = stage.shelf.latest(step.questionnaire)
    where = round_id(organisation_of(who.worker), step.questionnaire, step.wave)
    age = age_on(who.course.person.born, local_day(step.at))
    answer_all(session, who.id, where, asked, step.codes, age=age, **stage.when(step.at))


def _set_goal(session: Session, stage: Stage, who: Living, step: steps.SetGoal) -> None:
    together = step.with_worker and who.works_with is not None
    by, when = stage.staff[who.worker] if together else None, stage.when(step.at)
    goal = goals.set_goal(session, who.id, step.words, by=by, rating=step.rating, shared=step.shared, **when)
    who.goals[step.goal] = goal
    suggested = goals.goal_of(session, who.id, goal).cluster
    if step.grouping == "agreed" and suggested:
        goals.group_goal(session, who.id, goal, suggested, **when)
    elif step.grouping == "refused":
        goals.group_goal(session, who.id, goal, None, **when)
    elif step.grouping == "changed":
        others = [each.id for each in framework(CATALYST).clusters if each.id != suggested]
        goals.group_goal(session, who.id, goal, others[goal % len(others)], **when)


def _rated(session: Session, stage: Stage, who: Living, step: steps.Rated) -> None:
    goals.rate_goal(session, who.id, who.goals[step.goal], step.rating, **stage.when(step.at))


def _closed(session: Session, stage: Stage, who: Living, step: steps.Closed) -> None:
    goals.close_goal(session, who.id, who.goals[step.goal], step.how, words=step.words, **stage.when(step.at))


def _resumed(session: Session, stage: Stage, who: Living, step: steps.Resumed) -> None:
    goals.resume_goal(session, who.id, who.goals[step.goal], words=step.words, **stage.when(step.at))


def _wrote(session: Session, stage: Stage, who: Living, step: steps.Wrote) -> None:
    parts = [_part(claim, words, stage.staff[who.worker], who.id) for claim, words in step.plan.parts]
    made = records.make_note(session, stage.staff[who.worker], parts, happened_at=None, **stage.when(step.at))
    who.notes[step.note] = (made, who.worker)


def _part(claim: Claim, words: str, worker: str, person: str) -> NewSegment:
    return NewSegment(claim, person if claim is Claim.THEIR_WORDS else worker, (person,), {"words": words})


def _looked(session: Session, stage: Stage, who: Living, step: steps.Looked) -> None:
    viewer = stage.staff[colleague_of(who.worker) if step.covering else who.worker]
    shown = who.goals.values() if step.what == "goals" else [seq for seq, _ in who.notes.values()]
    seen = Seen(who.id, step.what, step.why, parts_about(session, who.id, shown))
    looker, when = Onlooker(viewer, roles=frozenset({Role.PRACTITIONER})), stage.when(step.at)
    for look in looks_of(session, looker, [seen], now=when["now"], hours=stage.settings.hours):
        record(session, look, **when)


def _challenged(session: Session, stage: Stage, who: Living, step: steps.Challenged) -> None:
    seq, kind = who.notes[step.note][0], challenge.Kind(step.kind)
    made = records.raise_challenge(session, who.id, seq, kind, step.words, **stage.when(step.at))
    who.challenges[step.note] = made


def _took_back(session: Session, stage: Stage, who: Living, step: steps.TookBack) -> None:
    records.withdraw_challenge(session, who.id, who.challenges[step.note], **stage.when(step.at))


def _acknowledged(session: Session, stage: Stage, who: Living, step: steps.Acknowledged) -> None:
    reviewer = stage.staff[colleague_of(who.notes[step.note][1])]
    records.acknowledge(session, who.challenges[step.note], reviewer, **stage.when(step.at))


def _decided(session: Session, stage: Stage, who: Living, step: steps.Decided) -> None:
    reviewer = stage.staff[colleague_of(who.notes[step.note][1])]
    claim = _plan_of(who, step.note).parts[0][0]
    parts = {0: correction.NewPart(step.put_right, claim)} if step.put_right else {}
    answer = correction.Answer(challenge.Outcome(step.how), step.reason, parts)
    records.decide(session, who.challenges[step.note], reviewer, answer, **stage.when(step.at))


def _plan_of(who: Living, note: int) -> NotePlan:
    return next(step.plan for step in who.course.steps if isinstance(step, steps.Wrote) and step.note == note)


def _said_their_side(session: Session, stage: Stage, who: Living, step: steps.SaidTheirSide) -> None:
    records.add_statement(session, who.id, who.notes[step.note][0], step.words, **stage.when(step.at))


def _chose_key(session: Session, stage: Stage, who: Living, step: steps.ChoseKey) -> None:
    keys.choose(session, who.id, step.words, pepper=stage.settings.secret_key, **stage.when(step.at))


def _lost_key(session: Session, stage: Stage, who: Living, step: steps.LostKey) -> None:
    keys.recover(session, who.id, by=stage.staff[who.worker], **stage.when(step.at))


ACTS: dict[type[steps.Step], Callable[[Session, Stage, Living, Any], None]] = {
    steps.Arrives: _arrives,
    steps.Invited: _invited,
    steps.Chose: _chose,
    steps.Answered: _answered,
    steps.SetGoal: _set_goal,
    steps.Rated: _rated,
    steps.Closed: _closed,
    steps.Resumed: _resumed,
    steps.Wrote: _wrote,
    steps.Looked: _looked,
    steps.Challenged: _challenged,
    steps.TookBack: _took_back,
    steps.Acknowledged: _acknowledged,
    steps.Decided: _decided,
    steps.SaidTheirSide: _said_their_side,
    steps.ChoseKey: _chose_key,
    steps.LostKey: _lost_key,
    steps.ChangedWorker: _changed_worker,
    steps.Parted: _parted,
    **passing.ACTS,
}
