"""Can a measure be trusted here? Who has no score, who stands at either end, and whether its items hang together.

Histograms of scores, while a cohort is being closed, and what may be published of them: made by the engine alone.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from operator import methodcaller

from outcomes.disclosure.figure import PublishedFigure, Statistic
from outcomes.disclosure.making import alpha as alpha_figure
from outcomes.disclosure.making import trust as share_figure
from outcomes.disclosure.programme import Record, Table
from outcomes.disclosure.published import Published
from outcomes.impact.frame import AFTER, BEFORE, Asked, Frame

NO_SCORE = ""
Place = tuple[str, str, str]  # scale, wave, score


def histogram(frame: Frame, counted: Iterable[Record]) -> Counter[Place]:
    """How many of those counted have each score on each scale at each time; those without one too."""
    found: Counter[Place] = Counter()
    waves = {asked.key: (BEFORE, AFTER) if asked.paired else (AFTER,) for asked in frame.asked}
    scores = [record.scores for record in counted]
    for key, times in waves.items():
        for wave in times:
            for score, people in Counter(map(methodcaller("get", (key, wave)), scores)).items():
                found[key, wave, NO_SCORE if score is None else str(score)] += people
    return found


@dataclass(frozen=True)
class Trust:
    """True numbers about one scale, for the engine alone: out of `people`. `alpha`: None where it means nothing."""

    people: int
    missing: int
    floor: int
    ceiling: int
    alpha: float | None


def trust_in(asked: Asked, scores: Mapping[Place, int], alpha: float | None) -> Trust:
    """What the histogram says of a scale, the first time it was asked (or the only one)."""
    wave = BEFORE if asked.paired else AFTER
    of = {score: people for (key, time, score), people in scores.items() if (key, time) == (asked.key, wave)}
    lowest, highest = str(asked.scale.lowest), str(asked.scale.highest)
    given = sum(people for score, people in of.items() if score != NO_SCORE)
    return Trust(given, of.get(NO_SCORE, 0), of.get(lowest, 0), of.get(highest, 0), alpha)


def told(
    asked: Asked, trust: Trust, counted: PublishedFigure, scored: PublishedFigure
) -> tuple[Table, list[Published]] | None:
    """The table `trust/…` of a scale; None where too few gave a score for any of it to be said.

    `counted`: everybody in the release, as published; `scored`: those with a score, as published.
    """
    figures = [
        share_figure(Statistic.MISSING, trust.missing, counted),
        share_figure(Statistic.FLOOR, trust.floor, scored),
        share_figure(Statistic.CEILING, trust.ceiling, scored),
    ]
    if trust.alpha is not None:
        figures.append(alpha_figure(trust.alpha, scored))
    if all(figure.hidden for figure in figures):
        return None
    key = f"trust/{asked.key}"
    return Table(key, asked.scale.label, (), measure=asked.key), list(_published(key, asked.key, figures))


def _published(table: str, measure: str, figures: Iterable[PublishedFigure]) -> Iterator[Published]:
    for figure in figures:
        yield Published(table, figure, {}, measure)
