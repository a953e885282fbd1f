"""Exchanging a short code, once: for a link on a phone, or for a while at a shared screen."""

import random
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from survey.people.invitation import code_hash, new_token, token_hash
from survey.people.models import Code, Link


def exchange_code(
    session: Session, typed: str, *, secret_key: str, days: int, now: datetime, rng: random.Random
) -> str | None:
    """Use a code up and give a fresh link's token; None when there is no such code, or it was used or has run out."""
    row = use_code(session, typed, secret_key=secret_key, now=now)
    if row is None:
        return None
    token, ends_at = new_token(rng), now + timedelta(days=days)
    session.add(Link(token_hash=token_hash(token), person_id=row.person_id, round_id=row.round_id, ends_at=ends_at))
    session.flush()
    return token


def use_code(session: Session, typed: str, *, secret_key: str, now: datetime) -> Code | None:
    """Use a code up, once, and say whose it is; None when there is no such code, or it was used or has run out."""
    row = session.get(Code, code_hash(typed, secret_key), with_for_update=True)
    if row is None or row.used_at is not None or row.ends_at <= now:
        return None
    row.used_at = now
    return row
