"""Answering in two made-up languages, one from right to left: every word on the way, questions too, is translated."""

import re

import pytest

from people import gather
from tests.house import pseudo
from tests.house.test_languages import CODES, in_english
from tests.survey.responses.answering import begin, says

# Names, and a date: Babel knows no months in a language nobody speaks.
THEIRS = r"Harbour Youth Project|Sam Okafor|Autumn|\d+ Sept|https?\S+"


@pytest.fixture
def speaking(with_languages, tmp_path):
    app = with_languages(CODES, pseudo.write(tmp_path / "translations", *CODES))
    yield app
    app.house.database.dispose()


def left_in_english(page) -> list[str]:
    return in_english(re.sub(THEIRS, "", page.text))


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("questionnaire", ["strands", "check_in", "ons_loneliness"])
def test_every_page_of_a_sitting_is_translated(speaking, code, questionnaire):
    amina = begin(speaking, gather(speaking.house).amina, questionnaire)
    amina.language = code
    pages = [amina.sees(), amina.sees("resume"), amina.sees(1)]
    form = amina.form(1)
    wrong = dict.fromkeys(("today", "feelings_1", "no_one_to_talk_to"), "77")
    pages.append(amina.client.post(amina.address(1), data=form | wrong))
    pages += [amina.taps(1, "skip"), amina.sees(1), amina.sees(2), amina.sees("check"), amina.sees("discard")]
    pages += [amina.sends(), amina.sees("done"), amina.sees("copy"), amina.sees()]
    assert [page.status_code for page in pages] == [200, 303, 200, 422, 303, 200, 200, 200, 200, 303, 200, 200, 200]
    for page in pages:
        if page.status_code != 303:
            assert "⟦" in page.text
            assert not left_in_english(page)
    says(amina, "take_part", "withdrawn")
    assert amina.sees().status_code == 200
