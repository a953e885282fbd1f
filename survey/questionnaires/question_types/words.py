"""Their own words, long or on one line."""

import unicodedata
from collections.abc import Iterator, Mapping

from survey.questionnaires.question_types.kind import (
    Answer,
    Answers,
    Asked,
    Filled,
    NotAnAnswer,
    OfOneValue,
    Options,
    Say,
)

KEPT_SIGNS = "\n\t"


class Words(OfOneValue):
    """Their own words. Kept as typed, in any script and direction, but for signs that no page can show."""

    template, macro, shares_a_page = "components/fields.html", "textarea", False
    rules: frozenset[str] = frozenset()

    def problems(self, question: Asked) -> Iterator[str]:
        if question.options:
            yield f"The question {question.item} asks for words and has options."
        if not 1 <= question.most <= 20_000:
            yield f"The question {question.item} must say how many letters it takes: 1 to 20000."

    def values(self, question: Asked) -> tuple[int, ...]:
        return ()

    def read(self, question: Asked, form: Mapping[str, str], _: Say) -> dict[str, Answer]:
        typed = self._typed(form.get(question.item, ""))
        shown = "".join(sign for sign in typed if sign in KEPT_SIGNS or unicodedata.category(sign) not in ("Cc", "Cs"))
        kept = {question.item: shown}
        if shown != typed:
            raise NotAnAnswer(_("We took out a sign that we can’t keep. Have a look, then tap Next."), kept)
        if not shown.strip():
            return {}
        if len(shown) > question.most:
            over = len(shown) - question.most
            raise NotAnAnswer(_("That is too long by %(n)s letters. Cut a bit. We kept what you wrote.", n=over), kept)
        return dict(kept)

    def _typed(self, sent: str) -> str:
        return unicodedata.normalize("NFC", sent.replace("\r\n", "\n").replace("\r", "\n"))

    def accepts(self, question: Asked, answers: Answers) -> bool:
        return isinstance(answers[question.item], str)

    def when_empty(self, _: Say) -> str:
        return _("Say it your way, or tap Skip.")

    def arguments(self, question: Asked, filled: Filled, besides: Options = ()) -> dict[str, object]:
        return {"name": question.item, "label": question.text, "value": filled.value(question.item)}

    def picked(self, question: Asked, answers: Answers) -> tuple[int, ...] | None:
        return None

    def in_words(self, question: Asked, answers: Answers, _: Say) -> str:
        return str(answers[question.item])


class FewWords(Words):
    """One line of their own words."""

    macro = "text_input"

    def _typed(self, sent: str) -> str:
        return super()._typed(" ".join(sent.splitlines()))
