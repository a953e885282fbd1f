"""Routes: proposed, confirmed by another, tried out, ended. Each step is an entry about nobody; the rest follows."""

import random
from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any, cast

from sqlalchemy import Table, insert, select, update
from sqlalchemy.orm import Session

from survey.accounts.store import colleagues
from survey.alone import within
from survey.days import local_day
from survey.errors import AlreadyDone, DomainError, NotThere
from survey.ledger.entry import Claim, NewEntry, NewSegment, Recorded
from survey.ledger.projection import Projection, register
from survey.ledger.store import record, take_turn
from survey.people.models import Link, Organisation
from survey.people.role import Role
from survey.post.letter import Letter, Words
from survey.post.store import Kind, Pen, write
from survey.post.store import register as register_letter
from survey.questionnaires.models import Round
from survey.safety.addresses.store import address_of
from survey.safety.models import WatchRow
from survey.safety.watching import NobodyOnIt, Plan, Route

TEST = "watch_test"
MANAGES = frozenset({Role.MANAGER.value})
CAN_BE_TOLD = MANAGES | {Role.PRACTITIONER.value}


class SomeoneElse(DomainError):
    """You proposed this. Someone else has to confirm it."""

    kind = "conflict"


class NotByYou(DomainError):
    """You sent this test. Someone else on the list has to answer it."""

    kind = "conflict"


class TooLate(DomainError):
    """Nobody answered this test within the hour. Send another one."""

    kind = "conflict"


# What is recorded


def propose(session: Session, organisation_id: str, plan: Plan, *, by: str, now: datetime, rng: random.Random) -> int:
    """Write a route down. It watches nothing yet. :raise NobodyOnIt: when someone on it cannot sign in here."""
    take_turn(session)
    if not set(plan.people) <= staff_of(session, organisation_id).keys():
        raise NobodyOnIt
    return _act(session, "watch.proposed", {"organisation": organisation_id} | plan.facts(), by, now, rng)


def confirm(
    session: Session, seq: int, organisation_id: str | None, *, by: str, now: datetime, rng: random.Random
) -> None:
    """A second person agrees; what stood for the same questions ends. :raise SomeoneElse: :raise AlreadyDone:"""
    take_turn(session)
    route = route_at(session, seq, organisation_id)
    if route.ended_at is not None or route.confirmed_by is not None:
        raise AlreadyDone
    if by == route.proposed_by:
        raise SomeoneElse
    for other in routes_of(session, organisation_id):
        same = (other.plan.questionnaire, other.plan.version) == (route.plan.questionnaire, route.plan.version)
        if same and other.confirmed_by and other.ended_at is None:
            _act(session, "watch.ended", {"route": other.seq}, by, now, rng, route=other.seq)
    _act(session, "watch.confirmed", {"route": seq}, by, now, rng, route=seq)


def end(session: Session, seq: int, organisation_id: str | None, *, by: str, now: datetime, rng: random.Random) -> None:
    """It watches nothing from now. One person is enough: off is the safe side of saying what is true."""
    take_turn(session)
    if route_at(session, seq, organisation_id).ended_at is not None:
        raise AlreadyDone
    _act(session, "watch.ended", {"route": seq}, by, now, rng, route=seq)


def send_test(
    session: Session, seq: int, organisation_id: str | None, *, by: str, now: datetime, rng: random.Random
) -> None:
    """Write to all on the route, saying that it is a test. :raise AlreadyDone: it ended, or was not confirmed."""
    take_turn(session)
    route = route_at(session, seq, organisation_id)
    if route.ended_at is not None or route.confirmed_by is None or route.awaits_answer(now):
        raise AlreadyDone
    test = _act(session, "watch.test_sent", {"route": seq}, by, now, rng, route=seq)
    for place in range(len(route.people)):
        write(session, TEST, seq, f"{TEST}:{test}:{place}", now)


def answer_test(session: Session, seq: int, *, by: str, now: datetime, rng: random.Random) -> None:
    """Someone on the route says that they got the test. :raise NotThere: :raise NotByYou: :raise TooLate:"""
    take_turn(session)
    route = route_at(session, seq, None, anywhere=True)
    if by not in route.people or route.ended_at is not None or route.tested_at is None:
        raise NotThere
    if by == route.tested_by:
        raise NotByYou
    if route.is_answered:
        raise AlreadyDone
    if not route.awaits_answer(now):
        raise TooLate
    _act(session, "watch.test_answered", {"route": seq}, by, now, rng, route=seq, test=route.test_seq or 0)


def _act(
    session: Session, kind: str, facts: Mapping[str, Any], by: str, now: datetime, rng: random.Random, **links: int
) -> int:
    segment = NewSegment(Claim.FACT, by, (), facts)
    return record(session, NewEntry(kind, by, (segment,), links=links), now=now, rng=rng).seq


def _proposed(session: Session, entry: Recorded) -> None:
    plan = {name: value for name, value in entry.content.items() if name != "organisation"}
    key = {"questionnaire": plan["questionnaire"], "version": plan["version"]}
    when = {"starts_on": date.fromisoformat(plan["starts_on"]), "proposed_by": entry.actor}
    values = {"seq": entry.seq, "organisation_id": entry.content["organisation"], "plan": plan}
    session.execute(insert(WatchRow), values | key | when)


def _set(session: Session, entry: Recorded, **values: Any) -> None:
    changed = update(WatchRow).where(WatchRow.seq == entry.links["route"]).values(values)
    session.execute(changed.execution_options(synchronize_session=False))


