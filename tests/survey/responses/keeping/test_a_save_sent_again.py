"""A save that is sent again, late, or after a newer one: kept once, and nothing newer is silently overwritten."""

import html
import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from survey.responses.keeping.attempt import Attempt, Kept
from survey.responses.store import discard, look, save_page, sit_down
from tests.survey.responses.answering import begin

on_sqlite = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
ASKED, PAGE = ("experience", 1), 1
K1, K2 = "1" * 32, "2" * 32


@pytest.fixture
def amina(sayso, cast):
    phone = begin(sayso, cast.amina)
    phone.starts()
    return phone


def posts(phone, form, page=PAGE):
    return phone.client.post(phone.address(page), data=form)


def form(phone, key, answer, page=PAGE):
    """As the page's script sends it, with the answers that were saved when the page was made."""
    return phone.form(page) | {"act": "next", "key": key, "experience_1": answer}


def test_the_same_save_twice_is_kept_once_and_acknowledged_twice(amina):
    sent = form(amina, K1, "3")
    assert [posts(amina, sent).status_code for _ in range(3)] == [303] * 3
    assert amina.chosen(PAGE) == {"experience_1": "3"}
    assert form(amina, K2, "3")["seen"].endswith(".1")


def test_a_late_copy_of_a_save_that_was_changed_since_changes_nothing(amina):
    first = form(amina, K1, "3")
    posts(amina, first)
    posts(amina, form(amina, K2, "1"))
    assert posts(amina, first).status_code == 303
    assert amina.chosen(PAGE) == {"experience_1": "1"}


def test_after_a_newer_answer_elsewhere_the_person_picks(amina):
    late = form(amina, K1, "3")
    amina.taps(PAGE, experience_1="1")  # on another phone, meanwhile
    page = posts(amina, late)
    assert (page.status_code, page.headers["X-Sayso-Kept"]) == (409, "both")
    assert "Which one do you want to keep?" in page.text
    assert re.search(r"We have this.*Not at all|We have this.*?<dd[^>]*>\s*\S", page.text, re.DOTALL)
    assert f'href="{amina.address(2)}"' in page.text  # Keep what we have
    assert amina.chosen(PAGE) == {"experience_1": "1"}
    picked = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', page.text))
    assert "key" not in picked
    assert posts(amina, picked).status_code == 303
    assert amina.chosen(PAGE) == {"experience_1": "3"}


def test_the_same_answer_from_two_phones_is_no_question(amina):
    late = form(amina, K1, "3")
    amina.taps(PAGE, experience_1="3")
    assert posts(amina, late).status_code == 303


def test_words_on_both_sides_are_shown_as_words(amina):
    late = amina.form(11) | {"act": "next", "key": K1, "experience_words": '<b>Mine</b>\n"two"'}
    amina.taps(11, experience_words="Ours")
    page = posts(amina, late, 11)
    assert page.status_code == 409
    assert "<b>Mine" not in page.text
    assert html.unescape(page.text).count('<b>Mine</b>\n"two"') == 2  # to read, and to send


def test_what_was_deleted_does_not_come_back_from_another_phone(amina, clock):
    late = form(amina, K1, "3")
    amina.taps("discard")
    clock.move(minutes=1)
    amina.starts()
    page = posts(amina, late)
    assert page.status_code == 409
    assert "X-Sayso-Kept" not in page.headers
    assert amina.chosen(PAGE) == {}


@on_sqlite
@pytest.mark.parametrize(
    ("key", "seen"),
    [
        ("x" * 32, "1.1"),
        ("1" * 31, "1.1"),
        (K1, ""),
        (K1, "1"),
        (K1, "1.-1"),
        (K1, "9" * 14 + ".1"),
        (K1, "1.9999999999"),
    ],
)
def test_a_key_or_mark_that_we_never_make_is_refused(amina, key, seen):
    assert posts(amina, form(amina, key, "3") | {"seen": seen}).status_code == 404
    assert amina.chosen(PAGE) == {}


def test_a_phone_never_learns_to_overwrite_what_it_has_not_seen(amina):
    """Acknowledged again, but with no version: something newer stands. And a key that is known saves nothing anew."""
    first = form(amina, K1, "3")
    assert posts(amina, first).headers["X-Sayso-Kept"] == "1"
    assert posts(amina, first | {"seen": first["seen"][:-1] + "1"}).headers["X-Sayso-Kept"] == "1"
    amina.taps(PAGE, experience_1="1")
    assert posts(amina, first).headers["X-Sayso-Kept"] == "0"
    assert amina.chosen(PAGE) == {"experience_1": "1"}


# Every order of things


class Interleaved:
    """Two phones at one page: saves delivered late, twice and out of order, some of them acknowledged to nobody."""

    def __init__(self, house, amina, begun) -> None:
        self.house, self.amina, self.begun = house, amina, begun
        self.saved: list[tuple[int, str]] = []  # every answer that counted, and by which key, oldest first
        self.has_seen = [0, 0]
        self.made: tuple[list, list] = ([], [])  # per phone: attempts and their answers

    def save(self, attempt: Attempt, answer: int) -> Kept:
        at = {"now": self.begun, "attempt": attempt}
        return save_page(self.house.database, self.amina.token, PAGE, ASKED, {"experience_1": answer}, **at)

    def opens(self, phone: int, turn: int) -> None:
        self.has_seen[phone] = len(self.saved)

    def answers(self, phone: int, turn: int) -> None:
        self.made[phone].append((Attempt(f"{turn:032x}", self.has_seen[phone], self.begun), turn))

    def taps(self, phone: int, turn: int) -> None:
        assert self.save(Attempt(), turn) == Kept(len(self.saved) + 1)
        self.saved.append((turn, ""))

    def sends(self, phone: int, turn: int, *, hears: bool = False) -> None:
        if not self.made[phone]:
            return
        attempt, answer = self.made[phone][turn * 7 % len(self.made[phone])]
        keys = [key for _answer, key in self.saved]
        kept = self.save(attempt, answer)
        if attempt.key in keys:  # acknowledged again; and if something came since, the phone does not learn its version
            assert kept == Kept(len(keys) if keys[-1] == attempt.key else 0)
        elif attempt.seen == len(keys):
            self.saved.append((answer, attempt.key))
            assert kept == Kept(len(self.saved))
        else:
            assert kept.is_beaten
        if hears and kept.version:
            self.has_seen[phone] = kept.version

    def hears(self, phone: int, turn: int) -> None:
        self.sends(phone, turn, hears=True)

    def check(self) -> None:
        now = look(self.house.database, self.amina.token, self.begun, page=PAGE)
        assert now.saved_version == len(self.saved)
        assert now.saved == ({"experience_1": self.saved[-1][0]} if self.saved else None)


STEPS = st.lists(
    st.tuples(st.sampled_from(["opens", "answers", "answers", "sends", "hears", "taps"]), st.integers(0, 1)),
    min_size=3,
    max_size=14,
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(STEPS)
def test_nothing_acknowledged_is_lost_and_nothing_newer_is_silently_overwritten(house, amina, clock, steps):
    discard(house.database, amina.person, amina.round_id)
    sit_down(house.database, amina.person, amina.round_id, clock.move(seconds=1))
    both = Interleaved(house, amina, clock())
    for turn, (what, phone) in enumerate(steps, 1):
        getattr(both, what)(phone, turn)
        both.check()
