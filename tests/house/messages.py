"""The words of the application as translators get them: extracted by Babel from templates and code."""

from collections.abc import Iterable
from functools import cache
from pathlib import Path

from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_file

from tests.house.checkout import PACKAGES, ROOT

JINJA = {"encoding": "utf-8", "silent": "false", "trimmed": "true", "trim_blocks": "true", "lstrip_blocks": "true"}
METHODS = {  # as babel.toml says
    ".html": ("jinja2.ext:babel_extract", JINJA),
    ".py": ("python", {}),
    ".toml": ("survey.questionnaires.for_translators:extract", {}),
}
KEYWORDS = {**DEFAULT_KEYWORDS, "_l": None, "lazy_gettext": None}  # as `make messages` has them
STAFF_ONLY = {"desk", "desk_pages", "accounts", "security", "cli", "staff", "form_field", "impact", "demonstration"}

ASKED_OF_STAFF = {
    ROOT / "survey" / "people" / "forms.py",
    ROOT / "survey" / "people" / "relations" / "forms.py",
    ROOT / "survey" / "records" / "notes" / "forms.py",
    ROOT / "survey" / "retention" / "forms.py",
    ROOT / "survey" / "records" / "answering" / "staff_words.py",
    ROOT / "survey" / "records" / "answering" / "forms.py",
    ROOT / "survey" / "records" / "override" / "forms.py",
    ROOT / "survey" / "sharing" / "forms.py",
    ROOT / "survey" / "sharing" / "requests" / "forms.py",
    ROOT / "survey" / "sharing" / "share.py",
    ROOT / "survey" / "sharing" / "request.py",
}


@cache
def of_file(path: Path) -> tuple[str, ...]:
    """Every message of a file, plural forms apart."""
    method, options = METHODS[path.suffix]
    with_plurals = extract_from_file(method, str(path), keywords=KEYWORDS, options=options)
    found: list[str] = []
    for _line, message, _comments, _context in with_plurals:
        found += message if isinstance(message, tuple) else [message]
    return tuple(found)


def everywhere() -> set[str]:
    return {message for path in sources() for message in of_file(path)}


def sources() -> Iterable[Path]:
    for package in PACKAGES:
        yield from sorted((ROOT / package).rglob("*.py"))
    yield from sorted((ROOT / "templates").rglob("*.html"))
    yield from sorted((ROOT / "survey" / "questionnaires" / "library").glob("*.toml"))


def of_the_people_s_side() -> dict[Path, tuple[str, ...]]:
    """The messages that young people and families read, by file; questions have a test of their own (test_wording)."""
    found = {}
    for path in sources():
        staff = path in ASKED_OF_STAFF or any(Path(part).stem in STAFF_ONLY for part in path.relative_to(ROOT).parts)
        if not staff and path.suffix != ".toml" and of_file(path):
            found[path] = of_file(path)
    return found
