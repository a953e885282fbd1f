"""Telling entries in plain words: to the person, and to a relative, who is not "you"."""

from datetime import UTC, datetime
from typing import Any

import pytest

from outcomes.goals import in_the_record
from survey.ledger.entry import Claim, Recorded, RecordedSegment
from survey.records.account import tellings
from survey.records.account.telling import Reader, Told, Voice, told

WORDS_REGISTERED = (tellings, in_the_record)
AT = datetime(2026, 9, 14, 12, tzinfo=UTC)
NAMES = {"amina": "Amina", "rosa": "Rosa", "sam": "Sam Okafor"}
OWN = Reader("amina", "amina", NAMES)
ROSAS = Reader("rosa", "amina", NAMES)


def gettext(message: str, **values: Any) -> str:
    return message % values if values else message


VOICE = Voice(gettext, lambda one, many, n, **v: (one if n == 1 else many) % {"num": n, **v}, str, str, str)


def entry(kind: str, content: dict[str, Any], actor: str = "amina", *, claim=Claim.FACT, **links: int) -> Recorded:
    part = RecordedSegment(0, claim, actor, ("amina",), content)
    return Recorded(5, kind, actor, AT, None, None, None, links, (part,))


def tell(one: Recorded, reader: Reader = OWN) -> Told:
    return told(one, one.segments, reader, VOICE)


ANSWERS = {"questionnaire": "clusters", "version": 1, "round": None}


def test_answers_are_told_question_by_question() -> None:
    codes = {"communication_1": 3, "communication_2": -99, "confidence_1": -94, "confidence_2": -98}
    sent = tell(entry("answers.submitted", ANSWERS | {"answers": codes}))
    said = [answer for _question, answer in sent.facts]
    assert sent.sentence.startswith("You sent answers to “")
    assert said[1:] == ["You skipped this one", "You don’t want to say"]
    assert said[0] not in ("3", "")
    assert all(len(question) > 10 for question, _answer in sent.facts)
    assert tell(entry("answers.submitted", ANSWERS | {"answers": codes}), ROSAS).sentence.startswith("Answers to “")


def test_answers_to_what_is_no_longer_here_are_still_theirs() -> None:
    gone = {"questionnaire": "long gone", "version": 9, "answers": {"q1": 4}}
    assert tell(entry("answers.imported", gone)).facts == (("q1", "4"),)


@pytest.mark.parametrize(
    ("one", "sentence"),
    [
        (entry("goal.set", {"words": "Swim"}), "You set a goal."),
        (entry("goal.set", {"words": "Swim"}, "sam"), "Sam Okafor put down a goal."),
        (entry("goal.rated", {"goal": 1, "rating": 7, "words": None}), "You said 7 of 10."),
        (entry("goal.closed", {"goal": 1, "how": "dropped", "words": None}), "This goal was dropped."),
        (entry("goal.resumed", {"goal": 1, "words": None}), "This goal was picked up again."),
        (entry("consent.given", {"purpose": "count_me"}), "You said Yes."),
        (entry("consent.withdrawn", {"purpose": "count_me"}, "sam"), "You took your Yes back."),
        (entry("key.chosen", {"how": "pin"}), "You picked a PIN to open your record. We don’t know what it is."),
        (entry("challenge.withdrawn", {}), "You said we can use it again."),
        (entry("challenge.acknowledged", {}, "sam"), "Sam Okafor has read what you said."),
        (entry("something.new", {"words": "Hello"}), "This was saved about you."),
    ],
)
def test_one_sentence_each(one: Recorded, sentence: str) -> None:
    assert tell(one).sentence == sentence


def test_a_relative_is_not_you() -> None:
    assert tell(entry("goal.rated", {"goal": 1, "rating": 7, "words": None}), ROSAS).sentence == "Amina said 7 of 10."
    kin = {"kind": "parent", "from": "rosa", "to": "amina", "sees": ["goals"]}
    assert tell(entry("relation.made", kin), ROSAS).sentence == "You are here for Amina as a parent."
    assert tell(entry("relation.made", kin)).facts == (("Can see", "your goals"),)


def test_who_put_a_choice_in_is_said_when_it_was_not_them() -> None:
    assert ("Put in by", "Sam Okafor") in tell(entry("consent.given", {"purpose": "count_me"}, "sam")).facts


def test_an_unknown_kind_keeps_its_words() -> None:
    assert tell(entry("something.new", {"words": "Hello"})).lines[0].words == "Hello"
