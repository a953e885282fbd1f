"""A compiled question is what the component draws: not a second way to write the same HTML."""

import random
from html import unescape

import pytest

from survey.app import create_app
from survey.i18n import environment, languages
from survey.questionnaires.compiled import NOTHING, compile_page, drawn, finish
from survey.questionnaires.question_types import TYPES, Filled
from survey.questionnaires.recorded import items_of
from survey.questionnaires.shelf import shelf
from survey.settings import Settings
from survey.slots import SLOT, slot

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


def answer(question, value) -> Filled:
    return Filled({question.item: str(value)})


def test_one_choice_is_the_radios_component(env):
    question = shelf().the("experience", 1).question("experience_2")
    mine = drawn(question, answer(question, 3), alone=True, _=str, draw=draw_with(env))
    assert the_component(env, "radios", "experience_2", "My worker listened to me", question.options, chosen=3) in mine
    assert mine.count(" checked") == 1
    assert "<h1" in mine


def test_a_scale_is_the_scale_component(env):
    question = shelf().the("ons_wellbeing", 1).question("happy")
    mine = drawn(question, answer(question, 0), alone=True, _=str, draw=draw_with(env))
    assert (
        the_component(env, "scale_0_10", "happy", question.text, "not at all happy", "completely happy", chosen=0)
        in mine
    )
    assert mine.count(" checked") == 1  # 0 is an answer


def test_faces_are_the_faces_component(env):
    question = shelf().the("check_in", 1).question("today")
    mine = drawn(question, NOTHING, alone=True, _=str, draw=draw_with(env))
    assert the_component(env, "faces", "today", "How has today been?", question.options) in mine
    assert " checked" not in mine


def test_words_are_the_textarea_component(env):
    question = shelf().the("experience", 1).question("experience_words")
    mine = drawn(question, answer(question, "Hi"), alone=True, _=str, draw=draw_with(env))
    assert the_component(env, "textarea", "experience_words", question.text, value="Hi", heading=True) in mine


def test_among_others_a_skip_and_a_refusal_can_be_picked(env):
    question = shelf().the("strands", 1).question("feelings_1")
    mine = drawn(question, answer(question, -94), alone=False, _=str, draw=draw_with(env))
    more = (*question.options, (-99, "Skip"), (-94, "I don’t want to say"))
    assert the_component(env, "radios", "feelings_1", question.text, more, chosen=-94, heading=False) in mine


def test_an_error_stands_at_its_question(env):
    question = shelf().the("experience", 1).question("experience_2")
    mine = drawn(question, NOTHING, alone=True, _=str, draw=draw_with(env), error="Pick one.")
    assert 'id="experience_2-error"' in mine
    assert "Pick one." in mine


def test_every_answer_is_finished_before_anyone_asks(env):
    page = shelf().the("strands", 1).pages[0]
    made = compile_page(page, frozenset(), _=str, draw=draw_with(env), frame=lambda: f"<{slot('questions')}>")
    assert set(made.finished["feelings_1"].drawn) == {None, -99, -94, 0, 1, 2}
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


WEEK = shelf().the("week", 1)
KEPT = {
    "week_good": {f"week_good.{code}": int(code in (1, 4)) for code in (0, 1, 2, 3, 4, 5)},
    "week_matters": {"week_matters.1": 2, "week_matters.2": -99, "week_matters.3": 1, "week_matters.4": -99},
    "week_sleep": {"week_sleep": 5},
    "week_day": {"week_day": "2026-03"},
    "week_who": {"week_who": "<My> & aunt"},
}


@pytest.mark.parametrize("item", KEPT)
def test_a_finished_question_with_slots_is_the_component_with_the_answer_in_it(env, item):
    """Drawn once, and filled: the same as drawn for this very answer. Skipped, it says so."""
    question, how = WEEK.question(item), {"alone": True, "_": str, "draw": draw_with(env)}
    made = finish(question, **how)
    assert len(made.drawn) == 3, "an answer of many parts is not drawn once for each that there can be"
    fields = TYPES[question.type].fields(question, KEPT[item])
    assert made.shown(KEPT[item], {}) == drawn(question, Filled(fields), **how)
    assert made.shown({}, {}) == drawn(question, NOTHING, **how)
    assert fields != {}
    assert "You skipped this one" in made.shown(dict.fromkeys(items_of(question), -99), {})
    assert "You don’t want to say" in made.shown(dict.fromkeys(items_of(question), -94), {})
    assert not SLOT.search(made.shown(KEPT[item], {}))
