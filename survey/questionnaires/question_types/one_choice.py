"""One of a few options, each with its words."""

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


class OneChoice(OfOneValue):
    """Labelled options as full rows; one is picked, none is set before."""

    template, macro, shares_a_page = "components/radios.html", "radios", True
    rules: frozenset[str] = frozenset()
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

    def read(self, question: Asked, form: Mapping[str, str], _: Say) -> dict[str, Answer]:
        sent = form.get(question.item, "")
        if not sent:
            return {}
        found = next((code for code in self.values(question) if str(code) == sent), None)
        if found is None:
            raise NotAnAnswer(_("Pick one of these answers, or tap Skip."))
        return {question.item: found}

    def accepts(self, question: Asked, answers: Answers) -> bool:
        answer = answers[question.item]
        return isinstance(answer, int) and answer in self.values(question)

    def when_empty(self, _: Say) -> str:
        return _("Pick an answer, or tap Skip.")

    def arguments(self, question: Asked, filled: Filled, besides: Options = ()) -> dict[str, object]:
        options = question.options + besides
        return {"name": question.item, "legend": question.text, "options": options} | self._chosen(question, filled)

    def _chosen(self, question: Asked, filled: Filled) -> dict[str, object]:
        return {"chosen": filled.value(question.item) or None}

    def picked(self, question: Asked, answers: Answers) -> tuple[int, ...] | None:
        return (int(answers[question.item]),)

    def in_words(self, question: Asked, answers: Answers, _: Say) -> str:
        return dict(question.options)[int(answers[question.item])]
