"""The page of a record: what is looked for is in the address alone; headings in order; small if it is long; paper."""

import gzip
import re
from html import unescape
from itertools import pairwise

import pytest
from looks import seqs_in

from outcomes.goals.store import close_goal, rate_goal, set_goal
from outcomes.impact.door.store import count
from outcomes.impact.store import open_cohort
from people import Cast
from survey.app import Sayso
from survey.consent.store import decide
from survey.ledger.entry import Claim, NewEntry
from survey.ledger.store import entries_about, entry_at, record
from survey.records.statements.store import add_statement
from survey.request_log import UNLOGGED
from tests.survey.records.conftest import Notes, Visitor, part

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
FIRST_PAGE = 14_000  # bytes as sent: facts, cost


def headings(html: str) -> list[tuple[int, str]]:
    found = re.findall(r"<h([1-6])[^>]*>(.*?)</h\1>", html, flags=re.DOTALL)
    return [(int(level), " ".join(unescape(re.sub(r"<[^>]+>", " ", words)).split())) for level, words in found]


def test_what_is_looked_for_is_found_said_and_kept_in_no_log(amina: Visitor, notes: Notes, capfdbinary) -> None:
    page = amina.record("?words=QUAY+street&show=notes")
    assert "14 Quay Street" in page
    assert "half time" not in page
    assert re.search(r"<h2>1 of \d+, newest first</h2>", page)
    assert "You see only: “QUAY street”, Notes." in page
    assert 'value="QUAY street"' in page
    amina.record("?words=QUAY+street&order=theme")
    amina.get("/en/records/open/{key}/paper?words=QUAY")
    said = capfdbinary.readouterr()
    assert b"quay" not in (said.out + said.err).lower()


def test_no_page_that_can_be_searched_leaves_a_line(sayso: Sayso) -> None:
    for view in ("mine", "about", "paper", "paper_about"):
        assert hasattr(sayso.people.view_functions[f"records.{view}"], UNLOGGED), view


def test_nothing_found_says_so_and_shows_the_way_back(amina: Visitor, notes: Notes) -> None:
    page = amina.record("?words=elephant")
    assert "Nothing here fits that." in page
    assert f'href="/en/records/open/{amina.key}#found">See all of it</a>' in page
    assert "<article" not in page


def test_a_day_that_is_none_is_said_next_to_it_and_what_was_typed_stays(amina: Visitor, notes: Notes) -> None:
    answer = amina.get("/en/records/open/{key}?since=yesterday&words=quay")
    assert answer.status_code == 422
    assert 'id="since-error"' in answer.text
    assert 'value="quay"' in answer.text
    assert 'value="yesterday"' in answer.text
    assert amina.get("/en/records/open/{key}?after=x&at=9999999999999999999&who=%00&show=x").status_code == 200


def test_each_card_is_an_article_with_a_name_under_headings_in_order(amina: Visitor, notes: Notes) -> None:
    for query in ("", "?order=theme", "?words=quay"):
        found = headings(amina.record(query))
        assert found[0] == (1, "What’s written about you")
        levels = [level for level, _words in found]
        assert all(after <= before + 1 for before, after in pairwise(levels)), levels
        page = amina.record(query)
        named = re.findall(r'<article [^>]*aria-labelledby="([^"]+)"', page)
        assert len(named) == page.count("<article") > 0
        assert all(f'<h3 class="so-step" id="{each}"' in page for each in named)
    assert (2, "Notes") in headings(amina.record("?order=theme"))
    assert (3, "Opinion 14 Sept") in found or (3, "Fact 14 Sept") in found


def test_a_long_record_is_a_small_page(amina: Visitor, sayso: Sayso, cast: Cast) -> None:
    house, when = sayso.house, {"now": sayso.house.clock(), "rng": sayso.house.rng}
    with house.database.writing() as session:
        for n in range(120):
            words = part(f"{house.rng.randbytes(60).hex(' ', 3)} {n}", Claim.OPINION, cast.sam, cast.amina)
            record(session, NewEntry("record.made", cast.sam, (words,)), **when)
    for query in ("", "?order=theme"):
        sent = amina.client.get(amina.at() + query, headers={"Accept-Encoding": "gzip"})
        html = gzip.decompress(sent.data).decode()
        assert "See all 120" in html or "You see 1 to 20 of 1" in html
        assert len(sent.data) <= FIRST_PAGE


def test_on_paper_everything_is_open_and_nothing_is_a_link(amina: Visitor, notes: Notes) -> None:
    amina.challenge(notes.groups, words="I like small groups.")
    amina.post(amina.at(notes.home, "side"), words="We had to.")
    sheet = amina.get("/en/records/open/{key}/paper").text
    (content,) = re.findall(r'<table class="so-sheet".*</table>', sheet, flags=re.DOTALL)
    for words in (
        "14 Quay Street",
        "I like small groups.",
        "We had to.",
        "Printed on 14 Sept 2026.",
        "the law stops",
    ):
        assert words in content
    assert not re.findall(r"<(?:a|button|form|details|input)\b", content)
    assert amina.key not in content
    assert amina.token not in content
    assert "14 Quay Street" not in amina.get("/en/records/open/{key}/paper?show=goals").text


