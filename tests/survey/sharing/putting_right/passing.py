"""What tests of putting right do again and again: pass a note on, put it right, let whoever got it answer."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy.orm import Session

from people import Cast
from survey.house import House
from survey.ledger.entry import Claim, NewSegment
from survey.ledger.store import entries, size
from survey.records.challenge import Kind, Outcome
from survey.records.challenges.acting.store import decide
from survey.records.correction import Answer, NewPart
from survey.records.store import make_note, raise_challenge
from survey.sharing import store as sharing
from survey.sharing.getting.store import acknowledge
from survey.sharing.putting_right.notice import Recipient
from survey.sharing.putting_right.standing.store import recipient_at
from survey.sharing.share import Authority, Share, Telling, Told

WAS, OTHER, NOW = "Amina came late each week.", "Her mother worries.", "Amina came on time each week."
MS_LEE = "lee@quayside.example"


@dataclass
class Passing:
    """The house and the cast, and what they do."""

    house: House
    cast: Cast

    @property
    def at(self) -> dict[str, Any]:
        return {"now": self.house.clock(), "rng": self.house.rng}

    def note(self, *words: str) -> int:
        """A note by Sam about Amina, a part for each of these words."""
        parts = [NewSegment(Claim.OBSERVATION, self.cast.sam, (self.cast.amina,), {"words": each}) for each in words]
        with self.house.database.writing() as session:
            return make_note(session, self.cast.sam, parts, happened_at=None, **self.at)

    def share(
        self, *places: tuple[int, int], address: str = "", to: str = "Quayside School", told: Telling = Telling.BEFORE
    ) -> tuple[int, str]:
        """Passed on with a second person's Yes: the share's place, and the link's token."""
        day = self.house.clock().date()
        who = {"organisation": to, "recipient": "Ms Lee", "address": address, "authority_words": ""}
        when = Told.of(told, day + timedelta(days=30), "It could put her at risk.", day)
        why = {"necessity": "To plan her timetable.", "authority": Authority.SAFEGUARDING, "told": when}
        with self.house.database.writing() as session:
            seq = sharing.propose(
                session, self.cast.amina, Share.of(tuple(places), **who, **why), by=self.cast.sam, **self.at
            )
            return seq, sharing.answer(session, seq, by=self.cast.lena, agree=True, **self.at) or ""

    def challenge(self, note: int, words: str = "", by: str = "") -> int:
        with self.house.database.writing() as session:
            who = by or self.cast.amina
            return raise_challenge(session, who, note, Kind.WRONG_FACT, words, **self.at)

    def decide(self, challenge: int, outcome: Outcome, by: str = "", **parts: str) -> int:
        """Priya decides, or another; `p0="…"`: what the first part says from now on."""
        new = {int(name[1:]): NewPart(words, Claim.OBSERVATION) for name, words in parts.items()}
        with self.house.database.writing() as session:
            answer = Answer(outcome, "We asked at the school.", new)
            return decide(session, challenge, by or self.cast.priya, answer, **self.at)

    def correct(self, note: int, words: str = NOW, part: int = 0, by: str = "") -> int:
        """Challenged and put right: the place of the new version."""
        self.decide(self.challenge(note), Outcome.CORRECTED, by, **{f"p{part}": words})
        with self.house.database.reading() as session:
            return [e.seq for e in entries(session, range(size(session))) if e.kind == "record.corrected"][-1]

    def recipient(self, share: int) -> Recipient:
        with self.house.database.reading() as session:
            found = recipient_at(session, share)
            assert found is not None
            return found

    def acknowledge(self, token: str, share: int, name: str = "Ms Lee") -> None:
        with self.house.database.writing() as session:
            acknowledge(session, token, name=name, up_to=self.recipient(share).newest or -1, **self.at)

    def kinds(self, session: Session) -> list[str]:
        return [entry.kind for entry in entries(session, range(size(session)), erased=True)]
