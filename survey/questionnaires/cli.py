"""`sayso questionnaires` and `sayso rounds`: what can be asked here, and opening a round of it."""

from datetime import date, datetime
from typing import Any

import click

from survey.days import local_day
from survey.errors import NotReady
from survey.house import at_home
from survey.people import store as people_store
from survey.questionnaires import store
from survey.questionnaires.shelf import Shelf, shelf


@click.group()
def questionnaires() -> None:
    """The questionnaires on the shelf."""


@questionnaires.command("list")
def list_them() -> None:
    """One line each: id, version, how many questions, minutes, licence, title."""
    with at_home() as house:
        here, today = shelf(house.settings.packs_dir), local_day(house.clock())
    for asked in here.questionnaires.values():
        about = f"{len(asked.questions)} questions, {asked.minutes} minutes, {asked.licence}"
        click.echo(f"{asked.id} {asked.version}: {asked.title} ({about})")
        if why_not := _why_not(here, asked.key, house.settings.languages[0], today):
            click.echo(f"    Cannot be asked: {why_not}")


def _why_not(here: Shelf, key: tuple[str, int], language: str, today: date) -> str | None:
    try:
        here.worded(key, language, today)
    except NotReady as error:
        return str(error)
    return None


@click.group()
def rounds() -> None:
    """Rounds: one questionnaire, asked by one organisation, between two days."""


@rounds.command("open")
@click.argument("round_id")
@click.option("--organisation", "organisation_id", required=True, help="Short code, e.g. harbour.")
@click.option("--questionnaire", required=True, help="Its id: see sayso questionnaires list.")
@click.option("--title", required=True, help="What people read: How things are for you.")
@click.option("--wave", default=1, show_default=True, help="The how-manieth time this is asked.")
@click.option("--opens", required=True, type=click.DateTime(["%Y-%m-%d"]))
@click.option("--closes", required=True, type=click.DateTime(["%Y-%m-%d"]))
@click.option("--change-until", type=click.DateTime(["%Y-%m-%d"]), help="Last day to change what was sent.")
def open_one(
    round_id: str,
    organisation_id: str,
    questionnaire: str,
    title: str,
    wave: int,
    opens: datetime,
    closes: datetime,
    change_until: datetime | None,
) -> None:
    """Open the round ROUND_ID: workers of the organisation can then invite people to it."""
    facts: dict[str, Any] = {"organisation_id": organisation_id, "title": title, "wave": wave, "opens_on": opens.date()}
    facts |= {"change_until": change_until.date()} if change_until else {}
    with at_home() as house, house.database.writing() as session:
        here = shelf(house.settings.packs_dir)
        wanted, today = here.latest(questionnaire).key, local_day(house.clock())
        if why_not := _why_not(here, wanted, house.settings.languages[0], today):
            raise click.ClickException(why_not)
        people_store.organisation_of(session, organisation_id)
        store.open_round(session, here, round_id, questionnaire=questionnaire, closes_on=closes.date(), **facts)
    click.echo(f"The round {round_id} is open from {opens:%-d %B %Y} to {closes:%-d %B %Y}.")


@rounds.command("list")
@click.argument("organisation_id")
def list_rounds(organisation_id: str) -> None:
    """Every round of an organisation, the newest first."""
    with at_home() as house, house.database.reading() as session:
        for each in store.rounds_of(session, organisation_id):
            when = f"{each.opens_on:%-d %B %Y} to {each.closes_on:%-d %B %Y}"
            click.echo(f"{each.id}: {each.title} ({each.questionnaire} {each.version}, wave {each.wave}, {when})")


commands: tuple[click.Command, ...] = (questionnaires, rounds)
