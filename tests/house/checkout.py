"""The checkout as the house tests read it: which files are code, tests and templates, and what is in them."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
EDGE = frozenset({"models", "store", "forms", "views", "desk", "cli"})
PACKAGES = ("survey", "outcomes")


@cache
def code() -> tuple[Path, ...]:
    """Every Python file of the two packages, and the build hook."""
    found = [path for package in PACKAGES for path in sorted((ROOT / package).rglob("*.py"))]
    return (*found, ROOT / "hatch_build.py")


@cache
def tests() -> tuple[Path, ...]:
    return tuple(sorted((ROOT / "tests").rglob("*.py")))


@cache
def templates() -> tuple[Path, ...]:
    return tuple(sorted((ROOT / "templates").rglob("*.html")))


@cache
def pages() -> tuple[Path, ...]:
    """Templates that are pages: not layouts, components, or partials."""
    frames = (ROOT / "templates" / "layouts", ROOT / "templates" / "components")
    return tuple(
        path for path in templates() if not path.name.startswith("_") and not any(f in path.parents for f in frames)
    )


@cache
def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"), str(path))


def name(path: Path) -> str:
    """How a failing test names a file."""
    return str(path.relative_to(ROOT))


def lines(path: Path) -> int:
    return len(path.read_text("utf-8").splitlines())


def functions(path: Path) -> Iterator[tuple[str, int]]:
    """Each function or method of a file and its lines, decorators and docstring not counted."""
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            body = node.body[1:] if ast.get_docstring(node) and len(node.body) > 1 else node.body
            yield node.name, (node.end_lineno or 0) - body[0].lineno + 2


def feature(path: Path) -> str | None:
    """The feature package a file belongs to (`survey.consent`), or None for the files that join features."""
    parts = path.relative_to(ROOT).parts
    return ".".join(parts[:2]) if len(parts) > 2 and parts[1] != "static" else None


def features() -> tuple[str, ...]:
    return tuple(sorted({found for path in code() if path.name != "hatch_build.py" and (found := feature(path))}))
