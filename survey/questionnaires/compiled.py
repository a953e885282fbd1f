"""A page of questions, finished once per version and language, so that showing it is only joining strings.

Where one of a few is picked, the question is drawn once for each answer, with the same components as any other page.
Where an answer has several fields, or is typed, it is drawn once with a slot at each field: two to the power of nine
ticks are nine slots. What differs from person to person in the frame is a slot too. Templates are an argument.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from html import escape
from typing import Any

from markupsafe import Markup

from survey.questionnaires.definition import NOT_ANSWERED, PREFER_NOT_TO_SAY, Page, Question
from survey.questionnaires.piping import Said, piped, text_of
from survey.questionnaires.question_types import TYPES, Answer, Answers, Filled, Say
from survey.questionnaires.recorded import answers_to, is_kept, missing
from survey.slots import joined, pieces_of, slot

Draw = Callable[..., str]  # a component's template, its macro, its arguments: finished HTML
ASKED, EASY = "components/asked.html", "components/easy.html"
MISSING = (NOT_ANSWERED, PREFER_NOT_TO_SAY)
NOTHING = Filled({})


class Slots(Filled):
    """A form with a slot in every field, for any answer."""

    def __init__(self) -> None:
        super().__init__({})

    def value(self, field: str) -> str:
        return slot(f"value.{field}")

    def ticked(self, field: str) -> str:
        return slot(f"ticked.{field}")

    def selected(self, field: str, value: str) -> str:
        return slot(f"selected.{field}.{value}")


def _in_slot(name: str, filled: Filled) -> str:
    """What stands in the slot of a field, as HTML."""
    kind, _dot, field = name.partition(".")
    if kind == "value":
        return escape(filled.value(field))
    if kind == "ticked":
        return filled.ticked(field)
    return filled.selected(*field.rsplit(".", 1))


@dataclass(frozen=True)
class Finished:
    """One question, drawn for each answer, for none and for those that stand for none: text, slot, text, slot, …"""

    question: Question
    drawn: Mapping[Answer | None, tuple[str, ...]]

    def shown(self, answers: Answers, texts: Mapping[str, str]) -> str:
        """As HTML. `texts`: what stands in the slots of questions that repeat an answer."""
        found = self.drawn.get(answers.get(self.question.item))
        if found is None or not self._is_listed:
            return self._filled(answers, texts)
        return found[0] if len(found) == 1 else _joined(found, NOTHING, texts)

    @property
    def _is_listed(self) -> bool:
        return len(self.drawn) > len(MISSING) + 1

    def _filled(self, answers: Answers, texts: Mapping[str, str]) -> str:
        if not is_kept(self.question, answers):
            return _joined(self.drawn[None], NOTHING, texts)
        code = missing(self.question, answers)
        if code in MISSING:
            return _joined(self.drawn[code], NOTHING, texts)
        mine = answers_to(self.question, answers)
        return _joined(self.drawn[None], Filled(TYPES[self.question.type].fields(self.question, mine)), texts)


def _joined(parts: tuple[str, ...], filled: Filled, texts: Mapping[str, str]) -> str:
    whole = list(parts)
    whole[1::2] = [texts[name] if name in texts else _in_slot(name, filled) for name in whole[1::2]]
    return "".join(whole)


@dataclass(frozen=True)
class CompiledPage:
    """A page ready to be shown to anyone who is asked the same questions in the same language."""

    questions: tuple[Question, ...]
    finished: Mapping[str, Finished]  # by item
    frame: tuple[str, ...]  # text, slot name, text, slot name, …, text

    def shown(self, answers: Answers, slots: Mapping[str, str], said: Said | None = None) -> str:
        """The whole page as HTML, with these saved answers. Everything in `slots` is HTML already.

        `said`: earlier answers in words, for questions that repeat them.
        """
        texts = {text_slot(q): escape(text_of(q, said or {})) for q in self.questions if q.otherwise}
        questions = "".join([each.shown(answers, texts) for each in self.finished.values()])
        return joined(self.frame, {**slots, **texts, "questions": questions})


def text_slot(question: Question) -> str:
    """The name of the slot that the text of a question stands in, where it repeats an answer."""
    return f"text.{question.item}"


def compile_page(
    page: Page, unrouted: frozenset[str], *, easy: bool = False, _: Say, draw: Draw, frame: Callable[[], str]
) -> CompiledPage:
    """Draw every question for every answer, and cut the page's frame, as `frame` draws it around slots."""
    questions = tuple(question for question in page.questions if question.item not in unrouted)
    alone = len(page.questions) == 1
    how: dict[str, Any] = {"alone": alone, "easy": easy, "_": _, "draw": draw}
    finished = {question.item: finish(question, **how) for question in questions}
    return CompiledPage(questions, finished, pieces_of(frame()))


def finish(question: Question, *, alone: bool, easy: bool = False, _: Say, draw: Draw) -> Finished:
    """One question for every answer that it can be shown with."""
    values = TYPES[question.type].values(question)
    asked = replace(question, text=slot(text_slot(question))) if piped(question.text) else question
    listed: dict[Answer | None, Filled] = {value: Filled({question.item: str(value)}) for value in (*values, *MISSING)}
    listed[None] = NOTHING
    if not values:
        listed = dict.fromkeys((None, *MISSING), Slots())

    def cut(answer: Answer | None) -> tuple[str, ...]:
        code = answer if alone and isinstance(answer, int) and answer in MISSING else None
        shown = NOTHING if code and values else listed[answer]
        return pieces_of(drawn(asked, shown, alone=alone, easy=easy, _=_, draw=draw, code=code))

    return Finished(question, {answer: cut(answer) for answer in listed})


def drawn(
    question: Question,
    filled: Filled,
    *,
    alone: bool,
    easy: bool = False,
    _: Say,
    draw: Draw,
    code: int | None = None,
    error: str | None = None,
) -> str:
    """One question as HTML. Alone on its page it is the heading, and Skip is a button; among others it is a row.

    `code`: that it was skipped or refused, where that is not one of its rows.
    """
    kind = TYPES[question.type]
    if question.lang:  # it is shown whole in that language: its buttons and hints too
        _, draw = str, partial(draw, written_in=question.lang)
    besides = () if alone else ((NOT_ANSWERED, _("Skip")), (PREFER_NOT_TO_SAY, _("I don’t want to say")))
    arguments = kind.arguments(question, filled, besides) | {"heading": alone, "error": error}
    if code is not None:
        arguments["hint"] = _("You skipped this one") if code == NOT_ANSWERED else _("You don’t want to say")
    if easy and question.easy:
        arguments |= in_easy_words(question, arguments, draw)
    html = Markup(draw(kind.template, kind.macro, **arguments))  # noqa: S704 - drawn by our own component
    return draw(ASKED, "asked", question=html, lang=question.lang, easy=easy, switch=alone and bool(question.easy))


def in_easy_words(question: Question, arguments: Mapping[str, object], draw: Draw) -> dict[str, object]:
    """The easy words beside what is asked, as part of its hint; or in its place, where its definition lets them."""
    drawn_by: dict[str, object] = {"words": question.easy, "name": question.symbol}
    if question.easy_instead:
        named = "legend" if "legend" in arguments else "label"
        return {named: Markup(draw(EASY, "easy_instead", **drawn_by))}  # noqa: S704 - drawn by our own component
    beside = draw(EASY, "easy_beside", more=arguments.get("hint"), **drawn_by)
    return {"hint": Markup(beside)}  # noqa: S704 - drawn by our own component
