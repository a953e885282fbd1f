"""A share: exactly what is passed on, to whom, why it is needed, by what authority, and when the family is told. Pure.

A share that leaves any of this out cannot be made. One without the person's agreement takes a second person and a
reason; one that the family is not told of yet has a day, within 90 days, when that is looked at again (facts: ledger
§1.4, §6.2; Working Together's golden rule 7: record the reasons, sharing or not).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any, Protocol

from survey.errors import AlreadyDone, DomainError, NotAllowed
from survey.post.letter import plain_address

REVIEW_WITHIN = timedelta(days=90)
SHORTEST_REASON = 10  # characters: enough to hold a reason

Place = tuple[int, int]


class Authority(StrEnum):
    """What lets us pass something on."""

    CONSENT = "consent"
    STATUTORY_DUTY = "statutory_duty"  # Children Act 2004 s.16LA, where it is in force
    SECTION_47 = "section_47"  # Children Act 1989 s.47
    COURT = "court"
    VITAL = "vital"  # someone may come to serious harm
    SAFEGUARDING = "safeguarding"  # recognised legitimate interest (DUAA s.70)
    OTHER = "other"  # named in words


class Telling(StrEnum):
    """Whether the family knows."""

    BEFORE = "before"
    AFTER = "after"
    NOT_YET = "not_yet"


class Unreasoned(DomainError):
    """Say why this is needed, in a sentence or more."""


class UnnamedAuthority(DomainError):
    """Say what lets us do this."""


class NothingShared(DomainError):
    """Pick at least one part to pass on."""


class NobodyNamed(DomainError):
    """Say who gets it: the organisation."""


class NoRecipient(DomainError):
    """Say who there gets it: a name and a role."""


class NoReview(DomainError):
    """Pick a day after today, within 90 days, when they are told or that is looked at again."""


class TellingUnreasoned(DomainError):
    """Say why the family is not told yet."""


class NeedsAnother(NotAllowed):
    """Someone else has to agree first: this goes without the person’s own agreement."""


class NoAgreement(NotAllowed):
    """They have not agreed to this. Ask them, or name another authority."""


class OthersToo(DomainError):
    """Part of this is about someone else too. One person cannot say Yes for another: leave it out, or name the law."""


@dataclass(frozen=True)
class Told:
    """When the family is told, or why not yet and until when that stands. :raise DomainError: on half of it."""

    when: Telling
    on: date
    why_not: str = ""

    @classmethod
    def of(cls, when: Telling, on: date | None, why_not: str, today: date) -> "Told":
        """Checked on the day it is decided. :raise NoReview: :raise TellingUnreasoned:"""
        if when is Telling.BEFORE:
            return cls(when, today)
        if on is None or not today < on <= today + REVIEW_WITHIN:
            raise NoReview
        if when is Telling.AFTER:
            return cls(when, on)
        if len(why_not.strip()) < SHORTEST_REASON:
            raise TellingUnreasoned
        return cls(when, on, why_not.strip())

    def facts(self) -> dict[str, Any]:
        """As an entry holds it."""
        return {"when": self.when.value, "on": self.on.isoformat(), "why_not": self.why_not}


class Waiting(Protocol):
    """What is known of a telling that waits."""

    stage: Any
    told_seq: Any
    waits: Any
    tell_on: Any
    put_off_seq: Any


def looks_again(row: Waiting, today: date) -> bool:
    """Whether somebody has to decide now if the person can be told: its day has come or passed.

    A decision not to share that one person alone keeps from the family is looked at by another from the first day on.
    """
    if row.told_seq is not None or not row.waits:
        return False
    return bool(row.tell_on <= today or (row.stage == Stage.NOT_SHARED.value and row.put_off_seq is None))


def days_until(on: date, decided: date) -> int:
    """How many days a telling lies ahead of the day it was decided: what the schema holds to 90."""
    return (on - decided).days


def require_what(parts: tuple[Place, ...], organisation: str, recipient: str, address: str = "") -> None:
    """:raise NothingShared: :raise NobodyNamed: :raise NoRecipient: :raise NoAddress: for what is no e-mail address."""
    if not parts:
        raise NothingShared
    if not organisation.strip():
        raise NobodyNamed
    if not recipient.strip():
        raise NoRecipient
    plain_address(address)


def require_why(necessity: str, authority: Authority, authority_words: str) -> None:
    """:raise Unreasoned: :raise UnnamedAuthority: when it is none of the list and not named."""
    if len(necessity.strip()) < SHORTEST_REASON:
        raise Unreasoned
    if authority is Authority.OTHER and len(authority_words.strip()) < SHORTEST_REASON:
        raise UnnamedAuthority


@dataclass(frozen=True)
class Share:
    """What is about to be passed on. Made by `of`, which leaves nothing out."""

    parts: tuple[Place, ...]
    organisation: str
    recipient: str
    necessity: str
    authority: Authority
    authority_words: str
    told: Told
    address: str = ""  # an e-mail address, for telling them when it is put right later

    @classmethod
    def of(
        cls,
        parts: tuple[Place, ...],
        *,
        organisation: str,
        recipient: str,
        necessity: str,
        authority: Authority,
        authority_words: str,
        told: Told,
        address: str = "",
    ) -> "Share":
        """A whole share. Raises as `require_what` and `require_why`."""
        require_what(parts, organisation, recipient, address)
        require_why(necessity, authority, authority_words)
        return cls(
            tuple(sorted(set(parts))),
            organisation.strip(),
            recipient.strip(),
            necessity.strip(),
            authority,
            authority_words.strip(),
            told,
            plain_address(address),
        )

    @property
    def needs_another(self) -> bool:
        """Whether a second person has to agree, because the person themself has not."""
        return self.authority is not Authority.CONSENT

    def facts(self) -> dict[str, Any]:
        """As an entry holds it."""
        to = {"organisation": self.organisation, "recipient": self.recipient, "address": self.address}
        why = {"necessity": self.necessity, "authority": self.authority.value, "authority_words": self.authority_words}
        return {"parts": [list(place) for place in self.parts]} | to | why | {"told": self.told.facts()}


class Stage(StrEnum):
    """Where a share stands. The last three are final, and visible all the same."""

    PROPOSED = "proposed"
    SENT = "sent"
    RECEIVED = "received"
    REFUSED = "refused"
    NOT_SHARED = "not_shared"


NEXT: Mapping[Stage, frozenset[Stage]] = {
    Stage.PROPOSED: frozenset({Stage.SENT, Stage.REFUSED, Stage.NOT_SHARED}),
    Stage.SENT: frozenset({Stage.RECEIVED}),
    Stage.RECEIVED: frozenset(),
    Stage.REFUSED: frozenset(),
    Stage.NOT_SHARED: frozenset(),
}


def require_step(here: Stage, to: Stage) -> None:
    """:raise AlreadyDone: when that does not follow from where the share stands."""
    if to not in NEXT[here]:
        raise AlreadyDone


def require_agreement(share: Share, *, proposer: str, approver: str | None, agreed: bool) -> None:
    """Who must have said yes before anything is sent.

    :raise NoAgreement: when it rests on an agreement that is not there. :raise NeedsAnother: when nobody else agreed.
    """
    if not share.needs_another:
        if not agreed:
            raise NoAgreement
        return
    if approver is None or approver == proposer:
        raise NeedsAnother


class Ground(StrEnum):
    """Why something was not passed on. The first is the exception to the duty (Children Act 2004 s.16LA)."""

    WORSE_FOR_THEM = "worse_for_them"  # passing it on would be more detrimental to the child than not
    NOT_NEEDED = "not_needed"
    NOTHING_LETS_US = "nothing_lets_us"
    THEY_SAID_NO = "they_said_no"
    OTHER = "other"


@dataclass(frozen=True)
class NotShared:
    """Decided not to pass something on: recorded as fully as passing it on would be."""

    organisation: str
    asked_what: str
    because: str
    ground: Ground = Ground.OTHER

    @classmethod
    def of(cls, organisation: str, asked_what: str, because: str, ground: Ground = Ground.OTHER) -> "NotShared":
        """:raise NobodyNamed: :raise Unreasoned:"""
        if not organisation.strip():
            raise NobodyNamed
        if len(because.strip()) < SHORTEST_REASON:
            raise Unreasoned
        return cls(organisation.strip(), asked_what.strip(), because.strip(), ground)

    def facts(self) -> dict[str, Any]:
        """As an entry holds it."""
        what = {"organisation": self.organisation, "asked_what": self.asked_what}
        return what | {"because": self.because, "ground": self.ground.value}
