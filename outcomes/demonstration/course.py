"""The plan of a young person's year, from a seed and a number: the same two give the same year, whoever else there is.

Nothing is recorded here. The year runs from January to the middle of November 2026; its cohorts are in cohorts.py.
"""

import random
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, time, timedelta

from outcomes.demonstration import goal_course, note_course
from outcomes.demonstration.answers import ITEMS, Traits, answers, traits
from outcomes.demonstration.area import PRACTITIONERS, SEASONS, WARDS
from outcomes.demonstration.people import PersonPlan, somebody
from outcomes.demonstration.steps import (
    Answered,
    Arrives,
    ChangedWorker,
    Chose,
    ChoseKey,
    Course,
    Invited,
    Looked,
    LostKey,
    Parted,
    Step,
    Wrote,
)
from outcomes.demonstration.voices import ABOUT_HELP, filled
from outcomes.demonstration.weeks import a_week
from survey.consent.decision import State
from survey.consent.purpose import Purpose

BEGINS = datetime(2026, 1, 12, 9, 0, tzinfo=UTC)
ENDS = datetime(2026, 11, 14, 17, 0, tzinfo=UTC)

# Of a hundred young people who were asked: Yes, No, Not sure yet
SAYS: dict[Purpose, tuple[int, int, int]] = {
    Purpose.TAKE_PART: (90, 5, 5),
    Purpose.LINK_ANSWERS: (80, 11, 9),
    Purpose.WORKER_SEES: (79, 13, 8),
    Purpose.COUNT_ME: (82, 9, 9),
    Purpose.USE_WORDS: (55, 26, 19),
    Purpose.RESEARCH: (41, 37, 22),
}
TAKES_BACK: dict[Purpose, float] = {
    Purpose.TAKE_PART: 0.02,
    Purpose.WORKER_SEES: 0.05,
    Purpose.COUNT_ME: 0.05,
    Purpose.USE_WORDS: 0.06,
}
NEVER_REACHED, STAYS, SAYS_YES_LATER, HAS_KEY, LEAVES = 0.07, 0.74, 0.35, 0.1, 0.5
TELLS_OF_THE_WEEK = 0.3  # of those who come a second time and say how the help was
IN_TWO_PARTS = 0.6  # of those over ten: asked how life is and how the help was, in place of one check-in
STATES = (State.GIVEN, State.REFUSED, State.DEFERRED)
KEY_WORDS = ("maple", "river", "seven", "apple", "lantern", "drum", "kite", "pebble", "tiger", "orange", "window")


def course(seed: int, number: int, person: PersonPlan | None = None, worker: str | None = None) -> Course:
    """The year of young person `number`; `person` and `worker` where they are given and not left to chance."""
    rng = random.Random(f"{seed}:{number}")  # noqa: S311 - a plan that can be made again, not a secret
    who = person or somebody(rng, tuple((code, weight) for code, _, _, weight in WARDS))
    comes = _joins(rng)
    steps: list[Step] = [Arrives(at=comes)]
    leaves = in_hours(comes + timedelta(days=rng.randint(130, 260)), rng) if rng.random() < LEAVES else None
    if rng.random() > NEVER_REACHED:
        steps += _year(rng, who, comes, stays=leaves is None)
    else:
        steps.append(Invited(at=comes + timedelta(hours=1), questionnaire=_main(who), wave=1))
    if leaves:
        steps = [Parted(at=leaves), *_without_worker(steps, leaves)]
    inside = (step for step in steps if step.at <= ENDS)
    return Course(who, worker or rng.choice(PRACTITIONERS).key, tuple(sorted(inside, key=lambda step: step.at)))


def _without_worker(steps: list[Step], after: datetime) -> Iterator[Step]:
    """What still happens when nobody works with them from then on. A note never written is not spoken of."""
    left = [step for step in steps if step.at < after or not _needs_a_worker(step)]
    written = {step.note for step in left if isinstance(step, Wrote)}
    yield from (step for step in left if getattr(step, "note", None) in {None, *written})


def _needs_a_worker(step: Step) -> bool:
    names_them = isinstance(step, Chose) and step.purpose is Purpose.WORKER_SEES and step.state is not State.WITHDRAWN
    return names_them or isinstance(step, Wrote | Looked | ChangedWorker)


def _joins(rng: random.Random) -> datetime:
    """Most come in the first ten weeks; one in eight later."""
    late = rng.random() < 0.12
    return in_hours(BEGINS + timedelta(days=rng.randint(75, 250) if late else rng.triangular(0, 70, 15)), rng)


def _year(rng: random.Random, who: PersonPlan, comes: datetime, *, stays: bool) -> Iterator[Step]:
    how, progress = traits(rng), rng.gauss(0.25, 0.5)
    choices = list(_choices(rng, _after(comes, rng)))
    said_yes = [step for step in choices if step.state is State.GIVEN and step.purpose is Purpose.TAKE_PART]
    stopped = next((step.at for step in choices if _stops(step)), ENDS)
    agreed = said_yes[0].at if said_yes else None
    yield from choices
    yield from (
        step
        for step in _questionnaires(rng, who, how, progress, agreed, comes)
        if step.at < stopped or not isinstance(step, Answered)
    )
    if said_yes or rng.random() < 0.4:  # help, and goals, do not depend on taking part
        yield from goal_course.goals(rng, who, choices[-1].at if said_yes else comes, progress, stays=stays)
    yield from note_course.notes(rng, who, comes)
    if rng.random() < HAS_KEY:
        yield from _keys(rng, comes + timedelta(days=rng.randint(10, 60)))
    if rng.random() < 0.05:
        yield ChangedWorker(at=in_hours(comes + timedelta(days=rng.randint(60, 160)), rng))


