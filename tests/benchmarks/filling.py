"""Invented young people with answers at two times, put into every table that counting reads: by bulk, at any size."""

import json
import random
import sqlite3
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import JSON, insert
from sqlalchemy.orm import Session

from outcomes.goals.models import GoalRow, RatingRow
from outcomes.measures.models import Score
from survey.consent.models import ConsentStanding
from survey.people.models import Area, Organisation, Person
from survey.questionnaires.models import Round

NOW = datetime(2026, 9, 30, 12, tzinfo=UTC)
BATCH = 10_000
STRANDS = ("feelings", "temper", "focus", "friends", "kindness")
Rows = list[dict[str, Any]]


def fill(session: Session, size: int) -> None:
    """Fill an empty, migrated database with so many."""
    for model, rows in _rows(size):
        if len(rows) < BATCH // 2:
            session.execute(insert(model), rows)
        else:
            _in_bulk(session, model, rows)


def _in_bulk(session: Session, model: Any, rows: Rows) -> None:
    """As the driver takes them fastest: COPY, or one statement for all."""
    columns = list(rows[0])
    json_columns = {name for name in columns if isinstance(model.__table__.c[name].type, JSON)}
    values = [[json.dumps(row[name]) if name in json_columns else row[name] for name in columns] for row in rows]
    raw = session.connection().connection.driver_connection
    if isinstance(raw, sqlite3.Connection):
        _executemany(raw, model.__tablename__, columns, values)
        return
    with raw.cursor() as cursor, cursor.copy(f"COPY {model.__tablename__} ({', '.join(columns)}) FROM STDIN") as copy:
        for each in values:
            copy.write_row(each)


def _executemany(raw: sqlite3.Connection, table: str, columns: Sequence[str], values: list[list[Any]]) -> None:
    said = [[_text(value) if isinstance(value, datetime) else value for value in row] for row in values]
    marks = ", ".join("?" * len(columns))
    raw.executemany(f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})", said)  # noqa: S608 - our own tables


def _text(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S.%f")


def _rows(size: int) -> Iterator[tuple[Any, list[dict[str, Any]]]]:
    """Every table that counting reads, in batches."""
    rng = random.Random(size)
    boroughs = [f"B{b}" for b in range(3)]
    areas = [{"code": code, "name": code, "level": "borough", "parent": None, "vintage": None} for code in boroughs]
    yield Area, areas
    wards = [(f"W{b}{w:02d}", f"B{b}") for b in range(3) for w in range(12)]
    yield Area, [{"code": w, "name": w, "level": "ward", "parent": b, "vintage": None} for w, b in wards]
    yield Organisation, [{"id": f"org{n}", "name": f"Organisation {n}"} for n in range(3)]
    yield Round, [_round(wave) for wave in (1, 2)]
    for start in range(0, size, BATCH):
        numbers = range(start, min(size, start + BATCH))
        yield Person, [_person(rng, n, wards) for n in numbers]
        yield ConsentStanding, [_yes(n, purpose) for n in numbers for purpose in ("count_me", "link_answers")]
        yield GoalRow, [_goal(rng, n) for n in numbers]
        yield RatingRow, [row for n in numbers for row in _ratings(rng, n)]
        yield Score, [row for n in numbers for row in _scores(rng, n)]


def _round(wave: int) -> dict[str, Any]:
    days = {"opens_on": date(2026, 1, 1), "closes_on": date(2026, 12, 31), "change_until": None}
    about = {"questionnaire": "strands", "version": 1, "title": "Strands", "wave": wave, "basis": "consent"}
    return {"id": f"r{wave}", "organisation_id": "org0"} | about | days


def _person(rng: random.Random, n: int, wards: list[tuple[str, str]]) -> dict[str, Any]:
    said = {"gender": rng.choice(("girl", "boy", "girl", "boy", "")), "ethnicity": rng.choice(("White", "Asian", ""))}
    born = f"{rng.randrange(2002, 2018)}-0{rng.randrange(1, 10)}"
    about = {"area_code": rng.choice(wards)[0], "organisation_id": f"org{rng.randrange(3)}", "described": said}
    return {"id": f"{n:032x}", "seq": n, "kind": "young_person", "name": "", "born": born, "added_at": _at(0)} | about


def _at(days: int) -> datetime:
    return NOW - timedelta(days=190 - days)


def _yes(n: int, purpose: str) -> dict[str, Any]:
    about = {"state": "given", "effective": "given", "seq": n, "at": _at(0), "version": 1, "named": []}
    return {
        "person_id": f"{n:032x}",
        "purpose": purpose,
        "needs_carer": False,
        "review_on": None,
        "reason": None,
    } | about


def _goal(rng: random.Random, n: int) -> dict[str, Any]:
    reached = rng.random() < 0.55
    ended = {"state": "achieved" if reached else "live", "closed_at": _at(150) if reached else None}
    about = {"words": "A goal", "own_words": True, "set_by": f"{n:032x}", "set_at": _at(1), "closing_words": None}
    group = {"framework": "catalyst-2012", "cluster": rng.choice(("communication", "confidence", None))}
    more = {"grouped_by": "suggested", "replaces": None, "shared": False}
    return {"id": 10 * n, "person_id": f"{n:032x}"} | about | ended | group | more


def _ratings(rng: random.Random, n: int) -> Iterator[dict[str, Any]]:
    for turn, days in enumerate((2, 120)):
        value = rng.randrange(2, 6) + turn * rng.randrange(0, 4)
        yield {"seq": 10 * n + 1 + turn, "goal_id": 10 * n, "value": value, "at": _at(days), "words": None}


def _scores(rng: random.Random, n: int) -> Iterator[dict[str, Any]]:
    about = {"measure": "strands", "measure_version": 1, "person_id": f"{n:032x}"}
    for wave in (1, 2):
        at = {"entry_seq": 10 * n + 3 + wave, "round_id": f"r{wave}", "at": _at(80 * wave)}
        for strand in STRANDS:
            yield about | at | {"scale": strand, "value": float(rng.randrange(2, 9) - (wave == 2))}
