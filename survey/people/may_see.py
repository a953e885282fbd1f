"""Who may see which part of an entry. Pure: entries and scopes in, segments out.

The law behind it: a child's rights are the child's own (ICO), and expressly kept confidences stay kept (DPA 2018
Sch 3). So a relative sees only what was granted, and never the young person's looks, choices, keys or challenges.
"""

from collections.abc import Iterable, Mapping
from enum import StrEnum

from survey.ledger.entry import Recorded, RecordedSegment
from survey.people.person import GROWN_UP
from survey.people.relation import Relation


class Part(StrEnum):
    """The parts of a record that can be granted or held back."""

    PROFILE = "profile"
    GOALS = "goals"
    NOTES = "notes"
    ANSWERS = "answers"
    CHOICES = "choices"
    LOOKS = "looks"
    CHALLENGES = "challenges"
    KEYS = "keys"
    BROUGHT = "brought"
    SPEAKS = "speaks"  # shows nothing: an advocate may say for them that something is not right
    FAMILY = "family"  # what each relative may see, by whose say, and what a court stops


PART_OF_KIND: Mapping[str, Part] = {
    "person": Part.PROFILE,
    "relation": Part.PROFILE,
    "relation.evidenced": Part.FAMILY,
    "relation.granted": Part.FAMILY,
    "relation.restricted": Part.FAMILY,
    "relation.unrestricted": Part.FAMILY,
    "understanding": Part.FAMILY,
    "goal": Part.GOALS,
    "goal.shared": Part.FAMILY,
    "goal.unshared": Part.FAMILY,
    "record": Part.NOTES,
    "statement": Part.NOTES,  # their own words travel with the note they stand beside
    "answers": Part.ANSWERS,
    "answers.deleted": Part.CHOICES,  # that they deleted answers is theirs alone to know
    "suggestion": Part.CHOICES,  # what they would have asked, and what they voted for
    "consent": Part.CHOICES,
    "quote": Part.CHOICES,  # which of their words they let be shown
    "view": Part.LOOKS,
    "glass": Part.LOOKS,
    "challenge": Part.CHALLENGES,
    "restriction": Part.CHALLENGES,  # used while on hold: it says that there is a challenge
    "invitation": Part.KEYS,
    "key": Part.KEYS,
    "reminders": Part.KEYS,  # whom a phone belongs to, and that there is something to finish, is nobody else's
    "together": Part.CHOICES,  # whom they let read aloud and type, and who was there
    "statement.removed": Part.CHALLENGES,  # that words were taken away, and who helped with them, is not the family's
    "statement.helped": Part.CHALLENGES,
    "record.brought": Part.BROUGHT,  # from another service, of any kind there: nobody's here but their own
}
FAMILY_NEVER = frozenset({Part.LOOKS, Part.CHOICES, Part.CHALLENGES, Part.KEYS, Part.BROUGHT, Part.FAMILY})
WORKER = frozenset({Part.PROFILE, Part.GOALS, Part.NOTES, Part.CHALLENGES, Part.FAMILY})


def part_of(kind: str) -> Part | None:
    """Which part of a record an entry kind belongs to; None for kinds that are nobody's (a cohort closing)."""
    return PART_OF_KIND.get(kind) or PART_OF_KIND.get(kind.partition(".")[0])


def worker_scope(*, answers: bool) -> frozenset[Part]:
    """What a worker sees of someone on their caseload; answers only while the person's consent says so."""
    return WORKER | {Part.ANSWERS} if answers else WORKER


def family_scope(granted: Iterable[str], *, kind: str = "", age: int | None = None) -> frozenset[Part]:
    """What a relative sees: what was granted, less what no grant can give.

    A parent's or carer's view ends on the day the young person is 18, whatever was granted before.
    """
    if kind in (Relation.PARENT, Relation.CARER) and age is not None and age >= GROWN_UP:
        return frozenset()
    return frozenset(Part(each) for each in granted) - FAMILY_NEVER


def visible(entry: Recorded, *, viewer: str, scopes: Mapping[str, frozenset[Part]]) -> tuple[RecordedSegment, ...]:
    """The segments that `viewer` may see. `scopes`: for each other person, the parts granted to the viewer."""
    part = part_of(entry.kind)
    return tuple(each for each in entry.segments if _may_see(each, part, viewer, scopes))


def _may_see(segment: RecordedSegment, part: Part | None, viewer: str, scopes: Mapping[str, frozenset[Part]]) -> bool:
    """Their own, always; another's only where everyone whom the segment is about is within the viewer's scope."""
    if viewer in segment.subjects:
        return True
    return bool(segment.subjects) and all(part in scopes.get(subject, frozenset()) for subject in segment.subjects)
