"""Ceilings on how much there is to read at once, and names that say nothing."""

import ast
from statistics import median, quantiles

from tests.house import checkout

NAMES_THAT_SAY_NOTHING = {
    "utils",
    "util",
    "helpers",
    "helper",
    "common",
    "misc",
    "manager",
    "service",
    "services",
    "handler",
    "handlers",
}
STANDS_ALONE = {"survey/checks/offline/verify.py": 540}  # handed to people as one file that needs no other
FUNCTION, FILE, TEST_FILE, TEMPLATE, CREATE_APP, CONFTEST = 40, 300, 400, 150, 40, 150


def test_no_function_is_longer_than_a_screen():
    too_long = [
        f"{checkout.name(path)}:{function} has {size} lines"
        for path in (*checkout.code(), *checkout.tests())
        for function, size in checkout.functions(path)
        if size > FUNCTION
    ]
    assert not too_long


def test_most_functions_are_short():
    sizes = [size for path in checkout.code() for _function, size in checkout.functions(path)]
    assert median(sizes) <= 8
    assert quantiles(sizes, n=10)[8] <= 20


def test_no_file_is_longer_than_its_ceiling():
    sizes = [(path, STANDS_ALONE.get(checkout.name(path), FILE)) for path in checkout.code()] + [
        (path, TEST_FILE) for path in checkout.tests()
    ]
    sizes += [(path, TEMPLATE) for path in checkout.templates()]
    sizes += [
        (path, FILE)
        for path in sorted((checkout.ROOT / "survey" / "static").rglob("*.css"))
        if "build" not in path.parts
    ]
    sizes += [(path, FILE) for path in sorted((checkout.ROOT / "survey" / "static").rglob("*.js"))]
    assert not [f"{checkout.name(p)} has {checkout.lines(p)} lines" for p, most in sizes if checkout.lines(p) > most]


def test_most_files_are_short():
    assert median(checkout.lines(path) for path in checkout.code() if path.name != "__init__.py") <= 120
    assert median(checkout.lines(path) for path in checkout.templates()) <= 40


def test_the_composition_root_and_the_fixtures_stay_small():
    assert dict(checkout.functions(checkout.ROOT / "survey" / "app.py"))["create_app"] <= CREATE_APP
    assert checkout.lines(checkout.ROOT / "tests" / "conftest.py") <= CONFTEST


def test_every_file_says_what_it_is_for():
    silent = [
        checkout.name(p) for p in (*checkout.code(), *checkout.tests()) if not ast.get_docstring(checkout.parsed(p))
    ]
    assert not silent


def test_every_template_says_what_it_is_for():
    silent = [checkout.name(p) for p in checkout.templates() if not p.read_text("utf-8").lstrip().startswith("{#")]
    assert not silent


def test_no_file_has_a_name_that_says_nothing():
    everything = (*checkout.code(), *checkout.tests(), *checkout.templates())
    assert not [checkout.name(p) for p in everything if set(p.with_suffix("").parts) & NAMES_THAT_SAY_NOTHING]


def test_one_form_module_holds_few_forms():
    for path in checkout.code():
        if path.name == "forms.py":
            classes = [node for node in checkout.parsed(path).body if isinstance(node, ast.ClassDef)]
            assert len(classes) <= 8, checkout.name(path)
