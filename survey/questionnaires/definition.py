"""What a questionnaire is: pages of questions, each with why it is asked, who sees it, what it is never used for."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from survey.errors import DomainError
from survey.questionnaires.conditions import Condition
from survey.questionnaires.piping import piped
from survey.questionnaires.question_types import NOT_SET, TYPES, Rules
from survey.questionnaires.recorded import MISSING, NOT_ANSWERED, NOT_ROUTED, PREFER_NOT_TO_SAY, items_of
from survey.questionnaires.soundness import problems

__all__ = [
    "MISSING",
    "NOT_ANSWERED",
    "NOT_ROUTED",
    "PREFER_NOT_TO_SAY",
    "DefinitionWrong",
    "Page",
    "Question",
    "Questionnaire",
]


class DefinitionWrong(DomainError):
    """A questionnaire that must not be asked. `problems` holds one sentence for each thing that is wrong."""

    def __init__(self, name: str, problems: list[str]) -> None:
        self.problems = problems
        super().__init__(f"The questionnaire {name} cannot be used. " + " ".join(problems))


@dataclass(frozen=True)
class Question:
    """One question. Without its three facts it cannot be published: whoever is asked may know why."""

    item: str
    type: str
    text: str
    why: str
    who_sees: str
    never_used: str
    options: tuple[tuple[int, str], ...] = ()  # code, words; for a scale its two ends
    most: int = 0  # letters, for words
    unit: str = ""  # what a number counts
    rules: Rules = NOT_SET
    asked_if: Condition | None = None  # by earlier answers; None: always
    otherwise: str = ""  # asked instead of a text that repeats an answer, where that was not given
    age_min: int | None = None
    age_max: int | None = None
    part: tuple[str, int] = ("", 0)  # the questionnaire it is scored as, and its version
    attribution: str = ""  # what its licence asks us to say beside it
    easy: str = ""  # the same in easy words
    easy_instead: bool = False  # they stand in place of the text, not beside it
    symbol: str = ""  # the name of a drawing beside it: templates/components/symbols.html
    show_back: str = ""  # whether they are shown their own answers over time: yes, no; empty: where it is not licensed
    lang: str = ""  # the language it is shown in where that is not the page's
    facts_lang: str = ""  # the same for its three facts: its words may be of a licensed pack, and they are not

    @property
    def facts(self) -> tuple[str, str, str]:
        """Why we ask, who sees it, what it will never be used for."""
        return self.why, self.who_sees, self.never_used


@dataclass(frozen=True)
class Page:
    """Questions shown together: they share their three facts. A heading only where there is more than one."""

    heading: str
    questions: tuple[Question, ...]

    @cached_property
    def items(self) -> tuple[str, ...]:
        return tuple(question.item for question in self.questions)


@dataclass(frozen=True)
class Questionnaire:
    """A version of a questionnaire. It never changes: other words are another version."""

    id: str
    version: int
    title: str
    about: str
    minutes: int
    licence: str
    source: str
    pages: tuple[Page, ...]
    needs_licence: bool = False  # its wording is not ours to ship: see pack.py
    age_min: int = 0
    age_max: int = 150
    lang: str = ""  # the language of its title where that is not the page's
    questions: tuple[Question, ...] = field(init=False, compare=False)
    branches: bool = field(init=False, compare=False)  # whether an answer changes what is asked later, or how

    def __post_init__(self) -> None:
        object.__setattr__(self, "questions", tuple(q for page in self.pages for q in page.questions))
        object.__setattr__(self, "branches", any(q.asked_if or piped(q.text) for q in self.questions))
        if wrong := list(problems(self)):
            raise DefinitionWrong(self.id or "without a name", wrong)

    @property
    def key(self) -> tuple[str, int]:
        return self.id, self.version

    @cached_property
    def numbers(self) -> tuple[int, ...]:
        """The number of every page, from 1."""
        return tuple(range(1, len(self.pages) + 1))

    @cached_property
    def is_for_all_ages(self) -> bool:
        """Whether no question is only for some ages."""
        return all(question.age_min is None and question.age_max is None for question in self.questions)

    @cached_property
    def asked_under(self) -> Mapping[str, Question]:
        """The question of each name that an answer is recorded under."""
        return {item: question for question in self.questions for item in items_of(question)}

    @cached_property
    def codes(self) -> Mapping[str, frozenset[int]]:
        """Of each question where one of a few is picked: every code that can be kept of it."""
        listed = {question.item: TYPES[question.type].values(question) for question in self.questions}
        return {item: frozenset((*values, *MISSING)) for item, values in listed.items() if values}

    @cached_property
    def parts(self) -> tuple[tuple[str, int], ...]:
        """The questionnaires it is made of, in order: one, unless it was put together from others."""
        return tuple(dict.fromkeys(question.part for question in self.questions))

    @property
    def attributions(self) -> tuple[str, ...]:
        """What the licences of its questions ask us to say, each once."""
        return tuple(dict.fromkeys(question.attribution for question in self.questions if question.attribution))

    def question(self, item: str) -> Question:
        """:raise KeyError: when it does not ask this."""
        return next(q for q in self.questions if q.item == item)
