"""A person's own words stand beside their entry in every rendering, export and share of it: to the letter, as large.

Each way of showing an entry is a row of `renderings.py`; a template that shows words and is in no row fails.
"""

import re
from collections.abc import Iterator
from html import unescape
from html.parser import HTMLParser

import pytest
from markupsafe import escape

from survey.exports.formats import Format
from survey.records.account import account
from survey.records.statements.store import take_away
from tests.house.checkout import ROOT
from tests.house.renderings import ENTRIES, NO_ENTRY, RENDERINGS, Scene, loaded, make_scene, words

SHOWS_WORDS = re.compile(
    r"\b(?:entry_text|what_it_says|its_words|goal_words|said|beside|say)\(|goal\.words|part\.content|so-words"
)
QUIET = {"so-small", "so-note", "govuk-visually-hidden", "govuk-hint"}


@pytest.fixture(scope="module")
def scene(sqlite_template, tmp_path_factory) -> Iterator[Scene]:
    made = make_scene(sqlite_template, tmp_path_factory.mktemp("matrix") / "scene.db")
    yield made
    made.sayso.house.database.dispose()


class Bubbles(HTMLParser):
    """The words of every bubble of a page, and the classes of all that is around them."""

    VOID = frozenset({"br", "img", "input", "link", "meta", "hr", "path", "circle"})

    def __init__(self) -> None:
        super().__init__()
        self.around: list[tuple[str, set[str]]] = []
        self.found: dict[str, set[str]] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in self.VOID:
            self.around.append((tag, set((dict(attrs).get("class") or "").split())))

    def handle_endtag(self, tag: str) -> None:
        while self.around and self.around.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        classes = set().union(*(each for _tag, each in self.around)) if self.around else set()
        if "so-say" in classes and "so-words" in self.around[-1][1]:
            self.found.setdefault(data, set()).update(classes)


def missing(scene: Scene, name: str) -> list[str]:
    """Of which entries this rendering does not have her words, to the letter, in a bubble as large as any."""
    rendering = RENDERINGS[name]
    text = rendering.get(scene)
    if not rendering.is_page:
        told = loaded(text)
        return [key for key in rendering.of if not any(words(key) in unescape(each) for each in told)]
    bubbles = Bubbles()
    bubbles.feed(text)
    wrong = [key for key in rendering.of if str(escape(words(key))) not in text]
    return wrong + [f"{key}: small" for key in rendering.of if bubbles.found.get(words(key), QUIET) & QUIET]


@pytest.mark.parametrize("name", RENDERINGS)
def test_her_words_are_beside_it(scene: Scene, name: str) -> None:
    assert not missing(scene, name)


def test_every_entry_of_the_scene_is_shown_somewhere() -> None:
    assert {key for each in RENDERINGS.values() for key in each.of} == set(ENTRIES)


def test_every_format_of_an_export_is_in_the_table() -> None:
    assert {f"her choices: {each.value}" for each in Format} <= set(RENDERINGS)


def test_every_template_that_shows_words_is_in_the_table() -> None:
    listed = {template for each in RENDERINGS.values() for template in each.templates}
    there = {path.relative_to(ROOT / "templates").as_posix(): path for path in (ROOT / "templates").rglob("*.html")}
    assert not listed - set(there)
    assert not [each for each in NO_ENTRY if not each.endswith("/") and each not in there]
    shows = {name for name, path in there.items() if SHOWS_WORDS.search(path.read_text(encoding="utf-8"))}
    assert not sorted(each for each in shows - listed if not each.startswith(tuple(NO_ENTRY)))


def test_without_them_every_row_fails(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    """The control: a record that forgets the words is found out by each row that rests on it."""
    monkeypatch.setattr(account, "standing", lambda _entries: [])
    names = ("her record", "her mother’s view", "her file", "notes, at the desk", "answering", "whoever got a share")
    assert {name: sorted(missing(scene, name)) == [] for name in names} == dict.fromkeys(names, False)


def test_taken_away_they_are_in_no_rendering(scene: Scene) -> None:
    """Last, because it changes the scene for good."""
    house = scene.sayso.house
    with house.database.writing() as session:
        for key in ("note", "goal", "choice", "answers", "look"):
            take_away(session, scene.cast.amina, scene.at[f"said_{key}"], now=house.clock(), rng=house.rng)
    for name, rendering in RENDERINGS.items():
        if name in ("taking them away", "brought to another record"):
            continue
        text = unescape(rendering.get(scene))
        assert not [key for key in ("note", "goal", "choice", "answers", "look") if words(key) in text], name
