"""Recording what a service gave in a period, and reading what that comes to for a cohort."""

import random
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from outcomes.activity.given import Given, GivenWrong, Input, Measure, inputs
from outcomes.activity.models import ActivityRow
from survey.ledger.entry import Claim, NewEntry, NewSegment, Recorded
from survey.ledger.projection import Projection, register
from survey.ledger.store import record, take_turn
from survey.people.models import Organisation

RECORDED = "activity.recorded"


def record_activity(session: Session, given: Given, *, by: str | None, now: datetime, rng: random.Random) -> int:
    """Record what was given in a period, or correct it. :raise GivenWrong: when some of its days are in another."""
    take_turn(session)
    if any(given.overlaps(each) for each in periods(session, given.organisation_id)):
        raise GivenWrong("Some of these days are in a period that you gave before. Give the same first and last day.")
    facts = {
        "organisation": given.organisation_id,
        "from": given.opens_on.isoformat(),
        "to": given.closes_on.isoformat(),
        "amounts": {measure.value: str(amount) for measure, amount in given.amounts.items()},
    }
    return record(session, NewEntry(RECORDED, by, (NewSegment(Claim.FACT, by, (), facts),)), now=now, rng=rng).seq


def _recorded(session: Session, entry: Recorded) -> None:
    facts = entry.content
    days = {"opens_on": date.fromisoformat(facts["from"]), "closes_on": date.fromisoformat(facts["to"])}
    here = (ActivityRow.organisation_id == facts["organisation"], ActivityRow.opens_on == days["opens_on"])
    before = delete(ActivityRow).where(*here, ActivityRow.closes_on == days["closes_on"])
    session.execute(before.execution_options(synchronize_session=False))
    values = {"seq": entry.seq, "organisation_id": facts["organisation"], "amounts": facts["amounts"]}
    session.execute(insert(ActivityRow).values(values | days))


register(Projection("activity", (ActivityRow,), {RECORDED: _recorded}))


def periods(session: Session, organisation_id: str) -> list[Given]:
    """What an organisation gave, the newest period first."""
    theirs = select(ActivityRow).where(ActivityRow.organisation_id == organisation_id)
    return _read(session.scalars(theirs.order_by(ActivityRow.closes_on.desc())).all())


def inputs_between(
    session: Session, opens_on: date, closes_on: date, organisation_id: str | None = None
) -> list[Input]:
    """What was given in the periods whose last day lies between these, by organisation and measure."""
    within = select(ActivityRow).where(ActivityRow.closes_on.between(opens_on, closes_on))
    if organisation_id is not None:
        within = within.where(ActivityRow.organisation_id == organisation_id)
    return inputs(_read(session.scalars(within.order_by(ActivityRow.opens_on)).all()))


def _read(rows: Sequence[ActivityRow]) -> list[Given]:
    return [
        Given(
            row.organisation_id,
            row.opens_on,
            row.closes_on,
            {measure: Decimal(row.amounts[measure.value]) for measure in Measure if measure.value in row.amounts},
        )
        for row in rows
    ]


def organisations(session: Session) -> list[str]:
    """The id of every organisation here."""
    return list(session.scalars(select(Organisation.id)))
