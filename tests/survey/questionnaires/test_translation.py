"""Questionnaires in other languages: whole pages or none, every mistake a sentence, and no code ever changed."""

import tomllib
from dataclasses import replace

import pytest

from survey.questionnaires.definition import DefinitionWrong
from survey.questionnaires.definition_file import texts
from survey.questionnaires.shelf import LIBRARY, shelf
from survey.questionnaires.translation import (
    Translation,
    in_language,
    problems_of,
    texts_of,
    translation_from_toml,
)
from survey.words.questionnaire_words import entries_of, toml_text

STRANDS = shelf().the("strands", 1)
CHECK_IN = shelf().the("check_in", 1)


def whole(asked, language="pl"):
    """A translation that has every word: theirs, turned to capitals."""
    words = {text for question in asked.questions if question.part == asked.key for text in texts_of(question)}
    words |= {page.heading for page in asked.pages if page.heading} | {asked.title, asked.about}
    return Translation(*asked.key, language, {text: text.upper() for text in words})


def on_a_shelf(*translations):
    return {each.key: each for each in translations}


def without(translation, text):
    return replace(translation, words={english: said for english, said in translation.words.items() if english != text})


def test_every_text_is_said_in_the_language_and_no_code_changes():
    said = in_language(STRANDS, on_a_shelf(whole(STRANDS)), "pl")
    assert said.title == "HOW THINGS ARE FOR YOU"
    assert said.pages[0].heading == "HOW YOU FEEL"
    for before, after in zip(STRANDS.questions, said.questions, strict=True):
        assert (after.item, after.type, after.part, after.lang) == (before.item, before.type, before.part, "")
        assert texts_of(after) == tuple(text.upper() for text in texts_of(before))
        assert [code for code, _words in after.options] == [code for code, _words in before.options]


def test_a_page_with_a_word_missing_is_shown_whole_as_it_was_written_and_names_its_language():
    said = in_language(STRANDS, on_a_shelf(without(whole(STRANDS), STRANDS.questions[7].text)), "pl")
    assert [question.lang for page in said.pages for question in page.questions] == [""] * 5 + ["en"] * 5 + [""] * 15
    assert said.pages[1] == replace(STRANDS.pages[1], questions=said.pages[1].questions)
    assert [texts_of(each) for each in said.pages[1].questions] == [
        texts_of(each) for each in STRANDS.pages[1].questions
    ]


@pytest.mark.parametrize(
    "text", [STRANDS.pages[0].heading, STRANDS.questions[0].why, STRANDS.questions[0].options[1][1]]
)
def test_a_heading_a_fact_or_an_answer_that_is_missing_counts_too(text):
    assert in_language(STRANDS, on_a_shelf(without(whole(STRANDS), text)), "pl").questions[0].lang == "en"


def test_a_title_that_is_missing_names_its_language_and_the_questions_are_still_said():
    said = in_language(STRANDS, on_a_shelf(without(whole(STRANDS), STRANDS.title)), "pl")
    assert (said.title, said.lang, said.questions[0].lang) == (STRANDS.title, "en", "")


def test_without_easy_words_a_question_is_asked_without_them():
    eased = replace(
        STRANDS,
        pages=tuple(
            replace(page, questions=tuple(replace(each, easy="Short") for each in page.questions))
            for page in STRANDS.pages
        ),
    )
    said = in_language(eased, on_a_shelf(whole(STRANDS)), "pl").questions[0]
    assert (said.easy, said.lang) == ("", "")


def test_what_was_put_together_takes_the_words_of_each_part():
    one = shelf().the("ons_wellbeing", 1)
    said = in_language(CHECK_IN, on_a_shelf(whole(one)), "pl")
    assert {question.lang for question in said.questions if question.part == one.key} == {""}
    assert {question.lang for question in said.questions if question.part != one.key} == {"en"}


def test_one_question_may_say_the_same_english_otherwise():
    most = replace(whole(STRANDS), words_of={"feelings_2": {"Not like me": "WCALE"}})
    said = in_language(STRANDS, on_a_shelf(most), "pl")
    assert said.question("feelings_2").options[0] == (0, "WCALE")
    assert said.question("feelings_1").options[0] == (0, "NOT LIKE ME")


def test_in_its_own_language_it_is_as_it_was_written():
    assert in_language(STRANDS, {}, "en") is STRANDS


FILE = 'questionnaire = "strands"\nversion = 1\nlanguage = "pl"\n'


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ('[words]\n"How you slept" = "Jak spałeś"', "It has words for “How you slept”, which is not asked."),
        ('[words]\n[words_of.sleep_1]\n"a" = "b"', "It has words for the question sleep_1, which is not asked."),
        ('[words]\n[words_of.feelings_1]\n"a" = "b"', "The question feelings_1 does not say “a”."),
        ('[words]\n"I fit in with people my age" = "{x}"', "“{x}” must hold no braces, and holds {x}."),
    ],
)
def test_what_does_not_fit_the_questionnaire_is_said(wrong, said):
    assert problems_of(translation_from_toml(FILE + wrong, "strands"), STRANDS) == [said]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("questionnaire = ", "It is not valid TOML"),
        ('[words]\n"a" = "b"', "It does not say its questionnaire. It does not say its version."),
        (FILE, "It does not say its words."),
        (FILE + '[words]\n"a" = " "', "“a” is not given as words."),
    ],
)
def test_a_file_that_is_no_translation_is_refused(text, said):
    with pytest.raises(DefinitionWrong, match=said):
        translation_from_toml(text, "strands.1.toml")


def test_a_file_is_written_as_it_is_read():
    data = {"id": "q", "version": 2, "title": 'Say “hi” or "hello"', "section": [], "answers": {}}
    entries = [entry.said(("Dzień\n„dobry”",)) for entry in entries_of(data, {})]
    read = translation_from_toml(toml_text(data, "pl", {"words_of": {"a.b": {"x": "y"}}}, entries), "q")
    assert read == Translation("q", 2, "pl", {data["title"]: "Dzień\n„dobry”"}, {"a.b": {"x": "y"}})


def test_a_folder_of_ones_own_may_bring_a_language(tmp_path):
    (tmp_path / "pl").mkdir()
    (tmp_path / "pl" / "strands.1.toml").write_text(FILE + '[words]\n"Not asked" = "x"', "utf-8")
    with pytest.raises(DefinitionWrong, match=r"pl/strands\.1\.toml cannot be used.*“Not asked”, which is not asked"):
        shelf(str(tmp_path))


@pytest.mark.parametrize("asked", shelf().questionnaires.values(), ids=lambda asked: asked.id)
def test_translators_are_given_every_text_of_a_questionnaire(asked):
    given = set(texts(tomllib.loads((LIBRARY / f"{asked.id}.toml").read_text("utf-8"))))
    mine = [question for question in asked.questions if question.part == asked.key]
    assert {text for question in mine for text in texts_of(question)} | {asked.title} <= given
