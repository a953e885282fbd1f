"""Words are kept as they were typed, in any script and direction; what cannot be kept is said, and given back."""

import html

import pytest

from tests.survey.responses.answering import begin

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)  # pages: the journeys are on both

PAGE = 11  # what would you like to tell us about your help?
KEPT = {
    "plain": "It was better when we met outside.",
    "emoji": "😀👩‍👩‍👧‍👦🏳️‍🌈 ok",
    "Arabic": "كان أفضل عندما التقينا في الخارج",
    "right-to-left override": "abc\u202edef\u2066ghi",
    "markup": "<script>alert(1)</script> & \"quotes\" 'too' %(n)s {{ x }}",
    "lines": "one\n\ntwo\n",
    "a mark of ours": "slot-words-slot slot-token-slot",
    "as long as it may be": "a" * 2000,
    "only dashes": "-99 ",
}


@pytest.fixture
def amina(sayso, cast):
    at_her_phone = begin(sayso, cast.amina)
    at_her_phone.starts()
    return at_her_phone


def shown(page) -> str:
    """What stands in the box, as a browser reads it: one newline after the tag is not part of it."""
    box = page.text.partition("<textarea")[2].partition(">")[2].partition("</textarea>")[0]
    return html.unescape(box.removeprefix("\n"))


@pytest.mark.parametrize("words", KEPT.values(), ids=KEPT)
def test_words_are_kept_exactly(amina, words):
    assert amina.taps(PAGE, experience_words=words).headers["Location"] == amina.address("check")
    assert shown(amina.sees(PAGE)) == words
    assert html.escape(words.strip("\n")) in html.escape(html.unescape(amina.sees("check").text))
    amina.sends()
    (entry,) = amina.sent()
    assert entry.segments[1].content == {"item": "experience_words", "words": words}
    assert "experience_words" not in entry.content["answers"]


def test_lines_of_any_system_are_the_same_lines(amina):
    amina.taps(PAGE, experience_words="one\r\ntwo\rthree")
    assert shown(amina.sees(PAGE)) == "one\ntwo\nthree"


@pytest.mark.parametrize("length", [2001, 20_000])
def test_too_long_says_by_how_much_and_gives_it_back(amina, length):
    words = "a" * (length - 1) + "é"
    page = amina.taps(PAGE, experience_words=words)
    assert page.status_code == 422
    assert f"That is too long by {length - 2000} letters." in page.text
    assert shown(page) == words


@pytest.mark.parametrize("sign", ["\x00", "\x07", "\x1b", "\x7f", "\x85"])
def test_a_sign_that_no_page_can_show_is_taken_out_and_the_rest_given_back(amina, sign):
    page = amina.taps(PAGE, experience_words=f"It was{sign} good")
    assert page.status_code == 422
    assert "We took out a sign that we can’t keep." in page.text
    assert shown(page) == "It was good"
    assert amina.taps(PAGE, experience_words=shown(page)).status_code == 303


def test_bytes_that_are_no_text_are_no_error_of_ours(amina):
    fields = "&".join(f"{name}={value}" for name, value in amina.form(PAGE).items())
    body = fields.encode() + b"&act=next&experience_words=%ff%fe%ed%a0%80ok"
    sent = amina.client.post(amina.address(PAGE), data=body, content_type="application/x-www-form-urlencoded")
    assert sent.status_code == 303
    assert "ok" in shown(amina.sees(PAGE))


@pytest.mark.parametrize("words", ["", "   \n\t "])
def test_next_with_no_words_offers_skip(amina, words):
    page = amina.taps(PAGE, experience_words=words)
    assert page.status_code == 422
    assert "Say it your way, or tap Skip." in page.text


def test_words_may_be_skipped(amina):
    assert amina.taps(PAGE, "skip", experience_words="never mind").status_code == 303
    amina.sends()
    (entry,) = amina.sent()
    assert entry.content["answers"]["experience_words"] == -99
    assert len(entry.segments) == 1


def test_a_form_without_end_is_refused_in_plain_words(amina):
    page = amina.client.post(amina.address(PAGE), data=amina.form(PAGE) | {"experience_words": "a" * 1_000_001})
    assert page.status_code == 413
    assert "Sayso" in page.text
    assert "cut a bit, and send it again" in page.text
