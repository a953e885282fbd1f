"""A commissioner reads everything there is to read, and an attacker with a solver learns of nobody."""

import csv
import io
import json
import random
import re
from dataclasses import replace
from datetime import date

import pytest
from staff import desk_of

from outcomes.impact import store
from outcomes.impact.captions import words_to_leave_out
from outcomes.impact.release import assemble
from survey.consent import store as consent
from survey.people.person import Kind
from survey.people.role import Role
from survey.people.store import add_person
from tests.house import pseudo
from tests.house.test_languages import in_english
from tests.outcomes.impact.attacker import attack, broken, world_of
from tests.outcomes.impact.growing import close, counting, grow, open_cohort
from tests.outcomes.impact.populations import COUNTED_AS, frame_of, population, texts_of

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)  # pages: the journeys are on both

PAGES = ("/desk/impact/", "/desk/impact/{n}", "/desk/impact/{n}.csv", "/desk/impact/{n}.json", "/desk/impact/methods")


@pytest.fixture
def commissioner(sayso, cast):
    return desk_of(sayso, cast.carys, Role.COMMISSIONER)


@pytest.fixture
def data_lead(sayso, cast):
    return desk_of(sayso, cast.dee, Role.DATA_LEAD)


def told_by_csv(text: str) -> dict[tuple[str, str], str]:
    rows = list(csv.DictReader(io.StringIO(text)))
    return {(row["row"], row["statistic"]): row["value"] for row in rows if row["statistic"] in ("people", "achieved")}


def told_by_json(text: str) -> dict[tuple[str, str], str]:
    said = {}
    for table in json.loads(text)["tables"]:
        for row in table["rows"]:
            said |= {(row["row"], m): row[m] for m in ("people", "achieved") if m in row}
    return said


def cells_of(page: str) -> list[list[str]]:
    """Give every table row of a page, as its texts."""
    rows = re.findall(r"<tr>(.*?)</tr>", page, re.DOTALL)
    return [
        [re.sub(r"<[^>]+>", "", cell).strip() for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.DOTALL)]
        for row in rows
    ]


def counts_only(said: dict[tuple[str, str], str]) -> dict[tuple[str, str], str]:
    named = {(COUNTED_AS.get(key, key), statistic): text for (key, statistic), text in said.items()}
    return {cell: text for cell, text in named.items() if not cell[0].startswith("scale/")}


def test_a_crawl_of_every_page_and_download_gives_nobody_away_and_nothing_moves(house, cast, commissioner):
    grown, cohort = grow(house, 66), open_cohort(house)
    truth = counting(house, cohort)
    number = close(house, cohort)
    crawled = {page: commissioner.get(page.format(n=number)) for page in PAGES}
    assert {answer.status_code for answer in crawled.values()} == {200}
    said = counts_only(told_by_csv(crawled[PAGES[2]].text))
    assert said == counts_only(told_by_json(crawled[PAGES[3]].text))
    assert len(said) > 30
    world = world_of(truth.counted, truth.missing, truth.frame)
    assert broken(attack(world, said)) == {}
    assert broken(attack(world, said, others_known=True)) == {}
    _the_page_says_no_more(crawled[PAGES[1]].text, crawled[PAGES[2]].text)
    _no_one_is_in_it(crawled.values(), grown)
    for page in PAGES[:2]:
        _its_captions_claim_nothing(crawled[page].text)
    _its_charts_can_be_heard(crawled[PAGES[1]].text)
    _leave(house, grown[0].id)
    assert [commissioner.get(page.format(n=number)).data for page in PAGES] == [each.data for each in crawled.values()]


def _leave(house, person: str) -> None:
    """One leaves and two come: nothing on these pages may say so before the next release."""
    at = {"now": house.clock(), "rng": house.rng}
    with house.database.writing() as session:
        consent.decide(session, person, "count_me", "withdrawn", **at)
        for name in ("New", "Newer"):
            known = {"organisation_id": "harbour", "area_code": "W01", "by": None}
            add_person(session, kind=Kind.YOUNG_PERSON, name=name, **known, **at)


