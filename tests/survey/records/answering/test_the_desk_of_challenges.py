"""The desk of challenges: who sees which, what each button does, drafts in the box, and nothing typed is lost."""

import re
from collections.abc import Callable
from html import unescape

import pytest
from staff import Desk, desk_of

from people import Cast
from survey.app import Sayso
from survey.ledger.store import entries_about
from survey.people.lines.store import lead
from survey.people.role import Role
from survey.records.challenge import Kind
from survey.records.store import challenge_at, raise_challenge, withdraw_challenge
from tests.conftest import Clock
from tests.survey.records.conftest import Notes

on_sqlite = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
pytestmark = on_sqlite
Says = Callable[..., int]
OWED = "/desk/records/owed"
SAYS = "Amina finds it hard to be in groups."


@pytest.fixture
def lena(sayso: Sayso, cast: Cast) -> Desk:
    return desk_of(sayso, cast.lena, Role.MANAGER)


@pytest.fixture
def priya(sayso: Sayso, cast: Cast) -> Desk:
    return desk_of(sayso, cast.priya, Role.PRACTITIONER)


def press(desk: Desk, seq: int, act: str, says: str = SAYS, **typed: str):
    parts = {"parts-0-claim": "opinion", "parts-0-words": says}
    return desk.post(f"{OWED}/{seq}", "/desk/accounts/change", act=act, **parts | typed)


def box(page: str, name: str = "reason") -> str:
    """What stands in a box of the page."""
    return unescape(re.search(rf'<textarea[^>]*name="{name}"[^>]*>\n(.*?)</textarea>', page, re.DOTALL)[1])


@pytest.fixture
def says_so(sayso: Sayso, cast: Cast) -> Callable[..., int]:
    """Amina says that an entry is not right; gives the challenge's place."""

    def make(entry: int, kind: Kind = Kind.UNFAIR_OPINION) -> int:
        house = sayso.house
        with house.database.writing() as session:
            return raise_challenge(session, cast.amina, entry, kind, "", now=house.clock(), rng=house.rng)

    return make


def steps(sayso: Sayso, cast: Cast) -> list[str]:
    with sayso.house.database.reading() as session:
        found = entries_about(session, cast.amina)
    return [each.kind for each in reversed(found) if each.kind.startswith("challenge.")]


def test_managers_and_data_leads_see_all_and_practitioners_what_is_theirs_to_do(
    says_so: Says, notes: Notes, sayso: Sayso, cast: Cast, lena: Desk, priya: Desk
) -> None:
    seq = says_so(notes.groups)
    dee, sam = (desk_of(sayso, cast.dee, Role.DATA_LEAD), desk_of(sayso, cast.sam, Role.PRACTITIONER))
    with sayso.house.database.writing() as session:
        lead(session, cast.priya, cast.sam, by=cast.lena, now=sayso.house.clock(), rng=sayso.house.rng)
    for desk in (lena, dee, sam):
        assert "Amina" in desk.get(OWED).text
    assert "Amina" not in priya.get(OWED).text, "she leads its author: it is not hers to answer, nor to know of"
    refused = priya.get(f"{OWED}/{seq}")
    assert refused.status_code == 403
    assert "You lead whoever wrote this, or they lead you." in refused.text
    assert "You wrote this, so someone else answers." in sam.get(OWED).text
    assert "Answered" not in sam.get(OWED).text, "a list of what is over is for who looks after all of it"


def test_overdue_is_in_front_and_says_so(
    says_so: Says, notes: Notes, sayso: Sayso, cast: Cast, lena: Desk, clock: Clock
) -> None:
    first = says_so(notes.groups)
    clock.move(days=20)
    with sayso.house.database.writing() as session:
        second = raise_challenge(
            session, cast.amina, notes.session, Kind.WRONG_FACT, "", now=clock(), rng=sayso.house.rng
        )
    clock.move(days=5)
    page = lena.get(OWED).text
    assert page.index(f"{OWED}/{first}") < page.index(f"{OWED}/{second}")
    assert page.count("Overdue") == 1
    assert "Say today that you have it." in page[: page.index(f"{OWED}/{second}")]
    assert not re.search(r"\d+ (challenge|answer|case)s?\b", page), "nobody and nothing is counted"


def test_from_having_it_to_asking_to_going_on_to_more_time(
    says_so: Says, notes: Notes, sayso: Sayso, cast: Cast, lena: Desk
) -> None:
    seq = says_so(notes.groups)
    for act, typed, then in (
        ("have", {}, "Tell Amina that you look into it"),
        ("take_up", {}, "Ask what they mean"),
        ("ask_what", {"ask": "Which group was it?"}, "Go on: the days run again"),
        ("go_on", {"ask": "She told me: the one on Mondays."}, "Decide by"),
        ("longer", {"ask": "Sam is ill until October."}, "Decide by Mon 14 Dec"),
    ):
        assert press(lena, seq, act, **typed).status_code == 303, act
        assert then in lena.get(f"{OWED}/{seq}").text, act
    names = ["raised", "acknowledged", "reviewing", "paused", "resumed", "extended"]
    assert steps(sayso, cast) == [f"challenge.{name}" for name in names]
    page = lena.get(f"{OWED}/{seq}").text
    assert "Tell them it takes longer" not in page, "once is all the law lets us"
    for words in ("Which group was it?", "She told me: the one on Mondays.", "Sam is ill until October."):
        assert words in page


