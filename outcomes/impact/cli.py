"""`sayso release`: open and close cohorts, list releases, and write their tables to files."""

import json
from collections.abc import Mapping
from datetime import datetime

import click
from sqlalchemy.orm import Session

from outcomes.disclosure.figure import PublishedFigure, Statistic
from outcomes.impact import store
from outcomes.impact.export.book import Book
from outcomes.impact.export.cli import export
from outcomes.impact.models import Cohort
from outcomes.impact.sheets import sheets_of
from survey.errors import DomainError
from survey.house import at_home

DAY = click.DateTime(["%Y-%m-%d"])
NUMBER = click.IntRange(1, 999_999_999)
STEPS = {
    "counting": "Counting those who said yes to being counted…",
    "protecting": "Hiding what could point to anyone…",
    "publishing": "Writing the release…",
}


@click.group()
def release() -> None:
    """Releases: the figures that may leave the house, and the cohorts they are about."""


@release.command("open-cohort")
@click.option("--title", required=True, help="What the release will be called.")
@click.option("--opens", type=DAY, required=True, help="First day, YYYY-MM-DD.")
@click.option("--closes", type=DAY, required=True, help="Last day, YYYY-MM-DD.")
@click.option("--organisation", help="Only young people whom this organisation knows (its id).")
@click.option("--area", help="Only young people who live in this borough (its code).")
def open_cohort(title: str, opens: datetime, closes: datetime, organisation: str | None, area: str | None) -> None:
    """Open a cohort: the young people who will be counted together, once."""
    with at_home() as house, house.database.writing() as session:
        cohort = store.open_cohort(
            session,
            title=title,
            opens_on=opens.date(),
            closes_on=closes.date(),
            organisation_id=organisation,
            area_code=area,
            now=house.clock(),
        )
    click.echo(f"Cohort {cohort.id} is open: {cohort.title}.")


@release.command()
@click.argument("cohort", type=NUMBER, required=False)
@click.option("--open", "the_open_one", is_flag=True, help="Close the cohort that is open.")
def close(cohort: int | None, the_open_one: bool) -> None:
    """Close COHORT (its number) and publish its release. With too few young people it stays open."""
    with at_home() as house:
        with house.database.reading() as session:
            number = _which(session, cohort, the_open_one)
        with house.database.writing() as session:
            made = store.close(session, number, by=None, now=house.clock(), rng=house.rng, progress=_say_step)
        with house.database.releases() as session:
            book = sheets_of(store.release_book(session, made))
    click.echo(f"Release {made} is published: {_headline(book)}")


def _say_step(step: str) -> None:
    click.echo(STEPS[step], err=True)


def _which(session: Session, cohort: int | None, the_open_one: bool) -> int:
    if (cohort is None) != the_open_one:
        raise click.UsageError("Give the number of a cohort, or --open.")
    if cohort is not None:
        return cohort
    numbers = [each.id for each in store.cohorts(session) if each.state == "open"]
    if len(numbers) != 1:
        some = f"There are {len(numbers)} open cohorts: {', '.join(map(str, sorted(numbers)))}. Say which."
        raise DomainError(some if numbers else "No cohort is open. Open one with: sayso release open-cohort")
    return numbers[0]


@release.command("list")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def list_them(as_json: bool) -> None:
    """List cohorts and releases, the newest first."""
    with at_home() as house:
        with house.database.reading() as session:
            cohorts = [_cohort(each) for each in store.cohorts(session)]
        with house.database.releases() as session:
            books = [sheets_of(store.release_book(session, each.id)) for each in store.releases(session)]
    if as_json:
        click.echo(json.dumps({"cohorts": cohorts, "releases": [_about(book) for book in books]}))
        return
    for cohort in cohorts:
        click.echo(f"Cohort {cohort['id']} ({cohort['state']}): {cohort['title']}")
    for book in books:
        click.echo(f"Release {book.number} ({book.published_on}): {book.title}. {_headline(book)}")
    if not cohorts:
        click.echo("There is no cohort yet. Open one with: sayso release open-cohort")


release.add_command(export)


def _cohort(cohort: Cohort) -> dict[str, object]:
    scope = {"organisation": cohort.organisation_id, "area": cohort.area_code, "state": cohort.state}
    days = {"opens_on": cohort.opens_on.isoformat(), "closes_on": cohort.closes_on.isoformat()}
    return {"id": cohort.id, "title": cohort.title} | scope | days


def _about(book: Book) -> dict[str, object]:
    days = {"opens_on": book.opens_on, "closes_on": book.closes_on, "published_on": book.published_on}
    headline = {statistic.value: figure.text for statistic, figure in _figures(book).items()}
    plain = {name: day.isoformat() for name, day in days.items()}
    return {"id": book.number, "title": book.title, "place": book.place, "headline": headline} | plain


def _figures(book: Book) -> Mapping[Statistic, PublishedFigure]:
    return book.sheets[0].lines[0].figures


def _headline(book: Book) -> str:
    figures = _figures(book)
    of = f"{figures[Statistic.ACHIEVED].shown} of {figures[Statistic.PEOPLE].shown}"
    percent = figures[Statistic.PERCENT]
    about = "" if percent.hidden else f" About {percent.shown}%."
    return f"{of} young people told us they reached an outcome they chose.{about}"


commands: tuple[click.Command, ...] = (release,)
