"""Answers of many parts, wherever they are read after sending: by a worker, in the record, in measures."""

import re
from types import SimpleNamespace
from typing import Any, cast

import pytest

from outcomes.measures.scoring import answered
from survey.ledger.entry import Recorded
from survey.questionnaires.shelf import shelf
from survey.records.account.tellings import answers as telling
from survey.responses.sitting import require_answers_of, said_back, to_send
from survey.responses.told import told
from tests.survey.questionnaires.asking import said

WEEK = shelf().the("week", 1)
GOOD = {f"week_good.{code}": int(code in (2, 5)) for code in (0, 1, 2, 3, 4, 5)}
PLACES = {"week_matters.1": 2, "week_matters.2": -99, "week_matters.3": 1, "week_matters.4": -99}
SAID = GOOD | PLACES | {"week_was": 0, "week_more": "We sang", "week_day": "2027-03", "week_who": "My aunt"}
LEFT_OUT = frozenset({"week_helped"})
FACTS = {"questionnaire": "week", "version": 1}


def entry() -> Recorded:
    """What was sent, as the ledger gives it back."""
    (sent,) = to_send(WEEK, LEFT_OUT, SAID)
    contents: list[dict[str, Any]] = [FACTS | {"answers": dict(sent.codes)}]
    contents += [{"item": item, "words": words} for item, words in sent.words.items()]
    hers = {"claim": "their_words", "author": "amina", "subjects": ("amina",), "erased": False}
    parts = [SimpleNamespace(content=content, ordinal=n, **hers) for n, content in enumerate(contents)]
    made = SimpleNamespace(seq=1, at=None, kind="answers.submitted", content=contents[0], segments=tuple(parts))
    return cast(Recorded, made)


def test_every_option_has_its_number_and_words_and_dates_their_own_part():
    (sent,) = to_send(WEEK, LEFT_OUT, SAID)
    assert sent.codes["week_good.2"] == 1
    assert sent.codes["week_good.1"] == 0
    assert sent.codes["week_helped"] == -98
    assert sent.codes["week_sleep"] == -99
    assert sent.words == {"week_more": "We sang", "week_day": "2027-03", "week_who": "My aunt"}
    assert {type(code) for code in sent.codes.values()} == {int}


def test_a_worker_reads_them_in_words():
    made = told(entry(), entry().segments, WEEK, False, said)
    rows = dict(made.rows)
    assert rows["What was good this week?"] == "My friends · Time to rest"
    assert rows["What matters most to you now?"] == "1. Being listened to · 2. Feeling safe"
    assert rows["When is that day?"] == "March 2027"
    assert rows["How many nights did you sleep well?"] == "Skipped"
    assert "Did someone help you when it was hard?" not in rows
    assert "When is that day?" not in dict(made.words), "a date is told once, in words"
    assert dict(made.words)["Who helped you? You don’t have to say a name."] == "My aunt"
    assert ("You picked: \u2068My friends · Time to rest\u2069. What was it like?", "We sang") in made.words


def test_a_worker_who_may_not_see_some_words_is_not_told_them_by_another_question():
    whole = entry()
    parts = [part for part in whole.segments if part.content.get("item") != "week_who"]
    made = told(whole, parts, WEEK, False, said)
    assert "My aunt" not in str(made)
    assert "What would have helped you?" in dict(made.rows)


def test_without_the_questionnaire_there_are_names_and_numbers():
    made = told(entry(), entry().segments, None, False, said)
    assert ("week_good.2", "1") in made.rows
    assert ("week_day", "2027-03") in made.words


def test_the_record_tells_them_in_words_and_own_words_apart():
    reader, voice = SimpleNamespace(is_own=True, name=lambda person: None), SimpleNamespace(say=said, language="en")
    shown = telling(entry(), entry().segments, cast(Any, reader), cast(Any, voice))
    rows = dict(shown.facts)
    assert rows["What was good this week?"] == "My friends · Time to rest"
    assert rows["When is that day?"] == "March 2027"
    assert rows["How many nights did you sleep well?"] == "You skipped this one"
    assert [line.words for line in shown.lines] == ["We sang", "My aunt"]


def test_a_copy_leaves_out_what_was_never_asked():
    (sent,) = to_send(WEEK, LEFT_OUT, SAID)
    rows = [question.item for question, _w, _n in said_back(WEEK, frozenset(), {0: {**sent.codes, **sent.words}}, said)]
    assert "week_helped" not in rows
    assert len(rows) == len(WEEK.questions) - 1


def test_measures_take_each_number_and_no_missing_one():
    codes = answered(entry().content["answers"])
    assert codes["week_matters.1"] == 2
    assert not {"week_matters.2", "week_helped", "week_sleep", "week_day"} & set(codes)


@pytest.mark.parametrize(
    ("answers", "sentence"),
    [
        ({"week_good": 1}, "week does not ask week_good."),
        ({"week_good.9": 1}, "week does not ask week_good.9."),
        ({"week_good.1": 1}, "1 is not an answer to week_good."),
        (GOOD | {"week_good.0": 1}, "is not an answer to week_good."),
        (GOOD | {"week_good.1": -99}, "is not an answer to week_good."),
        (PLACES | {"week_matters.2": 1}, "is not an answer to week_matters."),
        ({"week_sleep": 8}, "8 is not an answer to week_sleep."),
        ({"week_day": "2027-02-30"}, "2027-02-30 is not an answer to week_day."),
        ({"week_day": 2027}, "2027 is not an answer to week_day."),
    ],
)
def test_what_is_no_answer_is_refused(answers, sentence):
    with pytest.raises(ValueError, match=re.escape(sentence)):
        require_answers_of(WEEK, answers)