def test_whatever_is_refused_or_pressed_the_reply_begun_stays(
    says_so: Says, notes: Notes, sayso: Sayso, cast: Cast, lena: Desk
) -> None:
    seq = says_so(notes.groups)
    begun = {"reason": "Half a reply.", "outcome": "partly", "says": "Half a part."}
    early = press(lena, seq, "ask_what", ask="Which group?", **begun)
    assert early.status_code == 409
    assert "That cannot be done where this is now." in early.text
    taken = press(lena, seq, "take_up", **begun)
    assert "Ask what they mean" in taken.text
    empty = [press(lena, seq, act, ask=" ", **begun) for act in ("ask_what", "ask_who", "longer")]
    assert {page.status_code for page in empty} == {422}
    for page in (early, taken, *empty):
        assert box(page.text) == "Half a reply."
        assert box(page.text, "parts-0-words") == "Half a part."
        assert re.search(r'value="partly" checked', page.text)
    assert all("Write it in plain words. They will read it." in page.text for page in empty)
    assert steps(sayso, cast) == ["challenge.raised", "challenge.reviewing"]


def test_a_draft_fills_the_box_and_keeps_what_was_typed(says_so: Says, notes: Notes, lena: Desk) -> None:
    seq = says_so(notes.groups)
    assert press(lena, seq, "draft").status_code == 422, "no outcome, no draft"
    page = press(lena, seq, "draft", "She likes small groups.", outcome="corrected").text
    assert box(page).startswith("Hello Amina,\n\nOn 14 Sept you told us that you see it another way.")
    assert f"It said: “{SAYS}” Now it says: “She likes small groups.”" in box(page)
    assert "I am Lena Marsh." in box(page)
    assert "She likes small groups." in box(page, "parts-0-words")
    other = press(lena, seq, "draft", outcome="cannot_verify", reason=box(page).replace("\n", "\r\n")).text
    assert box(other).count("Hello Amina,") == 2, "the new words are gone from the form, so that draft was changed"
    fresh = press(lena, seq, "draft", outcome="cannot_verify", reason="").text
    again = press(lena, seq, "draft", outcome="not_changed", reason=box(fresh).replace("\n", "\r\n")).text
    assert box(again).count("Hello Amina,") == 1, "an untouched draft makes room for another"
    typed = press(lena, seq, "draft", outcome="not_changed", reason="I rang Sam.").text
    assert box(typed).startswith("I rang Sam.\n\nHello Amina,")


def test_of_parts_about_others_a_draft_quotes_nothing(says_so: Says, notes: Notes, lena: Desk) -> None:
    seq = says_so(notes.home)
    new = {f"parts-{n}-words": f"New words {n}." for n in range(3)} | {f"parts-{n}-claim": "fact" for n in range(3)}
    page = lena.post(f"{OWED}/{seq}", act="draft", outcome="corrected", **new).text
    assert "New words 0." in box(page)
    assert "New words 1." in box(page)
    assert "Rosa works nights." not in box(page)
    assert "New words 2." not in box(page)


HARD = "Following comprehensive consideration of your representations, amendment is considered unwarranted."


def test_a_reply_with_a_blank_is_not_sent_and_a_hard_one_is_when_they_say_so(
    says_so: Says, notes: Notes, sayso: Sayso, cast: Cast, lena: Desk
) -> None:
    seq = says_so(notes.groups)
    blank = press(lena, seq, "send", outcome="not_changed", reason="I asked [whom you asked].")
    assert blank.status_code == 422
    assert "There is a blank left in square brackets." in blank.text
    assert box(blank.text) == "I asked [whom you asked]."
    hard = press(lena, seq, "send", outcome="not_changed", reason=HARD)
    assert hard.status_code == 200
    assert "This reads as if for a grown-up." in hard.text
    assert box(hard.text) == HARD
    assert "challenge.decided" not in steps(sayso, cast)
    assert press(lena, seq, "keep", outcome="not_changed", reason=HARD).status_code == 303
    assert "challenge.decided" in steps(sayso, cast)


def test_what_is_over_has_its_lists(says_so: Says, notes: Notes, sayso: Sayso, cast: Cast, lena: Desk) -> None:
    answered, back = says_so(notes.groups), says_so(notes.session)
    press(lena, answered, "send", outcome="cannot_verify", reason="Nobody knows now.")
    with sayso.house.database.writing() as session:
        withdraw_challenge(session, cast.amina, back, now=sayso.house.clock(), rng=sayso.house.rng)
    assert "Nothing is waiting." in lena.get(OWED).text
    assert "Everyone who had it is told by" in lena.get(f"{OWED}?show=answered").text
    assert "They took it back." in lena.get(f"{OWED}?show=over").text
    assert lena.get(f"{OWED}?show=rubbish").status_code == 200
    with sayso.house.database.reading() as session:
        assert challenge_at(session, answered).outcome == "cannot_verify"


def test_what_was_to_be_erased_and_cannot_go_is_said_to_be_put_right_in_another_way(
    says_so: Says, notes: Notes, sayso: Sayso, cast: Cast, lena: Desk
) -> None:
    with sayso.house.database.reading() as session:
        added = entries_about(session, cast.amina, ["person.added"])[0].seq
    seq = says_so(added, Kind.ERASE)
    assert press(lena, seq, "send", outcome="corrected", reason="You are right.").status_code == 303
    page = lena.get(f"{OWED}?show=answered").text
    assert "Have it erased: two people sign." in page
    assert "It was put right in another way" in page
    assert lena.post(f"{OWED}/{seq}/done", "/desk/accounts/change").status_code == 303
    assert steps(sayso, cast)[-1] == "challenge.remedied"
    assert "It was put right in another way" not in lena.get(f"{OWED}?show=answered").text
