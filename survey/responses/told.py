"""Sent answers as a worker reads them: each question with its answer in words, and own words apart. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from survey.ledger.entry import Recorded, RecordedSegment
from survey.questionnaires.definition import NOT_ANSWERED, NOT_ROUTED, PREFER_NOT_TO_SAY, Question, Questionnaire
from survey.questionnaires.piping import said, text_of
from survey.questionnaires.question_types import TYPES, Answers, Say
from survey.questionnaires.question_types.words import Words
from survey.questionnaires.recorded import answers_to, is_answer, is_kept, missing
from survey.responses.hands import hands_row_for_staff


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
    codes = {item: code for each in parts for item, code in each.content.get("answers", {}).items()}
    theirs = {each.content["item"]: each.content["words"] for each in parts if "words" in each.content}
    if asked is None:
        rows = tuple((item, str(code)) for item, code in codes.items())
        return Told(entry.seq, title, entry.at, rows, tuple(theirs.items()), on_hold)
    rows = hands_row_for_staff(entry.content, _) + tuple(_rows(asked, codes | theirs, _))
    free = [question for question in asked.questions if question.item in theirs and is_free(question)]
    answered = said(asked, codes | theirs, frozenset(), _)
    words = tuple((text_of(question, answered), theirs[question.item]) for question in free)
    return Told(entry.seq, title, entry.at, rows, words, on_hold)


def is_free(question: Question) -> bool:
    """Whether it is answered in their own words: those stand apart from the rows."""
    return isinstance(TYPES[question.type], Words)


def _rows(asked: Questionnaire, answers: Answers, _: Say) -> Iterator[tuple[str, str]]:
    """In the order they were asked; what was never shown, or may not be seen, is left out."""
    answered = said(asked, answers, frozenset(), _)
    for question in asked.questions:
        code = missing(question, answers)
        if not is_kept(question, answers) or code == NOT_ROUTED or (code is None and is_free(question)):
            continue
        yield text_of(question, answered) or question.item, _answer(question, code, answers, _)


def _answer(question: Question, code: int | None, answers: Answers, _: Say) -> str:
    if code == NOT_ANSWERED:
        return _("Skipped")
    if code == PREFER_NOT_TO_SAY:
        return _("Did not want to say")
    mine = answers_to(question, answers)
    if not is_answer(question, answers):
        return " · ".join(str(answer) for answer in mine.values())
    return TYPES[question.type].in_words(question, mine, _)
