"""`sayso questionnaires`: what can be asked here, and whether its words may be shown."""

from datetime import date

import click

from survey.errors import NotReady
from survey.house import open_house
from survey.questionnaires.shelf import Shelf, shelf
from survey.settings import Settings


@click.group()
def questionnaires() -> None:
    """The questionnaires on the shelf."""


@questionnaires.command("list")
def list_them() -> None:
    """One line each: id, version, how many questions, minutes, licence, title."""
    settings = Settings.from_env()
    here, today = shelf(settings.packs_dir), open_house(settings).clock().date()
    for asked in here.questionnaires.values():
        about = f"{len(asked.questions)} questions, {asked.minutes} minutes, {asked.licence}"
        click.echo(f"{asked.id} {asked.version}: {asked.title} ({about})")
        if why_not := _why_not(here, asked.key, settings.languages[0], today):
            click.echo(f"    Cannot be asked: {why_not}")


def _why_not(here: Shelf, key: tuple[str, int], language: str, today: date) -> str | None:
    try:
        here.worded(key, language, today)
    except NotReady as error:
        return str(error)
    return None


commands: tuple[click.Command, ...] = (questionnaires,)
