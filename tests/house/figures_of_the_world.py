"""A release in the world of the table of who may, and the next cohort, which is open: written down, not counted."""

from datetime import date
from typing import Any

from sqlalchemy import insert
from sqlalchemy.orm import Session

from outcomes.disclosure.programme import Programme
from outcomes.impact.export.files import FORMS, scope
from outcomes.impact.export.models import ReleaseFileRow
from outcomes.impact.kept.store import Fresh, keep, release_book
from outcomes.impact.questions.store import pose, promise
from outcomes.impact.readings.reading import Group, How
from outcomes.impact.readings.store import Signer, sign
from outcomes.impact.store import open_cohort
from survey.people.role import Role
from tests.outcomes.impact.export.books import a_book


def add_a_release(session: Session, carys: str, **at: Any) -> dict[str, str]:
    """One release with every kind of table, made by hand, with what a commissioner says beside it."""
    made, open_days = a_book(title="Spring"), {"opens_on": date(2026, 7, 1), "closes_on": date(2026, 9, 30)}
    cohort = open_cohort(session, title="Summer", now=at["now"], **open_days)
    days = (made.opens_on, made.closes_on, made.published_on)
    programme = Programme(made.programme, made.dimensions, made.tables, made.scales)
    report = {"tried": [{"programme": "crossed", "tables": 8, "cells": 40, "shown": 31, "why_not": ""}]}
    number = keep(session, Fresh(cohort.id + 1, made.title, made.place, *days, programme, made.figures, report))
    _keep_files(session, number)
    signer = Signer("Head of data", How.THEMSELVES, carys, frozenset({Role.COMMISSIONER}))
    reading = sign(session, number, Group.COMMISSIONERS, "More of them said yes.", signer, **at)
    asks = {"as_role": Role.COMMISSIONER, "by": carys, **at}
    question = pose(session, number, "How far do they go?", **asks)
    promised = promise(session, number, "A bus will come.", at["now"].date(), **asks)
    said = {"reading": str(reading), "asked": str(question), "promised": str(promised)}
    return {"release": str(number), "cohort": str(cohort.id)} | said


def _keep_files(session: Session, number: int) -> None:
    """Each file as if it had been written: who may have it is asked here, not what is in it."""
    about = {"release_id": number, "scope": scope(release_book(session, number)), "content": b"-", "sha256": "0" * 64}
    session.execute(insert(ReleaseFileRow), [about | {"name": each.name} for each in FORMS])
