"""`sayso demo`: build a demonstration of any size, once, and print a link for each kind of person who uses Sayso.

Its first entry says that loading began and a last one that it ended. So one that was stopped half way is known for what
it is and started over, and a database that holds anything else is never touched.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path
from typing import Any

import click
from sqlalchemy import delete, make_url

from outcomes.demonstration import store
from outcomes.demonstration.cohorts import COHORTS
from outcomes.demonstration.course import course, in_order
from outcomes.demonstration.named import SECOND_THING, amina, jordan
from outcomes.demonstration.year.store import Living, Stage, act
from survey import schema
from survey.database import Database
from survey.errors import DomainError
from survey.ledger.models import ErasedSegment
from survey.settings import DEMO_SECRET, Settings
from survey.signing_key import signer_for

Tell = Callable[[str], None]
SMALLEST = 2  # Amina and Jordan are always there


class NotADemonstration(DomainError):
    """This database holds something that is not a demonstration. Nothing was done."""

    kind = "conflict"


class NotHere(DomainError):
    """A demonstration is for SAYSO_MODE=demo. This service has a secret of its own and real people to look after."""

    kind = "refused"


def demo_settings() -> Settings:
    """The settings of a demonstration: unless a mode was set, demo mode. :raise NotHere: in a production service."""
    settings = Settings.from_env()
    if settings.mode == "production" and not settings.secret_key:
        return replace(settings, mode="demo", secret_key=DEMO_SECRET)
    if settings.mode == "production":
        raise NotHere
    return settings


@dataclass(frozen=True)
class Found:
    """What is in the database: nothing, a demonstration that was begun, or one that is whole."""

    begun: bool
    whole: bool


def build(settings: Settings, database: Database, young_people: int, seed: int, tell: Tell) -> None:
    """Migrate, and load the demonstration unless it is there. :raise NotADemonstration:"""
    schema.upgrade(database)
    found = _found(database)
    if found.begun and not found.whole:
        tell("An earlier loading was stopped half way. Starting over.")
        clear(database)
    if not found.whole:
        _load(settings, database, max(SMALLEST, young_people), seed, tell)


def clear(database: Database) -> None:
    """Take a demonstration away and leave an empty, migrated database. :raise NotADemonstration:"""
    schema.upgrade(database)
    _found(database)
    parsed = make_url(database.url)
    if parsed.get_backend_name() == "sqlite" and parsed.database not in (None, "", ":memory:"):
        database.dispose()
        for ending in ("", "-wal", "-shm"):
            Path(f"{parsed.database}{ending}").unlink(missing_ok=True)
    else:
        with database.writing() as session:
            session.execute(delete(ErasedSegment.__table__))  # type: ignore[arg-type]  # a Table
        schema.downgrade(database, "base")
    database.keys.empty()
    schema.upgrade(database)


def _found(database: Database) -> Found:
    with database.reading() as session:
        begun, whole, anything = store.how_far(session)
    if anything and not begun:
        raise NotADemonstration
    return Found(begun, whole)


def _load(settings: Settings, database: Database, young_people: int, seed: int, tell: Tell) -> None:
    """A simulated day to a transaction, in order of time, so that the ledger reads as a year would have written it."""
    stage = store.new_stage(settings, seed)
    courses = [amina(), jordan(), *(course(seed, number) for number in range(2, young_people))]
    living = [Living(each, each.worker) for each in courses]
    steps, done, todo, month = in_order(courses), 0, list(range(len(COHORTS))), ""
    with database.writing() as session:
        store.begin(session, stage, young_people=young_people, seed=seed)
    for day, of_the_day in groupby(steps, key=lambda each: each[0].date()):
        if todo and day > COHORTS[todo[0]].closes:
            todo = todo[1:] if _close(database, stage, todo[0], young_people, tell) else []
        with database.writing() as session:
            for _, number, step in of_the_day:
                act(session, stage, living[number], step)
                done += 1
        if f"{day:%B}" != month:
            month = f"{day:%B}"
            tell(f"{month}: {100 * done // len(steps)}%")
    with database.writing() as session:
        store.finish(session, stage, living)
    tell("Loaded.")


def _close(database: Database, stage: Stage, number: int, young_people: int, tell: Tell) -> bool:
    """Close a cohort, where enough young people can be counted for a release."""
    with database.writing() as session:
        if store.close_the_cohort(session, stage, number, young_people):
            tell(f"A release: {COHORTS[number].title}.")
            return True
    tell("Too few young people for a release: the cohort stays open.")
    return False


@click.command()
@click.option("--young-people", type=click.IntRange(SMALLEST, 1_000_000), default=300, help="How many; 300.")
@click.option("--seed", type=int, default=2026, help="The same seed gives the same demonstration.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.option("--reset", is_flag=True, help="Take the demonstration away first, with all that was done in it.")
def demo(young_people: int, seed: int, as_json: bool, reset: bool) -> None:
    """Build a made-up area with young people, families and staff, and print links that sign in as each kind of user."""
    settings = demo_settings()
    database = Database(settings.database_url, keys_url=settings.keys_database_url)
    database.info["signer"] = signer_for(settings, database)  # so that heads are signed as they come
    try:
        if reset:
            clear(database)
        build(settings, database, young_people, seed, lambda words: click.echo(words, err=True))
        with database.reading() as session:
            facts = {"base_url": settings.base_url, **store.about(session)}
            facts |= {"links": store.links(session, settings), "second_thing": dict.fromkeys(HAVE_KEYS, SECOND_THING)}
    finally:
        database.dispose()
    click.echo(json.dumps(facts, indent=2) if as_json else in_words(facts))


HAVE_KEYS = ("young_person", "family")
WHO = {
    "young_person": "Amina, 15, with a year behind her",
    "young_person_new": "Jordan, 17, who has not been asked yet",
    "family": "Rosa, Amina’s mother",
    "practitioner": "Sam, a practitioner",
    "reviewer": "Priya, another, who answers what is said of Sam’s notes",
    "manager": "Lena, who manages, and leads both",
    "data_lead": "Dee, data protection lead",
    "commissioner": "Carys, a commissioner",
}


def in_words(facts: dict[str, Any]) -> str:
    """The links, one to a line, and how to serve them."""
    lines = [
        f"A made-up area with {facts['young_people']} young people. Each link signs in as someone who lives there:"
    ]
    lines += [f"  {WHO[who]}:\n    {link}" for who, link in facts["links"].items()]
    lines.append(f"“My record” opens with the words: {SECOND_THING}")
    lines.append("These links work while it is served in demo mode: SAYSO_MODE=demo sayso run")
    return "\n".join(lines)


commands: tuple[click.Command, ...] = (demo,)
