"""Questions in the language of the page under way: worded, translated and drawn once, then kept."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from jinja2 import Environment
from markupsafe import Markup

from survey import pages
from survey.days import local_day
from survey.drawn import address_of
from survey.house import house
from survey.i18n import gettext as _
from survey.questionnaires.compiled import CompiledPage, compile_page, drawn, text_slot
from survey.questionnaires.definition import Questionnaire
from survey.questionnaires.piping import Said, piped, text_of
from survey.questionnaires.question_types import Filled
from survey.questionnaires.routing import pages_asked, questions_on
from survey.questionnaires.shelf import Key, shelf
from survey.slots import slot
from survey.tabs import tab_of

OPEN_FROM_THE_START = 10  # years: up to this age "why we ask" is unfolded; they should not have to find it


def asked_here(key: Key) -> Questionnaire:
    """A version as it may be shown on this page today. :raise NoLicence: :raise NotThere:"""
    packs_dir = house().settings.packs_dir
    plain = shelf(packs_dir).the(*key)
    today = local_day(house().clock()) if plain.needs_licence else None  # a licence may run out tomorrow
    return _asked(pages.page_environment(), key, packs_dir, today)


@lru_cache(maxsize=64)
def _asked(_env: Environment, key: Key, packs_dir: str, today: date | None) -> Questionnaire:
    language = pages.language()  # as the environment, which is the key: one to each language
    return shelf(packs_dir).worded(key, language.code, today or date.min)


@dataclass(frozen=True)
class Frame:
    """How a page of questions is shown: its template and endpoint, whether for the youngest, and in easy words."""

    template: str
    endpoint: str
    young: bool
    easy: bool = False


def compiled(asked: Questionnaire, number: int, unrouted: frozenset[str], frame: Frame) -> CompiledPage:
    """Page `number`, finished, in the language of this page."""
    after, before = _way(asked, number, unrouted)
    here = unrouted & frozenset(asked.pages[number - 1].items)
    packs_dir = house().settings.packs_dir
    return _compiled(pages.page_environment(), packs_dir, asked.key, number, here, after, before, frame)


def _way(asked: Questionnaire, number: int, unrouted: frozenset[str]) -> tuple[int, int]:
    """The page after and the page before; 0 for none. Where answers decide, the one after is not known before this
    page is answered: then it is the next there is, which leads on where it is not asked.
    """
    numbers = pages_asked(asked, unrouted)
    after = next((each for each in numbers if each > number), 0)
    if asked.branches and number < len(asked.pages):
        after = number + 1
    return after, next((each for each in reversed(numbers) if each < number), 0)


@lru_cache(maxsize=512)
def _compiled(
    env: Environment,
    _packs_dir: str,
    key: Key,
    number: int,
    unrouted: frozenset[str],
    after: int,
    before: int,
    frame: Frame,
) -> CompiledPage:
    asked = asked_here(key)

    def around() -> str:
        named = ("query", "form_key", "seen", "progress", "questions", "kept", "help_now")
        slots = {name: Markup(slot(name)) for name in named}  # noqa: S704 - our own marks
        context = page_context(asked, number, unrouted, slot("token"), frame) | slots | {"problems": []}
        first = asked.pages[number - 1].questions[0]
        title = {"title": slot(text_slot(first))} if context["alone"] and piped(first.text) else {}
        return env.get_template(frame.template).render(context | title | {"after": after, "before": before})

    return compile_page(asked.pages[number - 1], unrouted, easy=frame.easy, _=_, draw=_draw, frame=around)


def page_context(
    asked: Questionnaire, number: int, unrouted: frozenset[str], token: str, frame: Frame, said: Said | None = None
) -> dict[str, object]:
    """What a page's frame is drawn from, for everyone who is asked the same."""
    page, (after, before) = asked.pages[number - 1], _way(asked, number, unrouted)
    questions = questions_on(page, unrouted)
    title = page.heading if len(page.questions) > 1 else text_of(questions[0], said or {})
    values = {"token": token, "page": number}
    here = {"endpoint": frame.endpoint, "values": values, "address": address_of(frame.endpoint, **values)}
    about = {"title": title, "alone": len(page.questions) == 1, "facts": questions[0].facts}
    about["attribution"] = questions[0].attribution
    about |= {"easy": frame.easy, "has_easy": any(question.easy for question in questions)}
    way = {"key": f"{asked.id}.{asked.version}", "after": after, "before": before}
    about |= {"asked_in": questions[0].lang, "facts_in": questions[0].facts_lang}
    return {"token": token, "here": here, "tab": tab_of(frame.endpoint), "young": frame.young} | about | way


def drawn_again(
    asked: Questionnaire,
    number: int,
    typed: Mapping[str, str],
    problems: Mapping[str, str],
    said: Said | None = None,
    *,
    easy: bool = False,
) -> Markup:
    """The questions of a page with what was typed still in their fields, and what to fix beside each."""
    questions = [replace(q, text=text_of(q, said or {})) for q in asked.pages[number - 1].questions]
    html = [
        drawn(q, Filled(typed), alone=len(questions) == 1, easy=easy, _=_, draw=_draw, error=problems.get(q.item))
        for q in questions
    ]
    return Markup("").join(Markup(each) for each in html)  # noqa: S704 - finished by our own components


def _draw(template: str, macro: str, *, written_in: str = "", **arguments: object) -> str:
    env = pages.page_environment(written_in)
    return str(getattr(env.get_template(template).module, macro)(**arguments))
