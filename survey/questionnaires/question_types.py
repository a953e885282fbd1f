"""The kinds of question, each a small class, in one visible registry. To add a kind: write a class, add it to TYPES."""

import unicodedata
from collections.abc import Callable, Iterator, Mapping
from typing import Protocol

Answer = int | str  # a code, or their own words
Say = Callable[..., str]  # gettext, in the language of whoever is answering
Options = tuple[tuple[int, str], ...]
KEPT_SIGNS = "\n\t"


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


class NotAnAnswer(ValueError):
    """What was sent cannot be kept as it is. Says why, and holds what was typed, so that nothing is lost."""

    def __init__(self, sentence: str, typed: str = "") -> None:
        super().__init__(sentence)
        self.typed = typed


class QuestionType(Protocol):
    """A kind of question: its component, its answers, and how what was sent is read."""

    template: str
    macro: str
    shares_a_page: bool  # whether a skip and a refusal can stand among its answers

    def problems(self, question: Asked) -> Iterator[str]:
        """One sentence for everything wrong with a definition of this kind."""
        ...

    def values(self, question: Asked) -> tuple[int, ...]:
        """Every code that can be answered; none for words."""
        ...

    def read(self, question: Asked, sent: str, _: Say) -> Answer | None:
        """The answer that was sent; None when there is none. :raise NotAnAnswer:"""
        ...

    def when_empty(self, _: Say) -> str:
        """What to say when Next was tapped with nothing answered."""
        ...

    def arguments(self, question: Asked, answer: Answer | None, besides: Options = ()) -> dict[str, object]:
        """What the component is told. `answer`: so far. `besides`: more to pick from than the question's own."""
        ...

    def in_words(self, question: Asked, answer: Answer, _: Say) -> str:
        """The answer as the check page says it back."""
        ...


class OneChoice:
    """Labelled options as full rows; one is picked, none is set before."""

    template, macro, shares_a_page = "components/radios.html", "radios", True
    fewest, greatest = 2, 7

    def problems(self, question: Asked) -> Iterator[str]:
        codes = self.values(question)
        if not self.fewest <= len(codes) <= self.greatest:
            yield f"The question {question.item} needs {self.fewest} to {self.greatest} options."
        if len(set(codes)) < len(codes):
            yield f"The question {question.item} has one code for two options."
        if any(code < 0 for code in codes):
            yield f"The question {question.item} has an option below 0; such codes mean that there is no answer."

    def values(self, question: Asked) -> tuple[int, ...]:
        return tuple(code for code, _words in question.options)

    def read(self, question: Asked, sent: str, _: Say) -> Answer | None:
        if not sent:
            return None
        found = next((code for code in self.values(question) if str(code) == sent), None)
        if found is None:
            raise NotAnAnswer(_("Pick one of these answers, or tap Skip."))
        return found

    def when_empty(self, _: Say) -> str:
        return _("Pick an answer, or tap Skip.")

    def arguments(self, question: Asked, answer: Answer | None, besides: Options = ()) -> dict[str, object]:
        options = question.options + besides
        return {"name": question.item, "legend": question.text, "options": options, "chosen": answer}

    def in_words(self, question: Asked, answer: Answer, _: Say) -> str:
        return dict(question.options)[int(answer)]


class Faces(OneChoice):
    """Up to five options from hard to good, each with a line face beside its word."""

    macro = "faces"
    greatest = 5


class ZeroToTen(OneChoice):
    """A number from 0 to 10, with words at the two ends only."""

    macro, shares_a_page = "scale_0_10", False

    def problems(self, question: Asked) -> Iterator[str]:
        if tuple(code for code, _words in question.options) != (0, 10):
            yield f"The question {question.item} must say what 0 and what 10 mean, and no more."

    def values(self, question: Asked) -> tuple[int, ...]:
        return tuple(range(11))

    def arguments(self, question: Asked, answer: Answer | None, besides: Options = ()) -> dict[str, object]:
        (_zero, low), (_ten, high) = question.options
        return {"name": question.item, "legend": question.text, "low": low, "high": high, "chosen": answer}

    def in_words(self, question: Asked, answer: Answer, _: Say) -> str:
        return _("%(n)s out of 10", n=answer)


class Words:
    """Their own words. Kept as typed, in any script and direction, but for signs that no page can show."""

    template, macro, shares_a_page = "components/fields.html", "textarea", False

    def problems(self, question: Asked) -> Iterator[str]:
        if question.options:
            yield f"The question {question.item} asks for words and has options."
        if not 1 <= question.most <= 20_000:
            yield f"The question {question.item} must say how many letters it takes: 1 to 20000."

    def values(self, question: Asked) -> tuple[int, ...]:
        return ()

    def read(self, question: Asked, sent: str, _: Say) -> Answer | None:
        typed = unicodedata.normalize("NFC", sent.replace("\r\n", "\n").replace("\r", "\n"))
        shown = "".join(sign for sign in typed if sign in KEPT_SIGNS or unicodedata.category(sign) not in ("Cc", "Cs"))
        if shown != typed:
            raise NotAnAnswer(_("We took out a sign that we can’t keep. Have a look, then tap Next."), shown)
        if not shown.strip():
            return None
        if len(shown) > question.most:
            over = len(shown) - question.most
            raise NotAnAnswer(_("That is too long by %(n)s letters. Cut a bit. We kept what you wrote.", n=over), shown)
        return shown

    def when_empty(self, _: Say) -> str:
        return _("Say it your way, or tap Skip.")

    def arguments(self, question: Asked, answer: Answer | None, besides: Options = ()) -> dict[str, object]:
        return {"name": question.item, "label": question.text, "value": "" if answer is None else answer}

    def in_words(self, question: Asked, answer: Answer, _: Say) -> str:
        return str(answer)


class FewWords(Words):
    """One line of their own words."""

    macro = "text_input"

    def read(self, question: Asked, sent: str, _: Say) -> Answer | None:
        return super().read(question, " ".join(sent.splitlines()), _)


TYPES: Mapping[str, QuestionType] = {
    "one_choice": OneChoice(),
    "zero_to_ten": ZeroToTen(),
    "faces": Faces(),
    "words": Words(),
    "few_words": FewWords(),
}
