"""`sayso ledger cosign`: what a witness signed by hand comes home."""

from pathlib import Path

import click

from survey.errors import DomainError
from survey.house import at_home
from survey.ledger.cosigning import store
from survey.ledger.note import NoteWrong


class NotKept(DomainError):
    """That is not a head of ours with the line of a witness of ours."""


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def cosign(file: Path) -> None:
    """Keep a head that was carried to a witness and came back signed."""
    with at_home() as house, house.database.writing() as session:
        try:
            new = store.keep_file(session, file.read_text("utf-8"), house)
        except (NoteWrong, UnicodeDecodeError) as error:
            raise NotKept(f"Nothing was kept. {error}") from error
    click.echo(f"{new} new." if new else "It was kept before.")
