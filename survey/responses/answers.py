"""Reading a sent page against its questions: answers to keep, sentences for what cannot be kept, nothing lost."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from survey.questionnaires.definition import NOT_ANSWERED, PREFER_NOT_TO_SAY, Question
from survey.questionnaires.question_types import TYPES, Answer, NotAnAnswer, Say


class Act(StrEnum):
    """Which button left the page."""

    NEXT = "next"
    SKIP = "skip"
    PREFER = "prefer"
    BACK = "back"


@dataclass(frozen=True)
class PageRead:
    """A page as it was sent. `answers`: an answer or a code for every question; none of it kept if `problems`."""

    answers: Mapping[str, Answer]
    problems: Mapping[str, str] = field(default_factory=dict)
    typed: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_worth_saving(self) -> bool:
        """A page that was only looked at, and left by Back, is still to do."""
        return bool(self.answers)


def act_of(sent: str) -> Act:
    """The button; an unknown one is Next, which keeps what was answered."""
    return Act(sent) if sent in set(Act) else Act.NEXT


def read_page(questions: Sequence[Question], form: Mapping[str, str], act: Act, _: Say) -> PageRead:
    """What a page's form says. On a page of one question Next needs an answer; on others a blank is a skip."""
    if act is Act.SKIP or act is Act.PREFER:
        code = NOT_ANSWERED if act is Act.SKIP else PREFER_NOT_TO_SAY
        return PageRead({question.item: code for question in questions})
    answers: dict[str, Answer] = {}
    problems: dict[str, str] = {}
    typed: dict[str, str] = {}
    for question in questions:
        try:
            answer = read_answer(question, form.get(question.item, ""), _)
        except NotAnAnswer as problem:
            problems[question.item], typed[question.item] = str(problem), problem.typed
            continue
        if answer is not None:
            answers[question.item] = answer
        elif act is Act.NEXT and len(questions) == 1:
            problems[question.item] = TYPES[question.type].when_empty(_)
        elif act is Act.NEXT:
            answers[question.item] = NOT_ANSWERED
    typed |= {item: str(answer) for item, answer in answers.items() if problems}
    return PageRead({} if problems else answers, problems, typed)


def read_answer(question: Question, sent: str, _: Say) -> Answer | None:
    """One answer: on pages of several questions a skip and a refusal are among what can be picked."""
    if sent in (str(NOT_ANSWERED), str(PREFER_NOT_TO_SAY)):
        return int(sent)
    return TYPES[question.type].read(question, sent, _)
