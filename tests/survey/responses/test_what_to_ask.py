"""What should we have asked: looked at by staff first, never with a name, one vote each, and no small numbers."""

import pytest
from staff import desk_of

from survey.consent.store import decide
from survey.ledger.erasing.store import erase
from survey.ledger.store import entries_about, rebuild
from survey.people.role import Role
from survey.responses.board import store
from survey.responses.board.models import SuggestionRow, VoteRow
from survey.responses.board.suggestion import OnBoard, at_least, in_an_order_of_their_own
from tests.house.page_words import too_hard_to_read
from tests.house.test_every_page import whole
from tests.survey.responses.answering import begin, says
from tests.survey.responses.test_their_say_after import opened, press

on_sqlite = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)  # pages: the journeys are on both

WEEKEND = "Can we come <at> the weekend?"


@pytest.fixture
def two(sayso, cast):
    """Amina and Jordan have answered in the same round."""
    phones = [begin(sayso, cast.amina)]
    phones.append(AtTheSameRound(phones[0], cast.jordan))
    for phone in phones:
        phone.starts()
        phone.taps(1, experience_1="3")
        phone.sends()
    return phones


def AtTheSameRound(first, person):
    from tests.survey.responses.answering import AtHerPhone, another_link

    phone = AtHerPhone(first.sayso, first.sayso.people.test_client(), "", person, first.round_id)
    phone.token = another_link(phone)
    says(phone, "take_part", "given")
    return phone


def suggestions(phone):
    with phone.sayso.house.database.reading() as session:
        return store.mine(session, phone.person, phone.round_id)


@on_sqlite
def test_nobody_sees_it_before_staff_have_and_nobody_sees_whose_it_is(two, sayso, cast, house):
    amina, jordan = two
    assert press(jordan, "done", "board", words=f"  {WEEKEND} ").status_code == 303
    assert press(jordan, "done", "board", words=WEEKEND).status_code == 303, "a second tap"
    (said,) = suggestions(jordan)
    assert "weekend" not in amina.sees("board").text
    assert "We have not read it yet." in jordan.sees("board").text
    assert press(amina, "board", f"board/{said.seq}/vote").status_code == 404
    sam = desk_of(sayso, cast.sam, Role.PRACTITIONER)
    listed = sam.get("/desk/responses/board").text
    assert "Can we come &lt;at&gt; the weekend?" in listed
    assert "Jordan" not in listed
    assert sam.post(f"/desk/responses/board/{said.seq}", "/desk/responses/board", act="show").status_code == 303
    board = amina.sees("board").text
    assert "Can we come &lt;at&gt; the weekend?" in board
    assert "Jordan" not in board
    assert not whole(board)
    assert not too_hard_to_read(board)
    record = jordan.client.get(opened(jordan)).text
    assert "put what you said on the board. It has no name on it." in record
    assert "what you say we should ask" in jordan.client.get(f"{opened(jordan)}/looks").text


@on_sqlite
def test_a_vote_counts_once_is_taken_back_by_a_tap_and_few_are_not_told(two, cast, house):
    amina, jordan = two
    press(jordan, "done", "board", words=WEEKEND)
    (said,) = suggestions(jordan)
    at = {"now": house.clock(), "rng": house.rng}
    with house.database.writing() as session:
        store.show(session, said.seq, cast.sam, **at)
    for vote in ("yes", "yes"):
        press(amina, "board", f"board/{said.seq}/vote", vote=vote)
    with house.database.reading() as session:
        assert store.votes_for(session, [said.seq]) == {said.seq: 1}
    assert "or more want this" not in amina.sees("board").text
    assert press(jordan, "board", f"board/{said.seq}/vote").status_code == 404, "not for one's own"
    press(amina, "board", f"board/{said.seq}/vote", vote="no")
    with house.database.writing() as session:
        assert store.votes_for(session, [said.seq]) == {}
        assert rebuild(session) == []


