"""`sayso release`: open and close cohorts and years, list releases, export them, and take one from view."""

import json
from datetime import datetime

import click
from sqlalchemy.orm import Session

from outcomes.disclosure.figure import HIDDEN, PublishedFigure, Statistic
from outcomes.disclosure.programme import ACHIEVED, YES
from outcomes.impact import store
from outcomes.impact.bandings import BANDINGS, USUAL
from outcomes.impact.book import Book
from outcomes.impact.closing.stages import LIMIT, LONGEST_LIMIT, WORDS
from outcomes.impact.closing.watched.store import ask_for, run
from outcomes.impact.cohorts.store import roll_on as let_roll_on
from outcomes.impact.errata import store as errata
from outcomes.impact.export.cli import export
from outcomes.impact.models import Cohort
from survey.errors import DomainError
from survey.house import House, at_home

DAY = click.DateTime(["%Y-%m-%d"])
NUMBER = click.IntRange(1, 999_999_999)


@click.group()
def release() -> None:
    """Releases: the figures that may leave the house, and the cohorts they are about."""


@release.command("open-cohort")
@click.option("--title", required=True, help="What the release will be called.")
@click.option("--opens", type=DAY, required=True, help="First day, YYYY-MM-DD.")
@click.option("--closes", type=DAY, required=True, help="Last day, YYYY-MM-DD.")
@click.option("--organisation", help="Only young people whom this organisation knows (its id).")
@click.option("--area", help="Only young people who live in this borough (its code).")
@click.option("--ages", type=click.Choice(list(BANDINGS)), default=USUAL, show_default=True, help="Bands of age.")
@click.option("--year", "is_year", is_flag=True, help="A year: it counts nobody by itself, but holds its quarters.")
@click.option("--of-year", type=NUMBER, help="A quarter of this year (its number).")
def open_cohort(
    title: str,
    opens: datetime,
    closes: datetime,
    organisation: str | None,
    area: str | None,
    ages: str,
    is_year: bool,
    of_year: int | None,
) -> None:
    """Open a cohort: the young people who will be counted together, once."""
    with at_home() as house, house.database.writing() as session:
        cohort = store.open_cohort(
            session,
            title=title,
            opens_on=opens.date(),
            closes_on=closes.date(),
            organisation_id=organisation,
            area_code=area,
            banding=ages,
            kind="year" if is_year else "cohort",
            year_id=of_year,
            now=house.clock(),
        )
    click.echo(f"{'Year' if is_year else 'Cohort'} {cohort.id} is open: {cohort.title}.")


@release.command("roll-on")
@click.argument("cohort", type=NUMBER)
@click.option("--until", type=DAY, required=True, help="The new last day, YYYY-MM-DD.")
def roll_on(cohort: int, until: datetime) -> None:
    """Give COHORT (its number), whose last day has passed with too few young people, a later last day."""
    with at_home() as house, house.database.writing() as session:
        let_roll_on(session, cohort, until.date(), house.clock())
        title = store.cohort_of(session, cohort).title
    click.echo(f"{title}: what happens until {until.date()} counts in it.")


time_limited = click.option(
    "--time-limit",
    type=click.IntRange(1, LONGEST_LIMIT),
    default=LIMIT,
    show_default=True,
    help="Seconds, after which a smaller programme is published.",
)


@release.command()
@click.argument("cohort", type=NUMBER, required=False)
@click.option("--open", "the_open_one", is_flag=True, help="Close the cohort that is open.")
@time_limited
@click.option("--asked", is_flag=True, hidden=True, help="Work on what was asked for at the desk.")
def close(cohort: int | None, the_open_one: bool, time_limit: int, asked: bool) -> None:
    """Close COHORT (its number) and publish its release. With too few young people it stays open.

    It can be interrupted and run again: nothing is published before the end.
    """
    with at_home() as house:
        with house.database.writing() as session:
            number = _which(session, cohort, the_open_one)
            if not asked:
                ask_for(session, number, by=None, now=house.clock(), seconds=time_limit)
        made = run(house, number, _Say())
        _tell(house, made)


class _Say:
    """Says each stage once, and how far it is from time to time."""

    def __init__(self) -> None:
        """Nothing has been said."""
        self.said: tuple[str, int] = ("", 0)

    def __call__(self, stage: str, done: int, total: int) -> None:
        """Say it, unless it was said."""
        tenth = 10 * done // max(1, total)
        if self.said != (stage, tenth):
            of = f" ({10 * tenth}%)" if 0 < tenth < 10 else ""
            click.echo(f"{WORDS[stage]}{of}…", err=True)
        self.said = (stage, tenth)


