"""A found receipt endangers nobody: no service, no person, no act, no address in anything that leaves the building."""

import html
import re

import pytest
import segno

from people import STAFF, Cast
from survey.app import Sayso
from survey.ledger.receipt import from_file
from survey.people.qr import qr_code
from survey.settings import Settings
from tests.outcomes.goals.walking import GoalPhone
from tests.survey.records.conftest import Notes, Visitor

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)

NAMES = ["Sayso", "Harbour", "Youth", "Project", "Amina", "Rosa", "Jordan"]
NAMES += [name for _short, full, _where in STAFF for name in full.split()]
ACTS = ["consent", "answer", "goal", "rating", "challenge", "record", "note", "submitted", "wrote", "chose", "worker"]


@pytest.fixture
def goal(phone: GoalPhone) -> int:
    return phone.add("Stay to the end")


@pytest.fixture
def phone(sayso: Sayso, cast: Cast) -> GoalPhone:
    return GoalPhone(sayso, cast.amina)


def says(held: str, settings: Settings, *more: str) -> list[str]:
    """What of ours or theirs is in it, at the start of a word."""
    host = settings.base_url.partition("//")[2].partition(":")[0]
    words = (*NAMES, *ACTS, host, "http:", *more)
    held = re.sub(r"<style>.*?</style>", "", held, flags=re.DOTALL)  # names of classes
    return [each for each in words if re.search(rf"(?<![a-z0-9]){re.escape(each)}", held, re.IGNORECASE)]


def test_the_yardstick_finds_names_and_hosts(settings: Settings) -> None:
    assert says("code-12 <b>Amina</b> http://LOCALHOST/en/goals/3", settings) == ["Amina", "goal", "localhost", "http:"]


def test_the_file(phone: GoalPhone, goal: int, settings: Settings, cast: Cast) -> None:
    answer = phone.client.get(f"/en/receipts/{phone.token}/{goal}/code.txt")
    receipt = from_file(answer.text)
    assert answer.text.splitlines()[0] == "receipt/1"
    assert not says(answer.text, settings, cast.amina, phone.token)
    name = answer.headers["Content-Disposition"]
    assert name == f'attachment; filename="code-{receipt.code[:5]}.txt"'
    assert answer.mimetype == "text/plain"
    assert answer.headers["Cache-Control"] == "no-store"


def test_the_square_holds_the_188_letters_and_no_more(phone: GoalPhone, goal: int, settings: Settings) -> None:
    page = phone.look(f"/en/receipts/{phone.token}/{goal}").markup
    held = str(from_file(phone.client.get(f"/en/receipts/{phone.token}/{goal}/code.txt").text))
    square = qr_code(held)
    assert square.path in page
    assert square.modules == 57  # facts: ledger §3.3, with its border
    made = segno.make(held, error="m", micro=False)
    assert (made.mode, made.error, len(held)) == ("alphanumeric", "M", 188)
    assert re.fullmatch("[A-Z2-7]+", held)
    assert not says(held, settings)


@pytest.fixture
def alone(phone: GoalPhone, goal: int) -> str:
    return phone.look(f"/en/receipts/{phone.token}/{goal}/alone").markup


def test_the_page_to_print(alone: str, phone: GoalPhone, settings: Settings, cast: Cast) -> None:
    seen = alone.replace(html.escape(settings.leave_url), "")
    assert not says(seen, settings, cast.amina, phone.token, "14 Sep", "2026")
    assert "<title>A code to keep</title>" in alone
    assert re.findall(r"\d{2}:\d{2}", alone) == []


def test_the_same_from_an_opened_record(amina: Visitor, notes: Notes, settings: Settings, cast: Cast) -> None:
    """Of a note that someone else wrote, where there is most to give away."""
    page = amina.get(amina.at(notes.home, "receipt", "alone")).text.replace(html.escape(settings.leave_url), "")
    file = amina.get(amina.at(notes.home, "receipt", "code.txt")).text
    for held in (page, file):
        assert not says(held, settings, cast.amina, cast.sam, amina.token, amina.key, "Quay")


def test_it_can_be_printed_and_leads_nowhere(alone: str) -> None:
    (script,) = re.findall(r"<script[^>]*>", alone)  # for leaving at once
    assert re.fullmatch(r'<script data-rest="/static/build/own\.\w+\.js">', script)
    links = re.findall(r'<a\b[^>]*href="([^"]+)"', alone)
    inside = [each for each in links if not each.startswith(("https://www.bbc", "tel:", "sms:", "#main"))]
    assert len(inside) == 1
    assert re.fullmatch(r"\.\./\d+", inside[0])


def test_the_list_names_nothing_that_was_done(phone: GoalPhone, goal: int, settings: Settings) -> None:
    phone.tap("count_me", "no")
    page = phone.look(f"/en/receipts/{phone.token}").markup
    listed = page[page.index("Your codes") : page.index("What others wrote")]
    assert len(re.findall("<dd>", listed)) == 2
    assert not says(re.sub(r'href="[^"]+"', "", listed), settings, "Stay to the end", "football")
