"""A parent's or carer's own choice for a child: whom they are asked for, and recording what they say.

It is asked whatever the child said, shows nothing of what the child said, and can never give what the child did not.
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from survey.consent.decision import ALLOWING, Answer, State, after
from survey.consent.evidence import Decider
from survey.consent.notice import Face, Notice, Say, compose
from survey.consent.projection.store import carers_of
from survey.consent.purpose import Choice, Purpose, card_for
from survey.consent.rules import Rules
from survey.consent.standing import CarerSaid, require_carer_step
from survey.consent.store import needs_carer
from survey.consent.words.store import keep
from survey.days import local_day
from survey.errors import NotThere
from survey.ledger.entry import Claim, NewEntry, NewSegment
from survey.ledger.store import record, take_turn
from survey.people.models import Person
from survey.people.relation import Relation
from survey.people.relations.store import standing_from

MAY_DECIDE = (Relation.PARENT, Relation.CARER)
BY_CONSENT = tuple(purpose for purpose in Purpose if card_for(purpose).choice is Choice.CONSENT)


@dataclass(frozen=True)
class Asked:
    """One choice that a parent or carer is asked to make for one child, and what they have said to it."""

    decider: Decider
    child_id: str
    child: str
    purpose: Purpose
    said: CarerSaid | None

    @property
    def said_yes(self) -> bool:
        """Whether a Yes of theirs is in force, to the card that is in use now."""
        said = self.said
        return said is not None and said.state in ALLOWING and said.version == card_for(self.purpose).version

    def notice(self, language: str, say: Say) -> Notice:
        """The card as they see it now: asking, or what stopping means."""
        face = Face.CARER_STOP if self.said_yes else Face.CARER
        return compose(card_for(self.purpose), face, language=language, say=say, child=self.child)

    def after(self, answer: Answer) -> State:
        """Where a tap of theirs leads. What a parent takes back was another's, so it is not withdrawn but revoked."""
        state = after(self.said.state if self.said else None, answer)
        return State.REVOKED if state is State.WITHDRAWN else state


def asked_of(session: Session, person_id: str, rules: Rules, now: datetime) -> list[Asked]:
    """Every choice this person is asked to make for a child, today. None where the child's own Yes is enough."""
    found: list[Asked] = []
    for relation in standing_from(session, person_id, MAY_DECIDE, local_day(now)):
        child = session.execute(select(Person.name).where(Person.id == relation.to_id)).scalar_one()
        for purpose in BY_CONSENT:
            if needs_carer(session, relation.to_id, purpose, rules, now):
                mine = [s for s in carers_of(session, relation.to_id, purpose) if s.decider.person_id == person_id]
                decider = Decider(person_id, relation.seq)
                found.append(Asked(decider, relation.to_id, child, purpose, mine[0] if mine else None))
    return found


def the_one(asked: Sequence[Asked], child_id: str, purpose: Purpose) -> Asked:
    """The choice about this child and purpose. :raise NotThere: where it is not theirs to make, or not asked."""
    for each in asked:
        if (each.child_id, each.purpose) == (child_id, purpose):
            return each
    raise NotThere


def decide_for(
    session: Session, asked: Asked, answer: Answer, notice: Notice, *, now: datetime, rng: random.Random
) -> int:
    """Record what they say, and give its place. The same answer to the same words again records nothing.

    :raise NoSuchStep: :raise WordsChanged:
    """
    take_turn(session)
    state = asked.after(answer)
    require_carer_step(asked.said, state)
    if asked.said and (asked.said.state, asked.said.version) == (state, notice.version):
        return asked.said.seq
    keep(session, notice)
    decider = asked.decider
    content: dict[str, Any] = {"purpose": asked.purpose.value, "named": [], "notice": notice.facts()}
    content |= {"decider": {"person": decider.person_id, "relation": decider.relation_seq}}
    about = (asked.child_id, decider.person_id)
    segment = NewSegment(Claim.THEIR_WORDS, decider.person_id, about, content)
    kind = f"consent.{state.value}"
    entry = NewEntry(kind, decider.person_id, (segment,), on_behalf_of=asked.child_id)
    return record(session, entry, now=now, rng=rng).seq
