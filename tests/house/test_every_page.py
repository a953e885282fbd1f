"""Every page that can be walked to, from each door, on both sides: whole, reachable, labelled, and translated."""

import gzip
import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from html import unescape

import pytest
from babel import Locale
from databases import copy_sqlite
from werkzeug.test import Client

from survey import script
from survey.settings import Settings
from tests.conftest import NOON, SECRET, Clock
from tests.house import checkout, pseudo
from tests.house.page_words import too_hard_to_read
from tests.house.test_languages import in_english
from tests.house.world import World, make_world, open_world

DOORS = {
    "amina": ("/en/responses/{token}", "/en/records/open/{key}"),
    "rosa": ("/en/responses/{token}", "/en/records/open/{key}"),
    "sam": ("/desk/",),
    "lena": ("/desk/",),
    "dee": ("/desk/",),
    "carys": ("/desk/",),
}
MOST = 100  # pages walked to from one door


@pytest.fixture(scope="module")
def world(sqlite_template, tmp_path_factory) -> Iterator[World]:
    path = tmp_path_factory.mktemp("walk") / "world.db"
    copy_sqlite(sqlite_template, path)
    made = make_world(Settings(mode="test", secret_key=SECRET, database_url=f"sqlite:///{path}"), Clock(NOON))
    with made.sayso.house.database.engine.connect() as connection:
        connection.connection.driver_connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    yield made
    made.sayso.house.database.dispose()


def walk(world: World, who: str) -> Iterator[tuple[str, int, str]]:
    """Each address that can be reached by links from this person's doors, its status and its page."""
    waiting = [door.format(token=world.tokens.get(who), key=world.keys.get(who)) for door in DOORS[who]]
    seen = set(waiting)
    ask = world.ask_people if who in world.tokens else world.ask_staff
    while waiting:
        address = waiting.pop(0)
        answer = ask("GET", address, who, {})
        if answer.status_code in (302, 303):
            found = [answer.location]
        else:
            is_page = answer.mimetype == "text/html" and "Content-Disposition" not in answer.headers  # else a file
            yield address, answer.status_code, answer.text if is_page else ""
            found = links(answer.text) if is_page else []
        for each in found:
            if each not in seen and len(seen) < MOST and "logout" not in each:
                seen.add(each)
                waiting.append(each)


def links(html: str) -> list[str]:
    hrefs = (unescape(href) for href in re.findall(r'<a\b(?![^>]*hreflang)[^>]*href="([^"#]+)', html))
    away = ("/static", "/en/records/leave/", "/qps_rtl/records/leave/")  # leaving shuts the record that is walked
    return [href for href in hrefs if href.startswith("/") and not href.startswith(away)]


def whole(html: str) -> list[str]:
    """What is wrong with a page as anyone gets it."""
    ids = re.findall(r'\sid="([^"]+)"', html)
    twice = sorted({each for each in ids if ids.count(each) > 1})
    found = {
        "not one h1": html.count("<h1") != 1,
        "not one main": html.count("<main") != 1,
        "no title": not re.search(rf"<title>.*\S.*{'' if 'so-receipt--alone' in html else ' – Sayso'}</title>", html),
        f"ids twice: {twice}": twice,
        f"points nowhere: {dangling(html, set(ids))}": dangling(html, set(ids)),
        f"no label: {unlabelled(html)}": unlabelled(html),
        "inline style": ' style="' in html,
        "a third party": re.search(r'<(?:link|script|img|iframe)\b[^>]*(?:src|href)="(?:https?:)?//', html),
    }
    return [problem for problem, there in found.items() if there]


def unlabelled(html: str) -> list[str]:
    asked = [tag for tag in re.findall(r"<(?:input|select|textarea)\b[^>]*>", html) if 'type="hidden"' not in tag]
    ids = {tag: re.search(r'\bid="([^"]+)"', tag) for tag in asked}
    return [tag for tag, own in ids.items() if own is None or f'for="{own[1]}"' not in html]


def dangling(html: str, targets: set[str]) -> list[str]:
    named = re.findall(r'\b(?:for|aria-labelledby|aria-describedby|aria-controls)="([^"]+)"', html)
    named += re.findall(r'href="#([^"]+)"', html)
    return [each for value in named for each in value.split() if each not in targets]


@pytest.fixture(scope="module")
def walked(world):
    """Everything that a person can walk to, walked to once."""
    return cache(lambda who: tuple(walk(world, who)))


@pytest.mark.parametrize("who", DOORS)
def test_every_page_is_whole_and_every_link_leads_somewhere(walked, who):
    seen = walked(who)
    assert len(seen) > 3
    broken = [f"{status} {address}" for address, status, _html in seen if status != 200]
    wrong = [f"{address}: {problem}" for address, _status, html in seen if html for problem in whole(html)]
    assert not broken + wrong


@pytest.mark.parametrize("who", ["amina", "rosa"])
def test_every_page_is_easy_to_read(world, walked, who):
    """Age about nine, each page as a whole and each of its paragraphs. Whatever drifts above stops the build."""
    alone = ("/en/nothing", "/go/1" + "x" * 32, "/en/code")
    pages = [(address, html) for address, _status, html in walked(who) if html]
    pages += [(address, world.ask_people("GET", address, who, {}).text) for address in alone]
    hard = {address: too_hard_to_read(html, quotes="/register" in address) for address, html in pages}
    assert not {address: why for address, why in hard.items() if why}


HARD = (
    "We may disclose personal information to other organisations where legislation requires us to do so, "
    "notwithstanding any objection that has previously been communicated to us."
)


