"""A house in which the law asks a parent too: from 16 on one's own Yes is enough, and Amina is 15."""

from pathlib import Path

from people import Cast
from survey.consent.carers import store as carers
from survey.consent.carers.store import Asked
from survey.consent.decision import Answer, State
from survey.consent.purpose import Purpose
from survey.consent.rules import rules_at
from survey.consent.standing import Standing
from survey.consent.store import decide, standing
from survey.house import House
from survey.people.store import relations_from

AGES = """
[[age]]
service = "*"
from = 2018-05-25
age = {age}
"""
WORDS = Purpose.USE_WORDS


def ages_file(folder: Path, age: int, more: str = "") -> str:
    """A file in which this age holds."""
    path = folder / f"ages-{age}.toml"
    path.write_text(AGES.format(age=age) + more, "utf-8")
    return str(path)


def asked(house: House, carer: str) -> list[Asked]:
    """What this parent or carer is asked, today."""
    with house.database.reading() as session:
        return carers.asked_of(session, carer, rules_at(house.settings.art8_ages), house.clock())


def carer_says(house: House, carer: str, answer: Answer) -> None:
    """Their tap, to the one card they are asked."""
    with house.database.writing() as session:
        (one,) = carers.asked_of(session, carer, rules_at(house.settings.art8_ages), house.clock())
        carers.decide_for(session, one, answer, one.notice("en", str), now=house.clock(), rng=house.rng)


def child_says(house: House, person: str, state: State, purpose: Purpose = WORDS) -> Standing:
    """What they say themselves."""
    rules = rules_at(house.settings.art8_ages)
    with house.database.writing() as session:
        return decide(session, person, purpose, state, rules=rules, now=house.clock(), rng=house.rng)


def how_it_stands(house: House, person: str, purpose: Purpose = WORDS) -> Standing:
    with house.database.reading() as session:
        return standing(session, person)[purpose]


def relation_of(house: House, cast: Cast) -> int:
    """The entry that says that Rosa is Amina's mother."""
    from survey.people.relation import FAMILY

    with house.database.reading() as session:
        return relations_from(session, cast.rosa, FAMILY)[0].seq
