"""The reading rule: in a feature six names are the edge, every other file is pure. And the import contracts."""

import ast
import subprocess
import sys
from pathlib import Path

from tests.house import checkout

FRAMEWORKS = {
    "flask",
    "flask_wtf",
    "flask_babel",
    "flask_security",
    "wtforms",
    "sqlalchemy",
    "alembic",
    "babel",
    "click",
    "werkzeug",
    "jinja2",
}
STATISTICS = {"pandas", "numpy", "pingouin", "scipy"}
STATISTICS_AT_HOME = ("outcomes.change", "outcomes.disclosure", "outcomes.impact")
OURS_AT_THE_EDGE = ("app", "database", "house", "pages", "headers", "error_pages", "i18n", "schema", "cli")
OURS_THAT_TOUCH_THE_WORLD = {f"survey.{name}" for name in OURS_AT_THE_EDGE}
ASKS_THE_WORLD = {
    "datetime": {"now", "utcnow", "today"},
    "date": {"today"},
    "time": {"time", "monotonic"},
    "os": {"environ", "getenv", "urandom"},
    "random": {"random", "choice", "randint", "SystemRandom"},
    "uuid": {"uuid4"},
    "secrets": {"token_urlsafe", "token_bytes", "token_hex", "choice"},
}


def pure_files() -> list[Path]:
    return [
        path
        for path in checkout.code()
        if path.name != "hatch_build.py" and checkout.feature(path) and path.stem not in checkout.EDGE
    ]


def imported(path: Path) -> list[str]:
    """The modules a file imports when it runs, wherever in it."""
    tree = checkout.parsed(path)
    for_types = {id(inner) for node in ast.walk(tree) if _is_for_types(node) for inner in ast.walk(node)}
    found = []
    for node in ast.walk(tree):
        if id(node) in for_types:
            continue
        if isinstance(node, ast.Import):
            found += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            found += [f"{node.module}.{alias.name}" for alias in node.names]
    return found


def _is_for_types(node: ast.AST) -> bool:
    return isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING"


def _touches_the_world(module: str, feature: str) -> bool:
    if module.split(".")[0] in STATISTICS:
        return feature not in STATISTICS_AT_HOME
    if module.split(".")[0] in FRAMEWORKS:
        return True
    ours = module.split(".")
    at_the_edge = ours[0] in checkout.PACKAGES and len(ours) > 2 and ours[2] in checkout.EDGE
    return at_the_edge or any(module == name or module.startswith(f"{name}.") for name in OURS_THAT_TOUCH_THE_WORLD)


def test_pure_files_import_only_pure_things():
    assert len(pure_files()) > 20
    broken = [
        f"{checkout.name(path)} imports {module}"
        for path in pure_files()
        for module in imported(path)
        if _touches_the_world(module, checkout.feature(path) or "")
    ]
    assert not broken


def test_pure_files_ask_for_no_time_chance_or_environment():
    broken = [
        f"{checkout.name(path)}:{node.lineno} asks {node.value.id}.{node.attr}"
        for path in pure_files()
        for node in ast.walk(checkout.parsed(path))
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name)
        if node.attr in ASKS_THE_WORLD.get(node.value.id, ())
    ]
    assert not broken


def test_only_settings_reads_the_environment():
    allowed = {"survey/settings.py"}
    broken = [
        checkout.name(path)
        for path in checkout.code()
        if checkout.name(path) not in allowed and "os.environ" in path.read_text("utf-8")
    ]
    assert not broken


def test_the_import_contracts_are_kept():
    ran = subprocess.run(
        [str(Path(sys.executable).parent / "lint-imports"), "--no-cache"],
        cwd=checkout.ROOT,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert ran.returncode == 0, ran.stdout
