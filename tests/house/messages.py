"""The words of the application as translators get them: extracted by Babel from templates and code."""

from collections.abc import Iterable
from functools import cache
from pathlib import Path

from survey.words import store
from survey.words.sides import is_for_people
from tests.house.checkout import PACKAGES, ROOT

# ASKED_OF_STAFF and STAFF_ONLY are in survey/words/sides.py: what must be translated is decided there, once


@cache
def of_file(path: Path) -> tuple[str, ...]:
    """Every message of a file, plural forms apart."""
    return tuple(text for message in store.of_file(path) for text in message if text)


def everywhere() -> set[str]:
    return {message for path in sources() for message in of_file(path)}


def sources() -> Iterable[Path]:
    for package in PACKAGES:
        yield from sorted((ROOT / package).rglob("*.py"))
    yield from sorted((ROOT / "templates").rglob("*.html"))


def of_the_people_s_side() -> dict[Path, tuple[str, ...]]:
    """The messages that young people and families read, by file; questions have a test of their own (test_wording)."""
    ours = (path for path in sources() if is_for_people(path.relative_to(ROOT)))
    return {path: of_file(path) for path in ours if of_file(path)}
