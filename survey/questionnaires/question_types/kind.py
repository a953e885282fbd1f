"""What every kind of question can do, and what it is told: the contract that the classes beside this file keep."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Protocol

from survey.digits import in_digits

Answer = int | str  # a number, or their own words
Answers = Mapping[str, Answer]  # by the name it is recorded under: the question's own, or one for each option
Say = Callable[..., str]  # gettext, in the language of whoever is answering
Options = tuple[tuple[int, str], ...]
ITEM_AND_CODE = "{}.{}"  # what one option of a question is sent and recorded as


@dataclass(frozen=True)
class Rules:
    """What a definition may ask of an answer. Each kind uses a few of them and refuses the rest."""

    fewest: int = 0  # several choices, ranking: so many at least
    up_to: int = 0  # so many at most; 0: as many as there are
    none: int | None = None  # several choices: the code of the option that stands alone, such as “None of these”
    least: int | None = None  # number: the smallest that can be so; date: the first year
    greatest: int | None = None
    parts: str = ""  # date: the finest part that is asked: day, month or year


NOT_SET = Rules()


class Asked(Protocol):
    """What a kind needs to know of a question."""

    @property
    def item(self) -> str: ...
    @property
    def text(self) -> str: ...
    @property
    def options(self) -> tuple[tuple[int, str], ...]: ...
    @property
    def most(self) -> int: ...
    @property
    def unit(self) -> str: ...
    @property
    def rules(self) -> Rules: ...


class NotAnAnswer(ValueError):
    """What was sent cannot be kept as it is. Says why. `typed`: fields that are shown otherwise than they were sent."""

    def __init__(self, sentence: str, typed: Mapping[str, str] | None = None) -> None:
        super().__init__(sentence)
        self.typed = typed or {}


class Filled:
    """What stands in the fields of a form: what was typed, or what an answer looks like there."""

    def __init__(self, fields: Mapping[str, str]) -> None:
        self._fields = fields

    def value(self, field: str) -> str:
        """What is typed in a field."""
        return self._fields.get(field, "")

    def ticked(self, field: str) -> str:
        """The attribute of a box: ticked or not."""
        return " checked" if self.value(field) == "1" else ""

    def selected(self, field: str, value: str) -> str:
        """The attribute of one option of a list: picked or not."""
        return " selected" if self.value(field) == value else ""


class QuestionType(Protocol):
    """A kind of question: its component, its answers, and how what was sent is read."""

    template: str
    macro: str
    shares_a_page: bool  # whether a skip and a refusal can stand among its answers
    rules: frozenset[str]  # those of Rules that a definition of this kind may use

    def problems(self, question: Asked) -> Iterator[str]:
        """One sentence for everything wrong with a definition of this kind."""
        ...

    def items(self, question: Asked) -> tuple[str, ...]:
        """What its answer is recorded under: the question's own name, or one for each option."""
        ...

    def values(self, question: Asked) -> tuple[int, ...]:
        """Every code that can be answered, where one of a few is picked; else none."""
        ...

    def read(self, question: Asked, form: Mapping[str, str], _: Say) -> dict[str, Answer]:
        """The answer that was sent, whole; empty when there is none. :raise NotAnAnswer:"""
        ...

    def accepts(self, question: Asked, answers: Answers) -> bool:
        """Whether these are an answer to it that could have been read. Codes of missing answers are not."""
        ...

    def fields(self, question: Asked, answers: Answers) -> dict[str, str]:
        """What stands in its form for this answer: read again, it is the same answer."""
        ...

    def when_empty(self, _: Say) -> str:
        """What to say when Next was tapped with nothing answered."""
        ...

    def arguments(self, question: Asked, filled: Filled, besides: Options = ()) -> dict[str, object]:
        """What the component is told. `besides`: more to pick from than the question's own."""
        ...

    def picked(self, question: Asked, answers: Answers) -> tuple[int, ...] | None:
        """The numbers that a condition can ask about; None where it can only ask whether it was answered."""
        ...

    def in_words(self, question: Asked, answers: Answers, _: Say) -> str:
        """The answer as the check page says it back."""
        ...


class OfOneValue:
    """What is the same for every kind whose answer is one number or one text under the question's own name."""

    def items(self, question: Asked) -> tuple[str, ...]:
        return (question.item,)

    def fields(self, question: Asked, answers: Answers) -> dict[str, str]:
        return {question.item: str(answers[question.item])}


class OfItsOptions:
    """What is the same for every kind that is recorded as one number for each option."""

    fewest_options, most_options = 2, 9

    def problems(self, question: Asked) -> Iterator[str]:
        codes = [code for code, _words in question.options]
        if not self.fewest_options <= len(codes) <= self.most_options:
            yield f"The question {question.item} needs {self.fewest_options} to {self.most_options} options."
        if len(set(codes)) < len(codes):
            yield f"The question {question.item} has one code for two options."
        if any(code < 0 for code in codes):
            yield f"The question {question.item} has an option below 0; such codes mean that there is no answer."
        rules = question.rules
        if not 0 <= rules.fewest <= (rules.up_to or len(codes)) <= len(codes):
            yield f"The question {question.item} asks for {rules.fewest} to {rules.up_to} of {len(codes)} options."

    def items(self, question: Asked) -> tuple[str, ...]:
        return tuple(option_item(question, code) for code, _words in question.options)

    def values(self, question: Asked) -> tuple[int, ...]:
        return ()


def option_item(question: Asked, code: int) -> str:
    """What one option is sent and recorded as."""
    return ITEM_AND_CODE.format(question.item, code)


def number_in(typed: str) -> int | None:
    """A whole number in the digits of any script; None when it is not one, or longer than any that is asked for."""
    typed = in_digits(typed).strip()
    return int(typed) if typed.isdecimal() and len(typed) <= 9 else None