register(
    Projection(
        "watched answers",
        (WatchRow,),
        {
            "watch.proposed": _proposed,
            "watch.confirmed": lambda session, entry: _set(session, entry, confirmed_by=entry.actor),
            "watch.ended": lambda session, entry: _set(session, entry, ended_at=entry.at),
            "watch.test_sent": lambda session, entry: _set(
                session, entry, test_seq=entry.seq, tested_at=entry.at, tested_by=entry.actor
            ),
            "watch.test_answered": lambda session, entry: _set(
                session, entry, proven_at=entry.at, proven_seq=entry.links["test"]
            ),
        },
    )
)


# What stands


def staff_of(session: Session, organisation_id: str | None, roles: frozenset[str] = CAN_BE_TOLD) -> dict[str, str]:
    """Who of an organisation can be told: names, by id."""
    found = colleagues(session, organisation_id)
    return {each.person_id: each.name for each in found if roles & set(each.roles)}


def route_at(session: Session, seq: int, organisation_id: str | None, *, anywhere: bool = False) -> Route:
    """One route of this organisation. :raise NotThere: for another's, just as for none."""
    row = session.get(WatchRow, seq, populate_existing=True)
    if row is None or not (anywhere or row.organisation_id == organisation_id):
        raise NotThere
    return _route(row, frozenset(staff_of(session, row.organisation_id)))


def routes_of(session: Session, organisation_id: str | None) -> list[Route]:
    """Every route of an organisation, the newest first."""
    rows = select(WatchRow).where(WatchRow.organisation_id == organisation_id).order_by(WatchRow.seq.desc())
    found = session.scalars(rows, execution_options={"populate_existing": True}).all()
    staff = frozenset(staff_of(session, organisation_id)) if found else frozenset()
    return [_route(row, staff) for row in found]


def asked_here(session: Session, organisation_id: str | None, today: date) -> list[tuple[str, int]]:
    """The questionnaires that can be watched: those of rounds here that are not over."""
    here = (Round.organisation_id == organisation_id, Round.closes_on >= today)
    keys = select(Round.questionnaire, Round.version).where(*here).distinct().order_by(Round.questionnaire)
    return [(name, version) for name, version in session.execute(keys)]


def live_route(session: Session, round_id: str, now: datetime) -> Route | None:
    """The route that watches this round now; None where nothing is watched."""
    return _live(session, lambda: _standing().where(Round.id == round_id), now)


def live_route_of_link(session: Session, hashed: bytes, now: datetime) -> tuple[Route, str] | None:
    """The same for whoever holds this link, and the organisation's name."""
    of_link = Link.token_hash == hashed
    route = _live(session, lambda: _standing().join(Link, Link.round_id == Round.id).where(of_link), now)
    return (route, session.get_one(Organisation, route.organisation_id).name) if route else None


def is_anything_watched(session: Session) -> bool:
    """Whether any route stands here at all. Mostly none does, and whoever sends should not wait to learn so."""
    return bool(within(session, ANY_ROUTE, {}))


_ROUTES = cast(Table, WatchRow.__table__)
ANY_ROUTE = select(_ROUTES.c.seq).where(_ROUTES.c.confirmed_by.is_not(None), _ROUTES.c.ended_at.is_(None)).limit(1)


def _standing() -> Any:
    same = (WatchRow.questionnaire == Round.questionnaire) & (WatchRow.version == Round.version)
    asked = select(WatchRow).join(Round, (WatchRow.organisation_id == Round.organisation_id) & same)
    return asked.where(WatchRow.confirmed_by.is_not(None), WatchRow.ended_at.is_(None)).order_by(WatchRow.seq.desc())


def _live(session: Session, rows: Callable[[], Any], now: datetime) -> Route | None:
    if not is_anything_watched(session):
        return None
    row = session.scalars(rows().limit(1), execution_options={"populate_existing": True}).first()
    if row is None:
        return None
    route = _route(row, frozenset(staff_of(session, row.organisation_id)))
    return route if route.off(now, local_day(now)) is None else None


def _route(row: WatchRow, staff: frozenset[str]) -> Route:
    tested = {"test_seq": row.test_seq, "tested_at": row.tested_at, "tested_by": row.tested_by}
    known: dict[str, Any] = tested | {"proven_at": row.proven_at, "proven_seq": row.proven_seq}
    known["ended_at"] = row.ended_at
    plan = Plan.from_facts(row.plan)
    return Route(row.seq, row.organisation_id, plan, row.proposed_by, staff, row.confirmed_by, **known)


# The letter of a test


def test_words(session: Session, letter: Letter, pen: Pen) -> Words | None:
    """That it is a test, and where to answer it. Nothing about anyone."""
    row = session.get(WatchRow, letter.about, populate_existing=True)
    if row is None or row.ended_at is not None:
        return None
    route, place = _route(row, frozenset(staff_of(session, row.organisation_id))), int(letter.once.rpartition(":")[2])
    address = address_of(session, route.people[place]) if place < len(route.people) else None
    if address is None or not route.awaits_answer(pen.now):
        return None
    _ = pen.say
    said = _("This is a test. Please sign in within the hour and say that you got it:\n%(link)s")
    return Words(address, _("A test: please answer within the hour"), said % {"link": desk(pen)})


def desk(pen: Pen) -> str:
    """Where staff find what waits for them."""
    return f"{pen.house.settings.base_url.rstrip('/')}/desk/safety/"


register_letter(TEST, Kind(test_words, lambda _session, _letter, _now, _rng: None))
