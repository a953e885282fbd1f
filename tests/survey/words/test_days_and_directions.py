"""Days, times and what is filled in: in the order and the words of each language, and never turned around."""

from datetime import UTC, date, datetime

import pytest
from flask import Flask, g

from survey import i18n

AFTERNOON = datetime(2026, 9, 3, 12, 5, tzinfo=UTC)  # five past one by the clocks here
DAYS = {
    "en": ("3 Sept 2026", "13:05", "September"),
    "cy": ("3 Medi 2026", "13:05", "Medi"),
    "pl": ("3 wrz 2026", "13:05", "wrzesień"),
    "uk": ("3 вер. 2026\u202fр.", "13:05", "вересень"),
    "ar": ("3 سبتمبر 2026", "13:05", "سبتمبر"),
    "ur": ("3 ستمبر، 2026", "13:05", "ستمبر"),
    "so": ("Seb 3, 2026", "13:05", "Sebteembar"),
}


@pytest.fixture
def speaking():
    with Flask("words").test_request_context():
        yield lambda code: setattr(g, "language", i18n._language(code, i18n.data_dir("translations").as_posix()))


@pytest.mark.parametrize("code", DAYS)
def test_days_and_times_are_as_the_language_writes_them(speaking, code):
    speaking(code)
    day, time, month = DAYS[code]
    assert (i18n.day_words(AFTERNOON, year=True), i18n.time_words(AFTERNOON)) == (day, time)
    assert i18n.month_words(AFTERNOON) == month
    assert i18n.written(date(2026, 9, 3), "yMMMd") == day
    assert (day + time).translate(str.maketrans("", "", "0123456789")) != day + time, "the digits that forms take, too"


def test_a_day_is_that_of_the_clocks_here(speaking):
    speaking("en")
    assert i18n.day_words(datetime(2026, 9, 3, 23, 30, tzinfo=UTC)) == "4 Sept"


def test_what_is_filled_in_keeps_its_direction_where_words_run_from_right_to_left():
    said = i18n.isolated("اتصل على %(phone)s أو %(num)d. %(link)s %%")
    assert said == "اتصل على \u2068%(phone)s\u2069 أو \u2068%(num)d\u2069. %(link)s %%"
    assert said % {"phone": "01632 960 001", "num": 2, "link": "https://x"}


def test_catalogues_that_run_from_right_to_left_are_so_when_loaded():
    words = i18n.data_dir("translations").as_posix()
    arabic, polish = i18n._language("ar", words), i18n._language("pl", words)
    assert "\u2068%(n)s\u2069" in arabic.translations.ugettext("Question %(n)s of %(total)s")
    assert not any("\u2068" in said for said in polish.translations._catalog.values())
