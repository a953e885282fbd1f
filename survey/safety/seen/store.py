"""Alerts as those on the route see them: through the door, so that the young person reads who looked and why."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from survey.errors import NotThere
from survey.ledger.store import entries
from survey.people.looks.look import Found, Looker, Seen, Wanted
from survey.people.looks.store import in_duty, name_of
from survey.people.relation import Relation
from survey.people.store import names_of, person_of, relations_to
from survey.records.store import restrictions
from survey.responses.counting.store import counts
from survey.safety.alert import Alert, require_on_it
from survey.safety.alerts.store import alert_at, open_alerts, people_for
from survey.safety.store import route_at
from survey.safety.watching import Route

WHY = "You sent an answer that we watch for, and I am the one who is told."
WHAT = "answers"


@dataclass(frozen=True)
class Waiting:
    """One alert on the list: who it is, who has it, whose turn it is."""

    alert: Alert
    name: str
    taken_by: str
    turn: str


def mine() -> Wanted[list[Waiting]]:
    """What is open and waits for those on a route of whom the looker is one. Nothing for anyone else."""

    def find(session: Session, looker: Looker, now: datetime) -> Found[list[Waiting]]:
        found = [
            (alert, people)
            for alert in open_alerts(session, looker.organisation_id)
            if looker.person_id in (people := people_for(session, alert))
        ]
        names = names_of(session, {each for a, people in found for each in (a.person_id, a.taken_by, *people) if each})
        seen = in_duty(session, [a.person_id for a, _people in found], [(a.seq, 0) for a, _people in found], WHY)
        return Found([_waiting(alert, people, names) for alert, people in found], seen)

    return Wanted(find)


def _waiting(alert: Alert, people: tuple[str, ...], names: Mapping[str, str]) -> Waiting:
    turn = names.get(alert.told(people), "")
    return Waiting(alert, names.get(alert.person_id, ""), names.get(alert.taken_by or "", ""), turn)


@dataclass(frozen=True)
class Opened:
    """One alert, and of the answers only what is watched; empty where the young person has deleted it since."""

    alert: Alert
    route: Route
    name: str
    taken_by: str
    workers: tuple[str, ...]
    is_mine: bool
    given: Mapping[str, Any]  # by item: the code, or 1 for one of several
    is_contested: bool
    is_changed: bool


def one(seq: int) -> Wanted[Opened]:
    """One alert. :raise NotThere: for anyone who is not on its route, just as for none."""

    def find(session: Session, looker: Looker, now: datetime) -> Found[Opened]:
        alert = alert_at(session, seq)
        if alert.organisation_id != looker.organisation_id:
            raise NotThere
        require_on_it(people_for(session, alert), looker.person_id)
        person = person_of(session, alert.person_id)
        opened = _opened(session, alert, looker.person_id)
        parts = name_of(person) | {(alert.seq, 0)}
        if opened.given:
            parts |= {(alert.answers_seq, 0)}
        return Found(opened, (Seen(person.id, WHAT, WHY, parts, has_to=True),))

    return Wanted(find)


def _opened(session: Session, alert: Alert, looker_id: str) -> Opened:
    route = route_at(session, alert.route_seq, alert.organisation_id)
    workers = [each.from_id for each in relations_to(session, alert.person_id, [Relation.WORKS_WITH])]
    names = names_of(session, [alert.person_id, alert.taken_by or "", *workers])
    return Opened(
        alert,
        route,
        names.get(alert.person_id, ""),
        names.get(alert.taken_by or "", ""),
        tuple(names.get(each, "") for each in workers),
        looker_id in workers,
        _given(session, alert),
        bool(restrictions(session, {alert.answers_seq})),
        not counts(session, alert.answers_seq),
    )


def _given(session: Session, alert: Alert) -> dict[str, Any]:
    """The answers that raised it, as far as they are still there: these and no others."""
    items = {item for entry in entries(session, [alert.seq]) for item in entry.content["items"]}
    found: dict[str, Any] = {}
    for entry in entries(session, [alert.answers_seq]):
        said = entry.content["answers"].items()
        found |= {item: code for item, code in said if item in items or item.rpartition(".")[0] in items}
    return found
