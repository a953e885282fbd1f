"""The rows of what was answered: question and answer in one language, which is named where it is not the page’s."""

from collections.abc import Callable

from survey.i18n import gettext as _
from survey.i18n import in_own_language
from survey.questionnaires.definition import Question, Questionnaire
from survey.responses.sitting import Saved, said_back

Row = tuple[str, str, str]  # what was asked, what was said, where to change it


def rows_said_back(
    asked: Questionnaire, unrouted: frozenset[str], saved: Saved, change: Callable[[int], str]
) -> list[Row]:
    """Everything they were asked, with what they said."""
    found = list(said_back(asked, unrouted, saved, _))
    where = {number: change(number) for number in {number for _question, _words, number in found}}
    return [(*_marked(question, words), where[number]) for question, words, number in found]


def _marked(question: Question, words: str) -> tuple[str, str]:
    theirs = question.lang if words in {text for _code, text in question.options} else ""
    return in_own_language(question.text, question.lang), in_own_language(words, theirs)
