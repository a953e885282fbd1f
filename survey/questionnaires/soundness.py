"""What can be wrong with a questionnaire: one sentence for each thing, so that it is mended before anyone is asked."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import fields
from typing import TYPE_CHECKING

from survey.questionnaires.conditions import OfAnswer
from survey.questionnaires.piping import LONGEST, PIPE, piped
from survey.questionnaires.question_types import NOT_SET, TYPES, Rules

if TYPE_CHECKING:
    from survey.questionnaires.definition import Page, Question, Questionnaire

MOST_TO_A_PAGE = 7
ITEM = re.compile(r"[a-z][a-z0-9_]{0,59}")  # stands in field names, ids and addresses


def problems(asked: "Questionnaire") -> Iterator[str]:
    """Everything that is wrong with it."""
    yield from _own_problems(asked)
    if not asked.questions:
        yield "It asks nothing."
    items = [question.item for question in asked.questions]
    for item in sorted({item for item in items if items.count(item) > 1}):
        yield f"It asks {item} twice."
    for page in asked.pages:
        yield from _page_problems(page)
    for question in asked.questions:
        yield from _question_problems(question, has_words=not asked.needs_licence)
        if question.show_back not in ("", "yes", "no"):
            yield f"The question {question.item} says show_back = {question.show_back!r}; it can say yes or no."
    yield from _earlier_answers(asked)


def _own_problems(asked: "Questionnaire") -> Iterator[str]:
    if asked.version < 1:
        yield "Its version must be 1 or more."
    if asked.minutes < 1:
        yield "It must say how many minutes it takes."
    for words, name in ((asked.id, "id"), (asked.title, "title"), (asked.licence, "licence"), (asked.source, "source")):
        if not words.strip():
            yield f"It does not say its {name}."


def _page_problems(page: "Page") -> Iterator[str]:
    first = page.items[0] if page.items else "nothing"
    if not 1 <= len(page.questions) <= MOST_TO_A_PAGE:
        yield f"The page that begins with {first} must hold 1 to {MOST_TO_A_PAGE} questions."
    if len(page.questions) > 1 and not all(q.type in TYPES and TYPES[q.type].shares_a_page for q in page.questions):
        yield f"The page that begins with {first} holds a question that needs a page of its own."
    if len(page.questions) > 1 and not page.heading.strip():
        yield f"The page that begins with {first} holds several questions and needs a heading."
    if len({question.facts for question in page.questions}) > 1:
        yield f"The questions on the page that begins with {first} do not share their three facts."
    if len({question.asked_if for question in page.questions}) > 1:
        yield f"The questions on the page that begins with {first} are not asked after the same answers."


def _question_problems(question: "Question", *, has_words: bool) -> Iterator[str]:
    item = question.item
    facts = (
        (question.why, "why it is asked"),
        (question.who_sees, "who sees the answer"),
        (question.never_used, "what it will never be used for"),
    )
    for words, name in facts:
        if not words.strip():
            yield f"The question {item} does not say {name}."
    if not ITEM.fullmatch(item):
        yield f"The name {item!r} of a question is not made of small letters, numbers and underscores."
    if has_words and not question.text.strip():
        yield f"The question {item} has no words."
    if question.age_min is not None and question.age_max is not None and question.age_min > question.age_max:
        yield f"The question {item} is for nobody: its youngest age is above its oldest."
    yield from _type_problems(question)


def _type_problems(question: "Question") -> Iterator[str]:
    item = question.item
    if question.type not in TYPES:
        yield f"The question {item} is of the type {question.type!r}; there are {', '.join(TYPES)}."
        return
    if question.unit and question.type != "number":
        yield f"The question {item} says unit, which means nothing for the type {question.type}."
    said = {rule.name for rule in fields(Rules) if getattr(question.rules, rule.name) != getattr(NOT_SET, rule.name)}
    for name in sorted(said - TYPES[question.type].rules):
        yield f"The question {item} says {name}, which means nothing for the type {question.type}."
    yield from TYPES[question.type].problems(question)


# What looks back at earlier answers


def _earlier_answers(asked: "Questionnaire") -> Iterator[str]:
    """Conditions and repeated answers look only at pages before their own: so none can go round in a circle."""
    known = {question.item: question for question in asked.questions if question.type in TYPES}
    earlier: dict[str, Question] = {}
    for page in asked.pages:
        for question in page.questions:
            yield from _condition_problems(question, known, earlier)
            yield from _piping_problems(question, earlier, page)
        earlier |= {question.item: question for question in page.questions if question.type in TYPES}


def _condition_problems(
    question: "Question", known: Mapping[str, "Question"], earlier: Mapping[str, "Question"]
) -> Iterator[str]:
    for look in question.asked_if.parts() if question.asked_if else ():
        if look.item not in known:
            yield f"Whether {question.item} is asked depends on {look.item}, which is no question here."
        elif look.item not in earlier:
            yield f"Whether {question.item} is asked depends on {look.item}, which is not on a page before it."
        else:
            yield from _look_problems(question, look, earlier[look.item])


def _look_problems(question: "Question", look: OfAnswer, of: "Question") -> Iterator[str]:
    about = f"Whether {question.item} is asked depends on"
    if look.answered is not None:
        return
    if of.type in ("words", "few_words"):
        yield f"{about} {of.item}, which is answered in words: it can only say answered = true or false."
    for code in look.codes:
        if code not in _codes(of):
            yield f"{about} the answer {code} to {of.item}, which is not one of its answers."
    if look.least is not None and look.greatest is not None and look.least > look.greatest:
        yield f"{about} a number from {look.least} to {look.greatest}, which there is none of."


def _codes(question: "Question") -> range | tuple[int, ...]:
    if question.rules.greatest is not None:
        return range(question.rules.least or 0, question.rules.greatest + 1)
    return TYPES[question.type].values(question) or tuple(code for code, _words in question.options)


def _piping_problems(question: "Question", earlier: Mapping[str, "Question"], page: "Page") -> Iterator[str]:
    item, names = question.item, piped(question.text)
    for name in names:
        if name not in earlier:
            yield f"The question {item} repeats the answer to {name}, which is not on a page before it."
        elif earlier[name].type == "words" or earlier[name].most > LONGEST:
            yield f"The question {item} repeats the answer to {name}, which may be longer than {LONGEST} letters."
    if names and not question.otherwise.strip():
        yield f"The question {item} repeats an answer and does not say what to ask otherwise."
    if question.otherwise and not names:
        yield f"The question {item} says what to ask otherwise and repeats no answer."
    options = (words for _code, words in question.options)
    others = (question.otherwise, question.easy, page.heading, *question.facts, *options)
    if any(PIPE.search(words) for words in others) or "{" in PIPE.sub("", question.text):
        yield f"The question {item} repeats an answer where none can stand: only in its text, as {{answer:name}}."