def _the_page_says_no_more(page: str, download: str) -> None:
    """Every number on the page is one that was published, or a constant of the drawing."""
    published = {row["value"] for row in csv.DictReader(io.StringIO(download))}
    for row in cells_of(page):
        for cell in row[1:]:
            for part in re.findall(r"\[c\]|-?\d+(?:\.\d+)?", cell):
                assert part.strip("[]") in published, row
    for drawn in re.findall(r"<text[^>]*>(\d+)</text>", page):
        assert drawn in published
    for told in re.findall(r"<desc[^>]*>(.*?)</desc>", page):
        assert set(re.findall(r": (\d+)[.]", told)) <= published


def _no_one_is_in_it(answers, grown) -> None:
    for answer in answers:
        assert not [one for one in grown if one.id in answer.text]
        assert "Young 1" not in answer.text
        assert "ETag" not in answer.headers
        assert answer.headers["Cache-Control"] == "no-store"


def _its_captions_claim_nothing(page: str) -> None:
    said = re.sub(r"<[^>]+>", " ", re.sub(r"<(head|style)>.*?</\1>", "", page, flags=re.DOTALL))
    assert words_to_leave_out(said) == []


def _its_charts_can_be_heard(page: str) -> None:
    """Every chart has a name, a finding, and a table beside it."""
    charts = re.findall(r"<svg class=\"so-fig\".*?</svg>", page, re.DOTALL)
    assert len(charts) >= 3
    for drawn in charts:
        assert 'role="img"' in drawn
        assert re.search(r"<title[^>]*>[^<]+</title><desc[^>]*>[^<]+</desc>", drawn)
        assert "style=" not in drawn
    assert page.count("<table>") >= len(charts)


def test_there_is_nothing_to_read_yet(house, cast, commissioner):
    assert "There is no release yet" in commissioner.get("/desk/impact/").text
    assert commissioner.get("/desk/impact/1").status_code == 404
    assert commissioner.get("/desk/impact/1.csv").status_code == 404
    assert commissioner.get("/desk/impact/99999999999999999999").status_code == 404


@pytest.mark.parametrize("role", [Role.PRACTITIONER, Role.MANAGER, Role.COMMISSIONER])
def test_only_a_data_lead_closes(sayso, house, cast, role: Role):
    grow(house, 1)
    cohort = open_cohort(house)
    desk = desk_of(sayso, cast.sam, role)
    for path in ("/desk/impact/cohorts", f"/desk/impact/cohorts/{cohort}/close"):
        assert desk.get(path).status_code == 403
        assert desk.client.post(path).status_code in (400, 403)
    with house.database.reading() as session:
        assert store.cohort_of(session, cohort).state == "open"


@pytest.mark.parametrize("role", [Role.PRACTITIONER, Role.MANAGER])
def test_releases_are_for_commissioners_and_data_leads(sayso, cast, role: Role):
    desk = desk_of(sayso, cast.sam, role)
    assert desk.get("/desk/impact/").status_code == 403


def test_a_data_lead_opens_and_closes_a_cohort(house, cast, data_lead):
    grow(house, 32)
    days = {"opens_on": "2026-07-01", "closes_on": "2027-03-31"}
    opened = data_lead.post("/desk/impact/cohorts", title="Summer and autumn", organisation_id="", area_code="", **days)
    assert (opened.status_code, opened.location) == (303, "/desk/impact/cohorts")
    page = data_lead.get("/desk/impact/cohorts").text
    path = re.search(r'href="(/desk/impact/cohorts/\d+/close)"', page)[1]
    assert "It cannot be undone" in data_lead.get(path).text
    closed = data_lead.post(path)
    assert closed.status_code == 303
    assert "Summer and autumn" in data_lead.get(closed.location).text
    assert data_lead.post(path, "/desk/impact/cohorts").status_code == 409


