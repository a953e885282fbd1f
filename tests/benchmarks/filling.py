"""Invented young people with answers at two times, put into every table that counting reads: by bulk, at any size.

For each hundred with two answers there are forty-five more whom the services know: ten answered once, the others are in
no figure, each for one reason.
"""

import json
import random
import sqlite3
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from functools import cache, lru_cache
from itertools import chain
from typing import Any

from sqlalchemy import JSON

from outcomes.goals.models import GoalRow, RatingRow
from outcomes.measures.models import Score
from survey.consent.models import ConsentStanding
from survey.database import Database
from survey.people.models import Area, Organisation, Person
from survey.questionnaires.models import Round

NOW = datetime(2026, 9, 30, 12, tzinfo=UTC)
BATCH = 10_000
PURPOSES = ("count_me", "link_answers")
STRANDS = ("feelings", "temper", "focus", "friends", "kindness")
OTHERS = {"answered once": 10, "not asked": 9, "requested": 8, "refused": 8, "withdrawn": 2, "deferred": 1}
OTHERS |= {"skipped": 4, "no outcome": 3}
ANSWERED, ASKED = ("answered once", "skipped"), ("requested", "refused", "withdrawn", "deferred")
Rows = list[dict[str, Any]]


def fill(database: Database, size: int) -> None:
    """Fill an empty, migrated database with so many: a transaction for each ten thousand people's rows of a table.

    As the drivers take them fastest: `executemany` of one statement on SQLite, COPY of ready text on PostgreSQL.
    """
    for model, rows in chain(_places(), _people(size), _others(size)):
        columns = list(rows[0])
        values = zip(
            *(_as_sent(model.__table__.c[name].type, [row[name] for row in rows]) for name in columns), strict=True
        )
        with database.writing() as session:
            raw: Any = session.connection().connection.driver_connection
            into = f"{model.__tablename__} ({', '.join(columns)})"
            if isinstance(raw, sqlite3.Connection):
                marks = ", ".join("?" * len(columns))
                raw.executemany(f"INSERT INTO {into} VALUES ({marks})", values)  # noqa: S608 - our own tables
            else:
                with raw.cursor() as cursor, cursor.copy(f"COPY {into} FROM STDIN") as copy:
                    copy.write("".join(map(_line, values)))


def _as_sent(kind: Any, values: list[Any]) -> list[Any]:
    """A column as both databases read it from text: none of ours has a tab or a backslash in it."""
    if isinstance(kind, JSON):
        return [json.dumps(value) for value in values]
    return [_text(value) if isinstance(value, datetime) else value for value in values]


def _line(values: Sequence[Any]) -> str:
    return "\t".join("\\N" if value is None else str(value) for value in values) + "\n"


@lru_cache(maxsize=4096)
def _text(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S.%f")


WARDS = [(f"W{b}{w:02d}", f"B{b}") for b in range(3) for w in range(12)]


def _places() -> Iterator[tuple[Any, Rows]]:
    boroughs = sorted({borough for _, borough in WARDS})
    yield Area, [{"code": code, "name": code, "level": "borough", "parent": None, "vintage": None} for code in boroughs]
    yield Area, [{"code": w, "name": w, "level": "ward", "parent": b, "vintage": None} for w, b in WARDS]
    yield Organisation, [{"id": f"org{n}", "name": f"Organisation {n}"} for n in range(3)]
    yield Round, [_round(wave) for wave in (1, 2)]


def _people(size: int) -> Iterator[tuple[Any, Rows]]:
    """Those with two answers, in batches."""
    rng = random.Random(size)
    for start in range(0, size, BATCH):
        numbers = range(start, min(size, start + BATCH))
        yield Person, [_person(rng, n, WARDS) for n in numbers]
        yield ConsentStanding, [_yes(n, purpose) for n in numbers for purpose in PURPOSES]
        yield GoalRow, [_goal(rng, n) for n in numbers]
        yield RatingRow, [row for n in numbers for row in _ratings(rng, n)]
        yield Score, [row for n in numbers for row in _scores(rng, n, (1, 2))]


def _others(size: int) -> Iterator[tuple[Any, Rows]]:
    """Those with one answer, or none."""
    rng = random.Random(-size)
    kinds = [kind for kind, count in OTHERS.items() for _ in range(count)]
    for start in range(size, size + size * len(kinds) // 100, BATCH):
        numbers = range(start, min(size + size * len(kinds) // 100, start + BATCH))
        who = {n: kinds[n % len(kinds)] for n in numbers}
        yield Person, [_person(rng, n, WARDS) for n in numbers]
        yield ConsentStanding, [_standing(n, p, who[n]) for n in numbers for p in PURPOSES if who[n] != "not asked"]
        yield GoalRow, [_goal(rng, n) for n in numbers if who[n] == "answered once"]
        yield RatingRow, [row for n in numbers if who[n] == "answered once" for row in _ratings(rng, n)]
        yield Score, [row for n in numbers if who[n] in ANSWERED for row in _scores(rng, n, (1,))]


def _standing(n: int, purpose: str, kind: str) -> dict[str, Any]:
    """A Yes, or where the asking stands."""
    yes = _yes(n, purpose)
    return yes | {"state": kind, "effective": kind} if kind in ASKED else yes


def _round(wave: int) -> dict[str, Any]:
    days = {"opens_on": date(2026, 1, 1), "closes_on": date(2026, 12, 31), "change_until": None}
    about = {"questionnaire": "strands", "version": 1, "title": "Strands", "wave": wave, "basis": "consent"}
    return {"id": f"r{wave}", "organisation_id": "org0"} | about | days


def _person(rng: random.Random, n: int, wards: list[tuple[str, str]]) -> dict[str, Any]:
    said = {"gender": rng.choice(("girl", "boy", "girl", "boy", "")), "ethnicity": rng.choice(("White", "Asian", ""))}
    born = f"{rng.randrange(2002, 2018)}-0{rng.randrange(1, 10)}"
    about = {"area_code": rng.choice(wards)[0], "organisation_id": f"org{rng.randrange(3)}", "described": said}
    return {"id": f"{n:032x}", "seq": n, "kind": "young_person", "name": "", "born": born, "added_at": _at(0)} | about


@cache
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


def _scores(rng: random.Random, n: int, waves: tuple[int, ...]) -> Iterator[dict[str, Any]]:
    about = {"measure": "strands", "measure_version": 1, "person_id": f"{n:032x}"}
    for wave in waves:
        at = {"entry_seq": 10 * n + 3 + wave, "round_id": f"r{wave}", "at": _at(80 * wave)}
        for strand in STRANDS:
            yield about | at | {"scale": strand, "value": float(rng.randrange(2, 9) - (wave == 2))}
