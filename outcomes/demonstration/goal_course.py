"""How goals go over a year: set, rated every few weeks, and then reached, changed, rested, dropped, or still live."""

import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from outcomes.demonstration.people import PersonPlan
from outcomes.demonstration.steps import Closed, Rated, Resumed, SetGoal, Step
from outcomes.demonstration.voices import RESUMED, closing_words, goal_words

HOW_MANY = ((0, 9), (1, 27), (2, 28), (3, 22), (4, 14))
STAYING = ((0, 5), (1, 10), (2, 20), (3, 30), (4, 35))  # of those with whom someone works all year
MOST_LIVE = 3
GROUPINGS = (("agreed", 62), ("changed", 14), ("refused", 9), ("later", 15))
NEAR_ENOUGH = 8  # from here on most call it done


def goals(
    rng: random.Random, who: PersonPlan, begins: datetime, progress: float, *, stays: bool = True
) -> Iterator[Step]:
    """All of one person's goals, one after another or side by side, never more than three live."""
    shares = STAYING if stays else HOW_MANY
    said: tuple[str, ...] = ()
    how_many = rng.choices([n for n, _ in shares], [weight for _, weight in shares])[0]
    live_until: list[datetime] = []
    for number in range(how_many):
        starts = begins + timedelta(days=rng.randint(0, 20) + 70 * number, minutes=rng.randint(4, 300))
        if sum(end > starts for end in live_until) >= MOST_LIVE:
            continue
        words = goal_words(rng, who.age, said)
        said = (*said, words)
        steps = list(_one(rng, number, words, starts, progress))
        live_until.append(_ended(steps))
        yield from steps


def _ended(steps: list[Step]) -> datetime:
    """When a goal left its place to another; one that rests keeps it."""
    last = steps[-1]
    ended = isinstance(last, Closed) and last.how != "paused"
    return last.at if ended else datetime.max.replace(tzinfo=UTC)


def _one(rng: random.Random, number: int, words: str, starts: datetime, progress: float) -> Iterator[Step]:
    grouping = rng.choices([each for each, _ in GROUPINGS], [weight for _, weight in GROUPINGS])[0]
    close = rng.choices(range(0, 8), (6, 12, 20, 22, 18, 12, 7, 3))[0]
    alone = rng.random() < 0.5
    yield SetGoal(at=starts, goal=number, words=words, rating=close, with_worker=not alone, grouping=grouping)
    at, where = starts, float(close)
    for _ in range(rng.randint(1, 7)):
        at += timedelta(days=rng.randint(18, 50), minutes=rng.randint(-200, 200))
        where = min(10.0, max(0.0, where + 0.75 + 0.9 * progress + rng.gauss(0, 1.7)))
        yield Rated(at=at, goal=number, rating=round(where))
        if where >= NEAR_ENOUGH and rng.random() < 0.65:
            yield _closed(rng, at, number, "achieved")
            return
    yield from _unfinished(rng, at, number)


def _unfinished(rng: random.Random, at: datetime, number: int) -> Iterator[Step]:
    later, chance = at + timedelta(days=rng.randint(5, 40)), rng.random()
    if chance < 0.12:
        yield _closed(rng, later, number, "achieved")  # it was enough for them
    elif chance < 0.22:
        yield _closed(rng, later, number, "changed")
    elif chance < 0.32:
        yield _closed(rng, later, number, "dropped")
    elif chance < 0.42:
        yield _closed(rng, later, number, "paused")
        if rng.random() < 0.5:
            again = later + timedelta(days=rng.randint(25, 70))
            yield Resumed(at=again, goal=number, words=rng.choice(RESUMED))
            yield Rated(at=again + timedelta(minutes=1), goal=number, rating=rng.randint(3, 7))


def _closed(rng: random.Random, at: datetime, number: int, how: str) -> Closed:
    return Closed(at=at + timedelta(minutes=rng.randint(1, 3)), goal=number, how=how, words=closing_words(rng, how))
