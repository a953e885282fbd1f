"""How a person stands to each purpose: a fold over their entries up to a time. Whatever is unknown is a No."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

from survey.consent.decision import ALLOWING, RENEWABLE, Event, NoSuchStep, State, event_for
from survey.consent.evidence import Decider
from survey.consent.purpose import Purpose, card_for
from survey.consent.rules import TOLD_BEFORE
from survey.ledger.entry import Recorded

LEAVE_IN_PEACE = timedelta(days=90)  # after No or Not sure yet, before we may ask again; they may start it any day
RELATION_ENDED = "relation.ended"
NO_LONGER = {RELATION_ENDED: "ends", "relation.restricted": "of"}  # what ends a carer's say, and the link to by what


@dataclass(frozen=True)
class CarerSaid:
    """What a parent or carer said for a child, to one purpose."""

    decider: Decider
    state: State
    version: int
    seq: int
    at: datetime


@dataclass(frozen=True)
class Standing:
    """One purpose: the state, since when, by which entry, of which card, who was named, and who else must say Yes."""

    purpose: Purpose
    state: State
    seq: int
    at: datetime
    version: int
    named: tuple[str, ...] = ()
    needs_carer: bool = False
    review_on: date | None = None
    reason: str | None = None
    carers: tuple[CarerSaid, ...] = ()

    @property
    def said_yes(self) -> bool:
        """Whether they themselves said Yes, and nothing ended it: the card then shows what stopping means."""
        return self.state in ALLOWING and self.is_of_newest_card

    @property
    def is_of_newest_card(self) -> bool:
        return self.version == card_for(self.purpose).version

    @property
    def effective(self) -> State:
        """What everyone who must be asked comes to. The person's own No is final; a carer's No is one too."""
        if self.state not in ALLOWING or not self.needs_carer:
            return self.state
        said = {each.state for each in self.carers if each.version == self.version}
        if said & {State.REFUSED, State.REVOKED}:
            return State.REFUSED
        return self.state if said & ALLOWING else State.REQUESTED

    @property
    def stands(self) -> bool:
        """Whether it allows anything: every Yes that is needed is there, to the card that is in use now."""
        return self.effective in ALLOWING and self.is_of_newest_card

    def renews(self, today: date) -> bool:
        """Whether a Yes now is the same Yes again: to the same card, whose day has come or is coming."""
        if self.state not in RENEWABLE or not self.is_of_newest_card:
            return False
        return self.state is State.EXPIRED or (self.review_on is not None and self.review_on - today <= TOLD_BEFORE)


Standings = Mapping[Purpose, Standing]


def fold(entries: Iterable[Recorded], until: datetime | None = None) -> dict[Purpose, Standing]:
    """One person's standings from their entries in ledger order. :raise NoSuchStep: on a step that cannot be.

    After an erased step nobody can tell any more whether the next one could follow it: then none is refused.
    """
    told = _Told()
    for entry in entries:
        if until is None or entry.at <= until:
            told.take(entry)
    return {purpose: with_carers(each, _of(purpose, told.carers)) for purpose, each in told.own.items()}


@dataclass
class _Told:
    """What a person and their parents have said, as far as their entries were read."""

    own: dict[Purpose, Standing] = field(default_factory=dict)
    carers: dict[tuple[Purpose, str], CarerSaid] = field(default_factory=dict)
    whole: bool = True

    def take(self, entry: Recorded) -> None:
        if is_erased(entry):
            self.whole = False
            self.own = {purpose: after_erasing(each, entry.kind) for purpose, each in self.own.items()}
        elif entry.kind in NO_LONGER:
            ended = entry.links[NO_LONGER[entry.kind]]
            self.carers = {key: each for key, each in self.carers.items() if each.decider.relation_seq != ended}
        elif entry.kind.startswith("consent."):
            (self._carer_said if decider_of(entry) else self._they_said)(entry)

    def _carer_said(self, entry: Recorded) -> None:
        said = carer_said(entry)
        key = (Purpose(entry.content["purpose"]), said.decider.person_id)
        if self.whole:
            require_carer_step(self.carers.get(key), said.state)
        self.carers[key] = said

    def _they_said(self, entry: Recorded) -> None:
        taken = standing_after(entry)
        if self.whole:
            require_step(self.own.get(taken.purpose), taken.state, taken.version)
        self.own[taken.purpose] = taken


def is_erased(entry: Recorded) -> bool:
    """Whether nobody can read any more what a consent entry said."""
    return entry.kind.startswith("consent.") and entry.segments[0].erased


def after_erasing(standing: Standing, kind: str) -> Standing:
    """What is left of an earlier Yes when a later step was erased that may have ended it: not known, so a No.

    Which purpose an erased step was about is erased with it. A Yes that was erased ends none.
    """
    if standing.state not in ALLOWING or kind in _A_YES:
        return standing
    return replace(standing, state=State.UNKNOWN, needs_carer=False, review_on=None, reason=ERASED)


_A_YES = frozenset(f"consent.{state.value}" for state in ALLOWING)
ERASED = "erased"


def _of(purpose: Purpose, carers: Mapping[tuple[Purpose, str], CarerSaid]) -> list[CarerSaid]:
    return [said for (of, _decider), said in carers.items() if of is purpose]


def with_carers(standing: Standing, carers: Iterable[CarerSaid]) -> Standing:
    """The standing beside what parents and carers said, where theirs is needed."""
    if not standing.needs_carer:
        return standing
    return replace(standing, carers=tuple(sorted(carers, key=lambda each: each.decider.person_id)))


def decider_of(entry: Recorded) -> Decider | None:
    """The parent or carer who decided; None where the person themself did, or nobody."""
    facts = entry.content.get("decider")
    return Decider(facts["person"], facts["relation"]) if facts else None


def person_of(entry: Recorded) -> str:
    """Whose standing a consent entry changes."""
    return entry.on_behalf_of or entry.subject


def standing_after(entry: Recorded) -> Standing:
    """What one consent entry makes of its purpose."""
    facts = entry.content
    review = facts.get("review_on")
    return Standing(
        Purpose(facts["purpose"]),
        _state_of(entry),
        entry.seq,
        entry.at,
        facts["notice"]["version"],
        tuple(facts["named"]),
        needs_carer=bool(facts.get("needs_carer")),
        review_on=date.fromisoformat(review) if review else None,
        reason=facts.get("reason"),
    )


def carer_said(entry: Recorded) -> CarerSaid:
    """What one entry of a parent's or carer's choice says."""
    decider = decider_of(entry)
    assert decider is not None
    return CarerSaid(decider, _state_of(entry), entry.content["notice"]["version"], entry.seq, entry.at)


def _state_of(entry: Recorded) -> State:
    return State(entry.kind.removeprefix("consent."))


def require_step(before: Standing | None, state: State, version: int = 0) -> Event:
    """What happened. :raise NoSuchStep: when no arrow leads there."""
    was = before.state if before else None
    if state is State.REQUESTED and was in ALLOWING | {State.DEFERRED}:
        raise NoSuchStep
    same_card = before is not None and before.version == version
    return event_for(was, state, renews=same_card)


def require_carer_step(before: CarerSaid | None, state: State) -> None:
    """:raise NoSuchStep: when no arrow leads there. A parent never withdraws: they take back what is another's."""
    if state is State.WITHDRAWN:
        raise NoSuchStep
    event_for(before.state if before else None, state)


def covers(standing: Standing | None, workers: Iterable[str]) -> bool:
    """Whether a Yes stands that names all of these workers: a Yes to one is not a Yes to the next."""
    return standing is not None and standing.stands and set(workers) <= set(standing.named)


ASKED_AGAIN = frozenset({State.REQUESTED, State.EXPIRED, State.TERMINATED})
AGE_STEP = "age_step"


def needs_asking(purpose: Purpose, standings: Standings, now: datetime, workers: Iterable[str] = ()) -> bool:
    """Whether it is right to put this card before them unasked."""
    standing = standings.get(purpose)
    if standing is None or must_be_asked_again(standing):
        return True
    if standing.said_yes:
        return purpose is Purpose.WORKER_SEES and not covers(standing, workers)
    return now - standing.at >= LEAVE_IN_PEACE


def must_be_asked_again(standing: Standing) -> bool:
    """Whether something other than their own No stopped it, so that the next visit asks."""
    old = standing.state in ALLOWING and not standing.is_of_newest_card
    return old or standing.state in ASKED_AGAIN or standing.reason in (AGE_STEP, ERASED)


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
