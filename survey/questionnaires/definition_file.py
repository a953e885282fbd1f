"""Read a questionnaire from its TOML file; every mistake in the file becomes a sentence that names the place.

A file has the questionnaire's own facts, named sets of answers, and sections: questions that share a set of answers,
the three facts, and how many stand on a page. A section may instead take in a whole other questionnaire.
"""

import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, replace
from typing import Any

from survey.questionnaires.conditions import both, condition
from survey.questionnaires.definition import DefinitionWrong, Page, Question, Questionnaire
from survey.questionnaires.question_types import Rules

Find = Callable[[str, int], Questionnaire]
FACTS = ("why", "who_sees", "never_used")
RULES = {rule.name for rule in fields(Rules)}


def questionnaire_from_toml(text: str, name: str, find: Find) -> Questionnaire:
    """The questionnaire that a file describes. `find` gives those it takes in. :raise DefinitionWrong:"""
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise DefinitionWrong(name, [f"It is not valid TOML: {error}."]) from error
    try:
        return _questionnaire(data, find)
    except (KeyError, TypeError, ValueError, AttributeError, IndexError) as error:
        raise DefinitionWrong(name, [f"Something is missing or of the wrong kind: {error}."]) from error


def texts(data: Mapping[str, Any]) -> Iterator[str]:
    """Every text of a definition that someone answering reads, for translators, in the order of the file."""
    yield from (data[name] for name in ("title", "about", "attribution") if data.get(name))
    for group in data.get("answers", {}).values():
        yield from (words for _code, words in group.get("options", ()) if words)
        yield from (group["unit"],) if group.get("unit") else ()
    for section in data.get("section", ()):
        yield from (section[name] for name in ("heading", *FACTS) if section.get(name))
        for question in section.get("question", ()):
            yield from (question[name] for name in ("text", "otherwise", "easy", *FACTS) if question.get(name))


def _questionnaire(data: Mapping[str, Any], find: Find) -> Questionnaire:
    return Questionnaire(
        id=data["id"],
        version=data["version"],
        title=data["title"],
        about=data.get("about", ""),
        minutes=data["minutes"],
        licence=data["licence"],
        source=data["source"],
        needs_licence=data.get("needs_licence", False),
        age_min=data.get("age_min", 0),
        age_max=data.get("age_max", 150),
        pages=tuple(page for section in data["section"] for page in _pages(data, section, find)),
    )


def _pages(data: Mapping[str, Any], section: Mapping[str, Any], find: Find) -> Iterator[Page]:
    if "takes_in" in section:
        for page in find(section["takes_in"], section["version"]).pages:
            yield replace(page, questions=tuple(_asked_if(section, question) for question in page.questions))
        return
    questions = [_question(data, section, each) for each in section["question"]]
    size = section.get("per_page", 1)
    for start in range(0, len(questions), size):
        yield Page(section.get("heading", ""), tuple(questions[start : start + size]))


def _asked_if(told: Mapping[str, Any], question: Question) -> Question:
    """The same question, asked only where this also holds."""
    if "asked_if" not in told:
        return question
    return replace(question, asked_if=both(condition(told["asked_if"]), question.asked_if))


def _rules(name: str, answers: Mapping[str, Any]) -> Rules:
    if strange := set(answers) - RULES - {"type", "options", "most", "unit"}:
        raise ValueError(f"the answers {name} say {', '.join(sorted(strange))}")
    return Rules(**{rule: answers[rule] for rule in RULES & set(answers)})


def _question(data: Mapping[str, Any], section: Mapping[str, Any], question: Mapping[str, Any]) -> Question:
    name = question.get("answers", section.get("answers"))
    answers = data["answers"][name]
    made = Question(
        item=question["item"],
        type=answers["type"],
        text=question.get("text", ""),
        options=tuple((int(code), str(words)) for code, words in answers.get("options", ())),
        most=answers.get("most", 0),
        rules=_rules(name, answers),
        unit=answers.get("unit", ""),
        otherwise=question.get("otherwise", ""),
        age_min=question.get("age_min"),
        age_max=question.get("age_max"),
        part=(data["id"], data["version"]),
        attribution=data.get("attribution", ""),
        easy_instead=data.get("easy_instead", False),
        **{name: question.get(name, "") for name in ("easy", "symbol", "show_back")},
        **{fact: question.get(fact, section.get(fact, "")) for fact in FACTS},
    )
    return _asked_if(section, _asked_if(question, made))
