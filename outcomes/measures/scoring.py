"""From item codes to scale scores, exactly as `facts/measures.md` sections 0 and 1 say, and never with a guess.

A missing answer is an item that is not in the mapping. The four codes for a missing answer (-99, -98, -95, -94) and
anything else outside an item's answers raise ValueError here: whoever calls must have left them out on purpose.
"""

from collections.abc import Callable, Mapping
from fractions import Fraction
from math import floor

from outcomes.measures.scale import Measure, Rule, Scale
from survey.questionnaires.definition import MISSING

__all__ = ["MISSING_CODES", "answered", "described", "missing_scales", "round_half_up", "score", "turned"]

MISSING_CODES = frozenset(MISSING)

Score = Fraction | None


def round_half_up(value: Fraction) -> int:
    """2.5 becomes 3 and 7.5 becomes 8, as the official SDQ scoring has it; Python's round() would give 2 and 8."""
    return floor(value + Fraction(1, 2))


def answered(answers: Mapping[str, object]) -> dict[str, int]:
    """The answers without the four missing codes, and without words, dates or lists, which have no score."""
    return {item: code for item, code in answers.items() if type(code) is int and code not in MISSING_CODES}


def score(measure: Measure, answers: Mapping[str, int]) -> dict[str, float | None]:
    """Every scale of the measure, in its own order; None where too little was answered.

    Items that the measure does not know are left alone. Raises ValueError for a code outside an item's answers.
    """
    _refuse_unknown_codes(measure, answers)
    scores: dict[str, Score] = {}
    for scale in measure.scales:
        scores[scale.id] = _RULES[scale.rule](measure, scale, answers, scores)
    return {scale_id: None if value is None else float(value) for scale_id, value in scores.items()}


def turned(measure: Measure, answers: Mapping[str, int]) -> dict[str, int]:
    """The answers with every reversed item turned round, for looking at how items hang together."""
    reversed_items = {item for scale in measure.scales for item in scale.reverse}
    return {
        item: min(measure.values[item]) + max(measure.values[item]) - code if item in reversed_items else code
        for item, code in answers.items()
        if item in measure.values
    }


def missing_scales(scores: Mapping[str, float | None]) -> tuple[str, ...]:
    """The scales for which too little was answered."""
    return tuple(scale_id for scale_id, value in scores.items() if value is None)


def _refuse_unknown_codes(measure: Measure, answers: Mapping[str, int]) -> None:
    for item, values in measure.values.items():
        if item in answers and (type(answers[item]) is not int or answers[item] not in values):
            raise ValueError(f"{answers[item]!r} is not an answer to {item}; expected {described(values)}.")


def described(values: tuple[int, ...]) -> str:
    """`a whole number from 1 to 7`, or the values one by one where some are left out in between."""
    low, high = min(values), max(values)
    if len(values) == high - low + 1 and len(values) > 2:
        return f"a whole number from {low} to {high}"
    return "one of " + ", ".join(str(value) for value in sorted(values))


def _turned(measure: Measure, scale: Scale, answers: Mapping[str, int]) -> list[int]:
    """The codes of the answered items of a scale, the reversed ones already turned round."""
    codes = []
    for item in scale.items:
        if item in answers:
            values = measure.values[item]
            codes.append(min(values) + max(values) - answers[item] if item in scale.reverse else answers[item])
    return codes


def _sum(measure: Measure, scale: Scale, answers: Mapping[str, int], scores: Mapping[str, Score]) -> Score:
    codes = _turned(measure, scale, answers)
    if len(codes) < scale.needs:
        return None
    return Fraction(round_half_up(Fraction(sum(codes) * len(scale.items), len(codes))))


def _total(measure: Measure, scale: Scale, answers: Mapping[str, int], scores: Mapping[str, Score]) -> Score:
    total = Fraction(0)
    for part in scale.of:
        value = scores[part]
        if value is None:
            return None
        total += value
    return total


def _single(measure: Measure, scale: Scale, answers: Mapping[str, int], scores: Mapping[str, Score]) -> Score:
    codes = _turned(measure, scale, answers)
    return Fraction(codes[0]) if codes else None


def _mean_0_10(measure: Measure, scale: Scale, answers: Mapping[str, int], scores: Mapping[str, Score]) -> Score:
    codes = _turned(measure, scale, answers)
    if len(codes) < scale.needs:
        return None
    values = measure.values[scale.items[0]]
    mean = Fraction(sum(codes), len(codes))
    return 10 * (mean - min(values)) / (max(values) - min(values))


def _lookup(measure: Measure, scale: Scale, answers: Mapping[str, int], scores: Mapping[str, Score]) -> Score:
    raw = scores[scale.of[0]]
    return None if raw is None else Fraction(str(scale.table[int(raw)]))


def _impact(measure: Measure, scale: Scale, answers: Mapping[str, int], scores: Mapping[str, Score]) -> Score:
    """Missing ratings count nothing unless all are missing; a gate of 0 comes last, so it wins."""
    if scale.gate is not None and answers.get(scale.gate) == 0:
        return Fraction(0)
    ratings = [answers[item] for item in scale.items if item in answers]
    if not ratings:
        return None
    return Fraction(sum(int(scale.table[rating]) for rating in ratings))


_RULES: dict[Rule, Callable[[Measure, Scale, Mapping[str, int], Mapping[str, Score]], Score]] = {
    Rule.SUM: _sum,
    Rule.TOTAL: _total,
    Rule.SINGLE: _single,
    Rule.MEAN_0_10: _mean_0_10,
    Rule.LOOKUP: _lookup,
    Rule.IMPACT: _impact,
}
