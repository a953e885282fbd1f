"""Reading a sent page against its questions: answers to keep, sentences for what cannot be kept, nothing lost."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from survey.questionnaires.definition import NOT_ANSWERED, PREFER_NOT_TO_SAY, Question
from survey.questionnaires.question_types import TYPES, Answer, NotAnAnswer, Say
from survey.questionnaires.recorded import all_missing


class Act(StrEnum):
    """Which button left the page."""

    NEXT = "next"
    SKIP = "skip"
    PREFER = "prefer"
    BACK = "back"
    STAY = "stay"  # the same page in another language
    EASY = "easy"  # the same page in easy words
    PLAIN = "plain"  # and in its own again


_ACTS = {each.value: each for each in Act}


@dataclass(frozen=True)
class PageRead:
    """A page as it was sent. `answers`: an answer or a code for every question; none of it kept if `problems`.

    `typed`: what then stands in the fields, by their names.
    """

    answers: Mapping[str, Answer]
    problems: Mapping[str, str] = field(default_factory=dict)
    typed: Mapping[str, str] = field(default_factory=dict)


def act_of(sent: str) -> Act:
    """The button; an unknown one is Next, which keeps what was answered."""
    return _ACTS.get(sent, Act.NEXT)


def read_page(questions: Sequence[Question], form: Mapping[str, str], act: Act, _: Say) -> PageRead:
    """What a page's form says. On a page of one question Next needs an answer; on others a blank is a skip."""
    if act is Act.SKIP or act is Act.PREFER:
        code = NOT_ANSWERED if act is Act.SKIP else PREFER_NOT_TO_SAY
        return PageRead(_missing(questions, code))
    answers: dict[str, Answer] = {}
    problems: dict[str, str] = {}
    wrong: dict[str, str] = {}
    for question in questions:
        try:
            answer = read_answer(question, form, _)
        except NotAnAnswer as problem:
            problems[question.item] = str(problem)
            wrong |= problem.typed
            continue
        if not answer and act is Act.NEXT and len(questions) == 1:
            problems[question.item] = TYPES[question.type].when_empty(_)
        elif not answer and act is Act.NEXT:
            answer = all_missing(question, NOT_ANSWERED)
        answers |= answer
    return PageRead({}, problems, _typed(questions, form) | wrong) if problems else PageRead(answers)


def _missing(questions: Sequence[Question], code: int) -> dict[str, Answer]:
    return {item: code for question in questions for item in all_missing(question, code)}


def _typed(questions: Sequence[Question], form: Mapping[str, str]) -> dict[str, str]:
    """What stands in the fields of these questions."""
    items = {question.item for question in questions}
    return {name: said for name, said in form.items() if name in items or name.partition(".")[0] in items}


def read_answer(question: Question, form: Mapping[str, str], _: Say) -> dict[str, Answer]:
    """One answer: on pages of several questions a skip and a refusal are among what can be picked."""
    kind, sent = TYPES[question.type], form.get(question.item)
    if kind.shares_a_page and sent in (str(NOT_ANSWERED), str(PREFER_NOT_TO_SAY)):
        return all_missing(question, int(sent))
    return kind.read(question, form, _)
