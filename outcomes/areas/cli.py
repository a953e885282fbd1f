"""`sayso areas`, beyond loading by hand: lists of places by year, official tables, outlines for maps."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from outcomes.areas import store
from outcomes.areas.lived import store as lived
from outcomes.areas.lookup import KINDS
from outcomes.areas.models import LEVELS
from outcomes.areas.official import store as official
from outcomes.areas.outlines import store as outlines
from outcomes.areas.reading import Sheet, sheet_of
from outcomes.areas.store import Origin
from survey.days import local_day
from survey.house import House, at_home
from survey.people.cli import areas

YEAR = click.IntRange(1990, 2100)
DAY = click.DateTime(["%Y-%m-%d"])
FILE = click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
SOURCE = click.option("--source", required=True, help="Who published it, as pages will name them.")
LICENCE = click.option("--licence", default=store.OGL, show_default=True, help="Under which licence.")


def from_a_file(command: Callable[..., None]) -> Callable[..., None]:
    """The words that every file is taken in with."""
    return FILE(SOURCE(LICENCE(command)))


def _origin(house: House, source: str, licence: str) -> Origin:
    return Origin(source.strip(), licence.strip(), local_day(house.clock()))


def _sheet(file: Path) -> Sheet:
    return sheet_of(file.name, file.read_bytes())


@areas.command("import")
@from_a_file
@click.option("--kind", type=click.Choice(list(KINDS)), required=True, help="What kind of list it is.")
@click.option("--vintage", type=YEAR, required=True, help="The year of the boundaries that the list is about.")
@click.option("--index-year", type=YEAR, help="For deprivation: the year of the index.")
def import_list(file: Path, kind: str, vintage: int, index_year: int | None, source: str, licence: str) -> None:
    """Take in a list of places from FILE (CSV): all of it, or nothing and what is wrong with which cell."""
    with at_home() as house, house.database.writing() as session:
        origin = _origin(house, source, licence)
        rows = store.take_in(session, _sheet(file), kind, vintage, origin, index_year or 0)
    click.echo(f"{rows:,} rows taken in: {kind}, {vintage}.")


@areas.command("same-code")
@click.argument("level", type=click.Choice(LEVELS))
@click.argument("year", type=YEAR)
@click.argument("other", type=YEAR)
def same_code(level: str, year: int, other: int) -> None:
    """Say that a code of LEVEL in YEAR is the same place in OTHER: without it, two years are never put together."""
    with at_home() as house, house.database.writing() as session:
        said = store.say_same_code(session, level, year, other)
    click.echo(f"{said.in_both:,} codes are in both; {said.only_here:,} of {year} are not in {other} and lead nowhere.")


@areas.command()
@click.argument("authorities", nargs=-1, required=True)
@click.option("--vintage", type=YEAR, required=True, help="The year of their boundaries.")
def use(authorities: tuple[str, ...], vintage: int) -> None:
    """Let people live in AUTHORITIES (their codes) and their wards of that year. Nothing that is there goes away."""
    with at_home() as house, house.database.writing() as session:
        new, known = lived.use(session, vintage, authorities)
    click.echo(f"{new} places are new, {known} were there.")


@areas.command("works-in")
@click.argument("organisation")
@click.argument("authorities", nargs=-1)
def works_in(organisation: str, authorities: tuple[str, ...]) -> None:
    """Say in which AUTHORITIES (their codes) an ORGANISATION works, in place of what was said before."""
    with at_home() as house, house.database.writing() as session:
        lived.works_in(session, organisation, authorities)
        count = len(lived.areas_of(session, organisation))
    click.echo(f"{organisation} works in {count} authorities.")


@areas.command()
@from_a_file
@click.option("--key", required=True, help="A short name; a later table takes its place. population: ages 0 to 17.")
@click.option("--title", required=True, help="What the table is called.")
@click.option("--published", type=DAY, required=True, help="The day it was published, YYYY-MM-DD.")
def comparators(file: Path, key: str, title: str, published: datetime, source: str, licence: str) -> None:
    """Take in an official table from FILE (CSV after Explore Education Statistics), markers and all, or nothing."""
    with at_home() as house, house.database.writing() as session:
        origin = _origin(house, source, licence)
        figures = official.take_in(session, _sheet(file), key, title, published.date(), origin)
    click.echo(f"{figures:,} figures taken in: {title}.")


@areas.command("map")
@from_a_file
@click.option("--vintage", type=YEAR, required=True, help="The year of the boundaries.")
def take_map(file: Path, vintage: int, source: str, licence: str) -> None:
    """Take in the outlines of wards from FILE (GeoJSON), made simpler for a screen."""
    with at_home() as house, house.database.writing() as session:
        wards = outlines.take_in(session, _sheet(file), vintage, _origin(house, source, licence))
    click.echo(f"{wards} wards taken in.")


@areas.command("list")
def list_them() -> None:
    """What was taken in: lists, tables and maps, each with its source."""
    with at_home() as house, house.database.reading() as session:
        for each in store.lists(session):
            click.echo(f"{each.kind} {each.vintage}: {each.rows:,} rows of {each.file}. {_from(each)}")
        for said in store.same_codes(session):
            click.echo(f"{said.level} of {said.vintage} by the same code in {said.other_vintage}: {said.in_both:,}")
        for table in official.tables(session):
            click.echo(f"{table.key}, published {table.published_on}: {table.title}. {_from(table)}")
        for drawn in outlines.maps(session):
            click.echo(f"map {drawn.vintage}: {drawn.file}. {_from(drawn)}")


def _from(row: Any) -> str:
    return f"{row.source}, {row.licence}. Taken in {row.loaded_on}."


commands: tuple[click.Command, ...] = ()  # all of them join the group that loading by hand began
