"""A reminder: how it reaches someone, when one is due, and the number that shows a phone is theirs. Pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from survey.digits import in_digits
from survey.errors import DomainError
from survey.post.letter import NoAddress, plain_address

CODE_DIGITS = 6
CODE_ENDS = timedelta(minutes=15)
CODE_TRIES = 5
ASKS_A_DAY = 3  # so that nobody can have a stranger's phone ring on and on
PHONE = re.compile(r"\+[1-9][0-9]{7,14}")  # E.164
UK_MOBILE = re.compile(r"07[0-9]{9}")
LINK_DAYS = 40  # days that a link may work at most, whatever the round says


class Via(StrEnum):
    """How a reminder reaches someone."""

    TEXT = "text"
    EMAIL = "email"


class NoPhone(DomainError):
    """That is no mobile number. It looks like 07700 900123."""


class TooOften(DomainError):
    """You asked for a code three times today. Try again tomorrow."""

    kind = "too_many"


class CodeEnded(DomainError):
    """That code has run out."""


def plain_phone(typed: str) -> str:
    """A mobile number as it was typed, the way networks write it: +447700900123. :raise NoPhone:"""
    digits = re.sub(r"[\s().-]", "", in_digits(typed))
    if UK_MOBILE.fullmatch(digits):
        return "+44" + digits[1:]
    digits = "+" + digits[2:] if digits.startswith("00") else digits
    if digits.startswith("+44") and not re.fullmatch(r"\+447[0-9]{9}", digits):
        raise NoPhone
    if not PHONE.fullmatch(digits):
        raise NoPhone
    return digits


def plain_contact(via: Via, typed: str) -> str:
    """Where a reminder goes. :raise NoPhone: :raise NoAddress:"""
    if via is Via.TEXT:
        return plain_phone(typed)
    address = plain_address(typed)
    if not address:
        raise NoAddress
    return address


def hidden(contact: str) -> str:
    """Enough of it to know it by, for a page that others may see: the last three numbers, or the first letter."""
    name, at, host = contact.partition("@")
    return f"{name[:1]}…{at}{host}" if at else f"…{contact[-3:]}"


def plain_digits(typed: str) -> str:
    """A code as it was typed, without what people put between the numbers."""
    return re.sub(r"[\s-]", "", in_digits(typed))[:20]


@dataclass(frozen=True)
class Asked:
    """What someone asked for in one round: they are reminded to finish it."""

    seq: int
    person_id: str
    round_id: str
    via: Via
    lang: str
    asked_at: datetime
    confirmed_at: datetime | None

    def can_confirm(self, now: datetime) -> bool:
        """Whether the code that was sent for it still counts."""
        return self.confirmed_at is None and now < self.asked_at + CODE_ENDS


@dataclass(frozen=True)
class Standing:
    """What decides whether someone is reminded: nothing of what they answered."""

    opens_on: date
    closes_on: date
    may_ask: bool  # they said Yes to questions, or were not asked yet
    sent: bool
    links: int  # that work now and lead to this round
    links_ended_at: datetime | None  # when staff last ended all of them: a lost phone, say


def can_be_reminded(standing: Standing | None, today: date) -> bool:
    """Whether there is anything to be reminded of."""
    return standing is not None and today <= standing.closes_on and standing.may_ask and not standing.sent


def over_because(asked: Asked, standing: Standing | None, today: date, now: datetime) -> str | None:
    """Why nobody is reminded any more and the number goes; None while they are."""
    if asked.confirmed_at is None:
        return None if asked.can_confirm(now) else "unconfirmed"
    if standing is None or today > standing.closes_on:
        return "closed"
    if standing.sent:
        return "sent"
    if not standing.may_ask:
        return "no"
    ended = standing.links_ended_at
    if not standing.links or (ended is not None and ended >= asked.asked_at):
        return "links"
    return None


def due_on(days: Sequence[int], confirmed_on: date, opens_on: date, written: Sequence[date]) -> date | None:
    """The day of the next reminder; None when all were written. Late ones never come closer together than planned."""
    number = len(written)
    if number >= len(days):
        return None
    if not written:
        return max(confirmed_on, opens_on) + timedelta(days=days[0])
    return written[-1] + timedelta(days=max(1, days[number] - days[number - 1]))


def days_of(line: str) -> tuple[int, ...]:
    """The setting: after how many days, the fewest first."""
    return tuple(sorted({int(each) for each in line.split(",") if each.strip()}))
