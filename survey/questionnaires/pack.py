"""Licensed wording: a pack holds the words of a questionnaire that is not ours to ship, and the licence to show them.

The questionnaire itself ships as item numbers and codes. Without a pack that says who holds the licence, its number and
until when, it refuses to be asked. An example of the file is in docs/decisions/0011.
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from survey.errors import NotReady
from survey.questionnaires.definition import DefinitionWrong, Page, Question, Questionnaire


class NoLicence(NotReady):
    """These questions cannot be shown: no licence for their words is recorded here."""


@dataclass(frozen=True)
class Pack:
    """The words of one version of a questionnaire, in the languages a licence covers. `expires`: the last good day."""

    questionnaire: str
    version: int
    holder: str
    licensee: str
    number: str
    expires: date
    may_export_wording: bool
    wording: Mapping[str, Mapping[str, Any]]  # by language: title, about, text by item, options by code

    @property
    def languages(self) -> tuple[str, ...]:
        return tuple(self.wording)


def is_pack(text: str) -> bool:
    """Whether a file holds wording, not a definition."""
    return re.search(r"^\[wording\.", text, re.MULTILINE) is not None


def pack_from_toml(text: str, name: str) -> Pack:
    """The pack that a file describes. :raise DefinitionWrong: one sentence for everything missing."""
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise DefinitionWrong(name, [f"It is not valid TOML: {error}."]) from error
    licence = data.get("licence", {})
    needed = (("holder", str), ("licensee", str), ("number", str), ("expires", date))
    problems = [f"Its licence does not say {field}." for field, kind in needed if not _is(licence.get(field), kind)]
    problems += [f"It does not say its {field}." for field in ("questionnaire", "version") if not data.get(field)]
    problems += ["It has no wording in any language."] if not data.get("wording") else []
    if problems:
        raise DefinitionWrong(name, problems)
    facts = {field: licence[field] for field, _kind in needed}
    export = licence.get("may_export_wording", False)
    return Pack(data["questionnaire"], data["version"], **facts, may_export_wording=export, wording=data["wording"])


def _is(value: object, kind: type) -> bool:
    return isinstance(value, kind) and bool(value)


def worded(asked: Questionnaire, pack: Pack | None, language: str, today: date) -> Questionnaire:
    """The questionnaire as it may be shown in a language today; unchanged where it needs no licence.

    :raise NoLicence: when no licence is recorded, it has run out, or it does not cover the language or every question.
    """
    if not asked.needs_licence:
        return asked
    if pack is None:
        raise NoLicence
    if pack.expires < today:
        raise NoLicence(f"The licence to show {asked.id} ran out on {pack.expires.isoformat()}.")
    if language not in pack.languages:
        raise NoLicence(f"The licence to show {asked.id} does not cover the language {language}.")
    wording = pack.wording[language]
    missing = [question.item for question in asked.questions if not wording.get("text", {}).get(question.item)]
    if missing:
        raise NoLicence(f"The pack for {asked.id} has no words for {', '.join(missing)}.")
    pages = tuple(replace(page, questions=tuple(_worded(q, wording) for q in page.questions)) for page in asked.pages)
    return replace(asked, title=wording.get("title", asked.title), pages=_headed(pages, wording), needs_licence=False)


def _worded(question: Question, wording: Mapping[str, Any]) -> Question:
    sets = wording.get("options", {})
    words = sets.get(question.item, sets.get("all", {}))
    options = tuple((code, words.get(str(code), own)) for code, own in question.options)
    return replace(question, text=wording["text"][question.item], options=options, lang="")


def _headed(pages: tuple[Page, ...], wording: Mapping[str, Any]) -> tuple[Page, ...]:
    heading = wording.get("heading")
    return pages if heading is None else tuple(replace(page, heading=heading) for page in pages)
