"""What comes first, second, third: a place for each option."""

from collections.abc import Mapping

from survey.questionnaires.question_types.kind import (
    Answer,
    Answers,
    Asked,
    Filled,
    NotAnAnswer,
    OfItsOptions,
    Options,
    Say,
    number_in,
    option_item,
)

NO_PLACE = -99  # an option without a place, where not all need one: nothing was answered about it


class Ranking(OfItsOptions):
    """A list of places beside each option; no dragging. Recorded as the place of each option, 1 being first."""

    template, macro, shares_a_page = "components/ranking.html", "ranking", False
    rules = frozenset({"fewest"})
    most_options = 7  # as many as there are words for places

    def read(self, question: Asked, form: Mapping[str, str], _: Say) -> dict[str, Answer]:
        asked = [(code, form.get(option_item(question, code), "")) for code, _words in question.options]
        places = {code: place for code, sent in asked if (place := number_in(sent))}
        if not places:
            return {}
        self._require_one_each(question, places, _)
        in_order = sorted(places, key=places.__getitem__)
        found = {code: place for place, code in enumerate(in_order, 1)}
        return {option_item(question, code): found.get(code, NO_PLACE) for code, _words in question.options}

    def _require_one_each(self, question: Asked, places: Mapping[int, int], _: Say) -> None:
        """No two in one place, none beyond the last, and as many as must have one. :raise NotAnAnswer:"""
        if max(places.values()) > len(question.options):
            raise NotAnAnswer(_("Pick one of these answers, or tap Skip."))
        given = list(places.values())
        twice = [code for code in places if given.count(places[code]) > 1]
        if twice:
            words = dict(question.options)
            same = [code for code in twice if places[code] == places[twice[0]]]
            names = {"this": words[same[0]], "that": words[same[1]]}
            raise NotAnAnswer(_("“%(this)s” and “%(that)s” have the same place. Change one.", **names))
        needed = question.rules.fewest or len(question.options)
        if len(places) < needed:
            raise NotAnAnswer(_("Give a place to %(n)s of them, or tap Skip.", n=needed))

    def accepts(self, question: Asked, answers: Answers) -> bool:
        given = sorted(int(place) for place in answers.values() if place != NO_PLACE)
        needed = question.rules.fewest or len(question.options)
        return len(given) >= needed and given == list(range(1, len(given) + 1))

    def fields(self, question: Asked, answers: Answers) -> dict[str, str]:
        return {item: str(answers[item]) for item in self.items(question) if answers[item] != NO_PLACE}

    def when_empty(self, _: Say) -> str:
        return _("Pick what comes first, or tap Skip.")

    def arguments(self, question: Asked, filled: Filled, besides: Options = ()) -> dict[str, object]:
        places = range(1, len(question.options) + 1)
        rows = [
            (field := option_item(question, code), words, [(n, filled.selected(field, str(n))) for n in places])
            for code, words in question.options
        ]
        return {"name": question.item, "legend": question.text, "rows": rows, "fewest": question.rules.fewest}

    def picked(self, question: Asked, answers: Answers) -> tuple[int, ...] | None:
        return tuple(code for code, _words in question.options if answers.get(option_item(question, code)) == 1)

    def in_words(self, question: Asked, answers: Answers, _: Say) -> str:
        placed = [(int(answers[option_item(question, code)]), words) for code, words in question.options]
        return " · ".join(f"{place}. {words}" for place, words in sorted(placed) if place != NO_PLACE)
