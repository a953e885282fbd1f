"""A look at someone's entries: what of them is seen, by whom, and what about it is unusual. Pure.

What is `Wanted` can be had only through the door, `store.see`, which records the look before it hands anything over.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Generic, Protocol, TypeVar

from survey.people.glass.glass import Glass
from survey.people.role import Role

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

T = TypeVar("T")
Key = tuple[int, int]  # an entry's place, and which of its parts

NAME, SEARCH, CHECK = "name", "search", "check"
WHY_CHECK = "To check what it says."  # told to the others named in what someone reads


class Channel(StrEnum):
    """How it was seen."""

    SCREEN = "screen"
    EXPORT = "export"
    PRINT = "print"


class Unusual(StrEnum):
    """What makes a look one to be told of first."""

    BREAK_GLASS = "break_glass"
    NOT_ON_CASELOAD = "not_on_caseload"
    EXPORT = "export"
    OUT_OF_HOURS = "out_of_hours"
    NAME_SEARCH = "name_search"


class Looker(Protocol):
    """Who looks: a member of staff as signed in, or a relative."""

    @property
    def person_id(self) -> str: ...
    @property
    def organisation_id(self) -> str | None: ...
    @property
    def roles(self) -> frozenset[Role]: ...


@dataclass(frozen=True)
class Onlooker:
    """Whoever looks, by their id alone a relative: no role, no organisation, no working hours."""

    person_id: str
    organisation_id: str | None = None
    roles: frozenset[Role] = frozenset()


@dataclass(frozen=True)
class Seen:
    """What of one person is about to be seen, and why, as they will read it.

    `once_a_day`: a list, or a name on a form, is told once a day for the same parts. `has_to`: someone outside the team
    has to look, as whoever answers a challenge does. `untold`: of something they may not know of yet; the look would
    give it away, so it is recorded about nobody.
    """

    person_id: str
    what: str
    why: str
    parts: frozenset[Key]
    once_a_day: bool = False
    has_to: bool = False
    untold: bool = False
    glass: Glass | None = None


@dataclass(frozen=True)
class Found(Generic[T]):
    """What was wanted, and of whom it is what."""

    content: T
    seen: tuple[Seen, ...]


@dataclass(frozen=True)
class Wanted(Generic[T]):
    """A question about people's entries, not yet asked. Only the door asks it, for someone who looks."""

    ask: Callable[[Session, Looker, datetime], Found[T]]


def codes(seen: Seen, *, channel: Channel, is_tied: bool, at_work: bool) -> tuple[Unusual, ...]:
    """What is unusual about a look, the most telling first; none when it was to be expected."""
    found = {
        Unusual.BREAK_GLASS: seen.glass is not None,
        Unusual.NOT_ON_CASELOAD: not (is_tied or seen.has_to),
        Unusual.EXPORT: channel is Channel.EXPORT,
        Unusual.OUT_OF_HOURS: not at_work,
        Unusual.NAME_SEARCH: seen.what == SEARCH,
    }
    return tuple(code for code, holds in found.items() if holds)


def said_of(seen: Seen, looker: Looker, channel: Channel, unusual: tuple[Unusual, ...]) -> Mapping[str, Any]:
    """What the entry says of a look: what, why, every part by place, who they were to look, and what is unusual."""
    return {
        "what": seen.what,
        "why": seen.why,
        "parts": [list(key) for key in sorted(seen.parts)],
        "expected": not unusual,
        "unusual": [each.value for each in unusual],
        "channel": channel.value,
        "as": role_of(looker),
    } | ({"of": seen.person_id} if seen.untold else {})


def role_of(looker: Looker) -> str:
    """What they were when they looked: relatives have no role here."""
    first = (Role.PRACTITIONER, Role.MANAGER, Role.DATA_LEAD, Role.COMMISSIONER, Role.ANALYST)
    return next((role.value for role in first if role in looker.roles), "family")
