"""Scoring in blocks says exactly what scoring one by one says, for every measure, with answers missing."""

import random

import numpy
import pytest

from outcomes.change import blocks
from outcomes.measures.definition import library
from outcomes.measures.scoring import score

FITTING = [measure for measure in library().values() if any(scale.rule in blocks.SCORED for scale in measure.scales)]


@pytest.mark.parametrize("measure", FITTING, ids=lambda measure: measure.id)
def test_block_by_block_as_one_by_one(measure, monkeypatch):
    monkeypatch.setattr(blocks, "BLOCK", 7)  # several blocks, the last not full
    rng = random.Random(measure.id)
    people = [
        {item: rng.choice(values) for item, values in measure.values.items() if rng.random() < 0.8} for _ in range(40)
    ]
    codes = {
        item: numpy.array([one.get(item, blocks.MISSING) for one in people], dtype=numpy.int8)
        for item in measure.values
    }
    found = blocks.score_blocks(measure, codes)
    assert found
    for number, one in enumerate(people):
        expected = score(measure, one)
        for scale, values in found.items():
            wanted = expected[scale]
            assert numpy.isnan(values[number]) if wanted is None else values[number] == pytest.approx(wanted)
