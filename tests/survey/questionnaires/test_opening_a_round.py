"""Opening a round, and finding the rounds that can be answered on a day."""

from datetime import date

import pytest

from survey.errors import AlreadyDone, NotThere
from survey.questionnaires.shelf import shelf
from survey.questionnaires.store import RoundWrong, make_round, open_round, open_rounds, rounds_of, the_round

AUTUMN = {
    "organisation_id": "harbour",
    "title": "Autumn",
    "wave": 1,
    "opens_on": date(2026, 9, 1),
    "closes_on": date(2026, 12, 5),
}


@pytest.fixture
def session(database, cast):
    with database.writing() as writing:
        yield writing


def test_a_round_asks_the_newest_version(session):
    made = open_round(session, shelf(), "harbour-autumn", questionnaire="strands", **AUTUMN)
    assert (made.questionnaire, made.version, made.basis) == ("strands", 1, "consent")
    assert the_round(session, "harbour-autumn") is made


DAYS = [
    (date(2026, 8, 31), []),
    (date(2026, 9, 1), ["a"]),
    (date(2026, 12, 5), ["a"]),
    (date(2026, 12, 6), []),
]


@pytest.mark.parametrize(("day", "found"), DAYS)
def test_a_round_is_open_from_its_first_day_to_its_last(session, day, found):
    open_round(session, shelf(), "a", questionnaire="strands", **AUTUMN)
    assert [each.id for each in open_rounds(session, "harbour", day)] == found
    assert open_rounds(session, "northshore", day) == []


def test_an_imported_round_is_kept_and_never_asked(session):
    open_round(session, shelf(), "old-survey", questionnaire="strands", basis="public task", **AUTUMN)
    assert open_rounds(session, "harbour", date(2026, 10, 1)) == []
    assert [each.id for each in rounds_of(session, "harbour")] == ["old-survey"]


@pytest.mark.parametrize(
    ("round_id", "changed", "sentence"),
    [
        ("Harbour Autumn", {}, "small letters, numbers and dashes"),
        ("a" * 41, {}, "40 at most"),
        ("a", {"closes_on": date(2026, 8, 1)}, "would close before it opens"),
        ("a", {"wave": 0}, "waves count from 1"),
    ],
)
def test_a_round_that_cannot_be_is_refused_with_a_sentence(session, round_id, changed, sentence):
    with pytest.raises(RoundWrong, match=sentence):
        make_round(session, round_id, questionnaire="strands", version=1, **(AUTUMN | changed))


def test_two_rounds_of_one_name_are_refused(session):
    open_round(session, shelf(), "a", questionnaire="strands", **AUTUMN)
    with pytest.raises(AlreadyDone):
        open_round(session, shelf(), "a", questionnaire="clusters", **AUTUMN)


def test_a_questionnaire_that_is_not_here_opens_no_round(session):
    with pytest.raises(NotThere):
        open_round(session, shelf(), "a", questionnaire="none", **AUTUMN)
    with pytest.raises(NotThere):
        the_round(session, "a")
