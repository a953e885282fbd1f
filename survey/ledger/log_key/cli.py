"""`sayso ledger key`: which key signs, and putting another in its place on purpose."""

import click

from survey.house import at_home
from survey.ledger.log_key import store
from survey.ledger.log_key.replacing.store import replace_key
from survey.signing_key import key_path


@click.group()
def key() -> None:
    """The key that signs the log."""


@key.command()
def show() -> None:
    """Print the public keys of this log, the one that signs now first. Hand it to witnesses and to whoever checks."""
    with at_home() as house:
        with house.database.reading() as session:
            keys = store.all_keys(session)
        for each in keys or [house.signer.key]:
            click.echo(each)


@key.command()
@click.option("--because", required=True, help="Why, in words; it stands in the ledger.")
def replace(because: str) -> None:
    """Sign with a new key from now on; the old one, where it is still there, signs for the new.

    The old file is kept beside, renamed. Restart the service, and hand the new key to your witnesses.
    """
    with at_home() as house:
        new = replace_key(house, because)
        click.echo(new)
        click.echo(f"This key, in {key_path(house.settings)}, signs from now on. Restart the service.", err=True)
