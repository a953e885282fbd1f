"""Assembling a release: the tables of the programme, protected together, or a smaller programme, or nothing."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from outcomes.disclosure.figure import PublishedFigure, Statistic
from outcomes.disclosure.rulebook import SMALLEST_COHORT
from outcomes.impact import disclosure
from outcomes.impact.audit import Group
from outcomes.impact.cohort import HIGHEST_CHANGE, LOWEST_CHANGE, Counted
from outcomes.impact.coverage import Missing
from outcomes.impact.disclosure import Protected
from outcomes.impact.labels import LABELS
from outcomes.impact.programme import Frame, Programme, programmes_for, tree


@dataclass(frozen=True)
class Line:
    """One line of a published table."""

    key: str
    label: str
    figures: Mapping[Statistic, PublishedFigure]


@dataclass(frozen=True)
class Sheet:
    """One published table."""

    key: str
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Release:
    """Everything that leaves the house about one cohort."""

    programme: Programme
    sheets: tuple[Sheet, ...]


class TooFew(Exception):
    """Fewer young people than a release may be about: the cohort rolls on."""


def assemble(counted: Sequence[Counted], missing: Sequence[Missing], frame: Frame) -> Release:
    """Return the fullest release that is safe.

    Raises TooFew under thirty, and when not even the headline can be published.
    """
    if len(counted) < SMALLEST_COHORT:
        raise TooFew
    for programme in programmes_for(len(counted)):
        root = tree(counted, missing, frame, programme)
        protected = disclosure.protect(root, "figure", programme is Programme.CROSSED)
        if protected is not None:
            return Release(programme, tuple(_sheets(counted, frame, root, protected)))
    raise TooFew


def _sheets(counted: Sequence[Counted], frame: Frame, root: Group, protected: Protected) -> Iterator[Sheet]:
    """Give the tables in the order a page shows them; a table the programme leaves out has no lines."""
    groups = {group.key: group for group in root.all_groups()}
    achieved, people = disclosure.headline(protected, groups["figure"])
    yield Sheet("headline", (Line("figure", LABELS["figure"], _crossed(people, achieved)),))
    for name in ("shape", "age", "gender", "borough", "ward", "missing"):
        lines = tuple(_line(key, protected) for key in protected.people if key.split("/")[0] == name and "/" in key)
        if lines:
            yield Sheet(name, _named(lines, frame))
    if "known" in protected.people:
        yield Sheet("coverage", tuple(_line(key, protected) for key in ("known", "figure", "missing")))
    if "rated" in protected.people:
        yield Sheet("means", tuple(_means(counted, frame, protected)))


def _line(key: str, protected: Protected) -> Line:
    people = protected.people[key]
    if key == "figure" or key not in protected.achieved:
        return Line(key, LABELS.get(key, key), {Statistic.PEOPLE: people})
    return Line(key, LABELS.get(key, key), _crossed(people, protected.achieved[key]))


def _crossed(people: PublishedFigure, achieved: PublishedFigure) -> dict[Statistic, PublishedFigure]:
    low, high = disclosure.percent_range(achieved, people)
    return {
        Statistic.PEOPLE: people,
        Statistic.ACHIEVED: achieved,
        Statistic.PERCENT: disclosure.percent(achieved, people),
        Statistic.PERCENT_LOW: low,
        Statistic.PERCENT_HIGH: high,
    }


def _named(lines: Sequence[Line], frame: Frame) -> tuple[Line, ...]:
    """Give places their names; every other row has one of its own."""
    names = {f"borough/{place.code}": place.name for place in frame.places}
    for place in frame.places:
        names |= {f"ward/{place.code}/{code}": f"{name} ({place.name})" for code, name in place.wards}
    return tuple(Line(line.key, names.get(line.key, line.label), line.figures) for line in lines)


def _means(counted: Sequence[Counted], frame: Frame, protected: Protected) -> Iterator[Line]:
    changes = [person.change for person in counted if person.change is not None]
    people = protected.people["rated"]
    change = disclosure.mean(changes, people, LOWEST_CHANGE, HIGHEST_CHANGE)
    yield Line("change", LABELS["change"], {Statistic.PEOPLE: people, Statistic.MEAN: change})
    for scale in frame.scales:
        scores = [person.scores[scale.key] for person in counted if scale.key in person.scores]
        people = protected.people[f"scale/{scale.key}"]
        if people.hidden:
            continue  # no line says the same as a line of [c]
        mean = disclosure.mean(scores, people, scale.lowest, scale.highest)
        yield Line(f"scale/{scale.key}", scale.name, {Statistic.PEOPLE: people, Statistic.MEAN: mean})
