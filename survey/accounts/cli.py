"""`sayso accounts`: adding staff accounts, and new links when something is lost. `sayso staff`: who leads whom."""

import click

from survey.accounts import store
from survey.accounts.desk import set_password_token
from survey.accounts.models import Account
from survey.accounts.policy import SET_PASSWORD_DAYS
from survey.house import House, at_home
from survey.people import store as people_store
from survey.people.lines import store as lines
from survey.people.models import Organisation
from survey.people.person import Kind
from survey.people.role import Role


def _link(here: House, account: Account) -> str:
    token = set_password_token(account, here.settings.secret_key)
    return f"{here.settings.base_url.rstrip('/')}/desk/accounts/set-password/{token}"


def _say_link(here: House, account: Account) -> None:
    click.echo(_link(here, account))
    click.echo(f"Hand this link over in person: it sets the password, once, within {SET_PASSWORD_DAYS} days.")


@click.group()
def accounts() -> None:
    """Staff accounts."""


@accounts.command()
@click.option("--email", required=True)
@click.option("--name", required=True)
@click.option("--organisation", "organisation_id", required=True, help="Short code, e.g. harbour.")
@click.option("--organisation-name", default=None, help="Adds the organisation, if it is new.")
@click.option("--role", "roles", multiple=True, required=True, type=click.Choice([role.value for role in Role]))
def add(email: str, name: str, organisation_id: str, organisation_name: str | None, roles: tuple[str, ...]) -> None:
    """Add a member of staff and print the link that sets their first password."""
    with at_home() as here, here.database.writing() as session:
        now = here.clock()
        if session.get(Organisation, organisation_id) is None:
            if organisation_name is None:
                raise click.UsageError(f"There is no organisation {organisation_id}. Add --organisation-name.")
            people_store.add_organisation(session, organisation_id, organisation_name)
        person_id = people_store.add_person(
            session, kind=Kind.STAFF, name=name, by=None, now=now, rng=here.rng, organisation_id=organisation_id
        )
        given = [Role(role) for role in roles]
        account = store.add_account(session, person_id=person_id, email=email, roles=given, now=now, rng=here.rng)
    _say_link(here, account)


@accounts.command()
@click.option("--email", required=True)
def renew(email: str) -> None:
    """Clear password, codes and passkeys of an account (a lost phone), end its sessions, and print a new link."""
    with at_home() as here, here.database.writing() as session:
        account = store.account_of(session, email)
        store.forget_factors(account, here.rng)
    _say_link(here, account)


@accounts.command()
@click.option("--email", required=True)
def close(email: str) -> None:
    """Close an account (someone has left): nobody can sign in with it, and its sessions end."""
    with at_home() as here, here.database.writing() as session:
        account = store.account_of(session, email)
        store.forget_factors(account, here.rng)
        account.active = False
    click.echo(f"The account {account.email} is closed.")


@click.group()
def staff() -> None:
    """Who leads whom: nobody answers what is said of the work of someone in their line."""


@staff.command()
@click.argument("manager")
@click.argument("worker")
@click.option("--end", is_flag=True, help="They lead them no more.")
def line(manager: str, worker: str, end: bool) -> None:
    """Record that MANAGER leads WORKER, by the e-mail addresses of their accounts."""
    with at_home() as here, here.database.writing() as session:
        people = [store.account_of(session, email).person for email in (manager, worker)]
        first, second = (each.id for each in people)
        record = lines.end_lead if end else lines.lead
        record(session, first, second, by=None, now=here.clock(), rng=here.rng)
    first_name, second_name = (each.name for each in people)
    click.echo(f"{first_name} leads {second_name} no more." if end else f"{first_name} leads {second_name}.")


commands = (accounts, staff)
