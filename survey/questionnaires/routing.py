"""Who is asked what. By age only, so far: a question may have a youngest and an oldest age."""

from survey.questionnaires.definition import NOT_ROUTED, Page, Question, Questionnaire


def is_asked(question: Question, age: int | None) -> bool:
    """Whether someone of this age is asked. Where a question is not for all ages and the age is not known, no."""
    if question.age_min is None and question.age_max is None:
        return True
    if age is None:
        return False
    return (question.age_min or 0) <= age <= (question.age_max if question.age_max is not None else age)


def left_out(asked: Questionnaire, age: int | None) -> frozenset[str]:
    """The items that someone of this age is never shown; they are sent as not routed."""
    return frozenset(question.item for question in asked.questions if not is_asked(question, age))


def pages_asked(asked: Questionnaire, unrouted: frozenset[str]) -> tuple[int, ...]:
    """The numbers of the pages (from 1) that have a question for this person. Numbers never shift with age."""
    return tuple(n for n, page in enumerate(asked.pages, 1) if any(item not in unrouted for item in page.items))


def questions_on(page: Page, unrouted: frozenset[str]) -> tuple[Question, ...]:
    """The questions of a page that this person is asked."""
    return tuple(question for question in page.questions if question.item not in unrouted)


def not_routed(unrouted: frozenset[str]) -> dict[str, int]:
    """What is sent for items never shown."""
    return dict.fromkeys(sorted(unrouted), NOT_ROUTED)
