"""The answers to one question, by the names they are recorded under: whether there are any, what stands for none."""

from collections.abc import Mapping
from typing import Protocol

from survey.questionnaires.question_types import TYPES, Answer, Answers, Asked

MISSING = {-99: "not answered", -98: "not routed", -95: "don’t know", -94: "prefer not to say"}
NOT_ANSWERED, NOT_ROUTED, PREFER_NOT_TO_SAY = -99, -98, -94


class Typed(Asked, Protocol):
    """A question and its kind."""

    @property
    def type(self) -> str: ...


def items_of(question: Typed) -> tuple[str, ...]:
    """What its answer is recorded under: its own name, or one for each option."""
    return TYPES[question.type].items(question)


def all_missing(question: Typed, code: int) -> dict[str, Answer]:
    """Skipped, refused or never shown: this code under each of its names."""
    return dict.fromkeys(items_of(question), code)


def answers_to(question: Typed, answers: Answers) -> dict[str, Answer]:
    """Those that belong to it; none where it was not answered, not even by a skip."""
    return {item: answers[item] for item in items_of(question) if item in answers}


def missing(question: Typed, answers: Answers) -> int | None:
    """The code of no answer that it has; not answered where nothing is kept of it; None where it was answered."""
    mine = {answers.get(item, NOT_ANSWERED) for item in items_of(question)}
    (code,) = mine if len(mine) == 1 else (None,)
    return code if isinstance(code, int) and code in MISSING else None


def is_answer(question: Typed, answers: Answers) -> bool:
    """Whether what is kept of it is whole, and an answer that it can have."""
    mine = answers_to(question, answers)
    return len(mine) == len(items_of(question)) and TYPES[question.type].accepts(question, mine)


def is_kept(question: Typed, answers: Mapping[str, Answer]) -> bool:
    """Whether anything is kept of it, if only that it was skipped."""
    return any(item in answers for item in items_of(question))