def _after(comes: datetime, rng: random.Random) -> datetime:
    """When they open their link: half of them there and then, on the worker's tablet or their own phone."""
    if rng.random() < 0.5:
        return comes + timedelta(minutes=rng.randint(20, 90))
    return in_hours(comes + timedelta(days=rng.randint(1, 12)), rng)


def _stops(step: Chose) -> bool:
    return step.purpose is Purpose.TAKE_PART and step.state is State.WITHDRAWN


def _choices(rng: random.Random, asked: datetime) -> Iterator[Chose]:
    """Each card in turn, a few seconds apart; later, some take a Yes back, and some who were not sure say Yes."""
    at = asked
    for purpose, shares in SAYS.items():
        state = rng.choices(STATES, shares)[0]
        at += timedelta(seconds=rng.randint(6, 40))
        yield Chose(at=at, purpose=purpose, state=state)
        later = at + timedelta(days=rng.randint(30, 200), minutes=rng.randint(0, 400))
        if state is State.GIVEN and rng.random() < TAKES_BACK.get(purpose, 0):
            yield Chose(at=later, purpose=purpose, state=State.WITHDRAWN)
        if state is State.DEFERRED and rng.random() < SAYS_YES_LATER:
            yield Chose(at=later, purpose=purpose, state=State.GIVEN)
        if purpose is Purpose.TAKE_PART and state is not State.GIVEN:
            return


def _questionnaires(
    rng: random.Random, who: PersonPlan, how: Traits, progress: float, agreed: datetime | None, comes: datetime
) -> Iterator[Step]:
    main, readily = _main(who), rng.choice((0.4, 0.8, 1.0, 2.5))
    yield Invited(at=comes + timedelta(minutes=rng.randint(5, 50)), questionnaire=main, wave=1)
    if agreed is None:
        return
    first = agreed + timedelta(minutes=rng.randint(3, 25))
    if first.date() <= SEASONS[1][2]:
        yield Answered(at=first, questionnaire=main, wave=1, codes=answers(main, how, rng, readily))
    second = in_hours(first + timedelta(days=rng.triangular(122, 240, 165)), rng)
    if second >= ENDS or rng.random() > STAYS:
        return
    yield Invited(at=second - timedelta(days=rng.randint(0, 6)), questionnaire=main, wave=2)
    later = how.after(rng, progress)
    yield Answered(at=second, questionnaire=main, wave=2, codes=answers(main, later, rng, readily))
    if rng.random() < 0.7:
        yield from _about_help(rng, who, later, second, readily)


def _about_help(rng: random.Random, who: PersonPlan, how: Traits, after: datetime, readily: float) -> Iterator[Step]:
    """How the help was, and how today is: the check-in, or its shorter half for those under eleven."""
    about = "check_in" if who.age > 10 else "experience"
    codes: dict[str, int | str] = {**answers(about, how, rng, readily)}
    if rng.random() < 0.4:
        codes["experience_words"] = filled(rng.choice(ABOUT_HELP), rng)
    own = random.Random(f"week:{who.name}:{after}")  # noqa: S311 - a plan that can be made again, not a secret
    apart = random.Random(f"apart:{who.name}:{after}").random() < IN_TWO_PARTS  # noqa: S311 - as above
    parts = ("ons_wellbeing", "experience") if apart and about == "check_in" else (about,)
    for number, part in enumerate(parts):
        some = {item: code for item, code in codes.items() if item in _asked_in(part)}
        yield Invited(at=after + timedelta(minutes=9 + 3 * number), questionnaire=part, wave=2)
        yield Answered(at=after + timedelta(minutes=11 + 3 * number), questionnaire=part, wave=2, codes=some)
    if own.random() < TELLS_OF_THE_WEEK:
        yield Invited(at=after + timedelta(minutes=20), questionnaire="week", wave=2)
        yield Answered(at=after + timedelta(minutes=26), questionnaire="week", wave=2, codes=a_week(own))


def _asked_in(questionnaire: str) -> frozenset[str]:
    items = {item for item, _trait, _cuts in ITEMS[questionnaire]}
    return frozenset(items if questionnaire == "ons_wellbeing" else items | {"experience_words"})


def _main(who: PersonPlan) -> str:
    return "strands" if who.age <= 17 else "clusters"


def _keys(rng: random.Random, at: datetime) -> Iterator[Step]:
    yield ChoseKey(at=in_hours(at, rng), words=" ".join(rng.sample(KEY_WORDS, 3)))
    if rng.random() < 0.12:
        lost = in_hours(at + timedelta(days=rng.randint(20, 90)), rng)
        yield LostKey(at=lost)
        yield ChoseKey(at=lost + timedelta(minutes=6), words=" ".join(rng.sample(KEY_WORDS, 3)))


def in_hours(moment: datetime, rng: random.Random) -> datetime:
    """The same day, or the Monday after a weekend, at a time when a youth project is open."""
    day = moment.date() + timedelta(days={5: 2, 6: 1}.get(moment.weekday(), 0))
    return datetime.combine(day, time(9, 0), UTC) + timedelta(minutes=rng.randint(0, 540), seconds=rng.randint(0, 59))


def in_order(courses: Iterable[Course]) -> list[tuple[datetime, int, Step]]:
    """Every step of every course by time, with the number of its course; ties by number."""
    every = ((step.at, number, step) for number, course in enumerate(courses) for step in course.steps)
    return sorted(every, key=lambda each: each[:2])
