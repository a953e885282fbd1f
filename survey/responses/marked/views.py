"""The rows of what was answered: question and answer in one language, which is named where it is not the page’s."""

from functools import lru_cache
from typing import Any

from jinja2 import Environment
from markupsafe import Markup, escape

from survey import pages
from survey.i18n import gettext as _
from survey.i18n import in_own_language
from survey.questionnaires.definition import Question, Questionnaire
from survey.responses.sitting import Saved, lang_of, said_back
from survey.slots import joined, pieces_of, slot

FROM_CHECK = "check"


def rows_said_back(asked: Questionnaire, unrouted: frozenset[str], saved: Saved, token: str) -> str:
    """Everything they were asked, with what they said and the way to change it, as HTML."""
    environment, drawn = pages.page_environment(), []
    for question, words, number in said_back(asked, unrouted, saved, _):
        of, said = _marked(question, words)
        theirs = {"question": escape(of), "answer": escape(said), "token": token[1:]}
        drawn.append(joined(_row(environment, token[0], number), theirs))
    return "".join(drawn)


@lru_cache(maxsize=2048)
def _row(environment: Environment, version: str, number: int) -> tuple[str, ...]:
    """A row around slots, for a page of questions. `version`: of the link, its first letter."""
    change = pages.url("responses.question", token=version + slot("token"), page=number, **{"from": FROM_CHECK})
    macros: Any = environment.get_template("components/summary_list.html").module
    return pieces_of(str(macros.summary_row(Markup(slot("question")), Markup(slot("answer")), change)))  # noqa: S704 - our own marks


def _marked(question: Question, words: str) -> tuple[str, str]:
    return in_own_language(question.text, question.lang), in_own_language(words, lang_of(question, words))
