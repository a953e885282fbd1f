"""A note of Sam's that is kept from Rosa from the first moment, and everyone who has to do with it."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy.orm import Session
from staff import Desk, desk_of

from people import Cast
from survey.app import Sayso
from survey.ledger.entry import Claim
from survey.people.role import Role
from survey.people.seals.seal import Authority, Mode, Seal
from survey.records.clock import local_day
from survey.records.notes.note import Draft
from survey.records.notes.store import write
from tests.survey.records.conftest import Visitor, amina, notes, rosa, visit  # noqa: F401 - fixtures

TEST = "Amina could be hurt at home if it were known that she spoke of this."
SEALED = "She is afraid on Sundays."
Write = Callable[..., None]


def seal_from(person: str, viewer: str, mode: Mode = Mode.SILENT, **other: Any) -> Seal:
    given = {"mode": mode, "authority": Authority.SOCIAL_WORK, "test": TEST}
    return Seal.of(person, viewer, **given | other)


@pytest.fixture
def sam(sayso: Sayso, cast: Cast) -> Desk:
    return desk_of(sayso, cast.sam, Role.PRACTITIONER)


@pytest.fixture
def lena(sayso: Sayso, cast: Cast) -> Desk:
    return desk_of(sayso, cast.lena, Role.MANAGER)


@pytest.fixture
def dee(sayso: Sayso, cast: Cast) -> Desk:
    return desk_of(sayso, cast.dee, Role.DATA_LEAD)


@pytest.fixture
def now(sayso: Sayso) -> Callable[[], dict[str, Any]]:
    return lambda: {"now": sayso.house.clock(), "rng": sayso.house.rng}


@pytest.fixture
def write_kept(sayso: Sayso, cast: Cast, now) -> Write:
    """Write a note of which one part is kept from Rosa."""

    def do(session: Session, *, mode: Mode = Mode.SILENT, about: tuple[str, ...] = (), viewer: str = "") -> None:
        viewer = viewer or cast.rosa
        child = "It could put her life at risk to read this alone." if viewer == cast.amina else ""
        drafts = [
            Draft(Claim.FACT, (cast.amina, cast.rosa), "They came together."),
            Draft(Claim.OBSERVATION, about or (cast.amina,), SEALED, kept_from=(viewer,)),
        ]
        seals = [seal_from(cast.amina, viewer, mode, child_test=child)]
        today = local_day(sayso.house.clock())
        write(session, cast.sam, cast.amina, drafts, seals, happened_at=None, today=today, **now())

    return do
