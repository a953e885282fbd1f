"""Two young people whom the demonstration introduces by name: Amina, with a year behind her, and Jordan, who is new.

Amina (15) works with Sam; Rosa is her mother. One note about her was put right, and an answer about another is owed.
Jordan (17) has a link and has not been asked anything yet.
"""

import random
from datetime import UTC, datetime

from outcomes.demonstration import steps
from outcomes.demonstration.answers import answers, traits
from outcomes.demonstration.notes import NotePlan
from outcomes.demonstration.people import FamilyPlan, PersonPlan
from outcomes.demonstration.weeks import a_week
from survey.consent.decision import State
from survey.consent.purpose import Purpose
from survey.ledger.entry import Claim

SECOND_THING = "maple river seven"
AMINA = PersonPlan(
    name="Amina K.",
    born="2010-09",
    age=15,
    ward="X05000101",
    gender="girl",
    described={"gender": "girl", "ethnicity": "Somali and English", "language at home": "Somali"},
    family=FamilyPlan("Rosa K.", "mother", ("goals", "notes")),
)
JORDAN = PersonPlan("Jordan T.", "2008-11", 17, "X05000102", "boy", {"gender": "boy"})
F, O, V, T = Claim.FACT, Claim.OBSERVATION, Claim.OPINION, Claim.THEIR_WORDS  # noqa: E741 - four short columns


def on(month: int, day: int, hour: int = 16, minute: int = 0) -> datetime:
    """A moment in 2026."""
    return datetime(2026, month, day, hour, minute, tzinfo=UTC)


def amina() -> steps.Course:
    """A whole year: choices, answers, goals, notes, looks, challenges, a share. The autumn questions wait for her."""
    every = (*_choices_and_answers(), *_goals(), *_notes(), *_challenges(), *_passed_on())
    return steps.Course(AMINA, "sam", tuple(sorted(every, key=lambda step: step.at)))


def jordan() -> steps.Course:
    """Met last week. The link was handed over, and nothing has been asked."""
    met = on(11, 6)
    invited = steps.Invited(at=on(11, 6, 16, 20), questionnaire="strands", wave=2)
    return steps.Course(JORDAN, "sam", (steps.Arrives(at=met), invited))


def _choices_and_answers() -> list[steps.Step]:
    rng = random.Random("amina")  # noqa: S311 - a plan that can be made again, not a secret
    codes = answers("strands", traits(rng), rng)
    said: dict[Purpose, State] = dict.fromkeys(Purpose, State.GIVEN) | {Purpose.RESEARCH: State.DEFERRED}
    asked = [
        steps.Chose(at=on(2, 3, 16, 10 + place), purpose=purpose, state=state)
        for place, (purpose, state) in enumerate(said.items())
    ]
    return [
        steps.Arrives(at=on(2, 3, 15)),
        steps.Invited(at=on(2, 3, 15, 30), questionnaire="strands", wave=1),
        *asked,
        steps.Answered(at=on(2, 3, 16, 31), questionnaire="strands", wave=1, codes=codes),
        steps.ChoseKey(at=on(2, 5), words=SECOND_THING),
        steps.Invited(at=on(10, 22, 16, 50), questionnaire="week", wave=2),
        steps.Answered(at=on(10, 22, 16, 58), questionnaire="week", wave=2, codes=a_week(rng)),
    ]


def _goals() -> list[steps.Step]:
    bus = "I want to get the bus to college on my own"
    loud = "Stand up in class and say my bit without going red"
    kit = "Make one track I'd play to people"
    moved = ((2, 5, 2), (3, 12, 3), (4, 23, 4), (6, 11, 6), (8, 20, 6), (10, 22, 7))
    return [
        steps.SetGoal(
            at=on(2, 5, 16, 5), goal=0, words=bus, rating=2, with_worker=True, grouping="agreed", shared=True
        ),
        *(steps.Rated(at=on(month, day, 16, 30), goal=0, rating=rating) for month, day, rating in moved[1:]),
        steps.SetGoal(at=on(3, 12, 16, 40), goal=1, words=loud, rating=3, with_worker=False, grouping="agreed"),
        steps.Rated(at=on(5, 14), goal=1, rating=6),
        steps.Rated(at=on(7, 9), goal=1, rating=9),
        steps.Closed(
            at=on(7, 9, 16, 2), goal=1, how="achieved", words="I did the whole assembly. My hands shook but I did it"
        ),
        steps.SetGoal(at=on(9, 17), goal=2, words=kit, rating=4, with_worker=False, grouping="agreed"),
        steps.Rated(at=on(10, 22, 16, 40), goal=2, rating=5),
    ]


def _notes() -> list[steps.Step]:
    first = NotePlan(
        (
            (F, "We met at the library, with Rosa there for the first ten minutes."),
            (O, "Amina talked most about music and showed me two tracks she had made."),
            (T, "I want people to ask me first."),
        )
    )
    home = NotePlan(
        (
            (F, "Amina shares a room with two younger brothers."),
            (O, "She did her homework on the stairs while we waited."),
            (V, "A quiet place to work would help her most."),
        )
    )
    late = NotePlan(
        (
            (F, "Amina was not at the session on 27 October."),
            (V, "She may be losing interest."),
        )
    )
    return [
        steps.Looked(at=on(2, 10, 14, 30), what="goals", why="To get ready to meet Amina."),
        steps.Wrote(at=on(2, 10), note=0, plan=first),
        steps.Looked(at=on(4, 14, 9, 50), what="notes", why="To get ready to meet Amina."),
        steps.Wrote(at=on(4, 14), note=1, plan=home),
        steps.Looked(at=on(8, 19, 10), what="notes", why="To cover for a colleague who is away.", covering=True),
        steps.Wrote(at=on(10, 28), note=2, plan=late),
    ]


def _challenges() -> list[steps.Step]:
    room = "I share with one brother. The other one sleeps at my nan's"
    bus = "The bus didn't come. I rang and told Priya. I was the one who was upset about it"
    answer = "You were right. I asked you and Rosa, and I changed it."
    put_right = "Amina shares a room with one younger brother."
    return [
        steps.Challenged(at=on(4, 20), note=1, kind="wrong_fact", words=room),
        steps.Acknowledged(at=on(4, 21, 10), note=1),
        steps.Decided(at=on(4, 29, 10), note=1, how="corrected", reason=answer, put_right=put_right),
        steps.Challenged(at=on(11, 10), note=2, kind="unfair_opinion", words=bus),
    ]


def _passed_on() -> list[steps.Step]:
    """Her school was told about the room, and told again when it was put right; the police asked and got nothing."""
    desk = "So that she can stay at school after lessons, where it is quiet."
    heard = on(10, 9, 9)
    return [
        steps.WouldPassOn(
            at=on(4, 15), note=1, parts=(0, 2), to=("Quayside High School", "Ms Lee, head of year"), necessity=desk
        ),
        steps.SaidYesToIt(at=on(4, 15, 19)),
        steps.Got(at=on(4, 16, 8), name="Ms Lee"),
        steps.ToldOfChange(at=on(4, 30, 9)),
        steps.Got(at=on(5, 5, 8), name="Ms Lee"),
        steps.AskedFor(
            at=on(9, 8, 11),
            by=("police", "Eastmere Police"),
            power="crime_and_tax",
            scope="Where Amina was on 4 September.",
            result="refused",
            reason="They have not said why it is necessary, and nothing we hold says it.",
            told=heard,
        ),
        steps.HeardOfIt(at=heard),
    ]
