"""The words of a questionnaire in another language as a file: one line for each text, in the questionnaire's order."""

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from survey.questionnaires.definition_file import texts
from survey.words.entry import Entry


def entries_of(definition: Mapping[str, Any], translation: Mapping[str, Any]) -> list[Entry]:
    """Every text of a questionnaire that someone answering reads, with what it is in a language."""
    place = f"{definition['id']}.{definition['version']}"
    said = translation.get("words", {})
    return [
        Entry(text, forms=(said.get(text, ""),), where=(place,), place=place)
        for text in dict.fromkeys(texts(definition))
    ]


def toml_text(definition: Mapping[str, Any], language: str, had: Mapping[str, Any], entries: Iterable[Entry]) -> str:
    """The file. What one question says in words of its own (`words_of`) stays as it was written."""
    return "\n".join(_lines(definition, language, had, entries)) + "\n"


def _lines(
    definition: Mapping[str, Any], language: str, had: Mapping[str, Any], entries: Iterable[Entry]
) -> Iterator[str]:
    yield f"# “{definition['title']}”, version {definition['version']}, in {language}."
    yield f"# A draft, to be checked by a speaker, until the catalogue in translations/{language} is signed off."
    yield f"questionnaire = {_quoted(definition['id'])}"
    yield f"version = {definition['version']}"
    yield f"language = {_quoted(language)}"
    yield from _table("words", {entry.english: entry.forms[0] for entry in entries if entry.is_done})
    for item, own in had.get("words_of", {}).items():
        yield from _table(f"words_of.{_quoted(item)}", own)


def _table(name: str, said: Mapping[str, str]) -> Iterator[str]:
    yield ""
    yield f"[{name}]"
    for english, words in said.items():
        yield f"{_quoted(english)} = {_quoted(words)}"


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
