"""Random streams of what happens to a family: notes with and without sealed parts, and all that follows from them."""

import random
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from sqlalchemy.orm import Session

from outcomes.goals.store import rate_goal, set_goal
from survey.ledger.entry import Claim, NewSegment
from survey.people.looks.look import Found, Onlooker, Seen, Wanted
from survey.people.looks.store import see
from survey.people.role import Role
from survey.people.seals import store as seals
from survey.people.seals.projection.store import seals_here
from survey.people.seals.seal import Authority, Mode, Seal
from survey.records.account.gone import Why
from survey.records.challenge import Kind, Outcome
from survey.records.clock import local_day
from survey.records.correction import Answer, NewPart
from survey.records.notes.note import Draft
from survey.records.notes.store import write
from survey.records.seen.store import notes_of
from survey.records.store import add_statement, decide, make_note, raise_challenge
from survey.retention import store as retention
from survey.sharing import store as sharing
from survey.sharing.share import Authority as Leave
from survey.sharing.share import Share, Telling, Told
from tests.survey.withholding.twins import Family, Twins, World

TEST = "She could be hurt at home if it were known that she spoke."
WORDS = (
    "She came late.",
    "He rang twice.",
    "They moved.",
    "She was glad to be asked.",
    "It went well.",
    "She slept badly.",
)


