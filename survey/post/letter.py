"""A letter that leaves the house: whom to, where it stands, when it is tried again. Pure.

A letter never says what it is about, and whom: it holds a way in that ends. To whom it goes and what it says are made
at the moment it goes, so that neither an address nor what opens anything lies in the outbox, or in a backup of it.
"""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from survey.errors import DomainError

LONGEST_ADDRESS = 254  # RFC 5321
NAME = r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}"
HOST = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
ADDRESS = re.compile(rf"{NAME}@{HOST}(?:\.{HOST})+")

TRY_AGAIN = tuple(timedelta(minutes=each) for each in (1, 5, 30, 120, 480, 1440))  # then a person has to look
IN_HAND = timedelta(minutes=15)  # longer than a letter can take: whoever was sending it is gone
FORGOTTEN_AFTER = timedelta(days=90)


class NoAddress(DomainError):
    """That is no e-mail address. It looks like name@example.org."""


class State(StrEnum):
    """Where a letter stands."""

    WAITING = "waiting"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"  # refused, or tried for long enough
    UNSURE = "unsure"  # it may have gone: nobody but a person sends it again
    DROPPED = "dropped"  # not needed any more before it went


OVER = frozenset({State.SENT, State.DROPPED})


@dataclass(frozen=True)
class Letter:
    """One letter. `about` is a number that the feature which wrote it knows; `once` is never written twice."""

    id: int
    kind: str
    about: int
    once: str
    state: State
    tries: int
    written_at: datetime


@dataclass(frozen=True)
class Words:
    """To whom a letter goes and what it says: nothing about anyone. `sender`: the address it comes from, if another."""

    to: str
    subject: str
    body: str
    by_text: bool = False  # to a phone: `to` is its number, and there is no subject
    sender: str = ""


def plain_address(typed: str) -> str:
    """An e-mail address as it was typed, without spaces around it; empty stays empty. :raise NoAddress:"""
    address = typed.strip()
    if address and (len(address) > LONGEST_ADDRESS or not ADDRESS.fullmatch(address)):
        raise NoAddress
    return address


def next_try(tries: int, now: datetime) -> datetime | None:
    """When a letter that was tried so often is tried again; None: a person has to look."""
    return now + TRY_AGAIN[tries - 1] if tries <= len(TRY_AGAIN) else None
