"""A route at Harbour: proposed by Lena, confirmed by Dee, with Sam and Priya on it, tried out and answered."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from people import Cast
from survey.accounts.store import add_account
from survey.house import House
from survey.people.role import Role
from survey.safety import store
from survey.safety.watching import Plan

UNSAFE: Mapping[str, tuple[int, ...]] = {"experience_1": (0, 1)}


def give_accounts(house: House, cast: Cast, *names: str, role: Role = Role.PRACTITIONER) -> None:
    with house.database.writing() as session:
        for name in names:
            who = {"person_id": getattr(cast, name), "email": f"{name}@example.org", "roles": [role]}
            add_account(session, **who, now=house.clock(), rng=house.rng)


def plan(*people: str, **changes: Any) -> Plan:
    usual: dict[str, Any] = {
        "name": "the safeguarding lead",
        "people": people,
        "hours": "mon-sun 09:00-17:00 Europe/London",
        "phone": "01632 960 001",
        "within": 60,
        "starts_on": date(2026, 9, 1),
    }
    watched = changes.pop("watched", UNSAFE)
    return Plan.of(("experience", 1), watched, **usual | changes)


def route(
    house: House, cast: Cast, people: Sequence[str] = ("sam", "priya"), *, proven: bool = True, **changes: Any
) -> int:
    """The place of a route that is live, unless it is not to be proven."""
    at: dict[str, Any] = {"now": house.clock(), "rng": house.rng}
    ids = [getattr(cast, name) for name in people]
    with house.database.writing() as session:
        seq = store.propose(session, "harbour", plan(*ids, **changes), by=cast.lena, **at)
        store.confirm(session, seq, "harbour", by=cast.dee, **at)
        if proven:
            store.send_test(session, seq, "harbour", by=cast.lena, **at)
            store.answer_test(session, seq, by=ids[0], **at)
    return seq
