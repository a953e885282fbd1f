"""What is shown back: own answers in plain words, where the definition allows it; no label, no sum, nobody else."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from outcomes.results.over_time import Sent, chart, is_shown_back, lines, sentence
from survey.questionnaires.shelf import shelf
from tests.house.page_words import too_hard_to_read
from tests.house.test_every_page import whole
from tests.survey.responses.answering import begin
from tests.survey.responses.test_their_say_after import opened

WELLBEING, EXPERIENCE, SDQ = (shelf("").latest(each) for each in ("ons_wellbeing", "experience", "sdq"))
FIRST = datetime(2026, 5, 4, 12, tzinfo=UTC)


def say(message, **values):
    return message % values if values else message


def sent(*codes, asked=WELLBEING, item="life_satisfaction"):
    return [Sent(FIRST + timedelta(weeks=n), asked, {item: code}) for n, code in enumerate(codes)]


def test_this_time_and_last_time_in_any_order_they_come():
    (line,) = lines(reversed(sent(4, 9, 6)), say)
    assert [point.value for point in line.points] == [4, 9, 6]
    assert sentence(line, say, str) == "This time you said “6 out of 10”. Last time you said “9 out of 10”."
    (once,) = lines(sent(6), say)
    assert sentence(once, say, lambda day: f"{day:%-d %B}") == "You said “6 out of 10” on 4 May."
    assert not once.is_drawn


def test_a_skip_is_no_answer_and_other_words_are_another_question():
    (line,) = lines(sent(4, -99, -94, 6), say)
    assert [point.value for point in line.points] == [4, 6]
    changed = replace(EXPERIENCE.question("experience_1"), part=("experience", 2))
    newer = replace(EXPERIENCE, version=2, pages=(replace(EXPERIENCE.pages[0], questions=(changed,)),))
    both = lines(sent(1, item="experience_1", asked=EXPERIENCE) + sent(2, item="experience_1", asked=newer), say)
    assert len(both) == 2


def test_ours_and_open_ones_are_shown_and_licensed_ones_are_not_unless_they_say_so():
    assert all(is_shown_back(WELLBEING, question) for question in WELLBEING.questions)
    assert not any(is_shown_back(SDQ, question) for question in SDQ.questions)
    assert is_shown_back(SDQ, replace(SDQ.questions[0], show_back="yes"))
    assert not is_shown_back(EXPERIENCE, replace(EXPERIENCE.questions[0], show_back="no"))
    assert not is_shown_back(EXPERIENCE, EXPERIENCE.question("experience_words"))


def test_down_is_drawn_as_up_is_and_mirrored_where_words_run_so():
    (line,) = lines(sent(0, 10, 5), say)
    across = chart(line)
    assert [dot.y for dot in across.dots] == [across.floor, across.ceiling, (across.floor + across.ceiling) / 2]
    assert [dot.x for dot in chart(line, rtl=True).dots] == [100 - dot.x for dot in across.dots]


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_it_is_a_tap_from_what_was_sent_and_in_the_record_and_names_no_band(sayso, cast, clock):
    amina = begin(sayso, cast.amina, "ons_wellbeing")
    amina.starts()
    amina.taps(1, life_satisfaction="2")
    amina.sends()
    address = f"/en/results/{amina.token}"
    assert address in amina.sees("done").text
    pages = [amina.client.get(address).text, amina.client.get(f"/en/results/open/{opened(amina).split('/')[-1]}").text]
    for page in pages:
        assert "You said “2 out of 10” on" in page
        assert "If it is hard to look at this, you can talk to someone." in page
        assert not whole(page)
        assert not too_hard_to_read(page)
        main = page[page.index("<main") : page.index("</main>")].lower()
        for word in ("low", "medium", "high", "average", "score", "other young people", "better", "worse", "normal"):
            assert f" {word}" not in main, word
    clock.move(hours=25)
    assert amina.client.get(address).headers["Location"].endswith("/door")
