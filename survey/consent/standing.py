"""How a person stands to each purpose: a fold over their entries up to a time. Whatever is unknown is a No."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from survey.consent.decision import Answer, NoSuchStep, State, answer_for
from survey.consent.purpose import Purpose
from survey.ledger.entry import Recorded

LEAVE_IN_PEACE = timedelta(days=90)  # after No or Not sure yet, before we may ask again; they may start it any day


@dataclass(frozen=True)
class Standing:
    """One purpose: the state, since when, by which entry, of which card, and who was named on it."""

    purpose: Purpose
    state: State
    seq: int
    at: datetime
    version: int
    named: tuple[str, ...] = ()

    @property
    def stands(self) -> bool:
        """Whether it allows anything."""
        return self.state is State.GIVEN


Standings = Mapping[Purpose, Standing]


def fold(entries: Iterable[Recorded], until: datetime | None = None) -> dict[Purpose, Standing]:
    """One person's standings from their entries in ledger order. :raise NoSuchStep: on a step that cannot be."""
    standings: dict[Purpose, Standing] = {}
    for entry in entries:
        if entry.kind.startswith("consent.") and (until is None or entry.at <= until):
            step = standing_after(entry)
            require_step(standings.get(step.purpose), step.state)
            standings[step.purpose] = step
    return standings


def standing_after(entry: Recorded) -> Standing:
    """What one consent entry makes of its purpose."""
    facts = entry.content
    state = State(entry.kind.removeprefix("consent."))
    return Standing(
        Purpose(facts["purpose"]), state, entry.seq, entry.at, facts["notice"]["version"], tuple(facts["named"])
    )


def require_step(before: Standing | None, state: State) -> Answer | None:
    """The answer that was given, None when they were only asked. :raise NoSuchStep: when no arrow leads there."""
    was = before.state if before else None
    if state is State.REQUESTED:
        if was in (State.GIVEN, State.DEFERRED):
            raise NoSuchStep
        return None
    return answer_for(was, state)


def covers(standing: Standing | None, workers: Iterable[str]) -> bool:
    """Whether a Yes stands that names all of these workers: a Yes to one is not a Yes to the next."""
    return standing is not None and standing.stands and set(workers) <= set(standing.named)


def needs_asking(purpose: Purpose, standings: Standings, now: datetime, workers: Iterable[str] = ()) -> bool:
    """Whether it is right to put this card before them unasked."""
    standing = standings.get(purpose)
    if standing is None or standing.state is State.REQUESTED:
        return True
    if standing.stands:
        return purpose is Purpose.WORKER_SEES and not covers(standing, workers)
    return now - standing.at >= LEAVE_IN_PEACE


def next_to_ask(
    standings: Standings, now: datetime, *, workers: Iterable[str] = (), after: Purpose | None = None
) -> Purpose | None:
    """The next card to show unasked; None when there is none. Without a Yes to taking part, no other is shown."""
    workers = tuple(workers)
    order = list(Purpose)
    for purpose in order[order.index(after) + 1 if after else 0 :]:
        take_part = standings.get(Purpose.TAKE_PART)
        if purpose is not Purpose.TAKE_PART and not (take_part and take_part.stands):
            return None
        if purpose is Purpose.WORKER_SEES and not workers:
            continue  # no one to name: nothing to choose
        if needs_asking(purpose, standings, now, workers):
            return purpose
    return None