class Stream:
    """One family's stream."""

    def __init__(self, twins: Twins, dice: random.Random) -> None:
        self.twins, self.dice, self.family = twins, dice, twins.family()
        self.sam, self.lena = twins.staff["sam"], twins.staff["lena"]
        self.acts: tuple[tuple[Callable[[], None], int], ...] = (
            (self.note, 4),
            (self.note_with_a_sealed_part, 4),
            (self.note_sealed_whole, 2),
            (self.note_to_be_sealed, 2),
            (self.seal_later, 4),
            (self.correct, 3),
            (self.challenge, 4),
            (self.own_words, 2),
            (self.parents_words, 1),
            (self.look, 5),
            (self.look_at_one, 2),
            (self.share, 2),
            (self.erase, 1),
            (self.goal, 2),
            (self.seal_from_the_other, 1),
            (self.sign, 2),
            (self.round, 1),
            (self.time, 4),
        )

    def run(self, steps: int) -> Family:
        """So many acts, and then whatever is still to be sealed is."""
        acts, weights = zip(*self.acts, strict=True)
        for act in self.dice.choices(acts, weights, k=steps):
            act()
        while self.family.doomed:
            self.seal_later()
        return self.family

    # Notes

    def _about(self) -> tuple[str, ...]:
        f = self.family
        return self.dice.choice([(f.child,), (f.child,), (f.child, f.parent), (f.parent,), (f.child, f.other)])

    def _draft(self, *kept_from: str) -> Draft:
        claim = self.dice.choice([Claim.FACT, Claim.OBSERVATION, Claim.OPINION])
        words = f"{self.dice.choice(WORDS)} {self.dice.randrange(10**6)}"
        return Draft(claim, self._about(), words, kept_from=kept_from)

    def _write(self, drafts: list[Draft], mode: Mode = Mode.SILENT) -> Callable[[World, Session], Any]:
        seal = Seal.of(
            self.family.child, self.family.parent, mode=mode, authority=Authority.SOCIAL_WORK, test=TEST, days=90
        )

        def act(world: World, session: Session) -> int:
            today = local_day(world.clock())
            place = world_size(session)
            write(session, self.sam, self.family.child, drafts, [seal], happened_at=None, today=today, **world.at)
            return place

        return act

    def note(self) -> None:
        drafts = [self._draft() for _ in range(self.dice.randint(1, 3))]
        place = self.twins.both(self._write(drafts))
        self._remember(place, drafts)

    def _remember(self, place: int, drafts: list[Draft]) -> None:
        if any(self.family.child in draft.about for draft in drafts):
            self.family.open.append(place)
        if any(self.family.parent in draft.about for draft in drafts):
            self.family.about_parent.append(place)

    def note_with_a_sealed_part(self) -> None:
        left = [self._draft() for _ in range(self.dice.randint(1, 2))]
        kept = [self._draft(self.family.parent) for _ in range(self.dice.randint(1, 2))]
        place, _twin = self.twins.apart(self._write([*left, *kept]), self._write(left))
        self._remember(place, left)
        self.family.sealed.append(place + 1)  # the note, what is kept back, the seal
        self.family.untold += 1

    def note_sealed_whole(self) -> None:
        place, _none = self.twins.apart(self._write([self._draft(self.family.parent)]))
        self.family.sealed.append(place)
        self.family.untold += 1

    def note_to_be_sealed(self) -> None:
        """One that is not sealed yet; nobody but its author reads it until it is."""
        part = NewSegment(Claim.FACT, self.sam, self._with_the_child(), {"words": f"{self.dice.randrange(10**6)}"})

        def act(world: World, session: Session) -> int:
            return make_note(session, self.sam, [part], happened_at=None, **world.at)

        place, _none = self.twins.apart(act)
        self.family.doomed.append(place)

    def _with_the_child(self) -> tuple[str, ...]:
        about = self._about()
        return about if self.family.child in about else (self.family.child, *about)

    def seal_later(self) -> None:
        if not self.family.doomed:
            return
        place = self.family.doomed.pop()
        if self.dice.random() < 0.5:
            self._look_at([place], only_real=True)  # told to the parent where it is about them: it goes with it
        seal = Seal.of(
            self.family.child, self.family.parent, mode=Mode.SILENT, authority=Authority.CRIME, test=TEST, days=60
        )

        def act(world: World, session: Session) -> int:
            today = local_day(world.clock())
            return seals.propose(session, seal, place, by=self.sam, today=today, **world.at)

        self.twins.apart(act)
        self.family.sealed.append(place)
        self.family.untold += 1

    # What follows

    def _pick(self) -> tuple[int, bool] | None:
        """A note, and whether it is in the first world alone."""
        choices = [(place, False) for place in self.family.open] + [(place, True) for place in self.family.sealed]
        return self.dice.choice(choices) if choices else None

    def _do(self, act: Callable[[World, Session], Any], *, sealed: bool) -> Any:
        return self.twins.apart(act)[0] if sealed else self.twins.both(act)

    def challenge(self) -> None:
        picked = self._pick()
        taken = {place for place, _sealed in self.family.challenges}
        if picked is None or picked[0] in taken:
            return
        place, sealed = picked
        kind, words = self.dice.choice([Kind.WRONG_FACT, Kind.UNFAIR_OPINION]), self.dice.choice(["", "Not so."])

        def act(world: World, session: Session) -> int | None:
            return _or_none(lambda: raise_challenge(session, self.family.child, place, kind, words, **world.at))

        seq = self._do(act, sealed=sealed)
        if seq is not None:
            self.family.challenges.append((seq, sealed))

    def correct(self) -> None:
        if not self.family.challenges:
            return
        seq, sealed = self.family.challenges.pop(self.dice.randrange(len(self.family.challenges)))
        words = f"It says this now. {self.dice.randrange(10**6)}"
        answer = Answer(Outcome.CORRECTED, "You were right.", {0: NewPart(words, Claim.FACT)})
        self._do(
            lambda world, session: _or_none(lambda: decide(session, seq, self.lena, answer, **world.at)), sealed=sealed
        )

    def own_words(self) -> None:
        picked = self._pick()
        if picked is None:
            return
        place, sealed = picked
        words = f"I see it so. {self.dice.randrange(10**6)}"
        self._do(
            lambda world, session: _or_none(
                lambda: add_statement(session, self.family.child, place, words, **world.at)
            ),
            sealed=sealed,
        )

    def parents_words(self) -> None:
        if not self.family.about_parent:
            return
        place, words = self.dice.choice(self.family.about_parent), f"I was there. {self.dice.randrange(10**6)}"
        self.twins.both(
            lambda world, session: _or_none(
                lambda: add_statement(session, self.family.parent, place, words, **world.at)
            )
        )

    def look(self) -> None:
        """The notes of the child, by their worker: told to everyone named in them, whom it is not kept from."""
        if self.family.doomed:
            return
        for _ in range(self.dice.randint(1, 3)):
            self.twins.in_both(self._sees_notes)

    def _sees_notes(self, world: World) -> None:
        see(world.house, Onlooker(self.sam, "harbour", frozenset({Role.PRACTITIONER})), notes_of(self.family.child))

    def look_at_one(self) -> None:
        picked = self._pick()
        if picked:
            self._look_at([picked[0]], only_real=picked[1])

    def _look_at(self, places: list[int], *, only_real: bool) -> None:
        parts = frozenset((place, 0) for place in places)
        wanted = Wanted(
            lambda _session, _looker, _now: Found(None, (Seen(self.family.child, "entry", "To check it.", parts),))
        )
        looker = Onlooker(self.lena, "harbour", frozenset({Role.MANAGER}))
        self.twins.again()
        for world in self.twins.turns():
            if world.is_real or not only_real:
                see(world.house, looker, wanted)
        self.twins.level()

    def share(self) -> None:
        picked = self._pick()
        if picked is None:
            return
        place, sealed = picked
        told = self.dice.choice([Telling.AFTER, Telling.NOT_YET])

        def act(world: World, session: Session) -> int | None:
            day = local_day(world.clock())
            when = Told.of(told, day + timedelta(days=20), "It is not safe yet to say.", day)
            to = {"organisation": "Quayside School", "recipient": "Ms Lee", "necessity": "To plan her days."}
            why = {"authority": Leave.SAFEGUARDING, "authority_words": "", "told": when}
            made = Share.of(((place, 0),), **to, **why)
            return _or_none(lambda: sharing.propose(session, self.family.child, made, by=self.sam, **world.at))

        self._do(act, sealed=sealed)

    def erase(self) -> None:
        picked = self._pick()
        if picked is None:
            return
        place, sealed = picked
        why: dict[str, Any] = {"why": Why.NOT_NEEDED, "words": "", "by": self.lena, "roles": [Role.MANAGER]}

        def act(world: World, session: Session) -> int | None:
            who = self.family.child
            return _or_none(lambda: retention.propose(session, who, places={(place, 0)}, **why, **world.at))

        self._do(act, sealed=sealed)

    def goal(self) -> None:
        words = f"Go to football {self.dice.randrange(10**6)}"
        if self.family.goals and self.dice.random() < 0.5:
            goal, rating = self.dice.choice(self.family.goals), self.dice.randint(0, 10)
            self.twins.both(
                lambda world, session: _or_none(lambda: rate_goal(session, self.family.child, goal, rating, **world.at))
            )
            return
        goal = self.twins.both(
            lambda world, session: _or_none(
                lambda: set_goal(session, self.family.child, words, rating=3, **world.at)  # three at most
            )
        )
        self.family.goals += [goal] if goal is not None else []

    def seal_from_the_other(self) -> None:
        """Something that both parents know of in both worlds is kept from the other one: the first is not touched."""
        if not self.family.open:
            return
        place, f = self.dice.choice(self.family.open), self.family
        seal = Seal.of(f.child, f.other, mode=Mode.STUB, authority=Authority.COURT, test=TEST, days=30)

        def act(world: World, session: Session) -> int | None:
            today = local_day(world.clock())
            return _or_none(lambda: seals.propose(session, seal, place, by=self.sam, today=today, **world.at))

        self.twins.both(act)

    def sign(self) -> None:
        def act(world: World, session: Session) -> None:
            mine = [each for each in seals_here(session, "harbour") if each.person_id == self.family.child]
            waiting = [each.seq for each in mine if each.waits_for_second and each.viewer_id == self.family.parent]
            if waiting:
                seals.sign(session, waiting[0], by=self.lena, **world.at)

        self.twins.apart(act)

    def round(self) -> None:
        self.twins.both(lambda world, session: seals.check(session, "harbour", by=self.lena, **world.at))

    def time(self) -> None:
        hours = self.dice.choice([1, 5, 24, 24 * 3, 24 * 31])
        self.twins.clock.move(hours=hours)


def _or_none(act: Callable[[], int | None]) -> int | None:
    """What it gives; None where the house refuses."""
    from survey.errors import DomainError

    try:
        return act()
    except DomainError:
        return None


def world_size(session: Session) -> int:
    from survey.ledger.store import size

    return size(session)
