"""An agreement: who may read what of which release, how, until when and why; and a release as it is read under one.

Pure. Whoever has no agreement that stands gets what everyone gets for a page that is not there. The headline and who is
missing are in every agreement: no figure is read without them.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any

from outcomes.disclosure.programme import Dimension
from outcomes.disclosure.published import Published
from outcomes.impact.book import Book
from survey.errors import DomainError

AREAS = frozenset({"region", "borough", "ward"})  # the dimensions whose groups are places
WITH_EVERY_FIGURE = ("headline", "coverage")  # tables, and those that begin so
LONGEST = 300  # letters of why, and of who signed


class Audience(StrEnum):
    """Whom an agreement is with."""

    ROLE = "role"
    ORGANISATION = "organisation"
    ACCOUNT = "account"
    PUBLIC = "public"


class Format(StrEnum):
    """How a release is read. Print is the page once more, so it needs no leave of its own."""

    PAGE = "page"
    PRINT = "print"
    CSV = "csv"
    JSON = "json"
    XLSX = "xlsx"
    ODS = "ods"


FOR_PARTS = frozenset({Format.PAGE, Format.PRINT})  # files are made once and hold the whole release


class AgreementWrong(DomainError):
    """This agreement does not say enough."""


@dataclass(frozen=True)
class Reader:
    """Who is reading: their roles, organisation and account. Nobody in particular is the public."""

    roles: frozenset[str] = frozenset()
    organisation_id: str | None = None
    person_id: str = ""


@dataclass(frozen=True)
class Terms:
    """What an agreement says. No releases, tables or areas named: all of them."""

    audience: Audience
    who: str
    starts_on: date
    ends_on: date
    purpose: str
    signed_by: str
    releases: tuple[int, ...] = ()
    tables: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    formats: tuple[Format, ...] = (Format.PAGE,)

    def __post_init__(self) -> None:
        """Refuse what says too little. :raise AgreementWrong:"""
        if self.ends_on < self.starts_on:
            raise AgreementWrong("The last day is before the first.")
        if not self.purpose.strip() or not self.signed_by.strip():
            raise AgreementWrong("Say what it is for, and who signed it.")
        if not self.formats:
            raise AgreementWrong("Pick at least one way to read.")
        if (self.tables or self.areas) and not FOR_PARTS.issuperset(self.formats):
            raise AgreementWrong("A file holds the whole release. With some tables or places only, pick pages alone.")
        if (self.audience is Audience.PUBLIC) != (not self.who):
            raise AgreementWrong("Say whom the agreement is with.")

    def is_with(self, reader: Reader) -> bool:
        """Whether this reader is whom it is with. What the public may read, everyone may."""
        return {
            Audience.ROLE: self.who in reader.roles,
            Audience.ORGANISATION: bool(self.who) and self.who == reader.organisation_id,
            Audience.ACCOUNT: bool(self.who) and self.who == reader.person_id,
            Audience.PUBLIC: True,
        }[self.audience]

    def stands_on(self, day: date) -> bool:
        """Whether the day is one of its days."""
        return self.starts_on <= day <= self.ends_on

    def plain(self) -> dict[str, Any]:
        """As an entry holds it."""
        return {
            "audience": self.audience.value,
            "who": self.who,
            "starts_on": self.starts_on.isoformat(),
            "ends_on": self.ends_on.isoformat(),
            "purpose": self.purpose,
            "signed_by": self.signed_by,
            "releases": list(self.releases),
            "tables": list(self.tables),
            "areas": list(self.areas),
            "formats": [each.value for each in self.formats],
        }

    @classmethod
    def from_plain(cls, kept: Mapping[str, Any]) -> "Terms":
        return cls(
            audience=Audience(kept["audience"]),
            who=kept["who"],
            starts_on=date.fromisoformat(kept["starts_on"]),
            ends_on=date.fromisoformat(kept["ends_on"]),
            purpose=kept["purpose"],
            signed_by=kept["signed_by"],
            releases=tuple(kept["releases"]),
            tables=tuple(kept["tables"]),
            areas=tuple(kept["areas"]),
            formats=tuple(Format(each) for each in kept["formats"]),
        )


@dataclass(frozen=True)
class Agreement:
    """One agreement, by the place of its entry; `ended_on`: when it was ended before its last day."""

    seq: int
    terms: Terms
    ended_on: date | None = None

    def lets(self, reader: Reader, day: date) -> bool:
        """Whether it lets this reader read anything at all on this day."""
        return self.ended_on is None and self.terms.stands_on(day) and self.terms.is_with(reader)


def for_release(agreements: Iterable[Agreement], number: int, how: Format) -> list[Agreement]:
    """Those, of agreements that let the reader in, that let them read this release in this way."""
    leave = Format.PAGE if how is Format.PRINT else how
    return [
        each
        for each in agreements
        if (not each.terms.releases or number in each.terms.releases) and leave in each.terms.formats
    ]


def narrow(book: Book, agreements: Sequence[Agreement]) -> Book:
    """The release as these agreements let it be read: a part of what is published, and never anything else."""
    all_terms = [each.terms for each in agreements]
    if any(not terms.tables and not terms.areas for terms in all_terms):
        return book
    places = [_places(book, terms) for terms in all_terms]
    seen = tuple(
        each
        for each in book.figures
        if any(_covers(terms, where, each) for terms, where in zip(all_terms, places, strict=True))
    )
    tables = tuple(table for table in book.tables if any(_has_table(terms, table.key) for terms in all_terms))
    dimensions = tuple(_narrowed(dimension, places) for dimension in book.dimensions)
    return replace(book, figures=seen, tables=tables, dimensions=dimensions)


def _places(book: Book, terms: Terms) -> dict[str, frozenset[str]] | None:
    """The groups of each dimension of places that an agreement names, with all that lies within; None: all of them."""
    if not terms.areas:
        return None
    found: dict[str, frozenset[str]] = {}
    waiting = [each for each in book.dimensions if each.key in AREAS]
    for dimension in sorted(waiting, key=lambda each: ("region", "borough", "ward").index(each.key)):
        above = found.get(dimension.within, frozenset())
        inside = (each.key for each in dimension.categories if each.key in terms.areas or each.parent in above)
        found[dimension.key] = frozenset(inside)
    return found


def _has_table(terms: Terms, key: str) -> bool:
    return not terms.tables or key.startswith(WITH_EVERY_FIGURE) or key in terms.tables


def _covers(terms: Terms, places: Mapping[str, frozenset[str]] | None, figure: Published) -> bool:
    if not _has_table(terms, figure.table):
        return False
    return places is None or all(figure.at[key] in inside for key, inside in places.items() if key in figure.at)


def _narrowed(dimension: Dimension, places: Sequence[Mapping[str, frozenset[str]] | None]) -> Dimension:
    if dimension.key not in AREAS or any(each is None for each in places):
        return dimension
    named = frozenset[str]().union(*(each.get(dimension.key, frozenset()) for each in places if each))
    return replace(dimension, categories=tuple(each for each in dimension.categories if each.key in named))
