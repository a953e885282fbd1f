"""As many of a few options as fit, with one that may stand alone, such as “None of these”."""

from collections.abc import Iterator, Mapping

from survey.questionnaires.question_types.kind import (
    Answer,
    Answers,
    Asked,
    Filled,
    NotAnAnswer,
    OfItsOptions,
    Options,
    Say,
    option_item,
)


class SeveralChoices(OfItsOptions):
    """Boxes to tick as full rows, none ticked before. Recorded as 1 or 0 for each option."""

    template, macro, shares_a_page = "components/several.html", "several", False
    rules = frozenset({"fewest", "up_to", "none"})

    def problems(self, question: Asked) -> Iterator[str]:
        yield from super().problems(question)
        none = question.rules.none
        if none is not None and none not in dict(question.options):
            yield f"The question {question.item} has no option {none} that could stand alone."

    def read(self, question: Asked, form: Mapping[str, str], _: Say) -> dict[str, Answer]:
        ticked = [code for code, _words in question.options if form.get(option_item(question, code)) == "1"]
        if not ticked:
            return {}
        rules = question.rules
        if rules.none is not None and rules.none in ticked:
            if len(ticked) > 1:
                alone = dict(question.options)[rules.none]
                raise NotAnAnswer(_("You ticked “%(none)s” and more. Untick one.", none=alone))
        elif len(ticked) < rules.fewest:
            raise NotAnAnswer(_("Tick at least %(n)s, or tap Skip.", n=rules.fewest))
        elif rules.up_to and len(ticked) > rules.up_to:
            raise NotAnAnswer(_("That is more than %(n)s. Untick some.", n=rules.up_to))
        return {option_item(question, code): int(code in ticked) for code, _words in question.options}

    def accepts(self, question: Asked, answers: Answers) -> bool:
        if set(answers.values()) - {0, 1} or 1 not in answers.values():
            return False
        ticked, rules = self._ticked(question, answers), question.rules
        if rules.none in ticked:
            return len(ticked) == 1
        return rules.fewest <= len(ticked) <= (rules.up_to or len(ticked))

    def fields(self, question: Asked, answers: Answers) -> dict[str, str]:
        return {option_item(question, code): "1" for code in self._ticked(question, answers)}

    def when_empty(self, _: Say) -> str:
        return _("Tick an answer, or tap Skip.")

    def arguments(self, question: Asked, filled: Filled, besides: Options = ()) -> dict[str, object]:
        rows = [
            (field := option_item(question, code), words, filled.ticked(field), code == question.rules.none)
            for code, words in question.options
        ]
        about: dict[str, object] = {"name": question.item, "legend": question.text, "rows": rows}
        return about | {"fewest": question.rules.fewest, "up_to": question.rules.up_to}

    def picked(self, question: Asked, answers: Answers) -> tuple[int, ...] | None:
        return self._ticked(question, answers)

    def _ticked(self, question: Asked, answers: Answers) -> tuple[int, ...]:
        return tuple(code for code, _words in question.options if answers.get(option_item(question, code)) == 1)

    def in_words(self, question: Asked, answers: Answers, _: Say) -> str:
        ticked = self._ticked(question, answers)
        return " · ".join(words for code, words in question.options if code in ticked)
