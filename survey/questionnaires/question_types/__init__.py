"""The kinds of question, each a small class in its own file, in one visible registry.

To add a kind: write its class and its component, add it to TYPES, and give it its test.
"""

from collections.abc import Mapping

from survey.questionnaires.question_types.date import Date
from survey.questionnaires.question_types.faces import Faces
from survey.questionnaires.question_types.kind import (
    NOT_SET,
    Answer,
    Answers,
    Asked,
    Filled,
    NotAnAnswer,
    Options,
    QuestionType,
    Rules,
    Say,
)
from survey.questionnaires.question_types.number import Number
from survey.questionnaires.question_types.one_choice import OneChoice
from survey.questionnaires.question_types.ranking import Ranking
from survey.questionnaires.question_types.scale import Scale
from survey.questionnaires.question_types.several_choices import SeveralChoices
from survey.questionnaires.question_types.words import FewWords, Words
from survey.questionnaires.question_types.zero_to_ten import ZeroToTen

__all__ = [
    "NOT_SET",
    "TYPES",
    "Answer",
    "Answers",
    "Asked",
    "Filled",
    "NotAnAnswer",
    "Options",
    "QuestionType",
    "Rules",
    "Say",
]

TYPES: Mapping[str, QuestionType] = {
    "one_choice": OneChoice(),
    "several_choices": SeveralChoices(),
    "scale": Scale(),
    "zero_to_ten": ZeroToTen(),
    "faces": Faces(),
    "few_words": FewWords(),
    "words": Words(),
    "number": Number(),
    "date": Date(),
    "ranking": Ranking(),
}
