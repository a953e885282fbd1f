"""The check page and the last page are drawn once for many people: what is one person's own is never kept in them."""

import re

import pytest

from survey import drawn
from survey.receipts import views as receipts
from survey.responses.marked import views as marked
from survey.slots import pieces_of
from tests.survey.responses.answering import begin

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
WORDS = "slot-token-slot & <b>slot-rows-slot</b> ~token~"


@pytest.fixture
def two(sayso, cast):
    """Two young people at the same questions, in rounds of their own."""
    return begin(sayso, cast.amina, "strands"), begin(sayso, cast.jordan, "strands", round_id="winter")


def theirs(page):
    """What on a page is tied to whoever it was drawn for."""
    return set(re.findall(r"1[\w-]{32}|(?<=value=\")[0-9a-f]{32}|(?<=translate=\"no\">)[^<]+", page.text))


def test_no_page_has_anything_of_whoever_saw_it_before(two):
    drawn._drawn.cache_clear()
    seen = []
    for code, who in zip("12", two, strict=True):
        who.answers_everything(code)
        check = who.sees("check")
        who.sends()
        seen.append((check, who.sees("done")))
    assert drawn._drawn.cache_info().currsize == 2  # for both of them, one of each
    for first, second in zip(*seen, strict=True):
        assert len(theirs(first)) == len(theirs(second)) >= 2
        assert not theirs(first) & theirs(second)
        assert two[1].token in second.text
        assert "slot-" not in second.text


def test_nothing_that_anyone_wrote_is_kept_with_a_page(sayso, cast, monkeypatch):
    kept = []
    for home in (drawn, marked, receipts):
        monkeypatch.setattr(home, "pieces_of", lambda html: kept.append(html) or pieces_of(html))
    for each in (drawn._drawn, marked._row, receipts._kept):
        each.cache_clear()
    amina = begin(sayso, cast.amina, "experience")
    path = amina.starts().location
    while not path.endswith("/check"):
        page = path.rpartition("/")[2]
        words = re.findall(r'<textarea[^>]* name="(\w+)"', amina.sees(page).text)
        path = amina.taps(page, "next" if words else "skip", **dict.fromkeys(words, WORDS)).location
    assert "slot-token-slot &amp; &lt;b&gt;slot-rows-slot&lt;/b&gt; ~token~" in amina.sees("check").text
    amina.sends()
    amina.sees("done")
    assert len(kept) > 3
    assert not [html for html in kept if "slot-rows-slot&lt;" in html or amina.token[1:] in html]
