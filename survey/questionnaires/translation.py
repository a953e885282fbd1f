"""A questionnaire in another language: its own words, beside its definition. Pure.

A page of questions is shown whole in one language. Where any word of it is missing, the page is shown as it was
written, marked with its language, and says so: never half in one and half in the other.
"""

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from survey.questionnaires.definition import DefinitionWrong, Page, Question, Questionnaire

SOURCE = "en"  # what the definitions are written in
PIPE = re.compile(r"\{[^{}]*\}")
Find = Callable[[str], str | None]  # the words for an English text; None where they are missing


@dataclass(frozen=True)
class Translation:
    """The words of one version of a questionnaire in a language. `words_of`: where one question says it otherwise."""

    questionnaire: str
    version: int
    language: str
    words: Mapping[str, str]
    words_of: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    @property
    def key(self) -> tuple[str, int, str]:
        return self.questionnaire, self.version, self.language

    def find(self, item: str = "") -> Find:
        """How to look up what a question, or the questionnaire itself, says."""
        own = self.words_of.get(item, {})
        return lambda text: own.get(text) or self.words.get(text)


Translations = Mapping[tuple[str, int, str], Translation]


def translation_from_toml(text: str, name: str) -> Translation:
    """The translation that a file holds. :raise DefinitionWrong: a sentence for everything that is not right."""
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise DefinitionWrong(name, [f"It is not valid TOML: {error}."]) from error
    needed = (("questionnaire", str), ("version", int), ("language", str), ("words", dict))
    problems = [f"It does not say its {field}." for field, kind in needed if not isinstance(data.get(field), kind)]
    tables = [data.get("words", {}), *data.get("words_of", {}).values()]
    for table in (each for each in tables if isinstance(each, dict)):
        problems += [f"“{english}” is not given as words." for english, said in table.items() if not _is_text(said)]
    if problems:
        raise DefinitionWrong(name, problems)
    facts = (data["questionnaire"], data["version"], data["language"])
    return Translation(*facts, words=data["words"], words_of=data.get("words_of", {}))


def _is_text(said: object) -> bool:
    return isinstance(said, str) and bool(said.strip())


def problems_of(translation: Translation, asked: Questionnaire) -> list[str]:
    """What in a translation does not fit its questionnaire, a sentence each. What is missing is no mistake."""
    mine = [question for question in asked.questions if question.part == asked.key]
    said = {text for question in mine for text in texts_of(question)} | {asked.title, asked.about}
    said |= {page.heading for page in asked.pages}
    items = {question.item: set(texts_of(question)) for question in mine}
    found = [f"It has words for “{text}”, which is not asked." for text in translation.words if text not in said]
    for item, own in translation.words_of.items():
        if item not in items:
            found.append(f"It has words for the question {item}, which is not asked.")
        else:
            found += [f"The question {item} does not say “{text}”." for text in own if text not in items[item]]
    for table in (translation.words, *translation.words_of.values()):
        found += [problem for english, text in table.items() for problem in _pipes(english, text)]
    return found


def _pipes(english: str, text: str) -> Iterator[str]:
    wanted, held = sorted(PIPE.findall(english)), sorted(PIPE.findall(text))
    if wanted != held:
        yield f"“{text}” must hold {', '.join(wanted) or 'no braces'}, and holds {', '.join(held) or 'none'}."


def texts_of(question: Question) -> tuple[str, ...]:
    """Every text of a question that someone answering reads."""
    return tuple(filter(None, (*_asked(question), question.easy, *question.facts, question.attribution)))


def _asked(question: Question) -> tuple[str, ...]:
    """What a question cannot be asked without."""
    own = (getattr(question, name, "") for name in OWN_WORDS)
    return tuple(filter(None, (*own, *(words for _code, words in question.options))))


OWN_WORDS = ("text", "otherwise", "unit")
EVERY_WORD = (*OWN_WORDS, "why", "who_sees", "never_used", "attribution", "easy")


def in_language(asked: Questionnaire, translations: Translations, language: str) -> Questionnaire:
    """The questionnaire as it is shown in a language. Pages that are not in it keep their words and name their own."""
    if language == SOURCE:
        return asked

    def found(part: tuple[str, int]) -> Translation:
        return translations.get((*part, language)) or Translation(*part, language, {})

    own = found(asked.key).find()
    title, about = own(asked.title), own(asked.about) if asked.about else ""
    pages = tuple(_page(page, found) for page in asked.pages)
    if title is None or about is None:
        return replace(asked, pages=pages, lang=SOURCE)
    return replace(asked, pages=pages, title=title, about=about)


def _page(page: Page, found: Callable[[tuple[str, int]], Translation]) -> Page:
    finds = [found(question.part).find(question.item) for question in page.questions]
    heading = finds[0](page.heading) if page.heading else ""
    needed = [find(text) for question, find in zip(page.questions, finds, strict=True) for text in _needed(question)]
    if heading is None or None in needed:
        return replace(page, questions=tuple(_as_written(question) for question in page.questions))
    said = (_translated(question, find) for question, find in zip(page.questions, finds, strict=True))
    return Page(heading, tuple(said))


def _needed(question: Question) -> tuple[str, ...]:
    return tuple(filter(None, (*_asked(question), *question.facts, question.attribution)))


def _as_written(question: Question) -> Question:
    return replace(question, lang=SOURCE, facts_lang=SOURCE)


def _translated(question: Question, find: Find) -> Question:
    """Every word is there but, it may be, the easy ones: without them the question is asked without."""

    def words(text: str) -> str:
        return (find(text) or "") if text else ""

    said: dict[str, Any] = {name: words(getattr(question, name)) for name in EVERY_WORD if hasattr(question, name)}
    return replace(question, **said, options=tuple((code, words(each)) for code, each in question.options))
