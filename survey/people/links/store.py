"""Whether a link has run out."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from survey.people.invitation import token_hash
from survey.people.models import Link


def has_run_out(session: Session, token: str, now: datetime) -> bool:
    """Whether this was a link whose time is over: not one that was ended on purpose, and not a made-up one."""
    over = (Link.token_hash == token_hash(token), Link.ends_at <= now, Link.ended_at.is_(None))
    return session.scalar(select(Link.person_id).where(*over)) is not None
