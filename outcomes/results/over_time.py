"""From answers to what is shown back: which questions, in which words, and where the dots go. Pure.

A number says nothing about a person that they did not say. So nothing here is added up, named, coloured, called better
or worse, or held beside anybody else's; up is drawn as down is.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from survey.questionnaires.definition import Question, Questionnaire
from survey.questionnaires.question_types import TYPES, Answer
from survey.questionnaires.recorded import answers_to, is_answer

FEWEST_OPTIONS = 3  # a Yes or a No is told in words; there is no line between them
MOST_DOTS = 8  # side by side at 320 px; the table has them all
FIRST_X, LAST_X = 8.0, 94.0  # per cent of the width
FLOOR, CEILING, HEIGHT = 150.0, 46.0, 196
YES, NO = "yes", "no"

Say = Callable[..., str]


@dataclass(frozen=True)
class Sent:
    """What was said at one time, as it counts now."""

    at: datetime
    asked: Questionnaire
    answers: Mapping[str, Answer]


@dataclass(frozen=True)
class Point:
    """One answer: when, its code, and how it is read."""

    at: datetime
    value: int
    words: str


@dataclass(frozen=True)
class Line:
    """One question over time, oldest first. `ends`: the words at the bottom and at the top; empty: it is not drawn."""

    text: str
    lang: str
    points: tuple[Point, ...]
    span: tuple[int, int]
    ends: tuple[str, str] | None

    @property
    def is_drawn(self) -> bool:
        return self.ends is not None and len(self.points) > 1


def is_shown_back(asked: Questionnaire, question: Question) -> bool:
    """By what its definition says; without a word there: ours and open ones are, licensed ones are not."""
    if not TYPES[question.type].values(question):
        return False  # words, dates and lists stand on the copy as they are
    return question.show_back == YES or (question.show_back != NO and not asked.needs_licence)


def lines(sent: Iterable[Sent], _: Say) -> list[Line]:
    """Each question that is shown back, with every answer to it; the last asked stands first.

    A question in other words is another question. `sent`: in any order.
    """
    found: dict[tuple[tuple[str, int], str], list[Point]] = {}
    questions: dict[tuple[tuple[str, int], str], Question] = {}
    for each in sorted(sent, key=lambda one: one.at):
        for question in each.asked.questions:
            if is_shown_back(each.asked, question) and is_answer(question, each.answers):
                key = (question.part, question.item)
                questions[key] = question
                found.setdefault(key, []).append(_point(each, question, _))
    newest = sorted(found, key=lambda key: found[key][-1].at, reverse=True)
    return [_line(questions[key], found[key]) for key in newest]


def _point(sent: Sent, question: Question, _: Say) -> Point:
    mine = answers_to(question, sent.answers)
    return Point(sent.at, int(mine[question.item]), TYPES[question.type].in_words(question, mine, _))


def _line(question: Question, points: Sequence[Point]) -> Line:
    values = TYPES[question.type].values(question)
    low, high = min(values), max(values)
    words = dict(question.options)
    ends = (words.get(low, str(low)), words.get(high, str(high)))
    drawn = len(values) >= FEWEST_OPTIONS and list(values) == sorted(values)
    return Line(question.text, question.lang, tuple(points), (low, high), ends if drawn else None)


def sentence(line: Line, _: Say, day: Callable[[datetime], str]) -> str:
    """ "This time you said 6. Last time you said 4." Nothing about what that is."""
    last = line.points[-1]
    if len(line.points) == 1:
        return _("You said “%(now)s” on %(day)s.", now=last.words, day=day(last.at))
    before = line.points[-2]
    return _("This time you said “%(now)s”. Last time you said “%(then)s”.", now=last.words, then=before.words)


@dataclass(frozen=True)
class Dot:
    """One answer on the chart: x in per cent, y in px."""

    x: float
    y: float
    point: Point
    dated: bool


@dataclass(frozen=True)
class Chart:
    """Where every mark goes. The last dot is now."""

    dots: tuple[Dot, ...]
    height: int = HEIGHT
    floor: float = FLOOR
    ceiling: float = CEILING

    @property
    def joined(self) -> list[tuple[Dot, Dot]]:
        return list(pairwise(self.dots))


def chart(line: Line, *, rtl: bool = False) -> Chart:
    """The latest answers, evenly apart in the order they were said; mirrored where words run so."""
    shown = line.points[-MOST_DOTS:]
    dated = {0, len(shown) - 1}
    return Chart(
        tuple(
            Dot(_x(i, len(shown), rtl=rtl), _y(each.value, line.span), each, i in dated) for i, each in enumerate(shown)
        )
    )


def _x(place: int, of: int, *, rtl: bool) -> float:
    along = FIRST_X + (LAST_X - FIRST_X) * place / (of - 1)
    return round(100 - along if rtl else along, 2)


def _y(value: int, span: tuple[int, int]) -> float:
    low, high = span
    return round(FLOOR - (FLOOR - CEILING) * (value - low) / (high - low), 1)
