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
SMALL = 127  # the largest number in eight bits
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
            places = _places(measure, scale, codes, start, end)
            found[scale.id][start:end] = tables[scale.id][places]
    return found


def _places(
    measure: Measure, scale: Scale, codes: "Mapping[str, numpy.ndarray[Any, Any]]", start: int, end: int
) -> "numpy.ndarray[Any, Any]":
    """Where each answer of a block stands in the table: what its items come to, and how many, in one small number."""
    import numpy

    width = _width(measure, scale)
    kind = numpy.int8 if (len(scale.items) + 1) * width <= SMALL else numpy.int32
    places: numpy.ndarray[Any, Any] = numpy.zeros(end - start, dtype=kind)
    for item in scale.items:
        block: numpy.ndarray[Any, Any] = codes[item][start:end].astype(kind, copy=False)
        values = measure.values[item]
        more = (min(values) + max(values) + width) - block if item in scale.reverse else block + width
        places += more * (block >= 0)
    return places


def _width(measure: Measure, scale: Scale) -> int:
    """One more than the items can come to together: what an answered item adds, so that both stand in one number."""
    return sum(max(measure.values[item]) for item in scale.items) + 1


def _table(measure: Measure, scale: Scale) -> "numpy.ndarray[Any, Any]":
    """The score for each number of answered items and each sum of theirs, in one row."""
    import numpy

    width = _width(measure, scale)
    table = numpy.full((len(scale.items) + 1, width), numpy.nan)
    for answered, total, score in _scores(measure, scale, width - 1):
        table[answered, total] = score
    return table.ravel()


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
