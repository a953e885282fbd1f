"""Acting out what is passed on, put right with whoever got it, and asked for: through the functions that pages use."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from sqlalchemy.orm import Session

from outcomes.demonstration import steps
from outcomes.demonstration.area import MANAGER_OF, STAFF
from survey.days import local_day
from survey.sharing import store as shares
from survey.sharing.getting import store as getting
from survey.sharing.putting_right import store as putting_right
from survey.sharing.request import Asker, Ending, Power, Request, Result
from survey.sharing.requests import store as requests
from survey.sharing.share import Authority, Share, Telling, Told

if TYPE_CHECKING:
    from outcomes.demonstration.year.store import Living, Stage


def _would_pass_on(session: Session, stage: Stage, who: Living, step: steps.WouldPassOn) -> None:
    seq, author = who.notes[step.note]
    organisation, recipient = step.to
    share = Share.of(
        tuple((seq, ordinal) for ordinal in step.parts),
        organisation=organisation,
        recipient=recipient,
        necessity=step.necessity,
        authority=Authority.CONSENT,
        authority_words="",
        told=Told.of(Telling.BEFORE, None, "", local_day(step.at)),
    )
    who.share = shares.propose(session, who.id, share, by=stage.staff[author], **stage.when(step.at))


def _said_yes(session: Session, stage: Stage, who: Living, step: steps.SaidYesToIt) -> None:
    who.way_in = shares.answer(session, who.share, by=who.id, agree=True, **stage.when(step.at)) or ""


def _got(session: Session, stage: Stage, who: Living, step: steps.Got) -> None:
    behind = getting.opened(session, who.way_in, **stage.when(step.at))
    getting.acknowledge(session, who.way_in, name=step.name, up_to=behind.recipient.newest or 0, **stage.when(step.at))


def _told_of_change(session: Session, stage: Stage, who: Living, step: steps.ToldOfChange) -> None:
    worker = stage.staff[who.worker]
    who.way_in = putting_right.hand_over(session, who.share, by=worker, **stage.when(step.at))


def _asked_for(session: Session, stage: Stage, who: Living, step: steps.AskedFor) -> None:
    """Written down, weighed by the worker's manager, decided by the data lead."""
    organisation = next(each.organisation for each in STAFF if each.key == who.worker)
    manager, when = stage.staff[MANAGER_OF[organisation]], stage.when(step.at)
    asker, which = step.by
    asked = Request.of(
        Asker(asker),
        organisation=which,
        power=Power(step.power),
        power_words="",
        compulsory=False,
        scope=step.scope,
    )
    who.request = requests.receive(session, who.id, asked, organisation_id=organisation, by=manager, **when)
    told: dict[str, Any] = {"tell_on": local_day(step.told), "today": local_day(step.at)}
    ending = Ending.of(asked, Result(step.result), reason=step.reason, given="", **told)
    requests.weigh(session, who.request, ending, by=manager, **when)
    weighed = requests.request_here(session, who.request, organisation).weighed_seq or 0
    requests.decide(session, who.request, weighed=weighed, by=stage.staff["dee"], **when)


def _heard_of_it(session: Session, stage: Stage, who: Living, step: steps.HeardOfIt) -> None:
    requests.tell(session, who.request, by=None, **stage.when(step.at))


ACTS: dict[type[steps.Step], Callable[[Session, Stage, Living, Any], None]] = {
    steps.WouldPassOn: _would_pass_on,
    steps.SaidYesToIt: _said_yes,
    steps.Got: _got,
    steps.ToldOfChange: _told_of_change,
    steps.AskedFor: _asked_for,
    steps.HeardOfIt: _heard_of_it,
}
