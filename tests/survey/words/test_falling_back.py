"""What a language does not have yet is shown whole in English, and says so: never half and half, never unmarked."""

import pytest

from people import gather
from tests.house import pseudo
from tests.survey.responses.answering import begin

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
SAYS_SO = pseudo.pseudo("This is not in this language yet. It is in English.")


@pytest.fixture
def phone(with_languages, tmp_path):
    folder = pseudo.write(tmp_path / "translations", "qps_rtl")
    words = folder / "qps_rtl" / "strands.1.toml"
    kept = [line for line in words.read_text("utf-8").splitlines() if "I break rules on purpose" not in line]
    words.write_text("\n".join(kept), "utf-8")
    app = with_languages(("en", "qps_rtl"), folder)
    amina = begin(app, gather(app.house).amina, "strands")
    amina.language = "qps_rtl"
    yield amina
    app.house.database.dispose()


def test_a_page_with_a_word_missing_is_in_english_with_its_buttons_and_names_its_language(phone):
    phone.starts()
    whole, partly = phone.sees(1).text, phone.sees(2).text
    assert SAYS_SO not in whole
    assert 'data-read lang="en"' not in whole
    assert SAYS_SO in partly
    assert partly.count('data-read lang="en" dir="ltr"') == 5
    assert '<h1 lang="en" dir="ltr">When you are cross</h1>' in partly
    assert '<dd lang="en" dir="ltr">To get you into trouble, or to stop your help.</dd>' in partly
    form = partly[partly.index('data-read lang="en"') : partly.index('<div class="govuk-button-group">')]
    assert "⟦" not in form
    assert "I don’t want to say" in form


def test_checking_marks_what_is_in_english(phone):
    phone.starts()
    phone.taps(1, "next", feelings_1="1")
    phone.taps(2, "next", temper_1="1")
    rows = phone.sees("check").text
    assert '<span lang="en" dir="ltr">I shout or break things when I am cross</span>' in rows
    assert '<span lang="en" dir="ltr">A bit like me</span>' in rows
    assert '<span lang="en" dir="ltr">I feel sad' not in rows
    assert pseudo.pseudo("A bit like me") in rows


@pytest.mark.parametrize("form", ["copy", "copy.html"])
def test_a_copy_marks_what_is_in_english(phone, form):
    phone.starts()
    phone.taps(1, "next", feelings_1="1")
    phone.taps(2, "next", temper_1="1")
    phone.sends()
    copy = phone.sees(form).text
    assert '<span lang="en" dir="ltr">I shout or break things when I am cross</span>' in copy
    assert '<span lang="en" dir="ltr">A bit like me</span>' in copy
    assert '<span lang="en" dir="ltr">I feel sad' not in copy
    assert '<span lang="en" dir="ltr">You skipped this one' not in copy
