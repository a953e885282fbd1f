"""Every people's page in every language: shown in two made-up ones, nothing is left in English and nothing breaks."""

import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from beginnings import Clock, settings_for
from databases import copy_sqlite

from survey.app import create_app
from tests.house import pseudo

CODES = ("qps", "qps_rtl")
TRANSLATED = re.compile(r"⟦[^⟦⟧]*⟧")
NOT_WORDS = {"Sayso", "English", "Pseudo", "Mirrored"}


class Words(HTMLParser):
    """The text a page shows or says aloud; not what people typed (`dir=auto`), codes, and what has its own language."""

    VOID = frozenset({"meta", "link", "input", "br", "path", "circle", "rect", "line", "hr", "img"})

    def __init__(self) -> None:
        super().__init__()
        self.open: list[tuple[str, bool]] = []
        self.found: list[str] = []

    def handle_starttag(self, tag, attrs) -> None:
        given = dict(attrs)
        theirs = given.get("dir") == "auto" or given.get("translate") == "no" or (tag != "html" and "lang" in given)
        self.found += [given[name] for name in ("aria-label", "placeholder", "title", "alt") if given.get(name)]
        if tag not in self.VOID:
            self.open.append((tag, theirs))

    def handle_endtag(self, tag) -> None:
        while self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data) -> None:
        if data.strip() and not any(theirs or tag in ("style", "script") for tag, theirs in self.open):
            self.found.append(data)


def in_english(html: str) -> list[str]:
    """What is left of a page's words when everything from the catalogue is taken away."""
    page = Words()
    page.feed(html)
    left, before = "\n".join(page.found), ""
    while left != before:  # a message may hold another
        left, before = TRANSLATED.sub(" ", left), left
    return [word for word in re.findall(r"[A-Za-z]{2,}", left) if word not in NOT_WORDS]


@pytest.fixture(scope="module")
def speaking(sqlite_template, tmp_path_factory):
    """Both, over an empty database: these pages are only looked at."""
    folder = tmp_path_factory.mktemp("speaking")
    url = f"sqlite:///{copy_sqlite(sqlite_template, folder / 'sayso.db')}"
    words = str(pseudo.write(folder / "translations", *CODES))
    app = create_app(
        replace(settings_for(url), languages=CODES, translations_dir=words, packs_dir=words), clock=Clock()
    )
    yield app
    app.house.database.dispose()


def test_a_pseudo_message_keeps_its_names_and_grows():
    said = pseudo.pseudo("Hi %(name)s, your <b>page</b> is ready.")
    assert "%(name)s" in said
    assert "<b>" in said
    assert len(said) > 1.3 * len("Hi %(name)s, your <b>page</b> is ready.")


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize(("page", "status"), [("code", 200), ("help", 200), ("nowhere", 404)])
def test_the_front_door_can_be_read_in_any_language(speaking, code, page, status):
    answer = speaking.people.test_client().get(f"/{code}/{page}")
    html = answer.text
    assert answer.status_code == status
    assert f'lang="{code.replace("_", "-")}" dir="{"rtl" if code == "qps_rtl" else "ltr"}"' in html
    assert "⟦" in html
    assert not in_english(html)


def test_each_language_is_offered_by_its_own_name(speaking):
    html = speaking.people.test_client().get("/qps/register").text
    assert re.search(r'<a href="/qps_rtl/register" lang="qps-rtl" hreflang="qps-rtl" dir="rtl">Mirrored</a>', html)


def test_a_language_that_is_not_offered_is_not_there(speaking):
    assert speaking.people.test_client().get("/fr/code").status_code == 404
