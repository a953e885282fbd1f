"""The keys that this log was and is signed with."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from survey.ledger.checkpoints.models import LogKey
from survey.ledger.note import VerifierKey, read_key

NEWEST = select(LogKey.vkey).order_by(LogKey.from_size.desc()).limit(1)


def pinned_key(session: Session) -> VerifierKey | None:
    """The key that signs this log now; None for a log that was never signed."""
    vkey = session.execute(NEWEST).scalar()
    return read_key(vkey) if vkey else None


def all_keys(session: Session) -> list[VerifierKey]:
    """Every key that ever signed this log, the newest first."""
    return [read_key(vkey) for vkey in session.scalars(select(LogKey.vkey).order_by(LogKey.from_size.desc()))]
