"""Checking what was answered, changing it, and sending: once, whole, whatever is tapped twice."""

import re

import pytest

from survey.ledger.verifying.store import verify
from tests.survey.responses.answering import another_link, begin, says

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)  # pages: the journeys are on both


def test_everything_is_said_back_with_a_way_to_change_it(sayso, cast):
    amina = begin(sayso, cast.amina)
    amina.starts()
    amina.taps(1, experience_1="3")
    amina.taps(2, "skip")
    amina.taps(3, "prefer")
    page = amina.sees("check").text
    said = re.findall(r'<dt class="govuk-summary-list__key">(.*?)</dt>\s*<dd[^>]*>(.*?)</dd>', page)
    assert said[:4] == [
        ("I felt safe with the people who helped me", "Often"),
        ("My worker listened to me", "You skipped this one"),
        ("I had a say in what happened", "You don’t want to say"),
        ("People explained things in a way I understood", "You skipped this one"),
    ]
    assert page.count("?from=check") == 11
    assert "Nothing is sent yet." in page
    assert f'href="{amina.address(4)}">Go to the next one you have not seen' in page


def test_a_change_comes_back_to_checking(sayso, cast):
    amina = begin(sayso, cast.amina)
    amina.starts()
    amina.taps(1, experience_1="3")
    for act in ("next", "back"):
        changed = amina.taps(1, act, query="?from=check", experience_1="0")
        assert changed.headers["Location"] == amina.address("check")
    assert "Never" in amina.sees("check").text


def test_with_nothing_answered_there_is_nothing_to_check(sayso, cast):
    amina = begin(sayso, cast.amina)
    amina.starts()
    assert amina.sees("check").headers["Location"] == amina.address("resume")


def test_sending_records_one_entry_with_a_code_for_every_item(sayso, cast, house):
    amina = begin(sayso, cast.amina)
    amina.starts()
    amina.taps(1, experience_1="3")
    amina.taps(2, "prefer")
    amina.taps(11, experience_words="Outside is better.")
    assert amina.sends().headers["Location"] == amina.address("done")
    (entry,) = amina.sent()
    assert entry.actor == cast.amina
    assert {segment.claim for segment in entry.segments} == {"their_words"}
    assert {segment.author for segment in entry.segments} == {cast.amina}
    facts = {key: entry.content[key] for key in ("questionnaire", "version", "round")}
    assert facts == {"questionnaire": "experience", "version": 1, "round": "autumn"}
    skipped = {f"experience_{n}": -99 for n in range(3, 11)}
    assert entry.content["answers"] == {"experience_1": 3, "experience_2": -94} | skipped
    with house.database.reading() as session:
        assert verify(session).holds


def test_what_was_never_shown_is_sent_as_not_routed(sayso, cast):
    amina = begin(sayso, cast.amina, "ons_wellbeing")
    amina.starts()
    amina.taps(1, life_satisfaction="7")
    tampered = amina.form(1) | {"anxious": "3"}  # she is 15
    assert amina.client.post(amina.address(4), data=tampered).status_code == 303
    amina.sends()
    (entry,) = amina.sent()
    assert entry.content["answers"]["anxious"] == -98


def test_a_check_in_is_sent_as_the_questionnaires_it_is_made_of(sayso, cast):
    amina = begin(sayso, cast.amina, "check_in")
    amina.starts()
    amina.taps(1, today="4")
    amina.taps(2, life_satisfaction="8")
    amina.taps(6, experience_1="2")
    amina.sends()
    sent = {entry.content["questionnaire"]: entry.content["answers"] for entry in amina.sent()}
    assert list(sent) == ["check_in", "ons_wellbeing", "experience"]
    assert sent["check_in"] == {"today": 4}
    assert sent["ons_wellbeing"] == {"life_satisfaction": 8, "worthwhile": -99, "happy": -99, "anxious": -98}
    assert sent["experience"]["experience_1"] == 2


def test_a_double_tap_sends_once(sayso, cast):
    amina = begin(sayso, cast.amina)
    amina.starts()
    amina.taps(1, experience_1="3")
    form = amina.form("check")
    both = [amina.client.post(amina.address("check"), data=form) for _ in range(2)]
    assert [page.headers["Location"] for page in both] == [amina.address("done")] * 2
    assert len(amina.sent()) == 1


def test_a_page_from_a_second_tab_after_sending_is_not_lost_without_a_word(sayso, cast):
    amina = begin(sayso, cast.amina)
    amina.starts()
    amina.taps(1, experience_1="3")
    second_tab = amina.form(11) | {"act": "next", "experience_words": "One more thing"}
    amina.sends()
    late = amina.client.post(amina.address(11), data=second_tab)
    assert late.status_code == 409
    assert "You sent your answers before this" in late.text
    assert "One more thing" in late.text
    assert amina.sees(1).headers["Location"] == amina.address("done")
    assert amina.sees("check").headers["Location"] == amina.address("done")
    assert amina.starts().headers["Location"] == amina.address()
    assert len(amina.sent()) == 1


def test_two_tabs_keep_the_last_word_of_each_page(sayso, cast):
    amina = begin(sayso, cast.amina)
    amina.starts()
    first, second = amina.form(1), amina.form(1)
    amina.client.post(amina.address(1), data=first | {"experience_1": "1"})
    amina.client.post(amina.address(1), data=second | {"experience_1": "4"})
    assert amina.chosen(1) == {"experience_1": "4"}


@pytest.mark.parametrize("state", ["withdrawn", "deferred"])
def test_a_yes_taken_back_before_sending_sends_nothing(sayso, cast, state):
    amina = begin(sayso, cast.amina)
    amina.starts()
    amina.taps(1, experience_1="3")
    form = amina.form("check")
    says(amina, "take_part", state)
    assert amina.client.post(amina.address("check"), data=form).headers["Location"] == amina.address()
    late = form | {"asked": "experience.1", "experience_1": "1"}
    assert amina.client.post(amina.address(1), data=late).status_code == 409
    assert amina.sent() == []


def test_done_says_what_is_theirs_now(sayso, cast):
    amina = begin(sayso, cast.amina)
    amina.answers_everything()
    amina.sends()
    page = amina.sees("done")
    assert page.status_code == 200
    assert "We have your answers. Thank you." in page.text
    assert amina.address("copy") in page.text
    assert "We have your answers. Thank you." in amina.sees().text


def test_done_before_sending_is_not_said(sayso, cast):
    amina = begin(sayso, cast.amina)
    amina.starts()
    assert amina.sees("done").headers["Location"] == amina.address()


def test_the_copy_holds_what_was_sent_and_stays_open_for_a_day(sayso, cast, clock):
    amina = begin(sayso, cast.amina, "check_in")
    amina.starts()
    amina.taps(1, today="4")
    amina.taps(16, experience_words="Outside\u202e is better")
    assert amina.sees("copy").headers["Location"] == amina.address()  # not sent: nothing to copy
    amina.sends()
    copy = amina.sees("copy").text
    for words in ("Really good", "Outside\u202e is better", "You skipped this one", "Harbour Youth Project"):
        assert words in copy
    assert "Open Government Licence v3.0." in copy
    clock.move(hours=24)
    assert amina.sees("copy").headers["Location"] == f"/en/records/{amina.token}/door"
    amina.token = another_link(amina)
    assert amina.sees("copy").status_code == 303
    assert amina.address("copy") not in amina.sees("done").text
