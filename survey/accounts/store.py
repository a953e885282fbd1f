"""Accounts: adding, finding, the links that set a password, and what the sign-in library needs of the database."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from random import Random

from flask_security import SQLAlchemySessionUserDatastore
from sqlalchemy import func, inspect, select
from sqlalchemy.orm import Session, scoped_session

from survey.accounts.models import Account, AccountRole, Passkey
from survey.accounts.policy import TRIES_BY_ADDRESS, TRIES_BY_NAME, derived
from survey.database import Database
from survey.errors import AlreadyDone, NotThere
from survey.people import store as people_store
from survey.people.models import Person
from survey.people.role import Role
from survey.settings import SettingWrong

SIGN_IN_DOOR = "sign_in"


def datastore(database: Database) -> SQLAlchemySessionUserDatastore:
    """What the library reads and writes through. Its session ends with each request (`scoped_session.remove`)."""
    return SQLAlchemySessionUserDatastore(scoped_session(database.staff_session), Account, AccountRole, Passkey)


def add_account(
    session: Session,
    *,
    person_id: str,
    email: str,
    roles: Iterable[Role],
    now: datetime,
    rng: Random,
    password_hash: str | None = None,
    demo: bool = False,
) -> Account:
    """A way in for someone who is already a person here. :raise AlreadyDone: the address or the person has one."""
    email = plain_email(email)
    taken = select(Account.id).where((Account.email == email) | (Account.person_id == person_id))
    if session.scalar(taken) is not None:
        raise AlreadyDone(f"There is already an account for {email}, or for this person.")
    account = Account(
        person_id=person_id,
        email=email,
        password=password_hash,
        active=True,
        demo=demo,
        added_at=now,
        fs_uniquifier=rng.randbytes(24).hex(),
        roles=[AccountRole(name=role.value) for role in sorted(set(roles))],
    )
    session.add(account)
    session.flush()
    return account


def plain_email(typed: str) -> str:
    """An address as it is kept and looked for."""
    return typed.strip().lower()


def account_of(session: Session, email: str) -> Account:
    """The account with this address. :raise NotThere: when there is none."""
    found = session.scalars(select(Account).where(Account.email == plain_email(email))).unique().one_or_none()
    if found is None:
        raise NotThere(f"There is no account for {email}.")
    return found


def demo_account(session: Session, account_id: int) -> Account | None:
    """The demonstration account with this number; None for any account that is not one."""
    found = session.get(Account, account_id)
    return found if found is not None and found.demo and found.active else None


def forget_factors(account: Account, rng: Random) -> None:
    """Clear password, codes and passkeys (a lost phone, a leaver) and end every session of this account."""
    account.password = None
    account.tf_primary_method = account.tf_totp_secret = account.totp_last_counter = None
    account.mf_recovery_codes = None
    account.webauthn.clear()
    account.fs_uniquifier = rng.randbytes(24).hex()


def refuse_demo_accounts(session: Session) -> None:
    """Production does not start beside a demonstration account. :raise SettingWrong: when there is one."""
    if not inspect(session.connection()).has_table(Account.__tablename__):
        return  # nothing migrated yet
    if session.scalar(select(func.count()).select_from(Account).where(Account.demo)):
        raise SettingWrong(
            "This database holds demonstration accounts, which sign in by link. "
            "Production will not start with it: use another database, or SAYSO_MODE=demo."
        )


@dataclass(frozen=True)
class Colleague:
    """A member of staff with an account, as colleagues may know them."""

    person_id: str
    name: str
    roles: tuple[str, ...]


def colleagues(session: Session, organisation_id: str | None) -> list[Colleague]:
    """The staff of one organisation who have accounts, by name."""
    query = (
        select(Account).join(Person, Person.id == Account.person_id).where(Person.organisation_id == organisation_id)
    )
    found = session.scalars(query.where(Account.active)).unique()
    listed = [Colleague(each.person_id, each.person.name, tuple(role.name for role in each.roles)) for each in found]
    return sorted(listed, key=lambda each: (each.name.lower(), each.person_id))


def roles_of(session: Session, ids: Iterable[str]) -> dict[str, str]:
    """What those of these people who are staff with an account are, now; of several roles the nearest to people."""
    held = select(Account.person_id, AccountRole.name).join(AccountRole, AccountRole.account_id == Account.id)
    found: dict[str, set[str]] = {}
    for person, role in session.execute(held.where(Account.person_id.in_(set(ids)))):
        found.setdefault(person, set()).add(role)
    return {person: next(each.value for each in Role if each in roles) for person, roles in found.items()}


# Wrong tries


def tried_by(email: str, address: str, secret_key: str) -> tuple[tuple[bytes, int], ...]:
    """Under which keyed hashes a sign-in is counted, and how many wrong ones each may have in ten minutes."""
    return (
        (derived(secret_key, "tries:name:" + plain_email(email)), TRIES_BY_NAME),
        (derived(secret_key, "tries:address:" + address), TRIES_BY_ADDRESS),
    )


def refuse_too_many(session: Session, email: str, address: str, secret_key: str, now: datetime) -> None:
    """:raise TooManyTries: when this name or this address has had too many wrong ones."""
    for who, allowed in tried_by(email, address, secret_key):
        people_store.refuse_too_many(session, SIGN_IN_DOOR, who, now, allowed)


def count_wrong_try(session: Session, email: str, address: str, secret_key: str, now: datetime) -> None:
    """Count one wrong sign-in under both."""
    for who, _allowed in tried_by(email, address, secret_key):
        people_store.count_wrong_try(session, SIGN_IN_DOOR, who, now)
