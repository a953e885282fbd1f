"""Help lines in the language of the page under way: the two at its foot, and the whole list on the help page."""

from dataclasses import dataclass
from datetime import datetime, time
from functools import lru_cache
from typing import Any

from babel.dates import format_time
from flask import Blueprint
from jinja2 import Environment
from markupsafe import Markup

from survey import pages
from survey.help.lines import HelpLine, at_the_foot, fitting, help_lines
from survey.house import house
from survey.i18n import gettext as _
from survey.i18n import written

help_lines_pages = Blueprint("help", __name__)
ENGLISH = "en"


@dataclass(frozen=True)
class Shown:
    """A line as it is shown: itself, and what is said of it now, in whole sentences."""

    line: HelpLine
    is_open: bool
    at_the_foot: Markup
    about: str
    whom: str
    hours: str
    speaks: str


@help_lines_pages.record_once
def everywhere(state: Any) -> None:
    """Any page can say whom to call."""
    settings = state.app.extensions["sayso"].settings
    for environment in state.app.extensions[pages.ENVIRONMENTS].values():
        environment.globals |= {"help_foot": help_foot, "help_list": help_list, "help_nation": settings.nation}
    help_lines(settings.help_lines)  # a file that cannot be used stops the start


def help_foot() -> Markup:
    """What stands at the foot of each page: drawn once a minute for all who read this language."""
    settings, now = house().settings, house().clock().replace(second=0, microsecond=0)
    return _foot(pages.page_environment(), settings.help_lines, settings.nation, now)


@lru_cache(maxsize=64)
def _foot(env: Environment, added: str, nation: str, now: datetime) -> Markup:
    lines = at_the_foot(help_lines(added), nation, pages.language().code, now)
    drawn: Any = env.get_template("help/_lines.html").module
    return Markup(drawn.help_foot([shown(line, now) for line in lines]))  # noqa: S704 - finished by our own component


def help_list() -> list[Shown]:
    """Every line of this nation, those that are open and fit this language first."""
    settings, now = house().settings, house().clock()
    lines = fitting(help_lines(settings.help_lines), settings.nation, pages.language().code, now)
    return [shown(line, now) for line in lines]


def shown(line: HelpLine, now: datetime) -> Shown:
    """The line as it is at this moment."""
    is_open, language = line.is_open(now), pages.language().code
    said = _about(line), _whom(line), _hours(line, now), _speaks(line, language)
    return Shown(line, is_open, _in_one(line, now), *said)


def _in_one(line: HelpLine, now: datetime) -> Markup:
    """Name, number and hours in a sentence or two."""
    digits = (line.number or line.text).replace(" ", "")
    link = Markup('<a href="{}:{}" dir="ltr">{}</a>').format(
        "tel" if line.number else "sms", digits, line.number or line.text
    )
    values = {"name": line.name, "number": link, "word": line.word, "time": _next(line, now)}
    said = _called(line, now) if line.number else _texted(line, now)
    return Markup.escape(said) % values


def _called(line: HelpLine, now: datetime) -> str:
    if not line.hours:
        return _("%(name)s: %(number)s. Free, day and night.")
    if line.is_open(now):
        return _("%(name)s: %(number)s. Free. Open until %(time)s.")
    return _("%(name)s: %(number)s. Free. It opens %(time)s.")


def _texted(line: HelpLine, now: datetime) -> str:
    if not line.hours:
        return _("%(name)s: text %(word)s to %(number)s. Free, day and night.")
    if line.is_open(now):
        return _("%(name)s: text %(word)s to %(number)s. Free. Open until %(time)s.")
    return _("%(name)s: text %(word)s to %(number)s. Free. It opens %(time)s.")


def _next(line: HelpLine, now: datetime) -> str:
    """The day and time when it closes, or opens."""
    at = line.until(now) if line.is_open(now) else line.from_(now)
    return weekday_words(at) if at else ""


def weekday_words(moment: datetime) -> str:
    """A moment of the coming days, so that it stays true on a page that lies about: Mon 08:00."""
    return written(moment, "EHm")


def _about(line: HelpLine) -> str:
    return {
        "talk": _("You can talk about anything."),
        "health": _("When you feel so bad, or so ill, that it can’t wait."),
        "home": _("When someone at home hurts you or scares you."),
    }[line.about]


def _whom(line: HelpLine) -> str:
    if line.youngest:
        return _("For you if you are %(age)s or more.", age=line.youngest)
    if line.oldest:
        return _("For you up to the age of %(age)s.", age=line.oldest)
    return ""


def _hours(line: HelpLine, now: datetime) -> str:
    if not line.hours:
        return _("Day and night.")
    at = _next(line, now)
    if each := line.each_day:
        day = {"begins": _clock(each.opens), "ends": _clock(each.closes)}
        return (
            _("Each day from %(begins)s to %(ends)s. Open now.", **day)
            if line.is_open(now)
            else _("Each day from %(begins)s to %(ends)s. Closed now.", **day)
        )
    return _("Open now, until %(time)s.", time=at) if line.is_open(now) else _("Closed. It opens %(time)s.", time=at)


def _clock(minutes: int) -> str:
    return str(format_time(time(minutes // 60 % 24, minutes % 60), "HH:mm", locale=pages.language().locale))


def _speaks(line: HelpLine, language: str) -> str:
    if language == ENGLISH and line.languages == {ENGLISH}:
        return _("No English? They can find a person who speaks what you speak.") if line.interpreter else ""
    fits = line.speaks(language)
    if fits == 3:
        return _("They speak English.")
    return (
        _("They speak your language."),
        _("Some of them speak your language. Ask for one."),
        _("Say what you speak, in English. They can find a person who speaks it too."),
    )[fits]
