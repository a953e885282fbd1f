"""Questions for the next analysis and promises that follow from a release, as far as each has come. Pure."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from survey.people.role import Role

LONGEST = 1000  # letters
ANSWERS = frozenset({Role.ANALYST, Role.DATA_LEAD, Role.MANAGER})
PROMISES = frozenset({Role.COMMISSIONER, Role.MANAGER})


@dataclass(frozen=True)
class Question:
    """One question, asked of a release by a role; carried forward, it stands at each later one up to its answer."""

    seq: int
    release: int
    asked_as: str
    asked_on: date
    words: str
    answer: str = ""
    answered_as: str = ""
    answered_on: date | None = None
    carried: bool = False

    def is_asked_of(self, release: int, published_on: date) -> bool:
        """Whether it stands beside this release: its own, or a later one that came before there was an answer."""
        waited = self.answered_on is None or published_on <= self.answered_on
        return self.release == release or (self.carried and waited and self.release < release)


class State(StrEnum):
    """Where a promise is."""

    OPEN = "open"
    KEPT = "kept"
    DROPPED = "dropped"


@dataclass(frozen=True)
class Promise:
    """What will be done because of a release, by which day, and what became of it."""

    seq: int
    release: int
    made_as: str
    made_by: str  # the member of staff, who says what became of it
    made_on: date
    due_on: date
    words: str
    state: State = State.OPEN
    state_words: str = ""
    state_on: date | None = None

    def is_late(self, today: date) -> bool:
        """Whether its day has gone by and nothing was said since."""
        return self.state is State.OPEN and self.due_on < today
