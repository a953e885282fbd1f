"""The evidence of one decision: on what, who was there, who decided, and how it was understood. Pure.

An understanding note belongs to one decision (Gillick: this person, this choice, this day). It is never a flag on them.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from survey.ledger.entry import Claim, NewSegment


class Medium(StrEnum):
    """How the words were put to them."""

    SCREEN = "screen"
    PAPER = "paper"
    SPOKEN = "spoken"


@dataclass(frozen=True)
class Decider:
    """A parent or carer who decides for a child, by which relation. The person themself needs none of this."""

    person_id: str
    relation_seq: int


@dataclass(frozen=True)
class Evidence:
    """What is known of how a decision was made, beside the words that were shown."""

    present: tuple[str, ...] = ()  # who was there, in plain words: "my mum"
    words: str = ""  # what they said, as they said it
    understanding: str = ""  # what whoever wrote it down saw and heard of how they understood it

    def segments(self, person_id: str, writer: str | None) -> tuple[NewSegment, ...]:
        """Their words and the note, each a part of its own: each can be shown, put right or erased alone."""
        parts: list[NewSegment] = []
        if self.words:
            parts.append(NewSegment(Claim.THEIR_WORDS, person_id, (person_id,), {"words": self.words}))
        if self.understanding:
            note = {"note": "understanding", "words": self.understanding}
            parts.append(NewSegment(Claim.OBSERVATION, writer, (person_id,), note))
        return tuple(parts)


def people_there(typed: str, most: int = 8) -> tuple[str, ...]:
    """Who was there, as it was typed: one to a line, or with commas between."""
    found: Iterable[str] = (" ".join(each.split()) for line in typed.splitlines() for each in line.split(","))
    return tuple(each[:80] for each in found if each)[:most]


def facts_of(decider: Decider | None, evidence: Evidence) -> dict[str, Any]:
    """What the decision's own part says beyond purpose and notice; nothing for a person's own tap on a screen."""
    facts: dict[str, Any] = {}
    if decider:
        facts["decider"] = {"person": decider.person_id, "relation": decider.relation_seq}
    if evidence.present:
        facts["present"] = list(evidence.present)
    return facts
