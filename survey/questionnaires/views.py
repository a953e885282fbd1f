"""Questions in the language of the page under way: worded, translated and drawn once, then kept."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from jinja2 import Environment
from markupsafe import Markup

from survey import pages
from survey.house import house
from survey.i18n import gettext as _
from survey.questionnaires.compiled import CompiledPage, compile_page, drawn, slot
from survey.questionnaires.definition import Questionnaire
from survey.questionnaires.question_types import Answer
from survey.questionnaires.routing import pages_asked, questions_on
from survey.questionnaires.shelf import Key, shelf
from survey.tabs import tab_of

OPEN_FROM_THE_START = 10  # years: up to this age "why we ask" is unfolded; they should not have to find it


def asked_here(key: Key) -> Questionnaire:
    """A version as it may be shown on this page today. :raise NoLicence: :raise NotThere:"""
    packs_dir = house().settings.packs_dir
    plain = shelf(packs_dir).the(*key)
    today = house().clock().date() if plain.needs_licence else None  # a licence may run out tomorrow
    return _asked(pages.page_environment(), key, packs_dir, today)


@lru_cache(maxsize=64)
def _asked(_env: Environment, key: Key, packs_dir: str, today: date | None) -> Questionnaire:
    language = pages.language()  # as the environment, which is the key: one to each language
    return shelf(packs_dir).worded(key, language.code, today or date.min)


@dataclass(frozen=True)
class Frame:
    """Where a page of questions stands: its template, its endpoint, and whether it is for the youngest."""

    template: str
    endpoint: str
    young: bool


def compiled(asked: Questionnaire, number: int, unrouted: frozenset[str], frame: Frame) -> CompiledPage:
    """Page `number`, finished, in the language of this page."""
    return _compiled(pages.page_environment(), house().settings.packs_dir, asked.key, number, unrouted, frame)


@lru_cache(maxsize=512)
def _compiled(
    env: Environment,
    _packs_dir: str,
    key: Key,
    number: int,
    unrouted: frozenset[str],
    frame: Frame,
) -> CompiledPage:
    asked = asked_here(key)

    def around() -> str:
        named = ("form_key", "seen", "progress", "questions", "kept", "help_now")
        slots = {name: Markup(slot(name)) for name in named}  # noqa: S704 - our own marks
        context = page_context(asked, number, unrouted, slot("token"), frame) | slots | {"problems": []}
        return env.get_template(frame.template).render(context)

    return compile_page(asked.pages[number - 1], unrouted, _=_, draw=_draw, frame=around)


def page_context(
    asked: Questionnaire, number: int, unrouted: frozenset[str], token: str, frame: Frame
) -> dict[str, object]:
    """What a page's frame is drawn from, for everyone who is asked the same."""
    page, numbers = asked.pages[number - 1], pages_asked(asked, unrouted)
    after = next((each for each in numbers if each > number), 0)
    before = next((each for each in reversed(numbers) if each < number), 0)
    questions = questions_on(page, unrouted)
    title = page.heading if len(page.questions) > 1 else questions[0].text
    here = {"endpoint": frame.endpoint, "values": {"token": token, "page": number}}
    about = {"title": title, "alone": len(page.questions) == 1, "facts": questions[0].facts}
    about["attribution"] = questions[0].attribution
    way = {"key": f"{asked.id}.{asked.version}", "after": after, "before": before}
    return {"token": token, "here": here, "tab": tab_of(frame.endpoint), "young": frame.young} | about | way


def drawn_again(
    asked: Questionnaire, number: int, answers: Mapping[str, Answer], problems: Mapping[str, str]
) -> Markup:
    """The questions of a page with what was typed still in them, and what to fix beside each."""
    page = asked.pages[number - 1]
    alone = len(page.questions) == 1
    html = [
        drawn(q, answers.get(q.item), alone=alone, _=_, draw=_draw, error=problems.get(q.item)) for q in page.questions
    ]
    return Markup("").join(Markup(each) for each in html)  # noqa: S704 - finished by our own components


def _draw(template: str, macro: str, **arguments: object) -> str:
    return str(getattr(pages.page_environment().get_template(template).module, macro)(**arguments))
