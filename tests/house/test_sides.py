"""The two sides: what each carries, that neither serves the other's pages, and that both start light."""

import ast
import subprocess
import sys
from dataclasses import replace

from built_once import anew

from survey.app import Sayso, create_app
from tests.house import checkout

# What runs around every request. A new one costs every page of its side: say why in the commit that adds it here.
PEOPLE_HOOKS = {
    "before": {"someone_is_there"},  # both look at one letter of the link: whether it is open on a shared screen
    "after": {"carries"},
    "teardown": set(),
    "preprocess": {"_take_language"},
}

STAFF_HOOKS = {
    "before": {"_take_language", "csrf_protect", "from_our_own_pages", "_keep_session", "_on_before_request"},
    "after": {
        "_finish_library_page",
        "_update_remember_cookie",
        "_add_cache_control",
    },  # the last two: libraries'
    "teardown": {"<lambda>"},  # gives the accounts library's session back
    "preprocess": set(),
}


def hooks(app) -> dict[str, set[str]]:
    def names(registered) -> set[str]:
        return {function.__name__ for functions in registered.values() for function in functions}

    return {
        "before": names(app.before_request_funcs),
        "after": names(app.after_request_funcs),
        "teardown": names(app.teardown_request_funcs) | {each.__name__ for each in app.teardown_appcontext_funcs},
        "preprocess": names(app.url_value_preprocessors),
    }


def test_the_people_s_side_carries_only_what_it_needs(sayso: Sayso):
    assert hooks(sayso.people) == PEOPLE_HOOKS
    assert set(sayso.people.extensions) <= {"sayso", "sayso_languages", "sayso_environments"}


def test_the_staff_side_carries_what_accounts_need_and_no_more(sayso: Sayso):
    assert hooks(sayso.staff) == STAFF_HOOKS


def test_the_people_s_side_sets_no_cookie_and_knows_no_account(sayso: Sayso, cast):
    for rule in sayso.people.url_map.iter_rules():
        if not rule.arguments - {"lang"} and "GET" in rule.methods:
            address = rule.rule.replace("<lang>", "en")
            answer = sayso.people.test_client().get(address)
            assert "Set-Cookie" not in answer.headers, address
            assert answer.headers["Cache-Control"] == "no-store"
            assert "default-src 'none'" in answer.headers["Content-Security-Policy"]


def test_neither_side_has_the_other_s_pages(sayso: Sayso):
    people = {rule.endpoint for rule in sayso.people.url_map.iter_rules()}
    staff = {rule.endpoint for rule in sayso.staff.url_map.iter_rules()}
    assert not people & staff
    assert not [endpoint for endpoint in people if "_desk" in endpoint or "security" in endpoint]


def test_people_s_addresses_name_their_language_first(sayso: Sayso):
    short = {"/", "/go/<token>", "/stop/<token>"}
    rules = {rule.rule for rule in sayso.people.url_map.iter_rules()} - short
    in_no_language = "/log/"  # for machines: hashes
    assert not [rule for rule in rules if not rule.startswith(("/<lang>/", in_no_language)) and "." not in rule]


def test_no_request_starts_a_thread_or_waits_for_a_loop():
    banned = {"threading", "asyncio", "multiprocessing", "concurrent", "concurrent.futures"}
    kept_beside = {"survey/due.py", "survey/cli.py"}  # the one thread there is: it serves no request
    for path in checkout.code():
        if checkout.name(path) in kept_beside:
            continue
        for node in ast.walk(checkout.parsed(path)):
            if isinstance(node, ast.Import):
                assert not {alias.name for alias in node.names} & banned, checkout.name(path)
            if isinstance(node, ast.ImportFrom):
                assert node.module not in banned, checkout.name(path)
            assert not isinstance(node, ast.AsyncFunctionDef), checkout.name(path)


LIGHT = """
import sys
from survey.app import create_app
from survey.settings import Settings
create_app(Settings(mode="test", secret_key="x" * 40, database_url="sqlite://"))
heavy = {"pandas", "numpy", "pingouin", "scipy", "matplotlib", "openpyxl", "playwright"} & set(sys.modules)
sys.exit(f"started with {sorted(heavy)}" if heavy else 0)
"""


def test_the_application_starts_without_statistics():
    ran = subprocess.run([sys.executable, "-c", LIGHT], cwd=checkout.ROOT, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr


def test_every_blueprint_has_its_folders(sayso: Sayso):
    """One word opens everything: the blueprint is the feature, or its part; so are its templates and its tests."""
    for app in (sayso.people, sayso.staff):
        for blueprint in app.blueprints.values():
            if blueprint.import_name.split(".")[0] not in checkout.PACKAGES:
                continue
            package, feature, *inner = blueprint.import_name.split(".")
            assert blueprint.name.removesuffix("_desk") in (feature, *inner), blueprint.name
            assert (checkout.ROOT / "templates" / feature).is_dir(), f"no templates/{feature}"
            assert (checkout.ROOT / "tests" / package / feature).is_dir(), f"no tests/{package}/{feature}"


def test_the_stylesheet_is_served_once_and_for_ever(sayso: Sayso):
    from werkzeug.test import Client

    from survey.stylesheet import stylesheet_url

    answer = Client(sayso).get(stylesheet_url(), buffered=True, headers={"Accept-Encoding": "gzip"})
    assert answer.status_code == 200
    assert "immutable" in answer.headers["Cache-Control"]
    assert answer.headers["Content-Encoding"] == "gzip"
    assert len(answer.data) <= 4_500


def test_a_page_that_breaks_says_so_plainly_and_tells_nothing(sayso: Sayso, settings):
    with anew():
        broken = create_app(replace(settings, mode="test"))
    broken.people.add_url_rule("/<lang>/break", "break", lambda: 1 / 0)
    answer = broken.people.test_client().get("/en/break")
    assert answer.status_code == 500
    assert "It was our fault" in answer.text
    assert "ZeroDivision" not in answer.text
    broken.house.database.dispose()
