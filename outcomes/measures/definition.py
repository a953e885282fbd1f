"""Read a measure from its TOML file; every mistake in the file becomes a sentence that names the place."""

import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from outcomes.measures.scale import THEMSELF, Band, DefinitionError, Direction, Measure, Origin, Rule, Scale

__all__ = ["library", "measure_from_toml", "measures_for", "the_measure"]

_LIBRARY = Path(__file__).parent / "library"
_WORDS = ("id", "title", "origin", "source", "licence")
_NUMBERS = ("version", "age_min", "age_max")


def measure_from_toml(text: str, name: str = "this file") -> Measure:
    """The measure a definition file describes. Raises DefinitionError with one sentence per problem."""
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise DefinitionError(name, [f"It is not valid TOML: {error}."]) from error
    problems = [f"It does not say its {word}." for word in _WORDS if not isinstance(data.get(word), str)]
    problems += [f"It does not give a whole number for {word}." for word in _NUMBERS if type(data.get(word)) is not int]
    if problems:
        raise DefinitionError(name, problems)
    try:
        return _measure(data)
    except (KeyError, TypeError, AttributeError) as error:
        raise DefinitionError(name, [f"Something is missing or of the wrong kind: {error}."]) from error
    except DefinitionError:
        raise
    except ValueError as error:
        raise DefinitionError(name, [f"{error}."]) from error


@cache
def library() -> Mapping[str, Measure]:
    """Every measure that ships, by id, in alphabetical order."""
    found = {}
    for path in sorted(_LIBRARY.glob("*.toml")):
        measure = measure_from_toml(path.read_text(encoding="utf-8"), path.name)
        found[measure.id] = measure
    return found


def the_measure(measure_id: str) -> Measure | None:
    """The measure with this id, or None."""
    return library().get(measure_id)


@cache
def measures_for(questionnaire: str) -> tuple[Measure, ...]:
    """The measures that the answers to a questionnaire are scored by; most have one, some have none."""
    return tuple(measure for measure in library().values() if measure.questionnaire == questionnaire)


def _measure(data: Mapping[str, Any]) -> Measure:
    return Measure(
        id=data["id"],
        version=data["version"],
        title=data["title"],
        origin=Origin(data["origin"]),
        source=data["source"],
        licence=data["licence"],
        caution=data.get("caution", ""),
        age_min=data["age_min"],
        age_max=data["age_max"],
        questionnaire=data.get("questionnaire", data["id"]),
        values={item: tuple(group["values"]) for group in data["answers"] for item in group["items"]},
        scales=tuple(_scale(part) for part in data["scale"]),
        rater=data.get("rater", THEMSELF),
        rates=data.get("rates", ""),
    )


def _scale(part: Mapping[str, Any]) -> Scale:
    items: Sequence[str] = part.get("items", ())
    return Scale(
        id=part["id"],
        title=part["title"],
        rule=Rule(part["rule"]),
        direction=Direction(part["direction"]),
        low=part["range"][0],
        high=part["range"][1],
        items=tuple(items),
        reverse=frozenset(part.get("reverse", ())),
        needs=part.get("needs", len(items)),
        of=tuple(part.get("of", ())),
        gate=part.get("gate"),
        table={int(raw): value for raw, value in part.get("table", {}).items()},
        age_min=part.get("age_min"),
        age_max=part.get("age_max"),
        bands=tuple(Band(band["label"], band["low"], band["high"]) for band in part.get("band", ())),
    )
