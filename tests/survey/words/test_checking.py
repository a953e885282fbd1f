"""What is wrong with a translation is said in a sentence; what is right is left alone."""

import re
from gettext import c2py

import pytest
from babel import Locale

from survey.words.checking import wrong_with
from survey.words.entry import Entry, as_data, given
from survey.words.plurals import PLURAL_FORMS, forms_of

HI = Entry("Hi %(name)s, your <b>page</b> is ready.")
DAYS = Entry("%(num)s day", "%(num)s days", ("",) * 6)


@pytest.mark.parametrize(
    ("said", "wrong"),
    [
        ("Cześć %(name)s, twoja <b>strona</b> jest gotowa.", []),
        ("  ", ["There is no translation."]),
        ("Twoja <b>strona</b> jest gotowa.", ["The translation leaves out name."]),
        (
            "%(name)s <b>strona</b> %(imie)s",
            ["The translation has imie, which the English has not."],
        ),
        ("%(name)s, strona", ["The translation must hold </b>, <b>, and holds none."]),
        ("%(name)s <b>strona</b> <script>", ["The translation must hold </b>, <b>, and holds </b>, <b>, <script>."]),
        ("%(name)s <b>strona</b> < 3", ["The translation has a loose < or >."]),
        ("%(name)s <b>strona</b> 5 %", ["The translation has a % on its own; write it twice: %%."]),
        ("%(name)s <b>strona</b> 5 %%", []),
        (" %(name)s <b>strona</b>", ["The translation begins or ends with a space."]),
        ("=%(name)s <b>strona</b>", ["The translation begins as a formula does; words were expected."]),
        (HI.english, ["The translation is still English."]),
        (
            "%(name)s <b>\u202estrona</b>",
            ["The translation has an invisible mark that turns the direction; the page does that itself."],
        ),
    ],
)
def test_what_is_wrong_is_said(said, wrong):
    assert wrong_with(HI.said((said,)), "pl") == wrong


def test_a_form_for_one_number_may_leave_the_number_out_and_no_other_may():
    said = ("dim diwrnod", "diwrnod", "deuddydd", "tridiau", "%(num)s diwrnod", "diwrnodau")
    assert wrong_with(DAYS.said(said), "cy") == ["The translation for 4, 5, 7 … leaves out num."]
    assert wrong_with(DAYS.said((*said[:5], "%(num)s diwrnod")), "cy") == []


def test_too_few_forms_are_said_with_what_they_are_for():
    assert wrong_with(DAYS.said(("a", "b")), "pl") == [
        "It has 2 forms; 3 were expected: for 1; for 2, 3, 4, 22 …; for 0, 5, 12, 25 …."
    ]


@pytest.mark.parametrize("text", ["Sayso", "%(first)s, %(last)s", "OK", "0–10"])
def test_what_is_the_same_everywhere_may_stay(text):
    assert wrong_with(Entry(text, forms=(text,)), "cy") == []


def test_braces_of_a_questionnaire_are_names_too():
    asked = Entry("You said {answer:today}. Why?", place="week.1")
    assert wrong_with(asked.said(("Powiedziano {answer:today}. 5 % czemu?",)), "pl") == []
    assert wrong_with(asked.said(("Czemu?",)), "pl") == ["The translation leaves out answer:today."]


@pytest.mark.parametrize("code", PLURAL_FORMS)
def test_the_forms_of_a_language_are_those_of_cldr(code):
    count, rule = re.fullmatch(r"nplurals=(\d); plural=(.+);", PLURAL_FORMS[code]).groups()
    of, cldr, forms = c2py(rule), Locale.parse(code).plural_form, forms_of(code)
    assert len(forms) == int(count)
    categories = {n: (of(n), cldr(n)) for n in range(300)}
    assert len({form for form, _cldr in categories.values()}) == len(set(categories.values())) == len(forms)
    for number, form in enumerate(forms):
        assert {of(n) for n in form.numbers} == {number}
        assert form.only == (sum(of(n) == number for n in range(300)) == 1)


def test_programs_give_a_text_or_a_list_of_forms():
    assert given({"a": "b", "c": ["d", "e"]}) == ({"a": ("b",), "c": ("d", "e")}, [])
    assert given({"a": 1})[1] == ["“a”: a text was expected, or a list of texts, one for each form."]
    assert as_data(DAYS, forms_of("cy"))["forms"][0] == "for 0"
