"""`sayso`: run the service, bring the database up to date, and every feature's own commands."""

import logging
import sys

import click

from survey import schema
from survey.app import COMMANDS, create_app
from survey.errors import DomainError
from survey.house import at_home
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
    logging.basicConfig(level=logging.INFO, stream=sys.stderr, format="%(message)s")
    click.echo(f"Sayso is at http://{settings.host}:{settings.port} (Ctrl+C stops it).")
    import waitress

    waitress.serve(
        app,
        host=settings.host,
        port=settings.port,
        threads=settings.threads,
        ident=None,
        clear_untrusted_proxy_headers=not settings.proxies,  # else they never reach those who are to believe them
    )


@main.group()
def db() -> None:
    """The database."""


@db.command()
def upgrade() -> None:
    """Run the migrations that are missing."""
    with at_home() as house:
        schema.upgrade(house.database)
    click.echo(f"The database is up to date: {schema.head()}.")


for command in COMMANDS:
    main.add_command(command)


if __name__ == "__main__":
    main()
