"""What a plan must pass after the search, before anybody believes it: nothing here shares the search's own counting.

What the search took for published is held to the figures themselves; and a random sample of the targets is bounded by
linear programs over groups (`sample.py`), once for everybody outside and once for the providers.
"""

import random
from collections.abc import Iterator, Sequence
from typing import Any

from outcomes.disclosure.attacks import Attack
from outcomes.disclosure.auditor import Contradiction
from outcomes.disclosure.plan import Plan
from outcomes.disclosure.publishing import people
from outcomes.disclosure.rulebook import SLACK, SMALLEST_COUNT
from outcomes.disclosure.witness.layout import Laid
from outcomes.disclosure.witness.sample import Sample, sums_of
from outcomes.disclosure.witness.view import View

SAMPLED = 60  # targets from outside
OF_INSIDERS = 10  # targets of all providers together: each takes seconds
EACH = 5  # targets a piece of work


def as_published(plan: Plan, laid: Laid) -> None:
    """Hold the bounds of the search to what will be published. :raise Contradiction: where they would let more out."""
    low, high, _ = View(plan, Attack("outside", ()), laid).bounds()
    for place in plan.layout.positions:
        figure, at = people(plan, place.cell), laid.number[place.cell]
        if figure.number is None:
            continue
        shown = int(figure.number)
        if low[at] < max(SMALLEST_COUNT, shown - SLACK) or high[at] > shown + SLACK:
            raise Contradiction("The search took another figure for published than the one that would be.")


def samples(plan: Plan, laid: Laid, counts: Any, attacks: Sequence[Attack], seed: int) -> list[Sample]:
    """Give the sample as pieces of work, with everything hidden that will be."""
    rng, sums = random.Random(seed), sums_of(laid.layout)  # noqa: S311 - a sample of groups, no secret
    every = [(each, target) for each in attacks if not each.share for target in each.targets]
    outside = [pair for pair in every if pair[0].provider is None]
    inside = [pair for pair in every if pair[0].provider is not None]
    drawn = [*_drawn(rng, outside, SAMPLED), *_drawn(rng, inside, OF_INSIDERS)]
    by_attack: dict[str, tuple[Attack, list[tuple[int, int]]]] = {}
    for attack, (cell, wanted) in drawn:
        of = by_attack.setdefault(f"{attack.name} {attack.provider}", (attack, []))
        of[1].append((laid.number[cell], wanted))
    return [
        piece for attack, targets in by_attack.values() for piece in _pieces(plan, laid, counts, attack, targets, sums)
    ]


def _drawn(rng: random.Random, pairs: list[Any], most: int) -> list[Any]:
    return rng.sample(pairs, min(most, len(pairs)))


def _pieces(
    plan: Plan, laid: Laid, counts: Any, attack: Attack, targets: list[tuple[int, int]], sums: Any
) -> Iterator[Sample]:
    low, high, _ = View(plan, attack, laid).bounds()
    for cell, own in attack.own:
        low[laid.number[cell]] = max(low[laid.number[cell]], own)  # their own children are there for certain
    for start in range(0, len(targets), EACH):
        yield Sample(sums, low, high, counts, tuple(targets[start : start + EACH]))
