"""Scoring many answers at once: the rules of outcomes/measures/scoring.py, block by block in whole numbers (numpy).

It is how a closing checks that the scores it publishes from are what the answers come to, and what `make bench` times.
"""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from outcomes.measures.scale import Measure, Rule, Scale

if TYPE_CHECKING:
    import numpy

__all__ = ["BLOCK", "MISSING", "SCORED", "score_blocks"]

BLOCK = 32_768  # answers a block: it stays within the processor's cache
MISSING = -1  # of an item without an answer
SCORED = (Rule.SUM, Rule.MEAN_0_10, Rule.SINGLE)  # the rules that need nothing but items


def score_blocks(
    measure: Measure, codes: "Mapping[str, numpy.ndarray[Any, Any]]"
) -> "dict[str, numpy.ndarray[Any, Any]]":
    """The score of every answer on every scale that is made of items alone; NaN where too little was answered.

    `codes`: by item, the code of each answer as a small integer, MISSING where there is none.
    """
    import numpy

    size = len(next(iter(codes.values())))
    scales = [scale for scale in measure.scales if scale.rule in SCORED]
    found = {scale.id: numpy.empty(size, dtype=numpy.float64) for scale in scales}
    tables = {scale.id: _table(measure, scale) for scale in scales}
    for start in range(0, size, BLOCK):
        end = min(start + BLOCK, size)
        for scale in scales:
            total, answered = _sums(measure, scale, codes, start, end)
            found[scale.id][start:end] = tables[scale.id][answered, total]
    return found


def _sums(
    measure: Measure, scale: Scale, codes: "Mapping[str, numpy.ndarray[Any, Any]]", start: int, end: int
) -> "tuple[numpy.ndarray[Any, Any], numpy.ndarray[Any, Any]]":
    """What the answered items of a block come to, the reversed ones turned, and how many were answered."""
    import numpy

    total = numpy.zeros(end - start, dtype=numpy.int16)
    answered = numpy.zeros(end - start, dtype=numpy.int8)
    for item in scale.items:
        block = codes[item][start:end]
        there = block >= 0
        values = measure.values[item]
        turned = (min(values) + max(values)) - block if item in scale.reverse else block
        total += turned * there
        answered += there
    return total, answered


def _table(measure: Measure, scale: Scale) -> "numpy.ndarray[Any, Any]":
    """The score for each number of answered items and each sum of theirs."""
    import numpy

    most = sum(max(measure.values[item]) for item in scale.items)
    table = numpy.full((len(scale.items) + 1, most + 1), numpy.nan)
    for answered, total, score in _scores(measure, scale, most):
        table[answered, total] = score
    return table


def _scores(measure: Measure, scale: Scale, most: int) -> Iterator[tuple[int, int, float]]:
    size, values = len(scale.items), measure.values[scale.items[0]]
    low, high = min(values), max(values)
    for answered in range(max(1, scale.needs if scale.rule is not Rule.SINGLE else 1), size + 1):
        for total in range(most + 1):
            if scale.rule is Rule.SUM:
                yield answered, total, (2 * total * size + answered) // (2 * answered)  # rounded half up
            elif scale.rule is Rule.SINGLE:
                yield answered, total, total
            else:
                yield answered, total, 10 * (total / answered - low) / (high - low)
