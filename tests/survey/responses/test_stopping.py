"""Stopping: deleting what is not sent, by their own tap or by taking back the Yes. What was sent stays, as an entry."""

from sqlalchemy import func, select

from survey.ledger.store import rebuild
from survey.responses.models import PageAnswers, Sitting
from tests.survey.responses.answering import begin, says


def drafts(sayso) -> tuple[int, int]:
    """How many sittings and saved pages there are."""
    with sayso.house.database.reading() as session:
        return tuple(session.scalar(select(func.count()).select_from(table)) for table in (Sitting, PageAnswers))


def test_deleting_is_said_first_and_done_on_the_next_tap(sayso, cast):
    amina = begin(sayso, cast.amina)
    amina.starts()
    amina.taps(1, experience_1="3")
    assert "You can’t get it back." in amina.sees("discard").text
    assert drafts(sayso) == (1, 1)
    assert amina.taps("discard").headers["Location"] == amina.address()
    assert drafts(sayso) == (0, 0)
    assert amina.sent() == []
    assert "Start" in amina.sees().text


def test_a_page_from_another_tab_after_deleting_is_not_kept_and_says_so(sayso, cast):
    amina = begin(sayso, cast.amina)
    amina.starts()
    form = amina.form(11) | {"experience_words": "Hello"}
    amina.taps("discard")
    late = amina.client.post(amina.address(11), data=form)
    assert late.status_code == 409
    assert "Your answers are gone." in late.text
    assert "Hello" in late.text
    assert drafts(sayso) == (0, 0)


def test_they_can_start_again(sayso, cast):
    amina = begin(sayso, cast.amina)
    amina.starts()
    amina.taps(1, experience_1="3")
    amina.taps("discard")
    amina.starts()
    assert amina.chosen(1) == {}


def test_what_was_sent_cannot_be_deleted_here(sayso, cast):
    amina = begin(sayso, cast.amina)
    amina.starts()
    amina.taps(1, experience_1="3")
    form = amina.form("check")
    amina.sends()
    assert amina.sees("discard").headers["Location"] == amina.address()
    amina.client.post(amina.address("discard"), data=form)
    assert len(amina.sent()) == 1
    assert "We have your answers." in amina.sees().text


def test_taking_back_the_yes_deletes_what_is_not_sent(sayso, cast):
    amina = begin(sayso, cast.amina)
    amina.starts()
    amina.taps(1, experience_1="3")
    says(amina, "take_part", "withdrawn")
    assert drafts(sayso) == (0, 0)


def test_taking_back_another_yes_deletes_nothing(sayso, cast):
    amina = begin(sayso, cast.amina)
    says(amina, "count_me", "given")
    amina.starts()
    amina.taps(1, experience_1="3")
    says(amina, "count_me", "withdrawn")
    assert drafts(sayso) == (1, 1)


def test_playing_the_ledger_again_leaves_a_later_draft_alone(sayso, cast, clock):
    amina = begin(sayso, cast.amina)
    says(amina, "take_part", "withdrawn")
    clock.move(minutes=5)
    says(amina, "take_part", "given")
    amina.starts()
    amina.taps(1, experience_1="3")
    with sayso.house.database.writing() as session:
        assert rebuild(session) == []
    assert drafts(sayso) == (1, 1)
