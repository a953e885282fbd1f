"""Every template: compiles, has a title and a layout, keeps to the content policy, labels what it asks, is used."""

import re
from collections.abc import Callable, Iterable
from functools import cache, wraps
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, nodes

from tests.house import checkout

TEMPLATES = checkout.ROOT / "templates"
FORBIDDEN = re.compile(r"\bstyle\s*=|\son[a-z]+\s*=\s*[\"']|javascript:|<style|<script(?![^>]*\bsrc=)", re.IGNORECASE)


@cache
def environment() -> Environment:
    return Environment(loader=FileSystemLoader(TEMPLATES), autoescape=True, extensions=["jinja2.ext.i18n"])


def relative(path: Path) -> str:
    return path.relative_to(TEMPLATES).as_posix()


@cache
def read(path: Path) -> str:
    return path.read_text("utf-8")


@cache
def tree(path: Path) -> nodes.Template:
    return environment().parse(read(path))


def every_one(check: Callable[[Path], None], paths: Iterable[Path]) -> None:
    """Hold each to this, and name all that fail it: a test for each template cost more than what it looked at."""
    wrong = {}
    for path in paths:
        try:
            check(path)
        except Exception as error:  # a template that does not compile is named, too
            wrong[relative(path)] = f"{type(error).__name__}: {error}"
    assert not wrong


def every_template(check: Callable[[Path], None]) -> Callable[[], None]:
    """A test of every template."""

    @wraps(check)
    def test() -> None:
        assert len(checkout.templates()) > 200
        every_one(check, checkout.templates())

    del test.__wrapped__  # pytest would ask it for its path
    return test


def every_page(check: Callable[[Path], None]) -> Callable[[], None]:
    """A test of every template that is a page."""

    @wraps(check)
    def test() -> None:
        assert len(checkout.pages()) > 100
        every_one(check, checkout.pages())

    del test.__wrapped__
    return test


@every_template
def test_it_compiles_and_finds_all_it_names(path: Path) -> None:
    env = environment()
    env.get_template(relative(path))
    for node in tree(path).find_all((nodes.FromImport, nodes.Include, nodes.Extends)):
        if isinstance(node.template, nodes.Const):
            env.get_template(node.template.value)


@cache
def offered_by(template: str) -> object:
    return environment().get_template(template).module


@every_template
def test_it_uses_everything_it_imports_and_imports_nothing_that_is_not_there(path: Path) -> None:
    text = read(path)
    for node in tree(path).find_all(nodes.FromImport):
        offered = offered_by(node.template.value)
        for imported in node.names:
            original, used = imported if isinstance(imported, tuple) else (imported, imported)
            assert hasattr(offered, original), f"{node.template.value} has no macro {original}"
            assert len(re.findall(rf"\b{used}\b", text)) > 1, f"{used} is imported and not used"


@every_template
def test_it_keeps_to_the_content_policy(path: Path) -> None:
    assert not FORBIDDEN.search(read(path))
    assert not re.search(r"(src|srcset|action)\s*=\s*[\"']?(https?:)?//", read(path))


@every_template
def test_it_never_trusts_data(path: Path) -> None:
    text = read(path)
    assert "autoescape" not in text
    if relative(path) not in ("components/icons.html", "components/symbols.html"):  # their drawings are their own
        assert not re.search(r"\|\s*safe\b", text)


@every_template
def test_every_word_can_be_translated(path: Path) -> None:
    """Letters outside `_()` and `{% trans %}` are words nobody can translate. Only our name is the same everywhere."""
    text = re.sub(r"{%-?\s*trans.*?endtrans\s*-?%}", "", read(path), flags=re.DOTALL)
    text = re.sub(r"{% block side %}.*?{% endblock %}", "", text)  # a word for the stylesheet
    text = re.sub(r"{#.*?#}|{%.*?%}|{{.*?}}|<[^>]*>", " ", text, flags=re.DOTALL)
    text = re.sub(r"[\w-]+=\"[^\"]*\"", "", text)  # attributes a macro writes piece by piece
    assert not set(re.findall(r"[A-Za-z]{2,}", text)) - {"Sayso"}


@every_page
def test_a_page_has_a_layout_a_title_and_one_heading(path: Path) -> None:
    text = read(path)
    assert re.search(r"{% extends (\"(layouts|errors)/|layout \| default\(\"layouts/)", text)
    assert re.search(r"{% block title %}.+{% endblock %}", text)
    assert text.count("<h1") <= 1


@every_template
def test_what_is_asked_is_labelled(path: Path) -> None:
    """Components make their own labels. Whoever writes an input by hand writes its label too."""
    text = read(path)
    for tag in re.findall(r"<(?:input|select|textarea)\b[^>]*>", re.sub(r"{%.*?%}", "", text)):
        if 'type="hidden"' in tag:
            continue
        own_id = re.search(r'\bid="([^"]+)"', tag)
        assert own_id, f"no id: {tag}"
        assert f'for="{own_id[1]}"' in text or 'for="{{ id }}"' in text, f"no label: {tag}"


@every_page
def test_every_form_that_is_sent_is_guarded(path: Path) -> None:
    text = read(path)
    for form in re.findall(r"<form\b[^>]*method=\"post\".*?</form>", text, flags=re.DOTALL):
        assert re.search(r"form_key|csrf_token|hidden_tag", form), f"{relative(path)} has a form without its guard"


@every_template
def test_only_the_say_component_draws_a_bubble(path: Path) -> None:
    """A bubble is for a person's own words; one macro draws it, so one name to look for says who uses it."""
    if relative(path) != "components/say.html":
        assert "so-say" not in read(path)


def test_every_component_says_how_it_is_called():
    for path in (TEMPLATES / "components").glob("*.html"):
        macros = [node.name for node in tree(path).find_all(nodes.Macro)]
        assert macros, path.name


def test_every_component_is_used_by_someone():
    kinds = [path for package in checkout.PACKAGES for path in (checkout.ROOT / package).rglob("*.py")]
    all_text = "\n".join(read(path) for path in [*checkout.templates(), *kinds])
    unused = [p.name for p in (TEMPLATES / "components").glob("*.html") if f'"components/{p.name}"' not in all_text]
    assert not unused


def test_every_page_is_shown_by_someone():
    """No orphans: each page is named in code as `feature/view.html`, is an error's page, or is extended by another."""
    said = "\n".join(read(path) for path in (*checkout.code(), *checkout.templates()))
    named_elsewhere = {"errors", "security"}  # by kind, in error_pages; by Flask-Security, which looks for these names
    ours = [relative(path) for path in checkout.pages() if path.parent.name not in named_elsewhere]
    orphans = [page for page in ours if f'"{page}"' not in said]
    assert not orphans


def test_every_kind_of_error_has_its_page():
    from survey.error_pages import KIND_OF_STATUS, STATUS

    for kind in {*STATUS, *KIND_OF_STATUS.values(), "broken"}:
        assert (TEMPLATES / "errors" / f"{kind}.html").is_file(), kind
