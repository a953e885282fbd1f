"""A seal: what one person may not see for now, by what law, why, signed by two, looked at again in time. Pure.

The law lets a controller keep something back only so far as a test is met, case by case (DPA 2018 Sch 2 and 3). So a
seal is from one person, never from everyone; it says its test in words; it has a day on which someone looks again; and
it is never from the child whose record it is, unless a test of its own names the child.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any

from survey.errors import AlreadyDone, DomainError, NotAllowed
from survey.ledger.entry import Recorded

LONGEST = 90  # days until someone looks again
SHORTEST_REASON = 20  # characters: enough to hold a test in words
TELLS_OF = frozenset({"erasure", "share", "request", "hold"})  # entries about someone that may name what is sealed


class Authority(StrEnum):
    """The law that lets us. What only the Secretary of State can use (immigration) is not here."""

    SOCIAL_WORK = "social_work"  # DPA 2018 Sch 3 Pt 3: serious harm to someone
    CHILD_ABUSE = "child_abuse"  # Sch 3 Pt 5: asked by a parent, not in the child's interests; not in Scotland
    WISHES = "wishes"  # Sch 3: said in the expectation that it is not passed on, or expressly kept
    COURT = "court"  # Sch 3 Pt 3 and court orders
    THIRD_PARTY = "third_party"  # Sch 2 para 16
    CRIME = "crime"  # Sch 2 para 2


FROM_A_PARENT = frozenset(
    {Authority.CHILD_ABUSE, Authority.WISHES}
)  # these protect a child from others, never the child
NOT_IN_SCOTLAND = frozenset({Authority.CHILD_ABUSE})


class Mode(StrEnum):
    """What whom it is kept from gets to see."""

    STUB = "stub"  # that something is kept back, and when it is next looked at
    SILENT = "silent"  # nothing: that it exists would do the harm


class Untested(DomainError):
    """Say what harm would come of it, to whom, and why it is likely. One sentence or more."""


class ChildUnnamed(DomainError):
    """Keeping it from the young person takes a test of its own. Say what harm seeing it would do them."""


class NotThisLaw(DomainError):
    """That law does not let us keep this from them."""


class TooLong(DomainError):
    """Pick a day after today, within 90 days, when someone looks at this again."""


class TheyKnow(DomainError):
    """They were told of this, or have answered it. It cannot be silent: say that something is kept back."""

    kind = "conflict"


class NotTwice(NotAllowed):
    """You have signed this already. Someone else has to sign."""


class SealedAlready(DomainError):
    """This is kept from them already."""

    kind = "conflict"


def offered(*, scotland: bool, from_child: bool) -> tuple[Authority, ...]:
    """The laws that can be named."""
    left_out = (NOT_IN_SCOTLAND if scotland else frozenset()) | (FROM_A_PARENT if from_child else frozenset())
    return tuple(each for each in Authority if each not in left_out)


@dataclass(frozen=True)
class Seal:
    """What is about to be sealed. Made by `of`, which leaves nothing out."""

    person_id: str  # whose record it is in
    viewer_id: str  # from whom
    mode: Mode
    authority: Authority
    test: str
    child_test: str
    days: int

    @classmethod
    def of(
        cls,
        person_id: str,
        viewer_id: str,
        *,
        mode: Mode,
        authority: Authority,
        test: str,
        child_test: str = "",
        days: int = LONGEST,
        scotland: bool = False,
    ) -> "Seal":
        """A whole seal. :raise Untested: :raise ChildUnnamed: :raise NotThisLaw: :raise TooLong:"""
        from_child = viewer_id == person_id
        if len(test.strip()) < SHORTEST_REASON:
            raise Untested
        if from_child and len(child_test.strip()) < SHORTEST_REASON:
            raise ChildUnnamed
        if authority not in offered(scotland=scotland, from_child=from_child):
            raise NotThisLaw
        require_days(days)
        named = child_test.strip() if from_child else ""
        return cls(person_id, viewer_id, mode, authority, test.strip(), named, days)

    def facts(self, today: date, *, organisation: str | None, about_viewer: bool) -> dict[str, Any]:
        """As its entry holds it."""
        who = {"person": self.person_id, "viewer": self.viewer_id, "organisation": organisation}
        law = {"mode": self.mode.value, "authority": self.authority.value, "about_viewer": about_viewer}
        said = {"words": self.test, "child_test": self.child_test}
        return who | law | said | review_facts(self.days, today)


def review_facts(days: int, today: date) -> dict[str, Any]:
    """When it is looked at again, as an entry holds it. :raise TooLong:"""
    require_days(days)
    return {"review_days": days, "review_on": (today + timedelta(days=days)).isoformat()}


def require_days(days: int) -> None:
    """:raise TooLong: when nobody would look again within 90 days."""
    if not 1 <= days <= LONGEST:
        raise TooLong


@dataclass(frozen=True)
class Standing:
    """One seal, as far as it has come."""

    seq: int
    entry_seq: int  # the entry that it covers, as first written
    person_id: str
    viewer_id: str
    organisation_id: str | None
    mode: Mode
    authority: Authority
    about_viewer: bool
    since: datetime
    review_on: date
    test_seq: int  # where the test that stands is said
    first_by: str
    second_by: str | None = None
    signed_at: datetime | None = None
    renewal_seq: int | None = None
    renewal_by: str | None = None
    renewal_on: date | None = None
    asked_seq: int | None = None
    ended_seq: int | None = None

    @property
    def from_child(self) -> bool:
        return self.viewer_id == self.person_id

    @property
    def stands(self) -> bool:
        """Whether it keeps anything back. Lapsed, it still does: a person decides, never a clock."""
        return self.ended_seq is None

    def is_lapsed(self, today: date) -> bool:
        """Whether the day has come on which someone has to look again."""
        return self.stands and today >= self.review_on

    @property
    def waits_for_second(self) -> bool:
        """Whether one more person has to sign: at first, or a renewal."""
        return self.stands and (self.second_by is None or self.renewal_by is not None)


def require_standing(seal: Standing) -> None:
    """:raise AlreadyDone: when it has ended."""
    if not seal.stands:
        raise AlreadyDone


def require_second(seal: Standing, signer: str) -> None:
    """:raise NotTwice: when the signer was the first; :raise AlreadyDone: when nothing waits for a signature."""
    require_standing(seal)
    if not seal.waits_for_second:
        raise AlreadyDone
    if signer == (seal.renewal_by or seal.first_by):
        raise NotTwice


# What is told, and to whom


def truly_about(content: Mapping[str, Any], subjects: Iterable[str]) -> frozenset[str]:
    """Whom a part is about in fact: a part sealed at birth is recorded as about nobody from whom it is kept."""
    return frozenset(content.get("of", ())) | frozenset(subjects)


def places_told(entry: Recorded) -> frozenset[int]:
    """The places that a look names."""
    facts = entry.content
    return frozenset(seq for seq, _ordinal in facts["parts"]) if "parts" in facts else frozenset(facts["entries"])


def looks_to_take_away(about: Iterable[Recorded], barred: Collection[int]) -> list[int]:
    """Of what someone was told: the places of looks at nothing but what is barred to them."""
    looks = [each for each in about if each.kind == "view.made" and not each.has_erased_parts]
    return [each.seq for each in looks if (told := places_told(each)) and told <= set(barred)]


def gives_away(about: Iterable[Recorded], sealed: Collection[int], barred: Collection[int]) -> bool:
    """Whether anything that someone was told, or said, would show that what is sealed is there.

    `sealed`: the places to be sealed; `barred`: those, and all that is barred to them already.
    """
    return any(_names(each, frozenset(sealed), frozenset(barred)) for each in about if not each.has_erased_parts)


def _names(entry: Recorded, sealed: frozenset[int], barred: frozenset[int]) -> bool:
    if entry.kind.startswith("record."):
        return False
    if entry.kind == "view.made":
        told = places_told(entry)
        return bool(told & sealed) and not told <= barred
    if sealed & set(entry.links.values()):
        return True
    return entry.kind.partition(".")[0] in TELLS_OF and bool(_parts(entry) & sealed)


def _parts(entry: Recorded) -> frozenset[int]:
    return frozenset(place for part in entry.segments for place, _ordinal in part.content.get("parts", ()))