def _tell(house: House, number: int) -> None:
    with house.database.releases() as session:
        book = store.release_book(session, number)
    click.echo(f"Release {number} is published: {_headline(book)}")


def _which(session: Session, cohort: int | None, the_open_one: bool) -> int:
    if (cohort is None) != the_open_one:
        raise click.UsageError("Give the number of a cohort, or --open.")
    if cohort is not None:
        return cohort
    numbers = [each.id for each in store.cohorts(session) if each.state == "open" and each.kind == "cohort"]
    if len(numbers) != 1:
        some = f"There are {len(numbers)} open cohorts: {', '.join(map(str, sorted(numbers)))}. Say which."
        raise DomainError(some if numbers else "No cohort is open. Open one with: sayso release open-cohort")
    return numbers[0]


@release.command()
@click.argument("number", type=NUMBER)
@click.option("--why", required=True, help="Said to whoever could read it: a sentence about the release, not a person.")
def withdraw(number: int, why: str) -> None:
    """Take release NUMBER from view. What it said is kept, shown to nobody, and never counted again."""
    with at_home() as house, house.database.writing() as session:
        errata.withdraw(session, number, why, by=None, now=house.clock(), rng=house.rng)
    click.echo(f"Release {number} is no longer in view.")


@release.command()
@click.argument("number", type=NUMBER)
@click.option("--why", required=True, help="What was wrong, as a sentence about the release, not a person.")
@time_limited
def erratum(number: int, why: str, time_limit: int) -> None:
    """Publish release NUMBER again, mended: only where the law compels it and ten or more are concerned."""
    with at_home() as house:
        _tell(house, errata.mend(house, number, why, by=None, progress=_Say(), limit=time_limit))


@release.command("list")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def list_them(as_json: bool) -> None:
    """List cohorts and releases, the newest first."""
    with at_home() as house:
        with house.database.reading() as session:
            cohorts = [_cohort(each) for each in store.cohorts(session)]
        with house.database.releases() as session:
            books = [store.release_book(session, each.id) for each in store.releases(session)]
    if as_json:
        click.echo(json.dumps({"cohorts": cohorts, "releases": [_about(book) for book in books]}))
        return
    for cohort in cohorts:
        click.echo(f"{str(cohort['kind']).capitalize()} {cohort['id']} ({cohort['state']}): {cohort['title']}")
    for book in books:
        click.echo(f"Release {book.number} ({book.published_on}): {book.title}. {_headline(book)}")
    if not cohorts:
        click.echo("There is no cohort yet. Open one with: sayso release open-cohort")


def _cohort(cohort: Cohort) -> dict[str, object]:
    scope = {"organisation": cohort.organisation_id, "area": cohort.area_code, "state": cohort.state}
    days = {"opens_on": cohort.opens_on.isoformat(), "closes_on": cohort.closes_on.isoformat()}
    about = {"id": cohort.id, "kind": cohort.kind, "year": cohort.year_id, "ages": cohort.banding}
    return about | {"title": cohort.title} | scope | days


def _about(book: Book) -> dict[str, object]:
    days = {"opens_on": book.opens_on, "closes_on": book.closes_on, "published_on": book.published_on}
    people, yes, percent = _figures(book)
    headline = {"people": people, "achieved": yes, "percent": percent}
    texts = {name: figure.text if figure else HIDDEN for name, figure in headline.items()}
    plain = {name: day.isoformat() for name, day in days.items()}
    return {"id": book.number, "title": book.title, "place": book.place, "headline": texts} | plain


def _figures(book: Book) -> tuple[PublishedFigure | None, ...]:
    at_yes = {ACHIEVED: YES}
    share = book.figure("headline", at_yes, Statistic.PERCENT)
    return book.figure("headline"), book.figure("headline", at_yes), share


def _headline(book: Book) -> str:
    people, yes, percent = (figure.shown if figure else f"[{HIDDEN}]" for figure in _figures(book))
    about = f" About {percent}%." if percent.isdigit() else ""
    return f"{yes} of {people} young people told us they reached an outcome they chose.{about}"


release.add_command(export)
commands: tuple[click.Command, ...] = (release,)
