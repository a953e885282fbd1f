"""A compiled question is what the component draws: not a second way to write the same HTML."""

import random
from html import unescape

import pytest

from survey.app import create_app
from survey.i18n import environment, languages
from survey.questionnaires.compiled import SLOT, answers_to, compile_page, drawn, slot
from survey.questionnaires.shelf import shelf
from survey.settings import Settings

SETTINGS = Settings(mode="test", secret_key="x" * 40, database_url="sqlite://")


@pytest.fixture(scope="module")
def env():
    app = create_app(SETTINGS, rng=random.Random(1))
    with app.people.app_context():
        made = environment(languages(SETTINGS)["en"], strict=True)
    return made


def draw_with(env):
    return lambda template, macro, **arguments: str(getattr(env.get_template(template).module, macro)(**arguments))


def the_component(env, macro: str, *args, **arguments) -> str:
    template = "fields" if macro == "textarea" else "radios"
    return str(getattr(env.get_template(f"components/{template}.html").module, macro)(*args, **arguments))


def test_one_choice_is_the_radios_component(env):
    question = shelf().the("experience", 1).question("experience_2")
    mine = drawn(question, 3, alone=True, _=str, draw=draw_with(env))
    assert the_component(env, "radios", "experience_2", "My worker listened to me", question.options, chosen=3) in mine
    assert mine.count(" checked") == 1
    assert "<h1" in mine


def test_a_scale_is_the_scale_component(env):
    question = shelf().the("ons_wellbeing", 1).question("happy")
    mine = drawn(question, 0, alone=True, _=str, draw=draw_with(env))
    assert (
        the_component(env, "scale_0_10", "happy", question.text, "not at all happy", "completely happy", chosen=0)
        in mine
    )
    assert mine.count(" checked") == 1  # 0 is an answer


def test_faces_are_the_faces_component(env):
    question = shelf().the("check_in", 1).question("today")
    mine = drawn(question, None, alone=True, _=str, draw=draw_with(env))
    assert the_component(env, "faces", "today", "How has today been?", question.options) in mine
    assert " checked" not in mine


def test_words_are_the_textarea_component(env):
    question = shelf().the("experience", 1).question("experience_words")
    mine = drawn(question, "Hi", alone=True, _=str, draw=draw_with(env))
    assert the_component(env, "textarea", "experience_words", question.text, value="Hi", heading=True) in mine


def test_among_others_a_skip_and_a_refusal_can_be_picked(env):
    question = shelf().the("strands", 1).question("feelings_1")
    mine = drawn(question, -94, alone=False, _=str, draw=draw_with(env))
    more = (*question.options, (-99, "Skip"), (-94, "I don’t want to say"))
    assert the_component(env, "radios", "feelings_1", question.text, more, chosen=-94, heading=False) in mine


def test_an_error_stands_at_its_question(env):
    question = shelf().the("experience", 1).question("experience_2")
    mine = drawn(question, None, alone=True, _=str, draw=draw_with(env), error="Pick one.")
    assert 'id="experience_2-error"' in mine
    assert "Pick one." in mine


def test_every_answer_is_finished_before_anyone_asks(env):
    page = shelf().the("strands", 1).pages[0]
    made = compile_page(page, frozenset(), _=str, draw=draw_with(env), frame=lambda: f"<{slot('questions')}>")
    assert set(made.finished["feelings_1"]) == {None, -99, -94, 0, 1, 2}
    assert answers_to(page.questions[0]) == (None, -99, -94, 0, 1, 2)
    shown = made.shown({"feelings_1": 2}, {})
    assert shown.startswith("<")
    assert shown.count(" checked") == 1


def test_words_go_into_their_slot_escaped_and_never_into_another(env):
    page = shelf().the("experience", 1).pages[-1]
    made = compile_page(
        page, frozenset(), _=str, draw=draw_with(env), frame=lambda: f"{slot('token')}|{slot('questions')}"
    )
    words = f"<b>&\"' {slot('token')} {slot('words')}"
    shown = made.shown({"experience_words": words}, {"token": "SECRET"})
    assert shown.count("SECRET") == 1
    assert "<b>" not in shown
    assert words in unescape(shown)


def test_slots_survive_addresses_and_html():
    assert SLOT.split(f"a{slot('form_key')}b") == ["a", "form_key", "b"]
    assert slot("token").replace("-", "").isalpha()
