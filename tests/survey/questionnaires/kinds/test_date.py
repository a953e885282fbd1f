"""Date: a day, a month or a year, as much as they want to say; and what is wrong with one that cannot be."""

import pytest

from survey.questionnaires.question_types import TYPES
from survey.questionnaires.question_types.date import months
from tests.survey.questionnaires.asking import (
    ABC,
    as_html,
    in_words,
    labelled,
    names,
    problems,
    question,
    read,
    refused,
    said,
)
from tests.survey.questionnaires.asking import there_and_back as again

DAY = question("date", least=2000, greatest=2030)
MONTH = question("date", parts="month")
YEAR = question("date", parts="year")
POLISH = ("stycznia", "lutego", "marca", "kwietnia", "maja", "czerwca", "lipca", "sierpnia", "września")
POLISH += ("października", "listopada", "grudnia")


@pytest.mark.parametrize(
    ("typed", "kept", "words"),
    [
        (("27", "3", "2026"), "2026-03-27", "27 March 2026"),
        (("", "3", "2026"), "2026-03", "March 2026"),
        (("", "", "2026"), "2026", "2026"),
        (("29", "february", "2024"), "2024-02-29", "29 February 2024"),
        (("1", "Sept", "2001"), "2001-09-01", "1 September 2001"),
        (("٢٧", "٣", "٢٠٢٦"), "2026-03-27", "27 March 2026"),
    ],
)
def test_as_much_of_a_date_as_they_want_to_say(typed, kept, words):
    found = read(DAY, q_day=typed[0], q_month=typed[1], q_year=typed[2])
    assert found == {"q": kept}
    assert in_words(DAY, found) == words
    assert again(DAY, found) == found
    assert TYPES["date"].picked(DAY, found) == (int(kept[:4]),)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        (("31", "4", "2026"), "That month has 30 days. Check the day."),
        (("29", "2", "2023"), "That month has 28 days. Check the day."),
        (("32", "1", "2026"), "Check the day. It is from 1 to 31."),
        (("0", "1", "2026"), "Check the day. It is from 1 to 31."),
        (("first", "1", "2026"), "Check the day. It is from 1 to 31."),
        (("1", "13", "2026"), "Check the month. Write 1 to 12, or its name."),
        (("1", "ju", "2026"), "Check the month. Write 1 to 12, or its name."),
        (("1", "0", "2026"), "Check the month. Write 1 to 12, or its name."),
        (("5", "", "2026"), "Write the month too, or take out the day."),
        (("5", "5", ""), "Write the year too, or tap Skip."),
        (("5", "5", "26"), "Write the year in four numbers, like 2015."),
        (("5", "5", "1999"), "The year can be from 2000 to 2030."),
    ],
)
def test_a_date_that_cannot_be_says_what_is_wrong(typed, sentence):
    assert refused(DAY, q_day=typed[0], q_month=typed[1], q_year=typed[2]) == sentence


def test_a_month_is_known_by_its_name_in_their_language():
    english = months(said)
    words = dict(zip(english, POLISH, strict=True))
    kind = TYPES["date"]
    for number, name in enumerate(POLISH, 1):
        form = {"q.month": name[:-1].upper(), "q.year": "2026"}
        assert kind.read(DAY, form, lambda text, **_: words.get(text, text)) == {"q": f"2026-{number:02}"}


def test_no_more_is_asked_than_the_definition_says():
    assert names(as_html(YEAR)) == ["q.year"]
    assert names(as_html(MONTH)) == ["q.month", "q.year"]
    assert read(MONTH, q_day="5", q_month="5", q_year="2026") == {"q": "2026-05"}
    assert not TYPES["date"].accepts(MONTH, {"q": "2026-05-05"})


@pytest.mark.parametrize("kept", ["", "soon", "2026-13", "2026-02-30", "2026-00", "26-01-01", "1999", "2026-1-1"])
def test_what_could_not_be_read_is_no_answer(kept):
    assert not TYPES["date"].accepts(DAY, {"q": kept})


def test_a_definition_of_no_dates_is_refused():
    assert "can ask for year, month, day" in problems(question("date", parts="hour"))
    assert "must ask for years from" in problems(question("date", least=2030, greatest=2000))
    assert "has options" in problems(question("date", options=ABC))
    assert not problems(DAY)


def test_everything_typed_stands_there_again():
    html = as_html(DAY, {"q.day": "31", "q.month": "<June>", "q.year": "20"}, "That month has 30 days.")
    assert names(html) == ["q.day", "q.month", "q.year"]
    assert all(f'value="{each}"' in html for each in ("31", "&lt;June&gt;", "20"))
    assert labelled(html)
    assert 'id="q"' in html
    assert 'id="q-error"' in html
    assert read(DAY, q_day=" ") == {}
