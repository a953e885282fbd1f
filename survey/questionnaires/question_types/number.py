"""How many: a whole number, typed in the digits of any script."""

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
    number_in,
)


class Number(OfOneValue):
    """A whole number from 0, with the smallest and the greatest that can be so, and what it counts."""

    template, macro, shares_a_page = "components/number.html", "number", False
    rules = frozenset({"least", "greatest"})

    def problems(self, question: Asked) -> Iterator[str]:
        least, greatest = question.rules.least, question.rules.greatest
        if question.options:
            yield f"The question {question.item} asks for a number and has options."
        if least is None or greatest is None or not 0 <= least < greatest <= 999_999:
            yield f"The question {question.item} must say its least and its greatest number, from 0 to 999999."

    def values(self, question: Asked) -> tuple[int, ...]:
        return ()

    def read(self, question: Asked, form: Mapping[str, str], _: Say) -> dict[str, Answer]:
        typed = form.get(question.item, "").strip()
        if not typed:
            return {}
        found, (least, greatest) = number_in(typed), _between(question)
        if found is None:
            raise NotAnAnswer(_("Write it as a number, like %(n)s. Or tap Skip.", n=least))
        if not least <= found <= greatest:
            ends = {"least": least, "greatest": greatest}
            raise NotAnAnswer(_("It can be from %(least)s to %(greatest)s. Change it, or tap Skip.", **ends))
        return {question.item: found}

    def accepts(self, question: Asked, answers: Answers) -> bool:
        answer, (least, greatest) = answers[question.item], _between(question)
        return isinstance(answer, int) and least <= answer <= greatest

    def when_empty(self, _: Say) -> str:
        return _("Write a number, or tap Skip.")

    def arguments(self, question: Asked, filled: Filled, besides: Options = ()) -> dict[str, object]:
        about = {"unit": question.unit, "digits": len(str(_between(question)[1]))}
        return {"name": question.item, "label": question.text, "value": filled.value(question.item)} | about

    def picked(self, question: Asked, answers: Answers) -> tuple[int, ...] | None:
        return (int(answers[question.item]),)

    def in_words(self, question: Asked, answers: Answers, _: Say) -> str:
        return str(answers[question.item])


def _between(question: Asked) -> tuple[int, int]:
    return question.rules.least or 0, question.rules.greatest or 0
