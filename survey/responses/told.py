"""Sent answers as a worker reads them: each question with its answer in words, and own words apart. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from survey.ledger.entry import Recorded, RecordedSegment
from survey.questionnaires.definition import NOT_ANSWERED, NOT_ROUTED, PREFER_NOT_TO_SAY, Question, Questionnaire
from survey.questionnaires.question_types import TYPES, Say


@dataclass(frozen=True)
class Told:
    """One sending: what it was about, when, question by question, and what was said in words."""

    seq: int
    title: str
    sent_at: datetime
    rows: tuple[tuple[str, str], ...]
    words: tuple[tuple[str, str], ...]  # the question, and their own words
    on_hold: bool
    beside: tuple[str, ...] = ()  # what they say beside it


def told(entry: Recorded, parts: Sequence[RecordedSegment], asked: Questionnaire | None, on_hold: bool, _: Say) -> Told:
    """`parts`: the segments this reader may see. `asked`: None when the questionnaire is no longer here."""
    title = asked.title if asked else str(entry.content["questionnaire"])
    codes = [each.content["answers"] for each in parts if "answers" in each.content]
    rows = tuple(row for answers in codes for row in _rows(answers, asked, _))
    words = tuple((_question(each.content["item"], asked), each.content["words"]) for each in parts if _is_words(each))
    return Told(entry.seq, title, entry.at, rows, words, on_hold)


def _is_words(segment: RecordedSegment) -> bool:
    return "words" in segment.content


def _rows(answers: dict[str, int], asked: Questionnaire | None, _: Say) -> Iterator[tuple[str, str]]:
    """In the order they were asked; what was never shown is left out. Without the questionnaire, item and code."""
    if asked is None:
        yield from ((item, str(code)) for item, code in answers.items())
        return
    for question in asked.questions:
        code = answers.get(question.item, NOT_ROUTED)
        if code != NOT_ROUTED:
            yield question.text or question.item, _answer(question, code, _)


def _answer(question: Question, code: int, _: Say) -> str:
    if code == NOT_ANSWERED:
        return _("Skipped")
    if code == PREFER_NOT_TO_SAY:
        return _("Did not want to say")
    if code not in TYPES[question.type].values(question):
        return str(code)
    return TYPES[question.type].in_words(question, code, _)


def _question(item: str, asked: Questionnaire | None) -> str:
    return next((each.text for each in asked.questions if each.item == item), item) if asked else item