def test_votes_are_told_in_steps_and_each_reader_has_an_order_of_their_own():
    assert [at_least(votes) for votes in (0, 1, 4, 5, 9, 10, 19, 50, 1000)] == [0, 0, 0, 5, 5, 10, 10, 50, 100]
    found = [OnBoard(seq, "", 0, False, False, False) for seq in range(8)]
    orders = [[each.seq for each in in_an_order_of_their_own(found, who)] for who in ("amina", "amina", "jordan")]
    assert orders[0] == orders[1]
    assert orders[0] != orders[2]
    assert orders[0] != list(range(8))


@on_sqlite
def test_bad_input_says_what_to_do_and_loses_nothing(two, sayso, cast, house):
    amina, jordan = two
    assert "Write what we should have asked." in press(amina, "done", "board", words="  ").text
    long = press(amina, "done", "board", words="word " * 80)
    assert long.status_code == 422
    assert "word word" in long.text
    for number in range(3):
        assert press(amina, "done", "board", words=f"Ask about {number}").status_code == 303
    fourth = press(amina, "done", "board", words="And one more")
    assert fourth.status_code == 409
    assert "And one more" in fourth.text
    (first, *_rest) = suggestions(amina)
    lena = desk_of(sayso, cast.lena, Role.MANAGER)
    blank = lena.post(f"/desk/responses/board/{first.seq}", "/desk/responses/board", act="hide", reason=" ")
    assert blank.status_code == 422
    assert "Say why, in a kind way." in blank.text
    lena.post(f"/desk/responses/board/{first.seq}", "/desk/responses/board", act="hide", reason="It names someone.")
    assert "It names someone." in amina.sees("board").text
    press(amina, "board", f"board/{first.seq}/back")
    gone = lena.post(f"/desk/responses/board/{first.seq}", "/desk/responses/board", act="show")
    assert gone.status_code == 409
    assert jordan.client.post(jordan.address(f"board/{first.seq}/back"), data=key_of(jordan)).status_code == 404
    jo = desk_of(sayso, cast.jo, Role.PRACTITIONER)
    assert jo.post(f"/desk/responses/board/{first.seq}", "/desk/accounts/change", act="show").status_code == 404


def key_of(phone):
    return {"form_key": phone.form("done")["form_key"]}


@on_sqlite
def test_who_wrote_it_is_told_to_who_fears_for_them_and_they_read_that(two, sayso, cast):
    _amina, jordan = two
    press(jordan, "done", "board", words="I do not feel safe at home.")
    (said,) = suggestions(jordan)
    lena = desk_of(sayso, cast.lena, Role.MANAGER)
    page = lena.post(f"/desk/responses/board/{said.seq}/who", "/desk/responses/board").text
    assert "Jordan wrote this" in page
    assert "To see if you need help." in jordan.client.get(f"{opened(jordan)}/looks").text


@on_sqlite
def test_it_leaves_the_board_with_a_no_to_questions_and_when_it_is_erased(two, cast, house):
    amina, jordan = two
    press(jordan, "done", "board", words=WEEKEND)
    (said,) = suggestions(jordan)
    at = {"now": house.clock(), "rng": house.rng}
    with house.database.writing() as session:
        store.will_ask(session, said.seq, cast.sam, **at)
    press(amina, "board", f"board/{said.seq}/vote", vote="yes")
    assert "We will ask this" in amina.sees("board").text
    says(jordan, "take_part", "withdrawn")
    assert "weekend" not in amina.sees("board").text
    assert jordan.sees("board").headers["Location"] == jordan.address()
    with house.database.writing() as session:
        decide(session, cast.jordan, "take_part", "given", **at)
        parts = [(said.seq, 0)]
        erase(session, parts, actor=None, because=None, reason="asked", **at)
        assert session.query(SuggestionRow).count() == session.query(VoteRow).count() == 0
        assert rebuild(session) == []
        assert entries_about(session, cast.amina, ["suggestion.voted"])
    assert "weekend" not in amina.sees("board").text
