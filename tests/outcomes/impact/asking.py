"""Answers at two times, put in through the application's own door, so that there are pairs to count."""

import random
from datetime import date, timedelta

from survey.house import House
from survey.ledger.entry import Claim, NewEntry, NewSegment
from survey.ledger.store import record
from survey.questionnaires.store import make_round
from tests.outcomes.impact.growing import Grown

ITEMS = [f"{strand}_{i}" for strand in ("feelings", "temper", "focus", "friends", "kindness") for i in range(1, 6)]


def open_rounds(house: House, organisation: str = "harbour", waves: int = 2) -> list[str]:
    """Two times of asking the same questions."""
    made = []
    with house.database.writing() as session:
        for wave in range(1, waves + 1):
            days = {"opens_on": date(2026, 5, 1), "closes_on": date(2028, 12, 31)}
            about = {"questionnaire": "strands", "version": 1, "title": "How things are for you", "wave": wave}
            name = f"{organisation}-strands-{wave}"
            make_round(session, name, organisation_id=organisation, basis="consent", **about, **days)
            made.append(name)
    return made


def answer(house: House, one: Grown, round_id: str, codes: dict[str, int]) -> int:
    """What somebody sends: the place of the entry."""
    content = {"questionnaire": "strands", "version": 1, "round": round_id, "answers": codes}
    words = NewSegment(Claim.THEIR_WORDS, one.id, (one.id,), content)
    with house.database.writing() as session:
        return record(session, NewEntry("answers.submitted", one.id, (words,)), now=house.clock(), rng=house.rng).seq


def answer_twice(house: House, grown: list[Grown], rounds: list[str], *, seed: int = 3) -> None:
    """Everybody answers at both times, a month apart; the second time many feel better."""
    rng = random.Random(seed)
    for wave, round_id in enumerate(rounds):
        for one in grown:
            low = rng.random() < (0.2 if wave else 0.5)
            answer(house, one, round_id, {item: rng.choice((1, 2, 2) if low else (0, 0, 1)) for item in ITEMS})
        house.clock.now += timedelta(days=30)