def test_the_person_s_own_account_comes_first_when_an_answer_is_late(amina: Visitor, notes: Notes, clock) -> None:
    amina.challenge(notes.groups, words="I like small groups.")
    assert in_order(amina.record("?words=small+groups"), "hard to be in groups", "I like small groups.")
    clock.move(days=25)
    amina.open()
    for page in (amina.record("?words=small+groups"), amina.get("/en/records/open/{key}/paper?show=notes").text):
        assert in_order(page, "I like small groups.", "hard to be in groups")


def in_order(page: str, *words: str) -> bool:
    places = [page.index(each) for each in words]
    return places == sorted(places)


def test_a_relative_s_look_names_what_is_on_the_page_and_on_paper_it_says_so(rosa, notes, sayso: Sayso, cast) -> None:
    rosa.get(rosa.at("about", cast.amina) + "?words=groups")
    rosa.get(rosa.at("about", cast.amina, "paper") + "?words=half+time")
    with sayso.house.database.reading() as session:
        paper, screen = entries_about(session, cast.amina, ["view.made"])
    assert notes.groups in seqs_in(screen)
    assert notes.session not in seqs_in(screen)
    assert (screen.content["channel"], paper.content["channel"]) == ("screen", "print")
    assert notes.groups not in seqs_in(paper)
    assert notes.session in seqs_in(paper)


def test_two_accounts_stand_side_by_side(rosa: Visitor, notes: Notes, sayso: Sayso, cast: Cast) -> None:
    when = {"now": sayso.house.clock(), "rng": sayso.house.rng}
    with sayso.house.database.writing() as session:
        add_statement(session, cast.amina, notes.home, "It was not our choice.", **when)
        add_statement(session, cast.rosa, notes.home, "It was in June.", **when)
    for page in (rosa.get(rosa.at("about", cast.amina)).text, rosa.get(rosa.at("about", cast.amina, "paper")).text):
        (both,) = re.findall(r'<div class="so-accounts">(?:(?!so-accounts).)*It was in June.', page, flags=re.DOTALL)
        assert both.count('<blockquote class="so-say">') == 2
        assert both.index("What Amina says, 14 Sept") < both.index("What you say, 14 Sept")


def test_a_correction_is_told_to_everyone_whose_part_it_changed(rosa: Visitor, amina, notes, sayso, cast) -> None:
    assert "changed some of this" not in rosa.record()
    with sayso.house.database.writing() as session:
        old = entry_at(session, notes.home)
        now = ("They moved to 15 Quay Street.", "Amina sleeps at home.", "Rosa works nights.")
        parts = [part(words, e.claim, cast.priya, *e.subjects) for e, words in zip(old.segments, now, strict=True)]
        put_right = NewEntry("record.corrected", cast.priya, tuple(parts), links={"corrects": old.seq})
        record(session, put_right, now=sayso.house.clock(), rng=sayso.house.rng)
    page = rosa.record()
    assert "Priya Nair changed some of this on 14 Sept." in page
    way = unescape(re.search(r'href="([^"]+at=[^"]+)"', page)[1])
    card = rosa.get(way).text
    assert card.index("15 Quay Street") < card.index("What it used to say") < card.index("14 Quay Street")
    assert "aunt" not in card


def test_what_it_is_for_is_what_the_count_does(amina: Visitor, sayso: Sayso, cast: Cast, clock) -> None:
    """Not only words: the entries that a count reads are those whose cards say that it can."""
    at = {"now": clock.now, "rng": sayso.house.rng}
    with sayso.house.database.writing() as session:
        goal = set_goal(session, cast.amina, "Bake more", rating=3, **at)
        rate_goal(session, cast.amina, goal, 7, **at)
        close_goal(session, cast.amina, goal, "achieved", **at)
        days = {"opens_on": clock.now.date(), "closes_on": clock.now.date()}
        cohort = open_cohort(session, title="September 2026", now=clock.now, **days)
        for state in ("given", "withdrawn"):
            decide(session, cast.amina, "count_me", state, **at)
            session.flush()
            counted = count(session, cohort, clock.now).entries
            assert (goal in counted) is (state == "given")
            says_the_same(session, amina, cast, goal, counted)


def says_the_same(session, amina: Visitor, cast: Cast, goal: int, counted: list[int]) -> None:
    from survey.records.account.account import cards
    from survey.records.account.store import material_of, reader_of
    from survey.records.account.used_for import uses
    from tests.survey.records.reading.a_record import VOICE

    held = material_of(session, cast.amina, viewer=cast.amina)
    reader = reader_of(session, cast.amina, held)
    can = {
        card.seq
        for card in cards(held, cast.amina, {})
        if any("can be in the group count" in each for each in uses(card.now.entry, reader, VOICE, held=False))
    }
    assert set(counted) <= can
    assert (goal in can) is (goal in counted)
