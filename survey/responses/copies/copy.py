"""A copy of what someone sent: each question with their answer in words; as text, and as a table. Pure."""

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from io import StringIO

from survey.ledger.entry import Recorded
from survey.questionnaires.definition import Questionnaire
from survey.questionnaires.question_types import Answer, Say
from survey.questionnaires.recorded import NOT_ROUTED, missing
from survey.responses.changing.change import all_answers
from survey.responses.hands import hands_row
from survey.responses.sitting import lang_of, said_back

FORMULA = ("=", "+", "-", "@", "\t", "\r")  # what a spreadsheet would take for a sum, and run


@dataclass(frozen=True)
class Row:
    """A question and what was said to it; and in which language each is, where that is not the page's."""

    question: str
    words: str
    lang: str = ""
    words_lang: str = ""


@dataclass(frozen=True)
class Copy:
    """What stands on a copy, in the language of whoever takes it."""

    title: str
    organisation: str
    sent_at: datetime
    rows: tuple[Row, ...]
    attributions: tuple[str, ...]
    lang: str = ""  # of its title


def copy_of(asked: Questionnaire, organisation: str, sent: Sequence[Recorded], _: Say) -> Copy:
    """A copy of what counts of one sending, newest entry first, in the words of `asked`."""
    answers = all_answers(sent)
    told = said_back(asked, left_out(asked, answers), {0: answers}, _)
    hands = [Row(head, words) for head, words in hands_row(sent[0].content, _)]
    rows = [Row(question.text, words, question.lang, lang_of(question, words)) for question, words, _page in told]
    return Copy(asked.title, organisation, sent[0].at, (*hands, *rows), asked.attributions, asked.lang)


def left_out(asked: Questionnaire, answers: Mapping[str, Answer]) -> frozenset[str]:
    """The questions that were not asked, as the answers themselves say."""
    return frozenset(question.item for question in asked.questions if missing(question, answers) == NOT_ROUTED)


def as_text(copy: Copy, when: str) -> str:
    """For any program: a line for each question, and their answer below it."""
    head = [copy.title, f"{copy.organisation} · {when}", ""]
    body = [line for row in copy.rows for line in (row.question, f"  {row.words}", "")]
    return "\n".join([*head, *body, *copy.attributions]).rstrip() + "\n"


def as_table(copy: Copy, heads: tuple[str, str]) -> str:
    """For a spreadsheet: a question and its answer in each row, and nothing that it would run."""
    out = StringIO()
    rows = csv.writer(out, lineterminator="\r\n")
    rows.writerow(heads)
    rows.writerows([_harmless(row.question), _harmless(row.words)] for row in copy.rows)
    return "\ufeff" + out.getvalue()


def _harmless(cell: str) -> str:
    return f"'{cell}" if cell.startswith(FORMULA) else cell
