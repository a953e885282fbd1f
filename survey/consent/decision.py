"""What can happen to a decision, and what follows. Only the arrows below exist (facts: ledger §6.1).

A tap comes with the notice that was shown, so one entry says two things: you were asked, in these words, and this is
what you said. So a tap on a settled choice takes two arrows at once: asked, then answered.
"""

from enum import StrEnum

from survey.errors import DomainError


class State(StrEnum):
    """How one person stands to one purpose. Whatever is not here, or is not known, is a No."""

    UNKNOWN = "unknown"  # said to be recorded wrongly: nothing rests on it
    REQUESTED = "requested"
    DEFERRED = "deferred"
    REFUSED = "refused"
    GIVEN = "given"
    RENEWED = "renewed"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"
    TERMINATED = "terminated"  # the card changed: what was agreed to is no longer what would be done
    INVALIDATED = "invalidated"  # found not informed, pressured, or another's: treated as never given
    REVOKED = "revoked"  # ended by someone other than the person it is about: a parent took theirs back


class Event(StrEnum):
    """What can happen. The first four are people's; the rest are recorded about a decision, and never give anything."""

    ASKED = "asked"
    YES = "yes"
    NO = "no"
    LATER = "later"
    REVIEW_PASSED = "review_passed"
    CARD_CHANGED = "card_changed"
    AGE_STEP = "age_step"
    FOUND_INVALID = "found_invalid"
    RECORDED_WRONGLY = "recorded_wrongly"
    ENDED_BY_OTHER = "ended_by_other"


class Answer(StrEnum):
    """The three equal buttons."""

    YES = "yes"
    NO = "no"
    LATER = "later"


class NoSuchStep(DomainError):
    """That choice does not follow from the one before it."""

    kind = "conflict"


ALLOWING = frozenset({State.GIVEN, State.RENEWED})  # nothing else allows anything
WAITING = frozenset({State.REQUESTED, State.DEFERRED})
SETTLED = frozenset(State) - ALLOWING - WAITING
RENEWABLE = ALLOWING | {State.EXPIRED}
SETTLED_NO = frozenset({State.REFUSED, State.WITHDRAWN, State.REVOKED})


def _arrows() -> dict[tuple[State | None, Event], State]:
    found: dict[tuple[State | None, Event], State] = {(None, Event.ASKED): State.REQUESTED}
    for settled in SETTLED:
        found[settled, Event.ASKED] = State.REQUESTED
    found[State.REQUESTED, Event.ASKED] = State.REQUESTED
    for waiting in WAITING:
        found[waiting, Event.YES] = State.GIVEN
        found[waiting, Event.NO] = State.REFUSED
        found[waiting, Event.LATER] = State.DEFERRED
    for allowing in ALLOWING:
        found[allowing, Event.YES] = State.GIVEN  # a new scope: other people named, or a newer card
        found[allowing, Event.NO] = State.WITHDRAWN
        found[allowing, Event.LATER] = State.DEFERRED  # unsure is not Yes: it stops until they say
        found[allowing, Event.REVIEW_PASSED] = State.EXPIRED
        found[allowing, Event.CARD_CHANGED] = State.TERMINATED
        found[allowing, Event.AGE_STEP] = State.DEFERRED
        found[allowing, Event.ENDED_BY_OTHER] = State.REVOKED
    for judged in (*ALLOWING, State.UNKNOWN):
        found[judged, Event.FOUND_INVALID] = State.INVALIDATED
    for any_state in State:
        found[any_state, Event.RECORDED_WRONGLY] = State.UNKNOWN
    return found


ARROWS = _arrows()


def step(state: State | None, event: Event) -> State:
    """Where an event leads. :raise NoSuchStep: when there is no such arrow."""
    try:
        return ARROWS[state, event]
    except KeyError:
        raise NoSuchStep from None


def after(state: State | None, answer: Answer, *, renews: bool = False) -> State:
    """Where an answer leads: they were asked, and then they said it. A second No leaves a No as it is.

    `renews`: they say Yes again to the very card whose day to be asked again has come or is coming.
    """
    event = Event(answer.value)
    if renews and answer is Answer.YES and state in RENEWABLE:
        return State.RENEWED
    if answer is Answer.NO and state in SETTLED_NO:
        return State(state)
    if (state, event) in ARROWS:
        return ARROWS[state, event]
    return ARROWS[ARROWS[state, Event.ASKED], event]


def event_for(state: State | None, wanted: State, *, renews: bool = False) -> Event:
    """What must have happened between `state` and `wanted`. :raise NoSuchStep: when nothing leads there."""
    for answer in Answer:
        if wanted in (after(state, answer), after(state, answer, renews=renews)):
            return Event(answer.value)
    for event in Event:
        if ARROWS.get((state, event)) is wanted:
            return event
    raise NoSuchStep
