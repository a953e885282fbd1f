"""Rows of the table of who may: what each named person gets of one route. The table itself is who_may.py."""

from collections.abc import Mapping
from dataclasses import dataclass, field

MADE_UP = "1" + "A" * 32  # a link that looks right and is nobody's
PEOPLE = ("stranger", "amina", "jordan", "rosa")
STAFF = ("stranger", "sam", "priya", "jo", "lena", "dee", "carys")


@dataclass(frozen=True)
class Row:
    """One route: what each gets, what is sent, and which of the world's things its address names."""

    expected: Mapping[str, int]
    form: Mapping[str, str] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)  # an argument of the address -> a thing of the world


SIGNING_IN = dict.fromkeys(STAFF, 302) | {"stranger": 200}
SKIPS = {"act": "skip", "asked": "experience.1", "after": "2"}


def people(
    stranger: int, amina: int, jordan: int, rosa: int, form: Mapping[str, str] | None = None, **names: str
) -> Row:
    return Row(dict(zip(PEOPLE, (stranger, amina, jordan, rosa), strict=True)), form or {}, names)


def staff(*, form: Mapping[str, str] | None = None, names: Mapping[str, str] | None = None, **expected: int) -> Row:
    """What is not said: the stranger is sent to sign in, everyone else is refused."""
    usual = dict.fromkeys(STAFF, 403) | {"stranger": 302}
    return Row(usual | expected, form or {}, names or {})


def everyone(status: int, form: Mapping[str, str] | None = None, **names: str) -> Row:
    """The same for all, signed in or not: the page itself says what is missing."""
    return Row(dict.fromkeys(STAFF, status), form or {}, names)


def signed_in(status: int, form: Mapping[str, str] | None = None, **names: str) -> Row:
    return Row(dict.fromkeys(STAFF, status) | {"stranger": 302}, form or {}, names)
