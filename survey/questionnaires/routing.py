"""Who is asked what, by age and by earlier answers; and how far along someone is, without saying more than is known."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from math import ceil

from survey.questionnaires.conditions import NOT_GIVEN, Given
from survey.questionnaires.definition import NOT_ROUTED, Page, Question, Questionnaire
from survey.questionnaires.question_types import TYPES, Answer, Answers
from survey.questionnaires.recorded import all_missing, is_answer, is_kept

Routes = Mapping[str, bool | None]  # by item: asked, not asked, or not known yet


def is_asked(question: Question, age: int | None) -> bool:
    """Whether someone of this age is asked. Where a question is not for all ages and the age is not known, no."""
    if question.age_min is None and question.age_max is None:
        return True
    if age is None:
        return False
    return (question.age_min or 0) <= age <= (question.age_max if question.age_max is not None else age)


def routes(asked: Questionnaire, age: int | None, answers: Answers) -> Routes:
    """For every question whether it is asked. Answers of questions that are asked no more count as not given."""
    found: dict[str, bool | None] = {}
    known: dict[str, Given] = {}
    for question in asked.questions:
        route: bool | None = is_asked(question, age)
        if route and question.asked_if is not None:
            route = question.asked_if.holds(known)
        found[question.item] = route
        if route is False:
            known[question.item] = NOT_GIVEN
        elif route and is_kept(question, answers):
            known[question.item] = _given(question, answers)
    return found


def _given(question: Question, answers: Answers) -> Given:
    if not is_answer(question, answers):
        return NOT_GIVEN
    return Given(True, TYPES[question.type].picked(question, answers))


NOBODY_LEFT_OUT: frozenset[str] = frozenset()


def left_out(asked: Questionnaire, age: int | None, answers: Answers | None = None) -> frozenset[str]:
    """The questions that this person is not shown, as far as they have answered; they are sent as not routed."""
    if not asked.branches:
        if asked.is_for_all_ages:
            return NOBODY_LEFT_OUT
        return frozenset(question.item for question in asked.questions if not is_asked(question, age))
    return frozenset(item for item, route in routes(asked, age, answers or {}).items() if not route)


def pages_asked(asked: Questionnaire, unrouted: frozenset[str]) -> tuple[int, ...]:
    """The numbers of the pages (from 1) that have a question for this person. Numbers never shift with who is asked."""
    if not unrouted:
        return asked.numbers
    return tuple(n for n, page in enumerate(asked.pages, 1) if any(item not in unrouted for item in page.items))


def questions_on(page: Page, unrouted: frozenset[str]) -> tuple[Question, ...]:
    """The questions of a page that this person is asked."""
    return tuple(question for question in page.questions if question.item not in unrouted)


def not_routed(asked: Questionnaire, unrouted: frozenset[str]) -> dict[str, Answer]:
    """What is sent for questions never shown, or asked no more."""
    gone = [all_missing(question, NOT_ROUTED) for question in asked.questions if question.item in unrouted]
    return {item: code for each in gone for item, code in each.items()}


@dataclass(frozen=True)
class Progress:
    """Where someone is: this page of those they are asked, how much is behind them, and about how long is left.

    `is_sure`: whether the total is known; else it is the most there can be. `done` of `most` is what the bar shows.
    """

    place: int
    total: int
    done: int
    most: int
    minutes_left: int
    is_sure: bool = True


def progress_in_branches(
    asked: Questionnaire, age: int | None, page: int, saved: Collection[int], answers: Answers
) -> Progress:
    """For a questionnaire that branches. The bar is the furthest page reached of all there are: it never jumps back,
    also when an answer is changed; pages passed over count as passed. The total never grows on the way on.
    """
    found = routes(asked, age, answers)
    certain = {n for n, each in enumerate(asked.pages, 1) if any(found[item] for item in each.items)}
    possible = {n for n, each in enumerate(asked.pages, 1) if any(found[item] is not False for item in each.items)}
    later = {n for n in possible if n > page}
    mine = pages_asked(asked, frozenset(q.item for q in asked.questions if not is_asked(q, age)))
    place = sum(n <= page for n in certain | {page})
    return Progress(
        place=place,
        total=place + len(later),
        done=sum(n <= max(saved, default=0) for n in mine),
        most=len(mine),
        minutes_left=ceil(asked.minutes * len(possible - set(saved)) / len(mine)),
        is_sure=later <= certain,
    )
