"""One young person as the engine sees them: a category of every dimension, and the two scores of each pair. No name."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from outcomes.change.reliable import Change, reliable_by_points
from outcomes.disclosure.programme import ACHIEVED, COUNTED, STATUS, YES, Record
from outcomes.impact.cohort import GoalFacts, change_of, shape_of
from outcomes.impact.coverage import Missing
from outcomes.impact.described import ethnicity_row, gender_row
from outcomes.impact.frame import AFTER, BEFORE, DOWN, IMPROVED, NO_CHANGE, NONE, SAME, UP, WORSE, Asked, Frame
from outcomes.measures.scale import Direction

_SAID = {Change.IMPROVED: IMPROVED, Change.UNCHANGED: NO_CHANGE, Change.DETERIORATED: WORSE}


@dataclass(frozen=True, slots=True)
class Pair:
    """One person's score on one scale at two times, or (`before` empty) at one. `entries`: what they were read from."""

    before: Fraction | None
    after: Fraction
    entries: tuple[int, ...]  # in the order they were given


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of everybody the services know, whatever they chose: no words of theirs."""

    provider: str
    age: int | None
    ward: str = ""
    borough: str = ""
    region: str = ""
    deprivation: str = ""


@dataclass(frozen=True, slots=True)
class Said:
    """What somebody who may be counted said: only with their standing Yes is this ever read."""

    described: Mapping[str, object]
    goals: Sequence[GoalFacts] = ()
    clusters: Sequence[str | None] = ()  # of each of those goals, in the same order
    may_compare: bool = False
    pairs: Mapping[str, Pair] = field(default_factory=dict)


def missing_record(frame: Frame, facts: Facts, why: Missing) -> Record:
    """Somebody who is not in the figure: where and how old, and why not. Nothing that they said."""
    return Record(_nowhere(frame) | _known(frame, facts) | {STATUS: why.value}, facts.provider)


def counted_record(frame: Frame, facts: Facts, said: Said, quarter: str = "") -> Record:
    """Somebody who is in the figure."""
    at = _nowhere(frame) | _known(frame, facts) | {STATUS: COUNTED}
    rows = {"gender": gender_row, "ethnicity": ethnicity_row}
    at |= {name: row_of(said.described.get(name)) for name, row_of in rows.items()}
    at |= _of_goals(frame, said)
    scores: dict[tuple[str, str], Fraction] = {}
    for asked in frame.asked:
        pair = said.pairs.get(asked.key)
        if pair is not None and (pair.before is not None or not asked.paired):
            at |= frame.told_of.get((asked.key, pair.before, pair.after)) or _remember(frame, asked, pair)
            scores |= _scores(asked, pair)
    if quarter:
        at["quarter"] = quarter
    return Record(at, facts.provider, scores)


def _nowhere(frame: Frame) -> dict[str, str]:
    """The unlisted category of every dimension, gender and ethnicity among them: of the missing they are not read."""
    return dict.fromkeys(frame.keys, NONE)


def _known(frame: Frame, facts: Facts) -> dict[str, str]:
    said = {"region": facts.region, "borough": facts.borough, "ward": facts.ward, "deprivation": facts.deprivation}
    at = {dim: frame.among(dim, key) for dim, key in said.items() if dim in frame.keys}
    return at | {"age": frame.banding.row(facts.age)}


def _of_goals(frame: Frame, said: Said) -> dict[str, str]:
    if not said.goals:
        return {}
    ended = zip(said.goals, said.clusters, strict=True)
    reached = [cluster for goal, cluster in ended if goal.state == "achieved"]
    of = reached or list(said.clusters)
    at = {ACHIEVED: YES if reached else "not_yet", "cluster": frame.among("cluster", of[0] or "")}
    change = change_of(said.goals) if said.may_compare else None
    return at if change is None else at | {"shape": shape_of(change).value}


def _remember(frame: Frame, asked: Asked, pair: Pair) -> dict[str, str]:
    """What two scores come to is worked out once, however many have them."""
    told = frame.told_of[asked.key, pair.before, pair.after] = _of_pair(asked, pair)
    return told


def _of_pair(asked: Asked, pair: Pair) -> dict[str, str]:
    at = {f"band/{asked.key}/{AFTER}": asked.band(pair.after)}
    if pair.before is None or not asked.paired:
        return at
    at |= {f"band/{asked.key}/{BEFORE}": asked.band(pair.before)}
    if asked.threshold is None:
        moved = (pair.after - pair.before) * (1 if asked.scale.higher_is_better else -1)
        return at | {f"change/{asked.key}": UP if moved > 0 else DOWN if moved < 0 else SAME}
    direction = Direction.HIGHER_IS_BETTER if asked.scale.higher_is_better else Direction.LOWER_IS_BETTER
    change = reliable_by_points(float(pair.before), float(pair.after), direction, asked.threshold.points)
    return at | {f"change/{asked.key}": _SAID[change]}


def _scores(asked: Asked, pair: Pair) -> dict[tuple[str, str], Fraction]:
    scores = {(asked.key, AFTER): pair.after}
    return scores if pair.before is None or not asked.paired else scores | {(asked.key, BEFORE): pair.before}
