"""Answering a challenge: what is decided, why, and the new version when something is put right. Pure.

A correction is a new entry; the old one stays readable as "what it used to say". Nothing goes silently. Why it was
corrected is in the answer, which can be erased, and not in the correction's header, which cannot.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from survey.ledger.entry import Claim, NewEntry, NewSegment, Recorded, RecordedSegment
from survey.records.challenge import Incomplete, Outcome

NOTES = frozenset({"record.made", "record.corrected"})
CHANGES = frozenset({Outcome.CORRECTED, Outcome.PARTLY})


def plain_words(words: str, what_is_missing: str) -> str:
    """The words. :raise Incomplete: when there are none."""
    if not words.strip():
        raise Incomplete(what_is_missing)
    return words


def is_note(entry: Recorded | None) -> bool:
    """Whether a new version of it can be written; of other entries the wrong one is only taken out of use."""
    return entry is not None and entry.kind in NOTES


def outcomes_for(entry: Recorded | None) -> tuple[Outcome, ...]:
    """What can be decided about this entry."""
    return tuple(Outcome) if is_note(entry) else (Outcome.CORRECTED, Outcome.NOT_CHANGED, Outcome.CANNOT_VERIFY)


@dataclass(frozen=True)
class NewPart:
    """A part of a note as the reviewer would have it say. No words: the part is taken out."""

    words: str
    claim: Claim


@dataclass(frozen=True)
class Answer:
    """What a reviewer decided, why, and the new parts by their ordinal."""

    outcome: Outcome
    reason: str
    parts: Mapping[int, NewPart] = field(default_factory=dict)

    def correction(self, entry: Recorded | None, reviewer: str) -> NewEntry | None:
        """The new version, when a note is put right; None otherwise. :raise Incomplete: says what is missing."""
        plain_words(self.reason, "Say why, in plain words. They will read it.")
        if self.outcome not in outcomes_for(entry):
            raise Incomplete("Pick an answer.")
        if entry is None or self.outcome not in CHANGES or not is_note(entry):
            return None
        parts = tuple(self._new_part(part, reviewer) for part in entry.segments)
        if all(new.plain() == plain(old) for new, old in zip(parts, entry.segments, strict=True)):
            raise Incomplete("You said that you put it right. Change what it says.")
        links = {"corrects": entry.seq}
        return NewEntry("record.corrected", reviewer, parts, entry.effective_at, links=links)

    def _new_part(self, old: RecordedSegment, reviewer: str) -> NewSegment:
        """The part as it will stand: whoever changed its words answers for them; its subjects stay."""
        new = self.parts.get(old.ordinal)
        if new is None or (new.words == old.content.get("words", "") and new.claim is old.claim):
            return NewSegment(old.claim, old.author, old.subjects, old.content)
        author = old.author if new.words == old.content.get("words", "") else reviewer
        return NewSegment(new.claim, author, old.subjects, {**old.content, "words": new.words})


def plain(part: RecordedSegment) -> dict[str, object]:
    """A part as it was committed to, for holding two alike."""
    return NewSegment(part.claim, part.author, part.subjects, part.content).plain()
