"""What a questionnaire is: pages of questions, each with why it is asked, who sees it, what it is never used for."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from survey.errors import DomainError
from survey.questionnaires.question_types import TYPES

MISSING = {-99: "not answered", -98: "not routed", -95: "don’t know", -94: "prefer not to say"}
NOT_ANSWERED, NOT_ROUTED, PREFER_NOT_TO_SAY = -99, -98, -94
MOST_TO_A_PAGE = 7


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
    age_min: int | None = None
    age_max: int | None = None
    part: tuple[str, int] = ("", 0)  # the questionnaire it is scored as, and its version
    attribution: str = ""  # what its licence asks us to say beside it
    easy: str = ""  # the same in easy words
    easy_instead: bool = False  # they stand in place of the text, not beside it
    symbol: str = ""  # the name of a drawing beside it: templates/components/symbols.html
    show_back: str = ""  # how they are shown their own answers over time; empty: they are not
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

    @property
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

    def __post_init__(self) -> None:
        object.__setattr__(self, "questions", tuple(q for page in self.pages for q in page.questions))
        if problems := list(_problems(self)):
            raise DefinitionWrong(self.id or "without a name", problems)

    @property
    def key(self) -> tuple[str, int]:
        return self.id, self.version

    @property
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


def _problems(asked: Questionnaire) -> Iterator[str]:
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


def _own_problems(asked: Questionnaire) -> Iterator[str]:
    if asked.version < 1:
        yield "Its version must be 1 or more."
    if asked.minutes < 1:
        yield "It must say how many minutes it takes."
    for words, name in ((asked.id, "id"), (asked.title, "title"), (asked.licence, "licence"), (asked.source, "source")):
        if not words.strip():
            yield f"It does not say its {name}."


def _page_problems(page: Page) -> Iterator[str]:
    first = page.items[0] if page.items else "nothing"
    if not 1 <= len(page.questions) <= MOST_TO_A_PAGE:
        yield f"The page that begins with {first} must hold 1 to {MOST_TO_A_PAGE} questions."
    if len(page.questions) > 1 and not all(q.type in TYPES and TYPES[q.type].shares_a_page for q in page.questions):
        yield f"The page that begins with {first} holds a question that needs a page of its own."
    if len(page.questions) > 1 and not page.heading.strip():
        yield f"The page that begins with {first} holds several questions and needs a heading."
    if len({question.facts for question in page.questions}) > 1:
        yield f"The questions on the page that begins with {first} do not share their three facts."


def _question_problems(question: Question, *, has_words: bool) -> Iterator[str]:
    item = question.item
    facts = (
        (question.why, "why it is asked"),
        (question.who_sees, "who sees the answer"),
        (question.never_used, "what it will never be used for"),
    )
    for words, name in facts:
        if not words.strip():
            yield f"The question {item} does not say {name}."
    if has_words and not question.text.strip():
        yield f"The question {item} has no words."
    if question.age_min is not None and question.age_max is not None and question.age_min > question.age_max:
        yield f"The question {item} is for nobody: its youngest age is above its oldest."
    if question.type not in TYPES:
        yield f"The question {item} is of the type {question.type!r}; there are {', '.join(TYPES)}."
        return
    yield from TYPES[question.type].problems(question)