def test_a_page_that_drifts_is_found(walked):
    address, _status, html = next(each for each in walked("amina") if each[0].endswith("/1"))
    assert not too_hard_to_read(html)
    assert too_hard_to_read(html.replace("</main>", f"<p>{HARD}</p></main>")), address
    assert too_hard_to_read(html.replace("</main>", f"<p>{HARD} " * 4 + "</main>"), quotes=True)
    typed = f'<blockquote class="so-say">{HARD}</blockquote></main>'
    assert not too_hard_to_read(html.replace("</main>", typed)), "their own words are theirs"


@pytest.mark.parametrize("who", ["amina", "rosa"])
def test_the_way_out_and_help_are_on_every_page(world, walked, who):
    for address, _status, html in walked(who):
        if not html:  # a file to save
            continue
        top = html.partition("<main")[0]
        assert re.search(
            r'<a class="[^"]*so-out" href="(?:https://|/en/records/leave/)[^"]+" rel="nofollow noreferrer" data-leave ',
            top,
        ), address
        assert 'href="tel:08001111"' in html, address
        assert 'href="tel:999"' in html, address
        rest, guard = re.findall(r'<script data-rest="(/static/build/[^"]+)">(.*?)</script>', html, re.DOTALL)[0]
        assert guard == script.script("inside").decode(), address  # in force from the first byte on
        assert html.index(guard) < html.index("<style>"), address
        assert Client(world.sayso).get(rest, buffered=True).status_code == 200, address


NOT_PROSE = re.compile(  # the same in any language
    r"https?://\S+|\blog-[0-9a-f]{8}\S*|[\w.]+@[\w.]+|UK GDPR Article [\w()]+|\b[a-z_]+-\d-[\w-]+-[0-9a-f]{12}\b"
)
FIRST_PAGE, REQUESTS = 14_000, 2  # bytes as sent, and what has to be asked for: the page and its script


def test_the_first_question_arrives_in_two_small_answers(world):
    page = Client(world.sayso).get(f"/en/responses/{world.tokens['amina']}/1", headers={"Accept-Encoding": "gzip"})
    html = gzip.decompress(page.data).decode()
    asked_for = re.findall(r'<(?:link|script|img)\b[^>]*(?:src|href|data-rest)="(?!data:)([^"]+)"', html)
    sheets = [Client(world.sayso).get(each, headers={"Accept-Encoding": "gzip"}, buffered=True) for each in asked_for]
    assert 'type="radio"' in html
    assert 1 + len(sheets) <= REQUESTS
    assert len(page.data) + sum(len(each.data) for each in sheets) <= FIRST_PAGE


OUR_DATA = re.compile(r"[A-Za-z]{2,}")
NAMES = "Amina Jordan Rosa Sam Okafor Priya Nair Jo Reid Lena Marsh Dee Walsh Carys Bevan Harbour Youth Project Autumn"
NAMES += " Northshore Council Eastmere Quayside CSV JSON QR ISO FHIR Kantara Childline Go to football on Thursdays"
NAMES += " Can we add your answers and goals to a group count"  # what Amina was asked, kept as she was asked it

NAMES += " The duty team needs it for an enquiry"  # typed by a manager
NAMES += " ICO Wycliffe House Water Lane Wilmslow SK AF ico org uk make a complaint"  # an address
NAMES += " LA where it is in force recognised legitimate interests"  # laws, as cited
NAMES += (
    " School Ms Lee head of year To plan her timetable Police Where she was on It is not necessary"  # typed by staff
)

NAMES += " Amina asked us to say nothing at home could be hurt if it were known that she spoke of this"  # kept back
NAMES += " To plan what is bought Head of commissioning"  # an agreement, as it was typed
NAMES += " Europe London"  # hours, as they are typed
NAMES += (  # a release, written down for this world: its places, its groups, and what is said beside it
    " Spring Summer Harbour Manchester Trafford Brooklands North West By age borough ward and gender They say they are"
    " Change in feelings Went up down Who is missing What happened Yes A ward has few young people Girl Boy figure"
    " Can feelings be trusted here Head of data More of them said yes How far do they go A bus will come"
)
NAMES += " Dan Seen at the family court number"  # an order, as it was typed


@pytest.fixture(scope="module")
def known_data() -> set[str]:
    """Words that are data: names, and questionnaires, which are translated as versions of their own."""
    files = [*(checkout.ROOT / "survey").rglob("*.toml"), *(checkout.ROOT / "outcomes").rglob("*.toml")]
    uk = Locale("en", "GB")
    days = [*uk.months["format"]["wide"].values(), *uk.months["format"]["abbreviated"].values()]
    days += uk.days["format"]["abbreviated"].values()
    return set(OUR_DATA.findall(" ".join([NAMES, *days, *(path.read_text("utf-8") for path in files)])))


@pytest.mark.parametrize("who", ["amina", "rosa", "sam", "dee"])
def test_no_page_is_left_in_english(world, who, known_data, tmp_path):
    folder = pseudo.write(tmp_path / "translations", "qps_rtl")
    made = world.sayso.house.settings
    speaking = replace(made, languages=("qps_rtl",), translations_dir=str(folder))
    other = open_world(world, tmp_path / "world.db", Clock(NOON), speaking)
    other.tokens, other.keys = world.tokens, world.keys
    left = {}
    for address, _status, html in walk_in(other, who, "qps_rtl"):
        words = [word for word in in_english(NOT_PROSE.sub("", html)) if word not in known_data]
        if words:
            left[address] = words
    other.sayso.house.database.dispose()
    assert not left


def walk_in(world: World, who: str, code: str) -> Iterator[tuple[str, int, str]]:
    english, DOORS[who] = DOORS[who], tuple(door.replace("/en/", f"/{code}/") for door in DOORS[who])
    try:
        yield from walk(world, who)
    finally:
        DOORS[who] = english
