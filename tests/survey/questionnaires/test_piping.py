"""A question that repeats an earlier answer: in words, escaped, and with another sentence where there was none."""

from html import unescape

import pytest

from survey.questionnaires.compiled import compile_page
from survey.questionnaires.definition import DefinitionWrong
from survey.questionnaires.piping import piped, said, text_of
from survey.questionnaires.shelf import shelf
from survey.slots import SLOT, slot
from tests.survey.questionnaires import asking
from tests.survey.questionnaires.test_routing import fork

WEEK = shelf().the("week", 1)
SUN = {f"week_good.{code}": int(code in (2, 5)) for code in (0, 1, 2, 3, 4, 5)}
SECOND = 'answers = "yes"\ntext = "You said {answer:a}. Is it?"\n'


def test_an_answer_stands_in_the_question_in_words():
    answered = said(WEEK, SUN, frozenset(), asking.said)
    assert answered == {"week_good": "My friends · Time to rest"}
    text = text_of(WEEK.question("week_more"), answered)
    assert text == "You picked: \u2068My friends · Time to rest\u2069. What was it like?"


@pytest.mark.parametrize("code", [-99, -94])
def test_without_an_answer_it_is_another_whole_sentence(code):
    none = said(WEEK, dict.fromkeys(SUN, code), frozenset(), asking.said)
    assert none == {}
    assert text_of(WEEK.question("week_more"), none) == "What would make next week good?"


def test_what_is_asked_no_more_is_not_said_again():
    assert said(WEEK, {"week_who": "My aunt"}, frozenset(), asking.said) == {"week_who": "My aunt"}
    assert said(WEEK, {"week_who": "My aunt"}, frozenset({"week_who"}), asking.said) == {}


def test_their_words_stay_words_in_the_finished_page():
    page = next(page for page in WEEK.pages if "week_what" in page.items)

    def frame() -> str:
        return f"<title>{slot('text.week_what')}</title>{slot('questions')}{slot('token')}"

    made = compile_page(page, frozenset(), _=asking.said, draw=asking.draw, frame=frame)
    words = f"<b>{{answer:week_good}}</b> {slot('token')}"
    html = made.shown({}, {"token": "SECRET"}, {"week_who": words})
    assert html.count("SECRET") == 1
    assert "<b>" not in html
    assert unescape(html).count(words) == 2
    assert not [name for name in SLOT.findall(html) if name != "token"]
    assert "What would have helped you?" in made.shown({}, {"token": ""})


@pytest.mark.parametrize(
    ("questions", "sentence"),
    [
        (('answers = "yes"', SECOND), "does not say what to ask otherwise"),
        (
            ('answers = "yes"', SECOND.replace(":a}", ":z}") + 'otherwise = "So?"'),
            "to z, which is not on a page before",
        ),
        (
            ('answers = "yes"', SECOND.replace(":a}", ":b}") + 'otherwise = "So?"'),
            "to b, which is not on a page before",
        ),
        (('answers = "long"', SECOND + 'otherwise = "So?"'), "which may be longer than 80 letters"),
        (('answers = "yes"', 'answers = "yes"\notherwise = "So?"'), "says what to ask otherwise and repeats no answer"),
        (('answers = "yes"', SECOND + 'otherwise = "{answer:a}?"'), "repeats an answer where none can stand"),
        (('answers = "yes"', 'answers = "yes"\ntext = "Is it {x}?"'), "repeats an answer where none can stand"),
        (('answers = "yes"\neasy = "{answer:a}"',), "repeats an answer where none can stand"),
    ],
)
def test_a_question_that_cannot_repeat_what_it_wants_to_is_refused(questions, sentence):
    with pytest.raises(DefinitionWrong) as wrong:
        fork(*questions)
    assert sentence in str(wrong.value)


def test_it_is_found_in_the_text():
    assert piped("You said {answer:a} and {answer:b}.") == ("a", "b")
    assert fork('answers = "yes"', SECOND + 'otherwise = "So?"').branches
