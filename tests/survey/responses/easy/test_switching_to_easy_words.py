"""Easy words, switched on at a question: no answer is lost, another phone goes on in them, what was shown is sent."""

import pytest

from tests.survey.responses.answering import another_link, begin

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)  # one column, read and set

EASY = "My worker heard what I said."


@pytest.fixture
def amina(sayso, cast):
    begun = begin(sayso, cast.amina)
    begun.starts()
    return begun


def test_a_tap_on_easy_words_keeps_the_answer_and_comes_back_to_the_page(amina):
    assert EASY not in amina.sees(2).text
    answer = amina.taps(2, "easy", experience_2="3")
    assert (answer.status_code, answer.headers["Location"]) == (303, amina.address(2))
    assert EASY in amina.sees(2).text
    assert amina.chosen(2) == {"experience_2": "3"}
    amina.taps(2, "plain")
    assert EASY not in amina.sees(2).text
    assert amina.chosen(2) == {"experience_2": "3"}


def test_with_nothing_answered_the_page_is_still_to_do(amina):
    amina.taps(1, "easy")
    assert amina.starts().headers["Location"] == amina.address(1)


def test_they_go_on_in_easy_words_on_another_phone(amina):
    amina.taps(1, "easy")
    amina.token = another_link(amina)
    assert EASY in amina.sees(2).text
    assert 'name="easy" value="1"' in amina.sees(2).text


def test_coming_from_checking_they_go_back_there_after(amina):
    amina.taps(1, experience_1="3")
    answer = amina.taps(1, "easy", query="?from=check", experience_1="3")
    assert answer.headers["Location"] == amina.address(1) + "?from=check"


def test_what_comes_back_to_be_fixed_is_still_in_easy_words(amina):
    amina.taps(2, "easy")
    again = amina.taps(2, "next")
    assert again.status_code == 422
    assert EASY in again.text


def test_what_is_sent_says_which_questions_had_easy_words_beside_them(amina):
    amina.taps(1, experience_1="3")
    amina.taps(2, "easy")
    amina.taps(2, experience_2="2")
    amina.taps(3, "skip")
    amina.taps(3, "plain")
    amina.taps(4, experience_4="1")
    amina.sends()
    (entry,) = amina.sent()
    assert entry.content["easy"] == ["experience_2", "experience_3"]


def test_whoever_asked_for_none_has_no_word_of_it_in_their_record(amina):
    amina.taps(1, experience_1="3")
    amina.sends()
    (entry,) = amina.sent()
    assert "easy" not in entry.content


def test_the_enter_key_goes_on(amina):
    """It presses the first button of a form: that one has no name, and what has no name is Next."""
    form = amina.sees(1).text.partition("<form")[2].partition("</form>")[0]
    first = form.partition("<button")[2].partition("</button>")[0]
    assert "name=" not in first
    assert 'aria-hidden="true"' in first
    fields = {name: value for name, value in amina.form(1).items() if name != "act"}
    gone = amina.client.post(amina.address(1), data=fields | {"experience_1": "3"})
    assert gone.headers["Location"] == amina.address(2)
