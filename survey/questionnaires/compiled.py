"""A page of questions, finished once per version and language, so that showing it is only joining strings.

Every question is drawn once for every answer it can have, with the same components as any other page. What differs
from person to person is a slot in the page's frame. Templates are an argument: this file knows none.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from html import escape

from survey.questionnaires.definition import NOT_ANSWERED, PREFER_NOT_TO_SAY, Page, Question
from survey.questionnaires.question_types import TYPES, Answer, Say

Draw = Callable[..., str]  # a component's template, its macro, its arguments: finished HTML
SLOT = re.compile(r"slot-([a-z_]+)-slot")  # letters and dashes only: stays as it is in an address and in HTML
MISSING = (NOT_ANSWERED, PREFER_NOT_TO_SAY)


def slot(name: str) -> str:
    """The mark that a frame is cut at."""
    return f"slot-{name}-slot"


@dataclass(frozen=True)
class CompiledPage:
    """A page ready to be shown to anyone who is asked the same questions in the same language."""

    questions: tuple[Question, ...]
    finished: Mapping[str, Mapping[Answer | None, str]]  # item, then answer: HTML
    frame: tuple[str, ...]  # text, slot name, text, slot name, …, text

    def shown(self, answers: Mapping[str, Answer], slots: Mapping[str, str]) -> str:
        """The whole page as HTML, with these saved answers. Everything in `slots` is HTML already."""
        filled = {**slots, "questions": "".join([self._html(item, answers.get(item)) for item in self.finished])}
        parts = list(self.frame)
        parts[1::2] = [filled[name] for name in parts[1::2]]
        return "".join(parts)

    def _html(self, item: str, answer: Answer | None) -> str:
        if isinstance(answer, str):
            return self.finished[item][slot("words")].replace(slot("words"), escape(answer))
        return self.finished[item][answer]


def compile_page(page: Page, unrouted: frozenset[str], *, _: Say, draw: Draw, frame: Callable[[], str]) -> CompiledPage:
    """Draw every question for every answer, and cut the page's frame, as `frame` draws it around slots."""
    questions = tuple(question for question in page.questions if question.item not in unrouted)
    alone = len(page.questions) == 1
    finished = {q.item: {a: drawn(q, a, alone=alone, _=_, draw=draw) for a in answers_to(q)} for q in questions}
    return CompiledPage(questions, finished, tuple(SLOT.split(frame())))


def answers_to(question: Question) -> tuple[Answer | None, ...]:
    """Every answer a question can be shown with; words are a slot."""
    values = TYPES[question.type].values(question)
    return (None, *MISSING, *(values or (slot("words"),)))


def drawn(
    question: Question, answer: Answer | None, *, alone: bool, _: Say, draw: Draw, error: str | None = None
) -> str:
    """One question as HTML. Alone on its page it is the heading, and Skip is a button; among others it is a row."""
    kind = TYPES[question.type]
    besides = () if alone else ((NOT_ANSWERED, _("Skip")), (PREFER_NOT_TO_SAY, _("I don’t want to say")))
    shown = None if alone and answer in MISSING else answer
    arguments = kind.arguments(question, shown, besides) | {"heading": alone, "error": error}
    if alone and answer in MISSING:
        arguments["hint"] = _("You skipped this one") if answer == NOT_ANSWERED else _("You don’t want to say")
    return draw(kind.template, kind.macro, **arguments)
