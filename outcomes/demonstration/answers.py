"""How invented people answer: a few traits each, that last between waves and move a little, behind every item.

Shapes are plausible, not norms: most feel mostly all right, some do not, kindness is high, and a few questions are
skipped. Two waves of one person agree about as much as real ones do (tested: between .45 and .8).
"""

import math
import random
from bisect import bisect
from collections.abc import Mapping
from dataclasses import dataclass, replace

SKIPPED, PREFER_NOT = -99, -94
SKIPS, PREFERS_NOT = 0.018, 0.012  # of all answers

STRANDS = ("feelings", "temper", "focus", "friends", "kindness")
CLUSTERS = ("communication", "confidence", "planning", "relationships", "creativity", "resilience", "managing")
REVERSED = frozenset({"feelings_5", "temper_5", "focus_5", "friends_4", "friends_5", "lonely"})
FROM_ONE = frozenset({"no_one_to_talk_to", "left_out", "alone", "lonely"})
LOW_IS_WELL = frozenset({"feelings", "temper", "focus", "friends", "loneliness", "anxious"})

# For each trait: where its answers change from one to the next, in standard units of the trait behind them
CUTS: dict[str, tuple[float, ...]] = {
    "feelings": (0.25, 1.15),
    "temper": (0.75, 1.6),
    "focus": (0.1, 1.0),
    "friends": (0.6, 1.45),
    "kindness": (-1.5, -0.25),
    "clusters": (-1.9, -0.9, 0.2, 1.2),
    "experience": (-2.1, -1.4, -0.6, 0.4),
    "nought_to_ten": (-2.4, -2.1, -1.8, -1.45, -1.1, -0.7, -0.3, 0.2, 0.75, 1.35),
    "anxious": (-0.8, -0.35, 0.0, 0.3, 0.6, 0.9, 1.2, 1.55, 1.9, 2.3),
    "loneliness": (0.2, 1.3),
    "lonely": (-0.6, 0.3, 1.0, 1.8),
}
ITEMS: dict[str, tuple[tuple[str, str, str], ...]] = {  # questionnaire: item, trait behind it, cuts
    "strands": tuple((f"{strand}_{n}", strand, strand) for strand in STRANDS for n in range(1, 6)),
    "clusters": tuple((f"{cluster}_{n}", cluster, "clusters") for cluster in CLUSTERS for n in (1, 2)),
    "experience": tuple((f"experience_{n}", "experience", "experience") for n in range(1, 11)),
    "ons_wellbeing": (
        ("life_satisfaction", "wellbeing", "nought_to_ten"),
        ("worthwhile", "wellbeing", "nought_to_ten"),
        ("happy", "wellbeing", "nought_to_ten"),
        ("anxious", "anxious", "anxious"),
    ),
    "ons_loneliness": (
        ("no_one_to_talk_to", "loneliness", "loneliness"),
        ("left_out", "loneliness", "loneliness"),
        ("alone", "loneliness", "loneliness"),
        ("lonely", "loneliness", "lonely"),
    ),
}
ITEMS["check_in"] = (("today", "wellbeing", "experience"), *ITEMS["ons_wellbeing"], *ITEMS["experience"])
TRAITS = (*STRANDS, *CLUSTERS, "experience", "wellbeing", "anxious", "loneliness")
SAME_ITEM = 0.68  # how much of an item is its trait; the rest is the item and the day


@dataclass(frozen=True)
class Traits:
    """How someone is, in standard units: 0 is usual. For difficulties, higher is harder."""

    of: Mapping[str, float]

    def after(self, rng: random.Random, progress: float, lasting: float = 0.86) -> "Traits":
        """The same person some months on: mostly as they were, moved a little by how things went (-1 to 1)."""
        moved = {}
        for trait, was in self.of.items():
            towards = -0.25 if trait in LOW_IS_WELL else 0.25
            noise = math.sqrt(1 - lasting**2) * rng.gauss(0, 1)
            moved[trait] = lasting * was + noise + towards * progress
        return replace(self, of=moved)


def traits(rng: random.Random) -> Traits:
    """A person: one thread runs through all of their traits, and each has more that is its own."""
    thread = rng.gauss(0, 1)
    return Traits({trait: _on_thread(trait, thread, rng) for trait in TRAITS})


def _on_thread(trait: str, thread: float, rng: random.Random) -> float:
    pull = -0.5 if trait in LOW_IS_WELL else 0.5
    return pull * thread + math.sqrt(0.75) * rng.gauss(0, 1)


def answers(questionnaire: str, who: Traits, rng: random.Random, leaves_out: float = 1.0) -> dict[str, int]:
    """A code for every item. `leaves_out`: how readily this person skips, 1 being usual."""
    return {item: _code(item, who.of[trait], CUTS[cuts], rng, leaves_out) for item, trait, cuts in ITEMS[questionnaire]}


def _code(item: str, trait: float, cuts: tuple[float, ...], rng: random.Random, leaves_out: float) -> int:
    chance = rng.random() / max(leaves_out, 0.01)
    if chance < SKIPS:
        return SKIPPED
    if chance < SKIPS + PREFERS_NOT:
        return PREFER_NOT
    tendency = SAME_ITEM * trait + math.sqrt(1 - SAME_ITEM**2) * rng.gauss(0, 1)
    code = bisect(cuts, tendency)
    return (len(cuts) - code if item in REVERSED else code) + (item in FROM_ONE)
