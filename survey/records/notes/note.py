"""A note in parts: each says how sure anyone is, whom it is about, and whose words they are. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from survey.days import HERE
from survey.errors import DomainError
from survey.ledger.entry import Claim, NewSegment

LABELLED = (Claim.FACT, Claim.OBSERVATION, Claim.OPINION, Claim.THEIR_WORDS)  # the boxes that a new note begins with


class NothingWritten(DomainError):
    """Write at least one part."""


class WhoseWords(DomainError):
    """Pick the one person whose words these are."""


class TheirOwn(DomainError):
    """These are their own words. They cannot be kept from them."""


class NotYet(DomainError):
    """That day has not come yet."""


@dataclass(frozen=True)
class Draft:
    """A part as it was typed. `about`: ids of whom it is about; `kept_from`: of who may not see it for now."""

    claim: Claim
    about: tuple[str, ...]
    words: str
    is_strength: bool = False
    kept_from: tuple[str, ...] = ()


def about_whom(person: tuple[str, str], family: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """Whom a part can be about, as (value, names): the young person, each relative, and the two together."""
    alone = [person, *family]
    return alone + [(f"{person[0]},{each[0]}", f"{person[1]}, {each[1]}") for each in family]


def from_whom(person: tuple[str, str], family: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """From whom a part can be kept, as (value, names): each relative, all of them, and last the young person."""
    all_of_them = [(",".join(i for i, _name in family), ", ".join(name for _i, name in family))]
    return [*family, *(all_of_them if len(family) > 1 else []), person]


def by_whom_it_is_kept_from(drafts: Iterable[Draft]) -> dict[tuple[str, ...], list[Draft]]:
    """The parts that go together: what is kept from nobody first."""
    found: dict[tuple[str, ...], list[Draft]] = {}
    for draft in sorted(drafts, key=lambda each: bool(each.kept_from)):
        found.setdefault(tuple(sorted(draft.kept_from)), []).append(draft)
    return found


def kept_segments(drafts: Iterable[Draft], worker: str, person: str) -> tuple[NewSegment, ...]:
    """Parts that are kept from someone: about nobody from whom they are kept, and saying whom they are about in fact.

    What would be about nobody else is about the young person, whose record it is. :raise TheirOwn: :raise WhoseWords:
    """
    return tuple(_kept(draft, worker, person) for draft in drafts)


def _kept(draft: Draft, worker: str, person: str) -> NewSegment:
    if draft.claim is Claim.THEIR_WORDS and set(draft.about) & set(draft.kept_from):
        raise TheirOwn
    made = _segment(draft, worker)
    left = tuple(each for each in draft.about if each not in draft.kept_from)
    about = left or tuple({person} - set(draft.kept_from))
    if set(about) == set(draft.about):
        return made
    return NewSegment(made.claim, made.author, about, {**made.content, "of": sorted(draft.about)})


def segments(drafts: Iterable[Draft], worker: str) -> tuple[NewSegment, ...]:
    """The parts that say something, ready to record. Their words are theirs; the rest is the worker's.

    :raise NothingWritten: :raise WhoseWords:
    """
    written = [draft for draft in drafts if draft.words.strip()]
    if not written:
        raise NothingWritten
    return tuple(_segment(draft, worker) for draft in written)


def _segment(draft: Draft, worker: str) -> NewSegment:
    if draft.claim is Claim.THEIR_WORDS and len(draft.about) != 1:
        raise WhoseWords
    author = draft.about[0] if draft.claim is Claim.THEIR_WORDS else worker
    content = {"words": draft.words} | ({"strength": True} if draft.is_strength else {})
    return NewSegment(draft.claim, author, draft.about, content)


def happened_at(day: date | None, today: date) -> datetime | None:
    """When it happened, if that was another day than today: noon there. :raise NotYet:"""
    if day is None or day == today:
        return None
    if day > today:
        raise NotYet
    return datetime.combine(day, time(12), HERE)
