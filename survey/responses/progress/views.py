"""Where someone is among the questions, drawn: which one, of how many, and about how long is left."""

from functools import lru_cache
from typing import Any

from jinja2 import Environment

from survey import pages
from survey.days import local_day
from survey.house import house
from survey.i18n import gettext as _
from survey.i18n import ngettext
from survey.questionnaires.definition import Questionnaire
from survey.questionnaires.routing import Progress, pages_asked, progress_in_branches
from survey.responses.sitting import Saved, Seat, answers_in, progress


def drawn_progress(seat: Seat, asked: Questionnaire, page: int, unrouted: frozenset[str], saved: Saved) -> str:
    """As HTML. `saved`: what is saved on every page, where the questionnaire branches; else how many are is enough."""
    if asked.branches:
        age, done = seat.age(local_day(house().clock())), set(saved) or set(range(1, seat.pages_saved + 1))
        far = progress_in_branches(asked, age, page, done, answers_in(saved))
    else:
        far = progress(page, pages_asked(asked, unrouted), seat.pages_saved, asked.minutes)
    return _drawn(pages.page_environment(), far, len(asked.pages[page - 1].questions) == 1)


@lru_cache(maxsize=4096)
def _drawn(env: Environment, far: Progress, alone: bool) -> str:
    left = None
    if far.minutes_left:
        left = ngettext("about %(num)s minute left", "about %(num)s minutes left", far.minutes_left)
    step: Any = env.get_template("components/step.html").module
    return str(step.step(_place(far, alone), left, far.done, far.most))


def _place(far: Progress, alone: bool) -> str:
    place = {"n": far.place, "total": far.total}
    if far.is_sure:
        return _("Question %(n)s of %(total)s", **place) if alone else _("Page %(n)s of %(total)s", **place)
    if alone:  # what they say next may leave some out
        return _("Question %(n)s of %(total)s at most", **place)
    return _("Page %(n)s of %(total)s at most", **place)
