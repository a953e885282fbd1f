"""An earlier answer inside a later question: {answer:item}, filled with the answer in words.

Each such question gives another whole sentence, `otherwise`, for whoever did not answer: a sentence with a hole that is
filled by a spare word would be wrong in most languages. What was answered stands between marks that keep its direction.
"""

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from survey.questionnaires.question_types import TYPES, Answers, Say
from survey.questionnaires.recorded import is_answer

if TYPE_CHECKING:
    from survey.questionnaires.definition import Question, Questionnaire

PIPE = re.compile(r"\{answer:([^{}]*)\}")
ISOLATED = "\N{FIRST STRONG ISOLATE}{}\N{POP DIRECTIONAL ISOLATE}"
LONGEST = 80  # letters of their own words that can stand inside a question
Said = Mapping[str, str]  # by item: what was answered, in words


def piped(text: str) -> tuple[str, ...]:
    """The questions whose answers stand in a text."""
    return tuple(PIPE.findall(text))


def said(asked: "Questionnaire", answers: Answers, unrouted: frozenset[str], _: Say) -> dict[str, str]:
    """Every answer that some question repeats, in words. One that is asked no more is not said again."""
    wanted = {item for question in asked.questions for item in piped(question.text)} - unrouted
    questions = [question for question in asked.questions if question.item in wanted and is_answer(question, answers)]
    return {question.item: TYPES[question.type].in_words(question, answers, _) for question in questions}


def text_of(question: "Question", answered: Said) -> str:
    """The words of a question for someone who answered this before."""
    if not set(piped(question.text)) <= set(answered):
        return question.otherwise
    return PIPE.sub(lambda found: ISOLATED.format(answered[found[1]]), question.text)
