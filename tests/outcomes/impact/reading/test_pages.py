"""The pages of a release, from a book written by hand: whole, in order, cautious, only what was published."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest
from babel.support import NullTranslations
from werkzeug.test import Client

from outcomes.areas.outlines.store import Outlines
from outcomes.disclosure.figure import NEARLY_ALL, Statistic
from outcomes.disclosure.published import Published
from outcomes.impact import desk
from outcomes.impact.access import desk as access
from outcomes.impact.book import Book
from outcomes.impact.captions import words_to_leave_out
from outcomes.impact.titles import NOTES
from survey import pages
from survey.app import Sayso, create_app
from survey.desk_pages import FINDER, StaffMember
from survey.i18n import Language
from survey.people.role import Role
from survey.settings import Settings
from tests.conftest import SECRET
from tests.house.test_every_page import whole
from tests.house.test_languages import in_english
from tests.outcomes.impact.reading import handmade
from tests.outcomes.impact.reading.handmade import book

PAGES = (
    "3", "3/measures", "3/groups", "3/places", "3/places/E08000001", "3/over-time", "3/missing", "3/given",
    "3/readings", "3/audit", "3/print",
)  # fmt: skip
SHAPE = "M0 0L10 0 10 10 0 10Z"
SIGNED = {"words": "Ask us why.", "by": "The Tuesday group", "day": "1 Nov 2026", "how": ""}
ROOM = {"number": 3, "questions": [], "promises": [], "readings": [("⟦What young people say⟧", True, [SIGNED])]}
NUMBER = re.compile(r"-?\d+(?:\.\d+)?")


@pytest.fixture(scope="module")
def sayso() -> Iterator[Sayso]:
    """The staff side with a commissioner signed in, over a database that no page here asks."""
    app = create_app(Settings(mode="test", secret_key=SECRET, database_url="sqlite://"))
    app.staff.extensions[FINDER] = lambda: StaffMember(1, "p", None, "Carys", frozenset({Role.COMMISSIONER}))
    yield app
    app.house.database.dispose()


@pytest.fixture
def shelf(monkeypatch) -> dict[str, Book]:
    """The release that pages read: a test may put another in its place."""
    held = {"book": book()}
    monkeypatch.setattr(access, "open_book", lambda number, how: held["book"])
    monkeypatch.setattr(desk, "room_of", lambda number: ROOM)
    monkeypatch.setattr(desk, "beside_of", lambda book: None)
    monkeypatch.setattr(desk, "beside_of", lambda book: None)
    monkeypatch.setattr(desk, "quotes_of", lambda number: [("I can cook now.", "⟦A young person⟧")])
    monkeypatch.setattr(desk, "outlines_of", lambda codes: Outlines((30, 30), {"W00": SHAPE, "W01": SHAPE}, "The area"))
    monkeypatch.setattr(access, "open_formats", lambda number: frozenset({"csv", "xlsx"}))
    monkeypatch.setattr(access, "open_books", lambda: [held["book"], earlier(held["book"])])
    monkeypatch.setattr(access, "gone_books", list)
    monkeypatch.setattr(access, "open_line", lambda book: [earlier(book)])
    return held


HIGHEST = (f"change/{handmade.FEELINGS}", (), handmade.FEELINGS, "change", Statistic.MEAN_HIGH)


def earlier(now: Book) -> Book:
    return replace(now, number=2, title="April to June 2026", opens_on=date(2026, 4, 1), closes_on=date(2026, 6, 30))


def read(app: Sayso, page: str, **headers: str) -> str:
    answer = Client(app).get(f"/desk/impact/{page}", headers=headers)
    assert answer.status_code == 200, page
    return answer.text


def text_of(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html.partition("<main")[2].partition("</main>")[0]).split())


def test_every_page_is_whole_claims_no_cause_and_ranks_nobody(sayso, shelf):
    for page in PAGES:
        html = read(sayso, page)
        assert whole(html) == [], page
        assert words_to_leave_out(text_of(html)) == [], page
        assert not re.search(r"\b(rank(?:ed|s)?|league|top|bottom|winner)\b", text_of(html)), page


def test_every_chart_has_a_name_a_finding_and_its_table(sayso, shelf):
    for page in PAGES:
        html = read(sayso, page)
        charts = re.findall(r'<svg class="so-fig.*?</svg>', html, re.DOTALL)
        for drawn in charts:
            assert 'role="img"' in drawn
            assert re.search(r"<title[^>]*>[^<]+</title><desc[^>]*>[^<]+</desc>", drawn), page
            assert "style=" not in drawn
        parts = re.split(r"<section\b", html)
        assert not [part[:80] for part in parts if "so-fig" in part and "<table>" not in part], page
    assert len(charts) > 10


def test_the_release_is_told_in_the_promised_order(sayso, shelf):
    page = read(sayso, "3/print")
    heads = ["headline", "voices", "missing", "shape", "goals"]
    order = [f'id="{each}"' for each in heads] + [
        'id="strands-feelings-shape-title"', 'id="strands-feelings-bands-title"', 'id="strands-feelings-means-title"',
        'id="by-age"', 'id="by-gender"', 'id="by-borough"', 'id="by-deprivation"', 'id="wards-E08000001"',
        'id="time-headline"', 'id="stream"', 'id="need"', 'id="input"', 'id="output"', 'id="outcome"',
    ]  # fmt: skip
    places = [page.index(each) for each in order]
    assert places == sorted(places)


def test_the_headline_never_stands_alone(sayso, shelf):
    page = read(sayso, "3")
    beside = page[page.index('class="so-three"') : page.index('id="shape"')]
    assert "85 of 140" in beside
    assert "about 61%, by their own account" in beside
    assert "It does not say what caused it." in beside
    assert 'id="voices"' in beside
    assert "These services knew 270 young people. 140 of them are in the figures." in beside
    for each in PAGES[1:6]:
        assert "270 young people; 140" in read(sayso, each), each
    assert "270 young people; 140" in read(sayso, "3/given")


def test_percentages_stand_with_both_their_numbers(sayso, shelf):
    page = text_of(read(sayso, "3/groups"))
    assert "about 60 of 85 (61%)" in page
    assert "too few to tell" in page
    shown = re.findall(r"(?<!of \d\d \()(?<!of \d\d\d \()\b\d+%(?!\))", re.sub(r"<svg.*?</svg>", "", page))
    assert not [each for each in shown if each in ("61%", "50%")] or "–" in page


def test_need_and_outcome_are_read_together_with_what_they_are_of(sayso, shelf):
    page = text_of(read(sayso, "3/given"))
    for said in (
        "140 young people chose an outcome that could be counted.",
        "By chance alone it could be between 52% and 69%.",
        "of 125 who rated it at least twice: further away 15, about the same 40, a bit closer 45, a lot closer 25.",
        "These services knew 270 young people; 140 are in the figures",
    ):
        assert said in page, said
    assert page.index("Need:") < page.index("Input:") < page.index("Output:") < page.index("Outcome:")


def test_lines_of_several_releases_say_who_is_missing_in_counts_or_in_parts(sayso, shelf):
    assert text_of(read(sayso, "3/over-time")).count("140 of 270 known") == 2
    assert text_of(read(sayso, "")).count("knew 270 young people; 140 are in the figures") == 2
    part = Published("coverage_in_parts", handmade.told(Statistic.PART, "50"), {"status": "counted"})
    rest = tuple(each for each in book().figures if each.table != "coverage")
    shelf["book"] = book(figures=(*rest, part))
    assert text_of(read(sayso, "3/over-time")).count("about 50 in a hundred of those known") == 2
    assert text_of(read(sayso, "")).count("Of every hundred young people these services knew, about 50 are") == 2


def test_themes_of_their_words_are_those_that_were_counted(sayso, shelf):
    link = '<a href="#goals">What everybody chose, counted by what it is about</a>'
    assert link in read(sayso, "3")
    shelf["book"] = book(tables=tuple(table for table in book().tables if table.key != "cluster"))
    assert link not in read(sayso, "3")


def test_higher_or_lower_is_better_is_said_and_so_are_the_pairs(sayso, shelf):
    page = text_of(read(sayso, "3/measures"))
    assert "From 0 to 8. Lower is better. Answered both times by the same 95 young people." in page
    assert "As it is (d_av) -0.4 -0.6 to -0.2 Corrected for few people (g_av) -0.3 -0.6 to -0.1" in page
    assert "That is by convention a small change." in page
    wide = handmade.told(Statistic.MEAN_HIGH, "0.4")
    figures = (replace(each, figure=wide) if each.place == HIGHEST else each for each in book().figures)
    shelf["book"] = book(figures=tuple(figures))
    page = text_of(read(sayso, "3/measures"))
    assert "there are too few to tell which way the average moved" in page
    assert "by convention" not in page
    shelf["book"] = book(scales=(replace(handmade.SCALE, higher_is_better=True),))
    assert "Higher is better." in text_of(read(sayso, "3/measures"))


def test_a_page_says_no_number_that_was_not_published(sayso, shelf):
    said = {each.figure.text for each in shelf["book"].figures}
    said |= {number for dim in handmade.BANDS for each in dim.categories for number in NUMBER.findall(each.label)}
    for page in ("3", "3/measures", "3/groups", "3/missing"):
        html = read(sayso, page)
        for cell in re.findall(r'<td class="n">(.*?)</td>', html, re.DOTALL):
            words = re.sub(r"<[^>]+>", " ", cell).replace("–", " ")
            assert set(NUMBER.findall(words)) <= said, (page, cell)
        for drawn in re.findall(r"<text(?! class=.m)[^>]*>([^<]+)</text>", html):
            if drawn.rstrip("%") not in said and NUMBER.fullmatch(drawn.rstrip("%")):
                raise AssertionError((page, drawn))


def as_hidden(each: Published, table: str, key: str) -> Published:
    if each.table == table and key in each.at.values():
        return replace(each, figure=handmade.told(each.statistic, "c"))
    return each


def test_hiding_a_row_moves_nothing_else_and_says_only_that_it_is_hidden(sayso, shelf):
    before = read(sayso, "3/groups")
    shelf["book"] = book(figures=tuple(as_hidden(each, "age", "18-25") for each in book().figures))
    after = read(sayso, "3/groups")
    assert re.findall(r'<th scope="row">([^<]*)', before) == re.findall(r'<th scope="row">([^<]*)', after)
    for kind in ('class="t" x="0%" y="([0-9]+)"', 'class="m"[^>]*>([^<]*)'):
        assert re.findall(f"<text {kind}", before) == re.findall(f"<text {kind}", after)


def test_a_release_that_shows_less_says_so_plainly(sayso, shelf):
    shelf["book"] = book(
        tables=(next(handmade.tables()),), dimensions=(handmade.ACHIEVED,), scales=(),
        figures=tuple(each for each in book().figures if each.table == "headline"),
    )  # fmt: skip
    for page in ("3/measures", "3/groups", "3/places", "3/missing"):
        assert "What was tried, and what the audit said" in read(sayso, page)
    assert "85 of 140" in read(sayso, "3/print")
    assert Client(sayso).get("/desk/impact/3/places/E08000001").status_code == 404


@pytest.mark.parametrize(("text", "words"), [("few", "Few of 140"), (NEARLY_ALL, "Nearly all of 140"), ("c", "[c]")])
def test_a_headline_in_words(sayso, shelf, text: str, words: str):
    def said(each: Published) -> Published:
        word = text if each.statistic is Statistic.PEOPLE else "c"
        hides = each.table == "headline" and bool(each.at)
        return replace(each, figure=handmade.told(each.statistic, word)) if hides else each

    shelf["book"] = book(figures=tuple(map(said, book().figures)))
    page = text_of(read(sayso, "3"))
    assert words in page
    assert "by their own account" in page


def test_names_are_shown_as_they_are_typed(sayso, shelf):
    odd = handmade.dimension("borough", "Borough", ("E08000001", "100% <b>Bolton</b> %(x)s"))
    shelf["book"] = book(dimensions=(*[each for each in handmade.DIMENSIONS if each.key != "borough"], odd))
    assert "100% &lt;b&gt;Bolton&lt;/b&gt; %(x)s" in read(sayso, "3/places")


def test_a_book_that_holds_a_raw_number_gives_no_page(sayso, shelf):
    raw = tuple(replace(each, figure="140") if each.table == "headline" else each for each in book().figures)
    shelf["book"] = book(figures=raw)
    assert Client(sayso).get("/desk/impact/3").status_code == 500


class Loud(NullTranslations):
    """Every message between marks, as pseudo-languages have it."""

    def ugettext(self, message: str) -> str:
        return f"⟦{message}⟧"

    def ungettext(self, one: str, many: str, num: int) -> str:
        return f"⟦{one if num == 1 else many}⟧"


def test_pages_read_in_any_language_and_are_mirrored_from_right_to_left(sayso, shelf, monkeypatch):
    mirrored = Language("qps_rtl", "rtl", "Mirrored", Loud())
    monkeypatch.setitem(sayso.staff.extensions, pages.LANGUAGES, {"qps_rtl": mirrored})
    data = {"Greater", "Manchester", "to", "April", "June", "July", "September", "Sept", "Oct", "Jul", "Carys"}
    data |= {"The", "Tuesday", "group", "Nov", "Ask", "us", "why", "can", "cook", "now", "area"}
    for page in PAGES[:9]:
        html = read(sayso, page)
        assert 'dir="rtl"' in html
        assert set(in_english(html)) - data == set(), page
    first, *_, last = re.findall(r'<rect class="s [^>]*x="([\d.]+)%" y="22" width="([\d.]+)%"', read(sayso, "3"))
    assert float(first[0]) > float(last[0])


def test_one_group_alone_is_compared_with_nobody(sayso, shelf):
    shown = {row.key for row in book().dimension("age").listed()} - {"8-10"}
    figures = book().figures
    for key in shown:
        figures = tuple(
            replace(each, figure=handmade.told(each.statistic, "c"))
            if each.table == "age" and each.at.get("age") == key
            else each
            for each in figures
        )
    shelf["book"] = book(figures=figures)
    ages = read(sayso, "3/groups").partition('id="by-age"')[2].partition("</section>")[0]
    assert "there is nothing to compare" in ages
    assert "overlap" not in ages
    assert "too few to tell" not in ages


def test_averages_are_folded_away_on_a_screen_and_open_on_paper(sayso, shelf):
    for page, opened in (("3/measures", ""), ("3/print", " open")):
        html = read(sayso, page)
        assert f'<details class="so-stack"{opened}><summary>Averages' in html
        shape, averages = html.index('id="strands-feelings-shape-title"'), html.index("<summary>Averages")
        assert shape < averages < html.index('id="strands-feelings-means-title"')


def test_what_a_headline_is_of_is_said_below_it(sayso, shelf):
    of_a_year = [replace(each, note=NOTES["year"]) if each.key == "headline" else each for each in book().tables]
    shelf["book"] = book(tables=tuple(of_a_year))
    assert "Each is counted once in each quarter" in text_of(read(sayso, "3")).partition("In their own words")[0]
