"""`sayso`: run the service, bring the database up to date, and every feature's own commands."""

import logging
import sys
from threading import Event

import click

from survey import due, schema
from survey.app import COMMANDS, create_app
from survey.consent.steps import store as choices
from survey.errors import DomainError
from survey.house import at_home
from survey.ledger.cosigning.witnesses import read_witnesses
from survey.settings import Settings


class Sentences(click.Group):
    """A group that ends with one plain sentence, not a traceback, when the domain refuses."""

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except DomainError as error:
            raise click.ClickException(str(error)) from error


@click.group(cls=Sentences)
@click.version_option(package_name="sayso")
def main() -> None:
    """Sayso: your say-so. Surveys people agreed to, outcomes they chose, and the ledger of what is recorded."""


@main.command()
def run() -> None:
    """Serve the pages on SAYSO_HOST and SAYSO_PORT."""
    settings = Settings.from_env()
    app = create_app(settings)
    if not schema.is_up_to_date(app.house.database):
        raise click.ClickException("The database is not up to date. Run: sayso db upgrade")
    read_witnesses(settings.witnesses)  # one that cannot be read is better known now than never asked
    click.echo(f"The log is signed as {app.house.signer.key}.")  # with another key, or none, it is not served
    choices.begin(app.house)
    logging.basicConfig(level=logging.INFO, stream=sys.stderr, format="%(message)s")
    click.echo(f"Sayso is at http://{settings.host}:{settings.port} (Ctrl+C stops it).")
    due.keep_beside(app.house)
    import waitress

    waitress.serve(
        app,
        host=settings.host,
        port=settings.port,
        threads=settings.threads,
        ident=None,
        clear_untrusted_proxy_headers=not settings.proxies,  # else they never reach those who are to believe them
    )


@main.command()
@click.option("--once", is_flag=True, help="Take each step once, say what was done, and end.")
def keep(once: bool) -> None:
    """Take the steps that fall due by time; `sayso run` does this too."""
    with at_home() as house:
        if not once:
            click.echo(f"Taking the steps that fall due every {due.EVERY:.0f} seconds (Ctrl+C stops it).")
            due.keep(house, Event())
        for name, count in due.take(house).items():
            click.echo(f"{name}: {count if count >= 0 else 'failed; the log says why'}")


@main.group()
def db() -> None:
    """The database."""


@db.command()
def upgrade() -> None:
    """Run the migrations that are missing."""
    with at_home() as house:
        was_behind = schema.is_begun(house.database) and not schema.is_up_to_date(house.database)
        schema.upgrade(house.database)
        ended = choices.begin(house)
    if ended:
        click.echo(f"A card has changed: {ended} choices have ended, and are asked again on the next visit.")
    click.echo(f"The database is up to date: {schema.head()}.")
    if was_behind:
        click.echo("New tables are empty until they are made from what is recorded. Run now: sayso ledger rebuild")


for command in COMMANDS:
    main.add_command(command)


if __name__ == "__main__":
    main()
