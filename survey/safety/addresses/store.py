"""The e-mail address that a member of staff signs in with."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from survey.accounts.models import Account


def address_of(session: Session, person_id: str) -> str | None:
    """Their address; None when they cannot sign in any more."""
    found = select(Account.email).where(Account.person_id == person_id, Account.active)
    address: str | None = session.scalar(found)
    return address
