"""A few steps in order, such as from never to always, each with its words."""

from collections.abc import Iterator

from survey.questionnaires.question_types.kind import Asked
from survey.questionnaires.question_types.one_choice import OneChoice


class Scale(OneChoice):
    """Steps in order, every one labelled: under one another on a phone, in one row where there is room."""

    template, macro = "components/scale.html", "scale"
    fewest = 3

    def problems(self, question: Asked) -> Iterator[str]:
        yield from super().problems(question)
        codes = self.values(question)
        if list(codes) not in (sorted(codes), sorted(codes, reverse=True)):
            yield f"The steps of the question {question.item} are not in order."
        if any(not words.strip() for _code, words in question.options) and question.text:
            yield f"A step of the question {question.item} has no words."
