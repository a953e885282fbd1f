"""What a person may answer, and what follows from it. Only the arrows below exist (facts: ledger §6.1).

The states are those of the Data Privacy Vocabulary. An answer comes with the notice that was shown, so one entry says
two things: you were asked, in these words, and this is what you said.
"""

from enum import StrEnum

from survey.errors import DomainError


class State(StrEnum):
    """How one person stands to one purpose. Only `given` allows anything."""

    REQUESTED = "requested"
    DEFERRED = "deferred"
    REFUSED = "refused"
    GIVEN = "given"
    WITHDRAWN = "withdrawn"


class Answer(StrEnum):
    """The three equal buttons."""

    YES = "yes"
    NO = "no"
    LATER = "later"


class NoSuchStep(DomainError):
    """That choice does not follow from the one before it."""

    kind = "conflict"


ASKED: dict[State | None, State] = {
    None: State.REQUESTED,
    State.REQUESTED: State.REQUESTED,
    State.DEFERRED: State.DEFERRED,
    State.REFUSED: State.REQUESTED,
    State.WITHDRAWN: State.REQUESTED,
    State.GIVEN: State.GIVEN,
}
ANSWERED: dict[tuple[State, Answer], State] = {
    (State.REQUESTED, Answer.YES): State.GIVEN,
    (State.REQUESTED, Answer.NO): State.REFUSED,
    (State.REQUESTED, Answer.LATER): State.DEFERRED,
    (State.DEFERRED, Answer.YES): State.GIVEN,
    (State.DEFERRED, Answer.NO): State.REFUSED,
    (State.DEFERRED, Answer.LATER): State.DEFERRED,
    (State.GIVEN, Answer.YES): State.GIVEN,  # a new scope: other people named, or a newer card
    (State.GIVEN, Answer.NO): State.WITHDRAWN,
    (State.GIVEN, Answer.LATER): State.DEFERRED,  # unsure is not Yes: it stops until they say
}
SETTLED_NO = frozenset({State.REFUSED, State.WITHDRAWN})


def after(state: State | None, answer: Answer) -> State:
    """Where an answer leads: they were asked, and then they said it. A second No leaves a No as it is."""
    if answer is Answer.NO and state in SETTLED_NO:
        return State(state)
    return ANSWERED[ASKED[state], answer]


def answer_for(state: State | None, wanted: State) -> Answer:
    """The answer that leads from `state` to `wanted`. :raise NoSuchStep: when none does."""
    for answer in Answer:
        if after(state, answer) is wanted:
            return answer
    raise NoSuchStep
