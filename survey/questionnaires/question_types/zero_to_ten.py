"""A number from 0 to 10."""

from collections.abc import Iterator

from survey.questionnaires.question_types.kind import Answers, Asked, Filled, Options, Say
from survey.questionnaires.question_types.one_choice import OneChoice


class ZeroToTen(OneChoice):
    """A number from 0 to 10, with words at the two ends only."""

    macro, shares_a_page = "scale_0_10", False

    def problems(self, question: Asked) -> Iterator[str]:
        if tuple(code for code, _words in question.options) != (0, 10):
            yield f"The question {question.item} must say what 0 and what 10 mean, and no more."

    def values(self, question: Asked) -> tuple[int, ...]:
        return tuple(range(11))

    def arguments(self, question: Asked, filled: Filled, besides: Options = ()) -> dict[str, object]:
        (_zero, low), (_ten, high) = question.options
        ends = {"name": question.item, "legend": question.text, "low": low, "high": high}
        return ends | self._chosen(question, filled)

    def in_words(self, question: Asked, answers: Answers, _: Say) -> str:
        return _("%(n)s out of 10", n=answers[question.item])
