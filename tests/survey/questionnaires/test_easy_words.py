"""Easy words: beside the question wherever it is scored, with a symbol that we drew; in its place where they may."""

import random
import re
import tomllib
from dataclasses import replace

import pytest

from outcomes.measures.definition import library
from survey.app import create_app
from survey.i18n import environment, languages
from survey.questionnaires.compiled import NOTHING, compile_page, drawn, slot
from survey.questionnaires.definition import Question
from survey.questionnaires.shelf import LIBRARY, shelf
from tests.house import readability
from tests.survey.questionnaires.test_finished_pages import SETTINGS, draw_with

ALL = list(shelf().questionnaires.values())
OURS = [question for asked in ALL if not asked.needs_licence for question in asked.questions]


@pytest.fixture(scope="module")
def env():
    with create_app(SETTINGS, rng=random.Random(1)).people.app_context():
        return environment(languages(SETTINGS)["en"], strict=True)


@pytest.fixture
def loneliness() -> Question:
    return shelf().the("ons_loneliness", 1).question("left_out")


def shown(env, question, **how) -> str:
    def draw(template: str, macro: str, written_in: str = "", **arguments: object) -> str:
        return str(draw_with(env)(template, macro, **arguments))

    return drawn(question, NOTHING, alone=True, _=str, draw=draw, **how)


def test_every_question_of_the_library_has_easy_words_and_a_symbol():
    assert not [question.item for question in OURS if not (question.easy and question.symbol)]
    licensed = [question for asked in ALL if asked.needs_licence for question in asked.questions]
    assert not [question.item for question in licensed if question.easy], "their words are not ours to make easier"


def test_every_symbol_is_drawn(env):
    drawings = env.get_template("components/symbols.html").module.symbols
    assert {question.symbol for question in OURS} <= set(drawings)
    assert 24 <= len(drawings) <= 40
    assert not [name for name, drawing in drawings.items() if re.search(r"fill|stroke=|text|href", drawing)]


def test_easy_words_are_easier():
    for question in OURS:
        assert len(readability.words(question.easy)) <= 14, question.easy
        longest = max(len(readability.words(each)) for each in re.split(r"[.?]", question.easy))
        assert longest <= 12, question.easy
    together = " ".join(question.easy for question in OURS)
    assert readability.ari(together) <= -1
    assert readability.lix(together) <= 12


def test_what_is_scored_is_never_asked_in_other_words():
    scored = set(library())
    files = [tomllib.loads(path.read_text("utf-8")) for path in LIBRARY.glob("*.toml")]
    assert {"ons_wellbeing", "strands"} <= scored
    assert not [file["id"] for file in files if file.get("easy_instead") and file["id"] in scored]
    assert not [q.item for q in OURS if q.easy_instead and q.part[0] in scored]


def test_they_stand_beside_the_question_and_are_read_with_it(env, loneliness):
    html = shown(env, loneliness, easy=True)
    assert f">{loneliness.text}</h1>" in html, "the question is asked word for word"
    hint = re.search(r'<div class="govuk-hint" id="left_out-hint">(.*?)</div>', html, re.DOTALL)[1]
    assert loneliness.easy in hint
    assert re.search(r'<svg class="so-symbol"[^>]*aria-hidden="true">', hint)
    assert 'aria-describedby="left_out-hint"' in html
    assert 'name="act" value="plain"' in html


def test_a_skipped_question_says_so_beside_its_easy_words(env, loneliness):
    html = shown(env, loneliness, code=-99, easy=True)
    assert loneliness.easy in html
    assert "You skipped this one" in html


def test_they_stand_in_its_place_where_its_definition_lets_them(env, loneliness):
    html = shown(env, replace(loneliness, easy_instead=True), easy=True)
    assert loneliness.text not in html
    assert re.search(rf"<h1[^>]*>.*<svg class=\"so-symbol\".*{re.escape(loneliness.easy)}.*</h1>", html, re.DOTALL)


def test_nobody_sees_them_unasked(env, loneliness):
    html = shown(env, loneliness)
    assert loneliness.easy not in html
    assert "so-symbol" not in html
    assert 'name="act" value="easy"' in html


def test_a_question_without_easy_words_offers_none(env):
    html = shown(env, shelf().the("sdq", 1).question("sdq_1"), easy=True)
    assert 'name="act"' not in html
    assert "data-listen" in html, "it is read aloud all the same"


def test_a_page_is_finished_once_for_each_kind_of_words(env):
    page = shelf().the("strands", 1).pages[0]
    how = {"_": str, "draw": draw_with(env), "frame": lambda: slot("questions")}
    plain = compile_page(page, frozenset(), **how).shown({}, {})
    easy = compile_page(page, frozenset(), easy=True, **how).shown({}, {})
    assert easy.count("so-symbol") == len(page.questions)
    assert "so-symbol" not in plain
    assert easy.count("data-listen") == plain.count("data-listen") == len(page.questions)


def test_a_question_in_another_language_than_its_page_says_which(env, loneliness):
    assert '<div class="so-ask" data-read lang="en" dir="ltr">' in shown(env, replace(loneliness, lang="en"))
