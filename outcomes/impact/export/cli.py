"""`sayso release export`: every file of a release into a folder."""

from pathlib import Path

import click

from outcomes.impact import store
from outcomes.impact.export.files import FORMS
from outcomes.impact.export.store import content_of
from survey.errors import DomainError
from survey.house import at_home


@click.command()
@click.argument("release", type=click.IntRange(1, 999_999_999))
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@click.option("--overwrite", is_flag=True, help="Write over files of these names that are there already.")
def export(release: int, folder: Path, overwrite: bool) -> None:
    """Write RELEASE (its number) to FOLDER: CSV with its package, EES, XLSX, ODS, and a README."""
    there = [each.name for each in FORMS if (folder / each.name).exists()]
    if there and not overwrite:
        raise DomainError(f"{folder} has {', '.join(there)} already. Name another folder, or say --overwrite.")
    with at_home() as house:
        with house.database.releases() as session:
            book = store.release_book(session, release)
        folder.mkdir(parents=True, exist_ok=True)
        for at, each in enumerate(FORMS, 1):
            (folder / each.name).write_bytes(content_of(house, book, each))
            click.echo(f"{at} of {len(FORMS)}: {each.name}", err=True)
    click.echo(f"Release {release} is in {folder}: {len(FORMS)} files.")
