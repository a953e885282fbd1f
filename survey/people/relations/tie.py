"""What is known of one relation: what was shown for it, by whose say it opens what, and what a court stops. Pure.

The law behind it: a child's rights are the child's own. A parent acts for a child who does not understand the decision
at hand, in the child's best interests, and by parental responsibility that someone has seen shown (ICO; Children Act
1989 s.3). Understanding is noted for one decision on one day (Gillick) and is never a flag on a child.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from survey.errors import DomainError, NotAllowed
from survey.people.may_see import FAMILY_NEVER, Part
from survey.people.person import GROWN_UP, age_on
from survey.people.relation import Relation

PRESUMED_IN_SCOTLAND = 12  # Age of Legal Capacity (Scotland) Act 1991 s.2(4A); DPA 2018 s.208
OWN_DECISION = 16  # from then on nobody decides it for them here, in any nation
LONGEST_FOR_THEM = timedelta(days=365)  # children grow: after a year it is weighed anew
SHORTEST_WORDS = 20  # characters: enough to say what was seen
GRANTABLE = tuple(part for part in Part if part not in FAMILY_NEVER)
PARENTAL = (Relation.PARENT, Relation.CARER)


class Shown(StrEnum):
    """What was shown for a relation."""

    BIRTH_CERTIFICATE = "birth_certificate"
    COURT_ORDER = "court_order"
    LETTER = "letter"  # of a local authority
    SAID = "said"  # by the young person
    NONE = "none"


PROOF = frozenset({Shown.BIRTH_CERTIFICATE, Shown.COURT_ORDER, Shown.LETTER})


class Stops(StrEnum):
    """What a court order stops. Whatever it is, the record is shut: any note may say where someone is and when."""

    RECORD = "record"  # seeing the record
    HOME = "home"  # knowing where the young person lives
    CONTACT = "contact"


class By(StrEnum):
    """By whose say a part is open."""

    THEIRS = "theirs"
    BEST_INTERESTS = "best_interests"


class Outcome(StrEnum):
    """Whether a young person understands one decision, as someone saw it."""

    UNDERSTANDS = "understands"
    DOES_NOT = "does_not"


class NotProven(DomainError):
    """Only a parent or carer can have parental responsibility, and only when someone has seen it shown."""


class DaysWrong(DomainError):
    """The last day has to be after the first one."""


class NothingStopped(DomainError):
    """Pick what the order stops."""


class SayMore(DomainError):
    """Write a whole sentence."""


class TheirsToDecide(DomainError):
    """They decide this themself: nobody else can."""


class NotForThis(NotAllowed):
    """A note on understanding is for the one decision it was made for, once."""


@dataclass(frozen=True)
class Evidence:
    """What was shown for a relation, and from when to when it holds."""

    responsibility: bool = False
    shown: Shown = Shown.NONE
    since: date | None = None
    until: date | None = None

    def require_whole(self, kind: Relation) -> None:
        """:raise NotProven: :raise DaysWrong:"""
        if self.responsibility and (kind not in PARENTAL or self.shown not in PROOF):
            raise NotProven
        if self.since and self.until and self.until < self.since:
            raise DaysWrong

    def holds(self, day: date) -> bool:
        """Whether the relation holds on that day, the last one included."""
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)


@dataclass(frozen=True)
class Restriction:
    """A court order that keeps someone away. It ends when someone has seen that it did, never by its date alone."""

    stops: frozenset[Stops]
    order_on: date
    since: date
    until: date | None
    words: str

    def require_whole(self) -> None:
        """:raise NothingStopped: :raise DaysWrong: :raise SayMore:"""
        if not self.stops:
            raise NothingStopped
        if self.until and self.until < self.since:
            raise DaysWrong
        require_words(self.words)


def require_words(words: str) -> None:
    """:raise SayMore:"""
    if len(" ".join(words.split())) < SHORTEST_WORDS:
        raise SayMore


# Who decides, and until when


def presumed(nation: str) -> int:
    """The age from which a young person is taken to understand; below it, it is weighed for each decision.

    Only Scotland has one in law. Elsewhere it is weighed until the decision is theirs anyway.
    """
    return PRESUMED_IN_SCOTLAND if nation == "scotland" else OWN_DECISION


def birthday(born: str, age: int) -> date:
    """The day on which someone born in that month (YYYY-MM) is taken to be so old."""
    year, month = (int(part) for part in born.split("-"))
    return date(year + age, month, 1)


def decided_until(born: str | None, nation: str, day: date) -> date:
    """The last day of a decision that is made for them today. :raise TheirsToDecide: when none can be."""
    if born is None or age_on(born, day) >= OWN_DECISION:
        raise TheirsToDecide
    steps = [birthday(born, age) for age in (presumed(nation), OWN_DECISION)]
    return min([day + LONGEST_FOR_THEM, *(step - timedelta(days=1) for step in steps if step > day)])


def has_own_right(kind: Relation, evidence: Evidence) -> bool:
    """Whether they may see something by their own right and not only because the young person lets them."""
    return kind in PARENTAL and evidence.responsibility and evidence.shown in PROOF


def is_grown_up(born: str | None, day: date) -> bool:
    """Whether no parent or carer sees anything any more."""
    return born is not None and age_on(born, day) >= GROWN_UP
