"""Which pages someone is asked whatever they answer: only these can wait on a phone without signal. Pure."""

from survey.questionnaires.definition import Page, Questionnaire
from survey.questionnaires.piping import piped
from survey.questionnaires.routing import is_asked, pages_asked

CHECKING = "check"
UNDECIDED = ""  # what was answered decides, and only we can say: stay, and wait for signal


def not_at_this_age(asked: Questionnaire, age: int | None) -> frozenset[str]:
    """The questions that this person is never asked."""
    return frozenset(question.item for question in asked.questions if not is_asked(question, age))


def way_on(asked: Questionnaire, age: int | None) -> dict[int, str]:
    """Every page that is asked in every case, in the same words, and where it leads whatever is answered."""
    unrouted = not_at_this_age(asked, age)
    numbers = pages_asked(asked, unrouted)
    certain = {number for number in numbers if _is_certain(asked.pages[number - 1], unrouted)}
    after = dict(zip(numbers, [*numbers[1:], None], strict=True))
    return {number: _words(after[number], certain) for number in numbers if number in certain}


def _is_certain(page: Page, unrouted: frozenset[str]) -> bool:
    questions = (question for question in page.questions if question.item not in unrouted)
    return not any(question.asked_if or piped(question.text) for question in questions)


def _words(number: int | None, certain: set[int]) -> str:
    if number is None:
        return CHECKING
    return str(number) if number in certain else UNDECIDED
