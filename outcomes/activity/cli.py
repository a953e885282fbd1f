"""`sayso activity import`: what services gave, from a file."""

from pathlib import Path

import click

from outcomes.activity import store
from outcomes.activity.given import from_sheet
from outcomes.measures.sheet import read_sheet
from survey.house import at_home


@click.group()
def activity() -> None:
    """What services gave: staff, sessions, hours and cost."""


@activity.command("import")
@click.argument("file", type=click.Path(path_type=Path))
def bring_in(file: Path) -> None:
    """Bring in a CSV or XLSX file (organisation, from, to, staff, sessions, hours, cost). All of it, or nothing."""
    sheet = read_sheet(file)
    with at_home() as house, house.database.writing() as session:
        known = store.organisations(session)
        before = [each for organisation in known for each in store.periods(session, organisation)]
        given, wrong = from_sheet(sheet, known, before)
        for cell in wrong:
            click.echo(cell.sentence(), err=True)
        if wrong:
            raise click.ClickException("Nothing was imported. Mend these cells first.")
        for each in given:
            store.record_activity(session, each, by=None, now=house.clock(), rng=house.rng)
    click.echo(f"Imported {len(given):,} periods of {sheet.name}.")


commands: tuple[click.Command, ...] = (activity,)
