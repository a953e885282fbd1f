"""A reading of a release: who signs it, how it came, and the words it may not use. Pure."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from outcomes.impact.captions import words_to_leave_out
from survey.errors import DomainError, NotAllowed
from survey.people.role import Role

LONGEST, LONGEST_NAME = 2000, 120  # letters


class Group(StrEnum):
    """Whose reading it is, in the order in which they are shown."""

    YOUNG_PEOPLE = "young_people"
    PRACTITIONERS = "practitioners"
    ANALYSTS = "analysts"
    COMMISSIONERS = "commissioners"


class How(StrEnum):
    """How a reading came to be written down."""

    THEMSELVES = "themselves"
    WITH_THEM = "with_them"  # young people said it, a worker typed it with them
    SESSION = "session"  # young people typed it together on a link, a worker read it before it was shown


class WordsWrong(DomainError):
    """These words cannot stand beside figures."""


SIGNS_FOR: dict[Group, frozenset[Role]] = {
    Group.YOUNG_PEOPLE: frozenset({Role.PRACTITIONER, Role.MANAGER}),  # with them, never for them
    Group.PRACTITIONERS: frozenset({Role.PRACTITIONER, Role.MANAGER}),
    Group.ANALYSTS: frozenset({Role.ANALYST, Role.DATA_LEAD}),
    Group.COMMISSIONERS: frozenset({Role.COMMISSIONER}),
}


def may_sign(roles: frozenset[Role]) -> tuple[Group, ...]:
    """The groups that someone with these roles may sign for, in order."""
    return tuple(group for group in Group if roles & SIGNS_FOR[group])


@dataclass(frozen=True)
class Reading:
    """One reading as it is shown: signed by a group or a role, never by a young person."""

    seq: int
    release: int
    group: Group
    signed_as: str
    signed_on: date
    how: How
    words: str
    signed_by: str  # the member of staff, who may take it back


def require_words(text: str, longest: int = LONGEST) -> str:
    """Words that may stand beside figures. :raise WordsWrong: naming what to leave out."""
    kept = text.strip()
    if not kept:
        raise WordsWrong("Write some words first.")
    if len(kept) > longest:
        raise WordsWrong("That is too long. Use 2000 letters at most.")
    return kept


def first_claim(text: str) -> str | None:
    """The first words of a text that say why something happened, which no figure can say; None: it has none."""
    found = words_to_leave_out(text)
    return found[0] if found else None


def require_signer(group: Group, how: How, roles: frozenset[Role]) -> None:
    """:raise NotAllowed: when nobody with these roles signs for this group, or not in this way."""
    if group not in may_sign(roles) or (group is Group.YOUNG_PEOPLE) == (how is How.THEMSELVES):
        raise NotAllowed
