"""A request for data by police, the Home Office, a court, a commissioner or another agency, and how it ends. Pure.

Every request ends granted, narrowed or refused, by two different people, with a day when the person is told. What is
not compulsory is granted only with words that say why it is necessary. There is no immigration exemption to pick: only
the Secretary of State can use it (Data Protection Act 2018 Sch 2 para 4A), so it is not in the list.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, Protocol

from survey.errors import AlreadyDone, DomainError, NotAllowed
from survey.sharing.share import REVIEW_WITHIN, SHORTEST_REASON, NobodyNamed, TellingUnreasoned, Unreasoned


class Asker(StrEnum):
    """Who asks."""

    POLICE = "police"
    HOME_OFFICE = "home_office"
    COURT = "court"
    COMMISSIONER = "commissioner"
    AGENCY = "agency"


class Power(StrEnum):
    """The power they cite. Only the first two can compel."""

    COURT_ORDER = "court_order"
    STATUTE = "statute"  # a named section that requires it
    CRIME_AND_TAX = "crime_and_tax"  # DPA 2018 Sch 2 para 2: allows, does not compel
    SAFEGUARDING = "safeguarding"
    NONE = "none"


CAN_COMPEL = frozenset({Power.COURT_ORDER, Power.STATUTE})


class Result(StrEnum):
    """How a request ends."""

    GRANTED = "granted"
    NARROWED = "narrowed"
    REFUSED = "refused"


class NotCompulsory(DomainError):
    """That power does not compel. Say that it is not compulsory, or name the order or the section."""


class NobodyAsks(NobodyNamed):
    """Say who asks: the force, the court or the office."""


class UnnamedPower(DomainError):
    """Name the order or the section they cite."""


class NoScope(DomainError):
    """Say exactly what they ask for."""


class NoDayToTell(DomainError):
    """Pick a day, within 90 days, when the person is told."""


class AboutNobody(DomainError):
    """This is about nobody we can tell. Refuse it here; what is given about someone is written down about them."""


class NothingDelayed(DomainError):
    """Pick a day after the one that stands, within 90 days from today."""


class Changed(DomainError):
    """Someone has changed this since you read it. Read it again."""

    kind = "conflict"


class NeedsTwo(NotAllowed):
    """Two different people look at every request. Someone else has to agree."""


@dataclass(frozen=True)
class Request:
    """What was asked, by whom and by what power. Made by `of`."""

    asker: Asker
    organisation: str
    power: Power
    power_words: str
    compulsory: bool
    scope: str

    @classmethod
    def of(
        cls, asker: Asker, *, organisation: str, power: Power, power_words: str, compulsory: bool, scope: str
    ) -> "Request":
        """:raise NobodyAsks: :raise NotCompulsory: :raise UnnamedPower: :raise NoScope:"""
        if not organisation.strip():
            raise NobodyAsks
        if compulsory and power not in CAN_COMPEL:
            raise NotCompulsory
        if power in CAN_COMPEL and not power_words.strip():
            raise UnnamedPower
        if not scope.strip():
            raise NoScope
        return cls(asker, organisation.strip(), power, power_words.strip(), compulsory, scope.strip())

    @classmethod
    def from_facts(cls, facts: Mapping[str, Any]) -> "Request":
        """A request from what its entry says."""
        by = Asker(facts["asker"]), facts["organisation"]
        return cls(*by, Power(facts["power"]), facts["power_words"], facts["compulsory"], facts["scope"])

    def facts(self) -> dict[str, Any]:
        """As an entry holds it."""
        by = {"asker": self.asker.value, "organisation": self.organisation}
        power = {"power": self.power.value, "power_words": self.power_words, "compulsory": self.compulsory}
        return by | power | {"scope": self.scope}


@dataclass(frozen=True)
class Ending:
    """How a request ends: proposed by one person, final when another has agreed."""

    result: Result
    reason: str
    given: str  # what exactly goes out; empty when refused
    tell_on: date

    @classmethod
    def of(
        cls, request: Request, result: Result, *, reason: str, given: str, tell_on: date | None, today: date
    ) -> "Ending":
        """:raise Unreasoned: when what is not compulsory goes out without a necessity, or a refusal without a reason.

        :raise NoScope: when something goes out and nobody said what. :raise NoDayToTell: beyond 90 days.
        """
        needs_reason = result is Result.REFUSED or result is Result.NARROWED or not request.compulsory
        if needs_reason and len(reason.strip()) < SHORTEST_REASON:
            raise Unreasoned
        if result is not Result.REFUSED and not given.strip():
            raise NoScope
        if tell_on is None or not today <= tell_on <= today + REVIEW_WITHIN:
            raise NoDayToTell
        return cls(result, reason.strip(), "" if result is Result.REFUSED else given.strip(), tell_on)

    def facts(self) -> dict[str, Any]:
        """As an entry holds it."""
        told = {"tell_on": self.tell_on.isoformat()}
        return {"result": self.result.value, "reason": self.reason, "given": self.given} | told


@dataclass(frozen=True)
class Delay:
    """Telling the person later than was decided: why, and until when. It takes two people again. Made by `of`."""

    tell_on: date
    why_not: str

    @classmethod
    def of(cls, tell_on: date | None, why_not: str, *, stands: date, today: date) -> "Delay":
        """:raise NothingDelayed: for no day, one that is no later, or one beyond 90 days. :raise TellingUnreasoned:"""
        if tell_on is None or not max(today, stands) < tell_on <= today + REVIEW_WITHIN:
            raise NothingDelayed
        if len(why_not.strip()) < SHORTEST_REASON:
            raise TellingUnreasoned
        return cls(tell_on, why_not.strip())

    def facts(self) -> dict[str, Any]:
        """As an entry holds it."""
        return {"tell_on": self.tell_on.isoformat(), "why_not": self.why_not}


class Waiting(Protocol):
    """What is known of a request that may wait for someone."""

    person_id: Any
    decided_by: Any
    told_seq: Any
    waits: Any
    tell_on: Any
    delay_seq: Any
    put_off_by: Any


def needs_someone(row: Waiting, today: date) -> bool:
    """Whether somebody has to act: to decide it, to agree to a later day, or to look if the person can be told now."""
    if row.decided_by is None:
        return True
    if row.told_seq is not None or row.person_id is None:
        return False
    is_pending = row.delay_seq is not None and row.put_off_by is None
    return bool(is_pending or (row.waits and row.tell_on <= today))


def require_someone(person_id: str | None, result: Result) -> None:
    """:raise AboutNobody: when something would go out about nobody who can be told of it."""
    if person_id is None and result is not Result.REFUSED:
        raise AboutNobody


def require_two(first: str, second: str) -> None:
    """:raise NeedsTwo: when the same person would decide twice."""
    if first == second:
        raise NeedsTwo


def require_open(result: Result | None) -> None:
    """:raise AlreadyDone: when the request has ended."""
    if result is not None:
        raise AlreadyDone
