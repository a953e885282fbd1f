"""Cronbach's alpha of each scale at close, from the first answers of those who are counted: of so many, and no more.

The same answers are scored again, block by block, and held to the scores that the release is made from.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from outcomes.change.blocks import MISSING, score_blocks
from outcomes.change.reliability import cronbach_alpha
from outcomes.measures.definition import the_measure
from outcomes.measures.models import Score
from outcomes.measures.scale import Measure, Rule, Scale
from outcomes.measures.scoring import answered, turned
from survey.errors import DomainError
from survey.ledger.store import entries


class ScoresDiffer(DomainError):
    """A score is not what its answers come to, so nothing is published. Run: sayso ledger rebuild --check."""

    kind = "conflict"


MOST = 2000  # answers a scale: one place of alpha needs no more, and closing must not read a million of them
BATCH = 500  # entries read at a time: well under what any database takes as parameters
ROUNDING = 1e-9
BY_ITEMS = (Rule.SUM, Rule.MEAN_0_10)


def alphas(session: Session, first: Mapping[str, Sequence[int]]) -> dict[str, float]:
    """Alpha by scale, where it means anything. `first`: by scale, the places of the first answers of each person."""
    kept = {key: evenly(sorted(seqs), MOST) for key, seqs in first.items() if _items(key)}
    wanted = sorted({seq for seqs in kept.values() for seq in seqs})
    codes = {seq: answers for start in range(0, len(wanted), BATCH) for seq, answers in _read(session, wanted, start)}
    _hold_to_scores(session, codes, kept)
    found = {}
    for key, seqs in kept.items():
        measure, scale = _scale(key)
        rows = [turned(measure, codes[seq]) for seq in seqs if seq in codes]
        alpha = cronbach_alpha([[row.get(item) for item in scale.items] for row in rows])
        if alpha is not None:
            found[key] = alpha.value
    return found


def _hold_to_scores(session: Session, codes: Mapping[int, dict[str, int]], kept: Mapping[str, Sequence[int]]) -> None:
    """:raise ScoresDiffer: when a score is not what its answers come to."""
    import numpy

    for key, seqs in kept.items():
        measure, scale = _scale(key)
        there = [seq for seq in seqs if seq in codes]
        if not there:
            continue
        items = {
            item: numpy.array([codes[seq].get(item, MISSING) for seq in there], dtype=numpy.int8)
            for item in scale.items
        }
        again = dict(zip(there, score_blocks(replace(measure, scales=(scale,)), items)[scale.id].tolist(), strict=True))
        for start in range(0, len(there), BATCH):
            some = there[start : start + BATCH]
            mine = (Score.entry_seq.in_(some), Score.measure == measure.id, Score.scale == scale.id)
            for seq, value in session.execute(select(Score.entry_seq, Score.value).where(*mine)):
                if value is None or abs(again[seq] - value) > ROUNDING:
                    raise ScoresDiffer


def evenly(seqs: Sequence[int], most: int) -> Sequence[int]:
    """As many as `most`, spread over all of them: no chance in it, so closing again finds the same."""
    return seqs if len(seqs) <= most else [seqs[len(seqs) * i // most] for i in range(most)]


def _read(session: Session, wanted: Sequence[int], start: int) -> list[tuple[int, dict[str, int]]]:
    found = entries(session, wanted[start : start + BATCH])
    return [(entry.seq, answered(entry.content["answers"])) for entry in found]


def _scale(key: str) -> tuple[Measure, Scale]:
    measure_id, _, scale_id = key.partition("/")
    measure = the_measure(measure_id)
    assert measure is not None, "only measures of the library are asked"
    return measure, measure.scale(scale_id)


def _items(key: str) -> tuple[str, ...]:
    scale = _scale(key)[1]
    return scale.items if scale.rule in BY_ITEMS else ()
