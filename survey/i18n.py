"""Languages: catalogues loaded once, one template environment each, and gettext for code. Babel does the work.

A page's language is fixed by its address (people's side) or the browser (staff side) before the view runs; nothing is
looked up per string. `facts`: Flask-Babel costs about 0.02 ms a string, a loaded catalogue about 0.001.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_skeleton
from babel.support import LazyProxy, NullTranslations, Translations
from flask import has_request_context
from jinja2 import Environment, FileSystemLoader, StrictUndefined, Undefined
from markupsafe import Markup

from survey import compiled
from survey.catalogue_header import PEOPLE, REVIEWED_BY, SIDE, header_of, is_draft
from survey.days import HERE
from survey.settings import Settings, SettingWrong, data_dir
from survey.under_way import kept

FILLED_IN = re.compile(r"%\((?!link\b|stop\b|url\b)\w+\)[sd]")
SOURCE = "en"  # what pages are written in: it needs no catalogue
RTL_PSEUDO = {"qps_rtl": ("rtl", "Mirrored"), "qps": ("ltr", "Pseudo")}  # tests only: no such locale in Babel


@dataclass(frozen=True)
class Language:
    """A language as pages need it: its code, its direction, its own name, its words."""

    code: str
    dir: str
    name: str
    translations: NullTranslations
    draft: bool = False  # nobody has signed these words off: every page says so
    reviewed_by: str = ""
    for_staff: bool = True  # whether it says what staff read, too

    @property
    def tag(self) -> str:
        """The BCP 47 tag for the lang attribute."""
        return self.code.replace("_", "-")

    @property
    def locale(self) -> Locale:
        """Babel's locale, for dates and numbers; English for the pseudo-languages."""
        return Locale("en", "GB") if self.code in RTL_PSEUDO or self.code == "en" else Locale.parse(self.code)


def languages(settings: Settings) -> dict[str, Language]:
    """The languages on offer, by code. :raise SettingWrong: for a code that no one knows, or without its words."""
    folder = Path(settings.translations_dir) if settings.translations_dir else data_dir("translations")
    return {code: _language(code, str(folder)) for code in settings.languages}


def languages_of_staff(settings: Settings) -> dict[str, Language]:
    """Those of them that say what staff read; English where none does."""
    found = {code: each for code, each in languages(settings).items() if each.for_staff}
    return found or {SOURCE: _language(SOURCE, "")}


@cache
def _language(code: str, folder: str) -> Language:
    if code in RTL_PSEUDO:
        direction, name = RTL_PSEUDO[code]
    else:
        try:
            locale = Locale.parse(code)
        except (UnknownLocaleError, ValueError) as error:
            raise SettingWrong(f"SAYSO_LANGUAGES has “{code}”, which is not a language code.") from error
        own = locale.get_display_name(code) or code
        direction, name = locale.text_direction, own[:1].upper() + own[1:]  # it stands alone, in a list
    translations = Translations.load(folder, [code])
    if direction == "rtl" and isinstance(translations, Translations):
        translations._catalog = {key: isolated(said) for key, said in translations._catalog.items()}
    if code == SOURCE:
        return Language(code, direction, name, translations)
    catalogue = Path(folder) / code / "LC_MESSAGES" / "messages.po"
    if not isinstance(translations, Translations):
        raise SettingWrong(_no_words(code, catalogue))
    header = header_of(catalogue.read_text("utf-8")) if catalogue.exists() else {}
    for_staff, by = header.get(SIDE) != PEOPLE, header.get(REVIEWED_BY, "")
    return Language(code, direction, name, translations, draft=is_draft(header), reviewed_by=by, for_staff=for_staff)


def isolated(said: str) -> str:
    """A message of a language that runs from right to left: what is filled in keeps its own direction and order.

    Without it “01632 960 001” is read 001 960 01632, and a name takes the full stop after it along. Not around a link
    in a letter: a phone would take the mark for a part of it.
    """
    return FILLED_IN.sub("\u2068\\g<0>\u2069", said)


def _no_words(code: str, catalogue: Path) -> str:
    if catalogue.exists():
        return f"SAYSO_LANGUAGES has “{code}”, and its words are not compiled yet. Run: make translations"
    return f"SAYSO_LANGUAGES has “{code}”, and there are no words of it in {catalogue.parent.parent.parent}."


def environment(language: Language, *, strict: bool) -> Environment:
    """Templates in one language: its words are built in, so a page asks for none per request."""
    env = Environment(
        loader=FileSystemLoader(str(data_dir("templates"))),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
        undefined=StrictUndefined if strict else Undefined,
        auto_reload=False,
        bytecode_cache=compiled.PEOPLE_SIDE,
    )
    env.install_gettext_translations(language.translations, newstyle=True)  # type: ignore[attr-defined]  # by the extension
    env.globals["_"] = _looked_up_once(language.translations)
    return env


def _looked_up_once(translations: NullTranslations) -> Callable[..., Markup]:
    """The same as the extension's own gettext, which goes a long way round for each of a page's sixty messages."""
    found: dict[str, Markup] = {}

    def translated(message: str, **values: Any) -> Markup:
        if values:
            return Markup(translations.ugettext(message)) % values  # noqa: S704 - our own words, as by the extension
        text = found.get(message)
        if text is None:
            text = found[message] = Markup(translations.ugettext(message)) % {}  # noqa: S704 - the same
        return text

    return translated


def _translations() -> NullTranslations:
    language: Language | None = kept().get("language") if has_request_context() else None
    return language.translations if language else _ENGLISH


_ENGLISH = NullTranslations()


def gettext(message: str, **values: Any) -> str:
    """The message in the language of this page, its %(names)s filled in."""
    text: str = _translations().ugettext(message)
    return text % values if values else text


def ngettext(one: str, many: str, num: int, **values: Any) -> str:
    """The message for this number, in the language of this page."""
    text: str = _translations().ungettext(one, many, num)
    return text % {"num": num, **values}


def lazy_gettext(message: str, **values: Any) -> Any:
    """The message, looked up when it is shown: for labels made at import."""
    return LazyProxy(gettext, message, enable_cache=False, **values)


def in_lang(code: str) -> Markup:
    """The attributes of words in another language than the page's; none where they are in it."""
    if not code:
        return Markup()
    return Markup(' lang="{}" dir="{}"').format(code.replace("_", "-"), Locale.parse(code).text_direction)


def in_own_language(words: str, code: str) -> str:
    """Words that may be in another language than the page's, marked as such."""
    return Markup("<span{}>{}</span>").format(in_lang(code), words) if code else words


def day_words(moment: datetime, *, year: bool = False) -> str:
    """A day as the page's language writes it: 3 Sept, or 3 Sept 2026."""
    return written(moment, "yMMMd" if year else "MMMd")


def time_words(moment: datetime) -> str:
    """A time of day as the page's language writes it, by the clocks here: 13:05."""
    return written(moment, "Hm")


def written(moment: date, parts: str) -> str:
    """A day or a moment with these parts (CLDR skeleton: yMMMd, MMMEd, Hm), in the order and the words of the language.

    Times are of the clocks here, from 0 to 23 in every language: as on a bus stop, with nothing to mistake.
    """
    return str(format_skeleton(parts, moment, tzinfo=HERE, locale=_locale()))


def month_words(moment: datetime) -> str:
    """The month's name, as in "in September"."""
    return format_date(moment, "LLLL", _locale())


def _locale() -> Locale:
    language: Language | None = kept().get("language") if has_request_context() else None
    return language.locale if language else Locale("en", "GB")