def test_too_few_are_told_in_a_sentence_that_gives_no_number(house, cast, data_lead):
    grow(house, 7)
    path = f"/desk/impact/cohorts/{open_cohort(house)}/close"
    answer = data_lead.post(path)
    assert answer.status_code == 409
    assert "stays open" in answer.text
    assert not re.search(r"\b7\b", re.sub(r"<[^>]+>", " ", answer.text))


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"title": ""}, "Give the cohort a title."),
        ({"title": "x" * 20_000}, "Use 120 letters or fewer."),
        ({"title": "What we caused"}, "Leave “caused” out of the title."),
        ({"opens_on": "soon"}, "valid date"),
        ({"opens_on": ""}, "Give the first day"),
        ({"closes_on": "2025-01-01"}, "The last day is before the first."),
        ({"organisation_id": "nowhere"}, "Not a valid choice"),
        ({"title": "a\x00b"}, "cannot be kept"),
    ],
)
def test_a_wrong_form_says_so_and_keeps_what_was_typed(house, cast, data_lead, wrong: dict, sentence: str):
    right = {
        "title": "Summer",
        "opens_on": "2026-07-01",
        "closes_on": "2026-09-30",
        "organisation_id": "",
        "area_code": "",
    }
    answer = data_lead.post("/desk/impact/cohorts", **right | wrong)
    assert answer.status_code == 422
    assert sentence in answer.text
    assert (right | wrong)["title"].replace("\x00", "") in answer.text.replace("\x00", "").replace("�", "")
    with house.database.reading() as session:
        assert store.cohorts(session) == []


def test_a_release_reads_in_any_language_and_is_mirrored_where_that_runs_from_right_to_left(
    house, cast, with_languages, tmp_path
):
    grow(house, 34)
    number = close(house, open_cohort(house))
    there = with_languages(("qps_rtl",), pseudo.write(tmp_path / "words", "qps_rtl"))
    desk = desk_of(there, cast.carys, Role.COMMISSIONER)
    page = desk.get(f"/desk/impact/{number}").text
    assert 'dir="rtl"' in page
    data = {"July", "to", "September", "Sept", "Dec", "Jan", "Feb", "Eastmere", "Calderbourne", "Quayside", "Ward"}
    assert set(in_english(page)) - data - {"Carys", "Bevan"} == set()
    first, *_, last = re.findall(r'<rect class="k\d" x="([\d.]+)%" y="22" width="([\d.]+)%" height="44"', page)
    assert float(first[0]) > float(last[0])
    assert float(first[0]) + float(first[1]) == pytest.approx(99.7, abs=0.1)
    there.house.database.dispose()


@pytest.mark.parametrize(
    ("people", "achieved", "sheets", "words"),
    [
        (31, 0.0, None, "Few of 30"),
        (120, 1.0, None, "Nearly all of 120"),
        (120, 0.5, 1, "by their own account"),  # the headline alone: nothing more was safe
    ],
)
def test_releases_of_every_size_can_be_read(house, cast, commissioner, people, achieved, sheets, words):
    frame = frame_of(2, 3)
    release = assemble(*population(random.Random(5), people, frame, achieved=achieved), frame)
    release = replace(release, sheets=release.sheets[:sheets])
    with house.database.writing() as session:
        days = {"opens_on": date(2026, 7, 1), "closes_on": date(2026, 9, 30)}
        cohort = store.open_cohort(session, title="Summer", now=house.clock(), **days)
        number = store.keep(session, cohort, release, house.clock())
    assert words in commissioner.get("/desk/impact/").text
    page = commissioner.get(f"/desk/impact/{number}")
    assert page.status_code == 200
    assert words in page.text
    download = commissioner.get(f"/desk/impact/{number}.csv").text
    assert counts_only(told_by_csv(download)) == texts_of(release)
    _the_page_says_no_more(page.text, download)
