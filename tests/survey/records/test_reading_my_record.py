"""Reading what is written about oneself: in plain words, newest first; one's own looks are recorded nowhere."""

import re
from html import unescape

from looks import look_at

from people import Cast
from survey.app import Sayso
from survey.ledger.entry import Claim
from survey.ledger.store import size
from survey.records import store
from survey.records.account.telling import is_told
from tests.house import checkout
from tests.survey.records.conftest import part

NOBODYS = {"cohort.closed", "demonstration.begun", "demonstration.loaded"}
ABOUT_RELEASES = ("agreement.", "figures.", "activity.", "reading.", "question.", "promise.")


def test_it_works(amina, notes) -> None:
    page = amina.record()
    assert page.index("14 Quay Street") < page.index("half time") < page.index("hard to be in groups")
    for words in (
        "This is how Sam Okafor sees it.",
        "Sam Okafor works with you, at Harbour Youth Project.",
        "Sam Okafor saw this.",
        "You said this. Sam Okafor wrote it down.",
        "You were added here.",
        "March 2011",
        "Quayside",
        "Sam Okafor works with you.",
        "Rosa is here for you as a parent.",
        "You picked three words to open your record.",
    ):
        assert words in page, words
    assert "green door rabbit" not in page


def test_another_s_part_is_counted_and_not_shown(amina, notes) -> None:
    page = amina.record()
    assert "Rosa works nights" not in page
    assert "1 part is not shown to you. It is kept as it was written." in page


def test_ones_own_looks_are_recorded_nowhere(amina, notes, sayso: Sayso) -> None:
    with sayso.house.database.reading() as session:
        before = size(session)
    amina.record()
    amina.get("/en/records/open/{key}/looks")
    with sayso.house.database.reading() as session:
        assert size(session) == before


def test_only_some_of_it(amina, notes) -> None:
    assert "You were added here" not in amina.record("?show=notes")
    assert "Quay Street" in amina.record("?show=notes")
    assert "Nothing here fits that." in amina.record("?show=goals")
    assert "You were added here" in amina.record("?show=<script>")


def look(sayso: Sayso, cast: Cast, viewer: str, seq: int, why: str, what: str = "notes") -> int:
    return look_at(sayso.house, viewer, cast.amina, [seq], what=what, why=why)


def test_who_looked_the_usual_together_the_unusual_first(amina, notes, sayso: Sayso, cast: Cast) -> None:
    for _ in range(3):
        look(sayso, cast, cast.sam, notes.groups, "getting ready to meet you")
    look(sayso, cast, cast.jo, notes.groups, "checking a referral")
    page = amina.record()
    usual = "Sam Okafor, your worker, looked at notes about you 3 times, last on 14 Sept."
    odd = "Jo Reid, from Northshore Council, looked at notes about you on 14 Sept. Why: “checking a referral”"
    assert page.index(odd) < page.index(usual)
    assert "Jo Reid is not in your team." in page
    assert "Who looked: 1 person" in page
    looks = amina.get("/en/records/open/{key}/looks").text
    usual = "Sam Okafor, your worker, looked at notes about you 3 times in September 2026."
    assert looks.index("Jo Reid, a worker at Northshore Council") < looks.index(usual)


def test_what_happened_then_and_was_written_now(amina, sayso: Sayso, cast: Cast, clock) -> None:
    house, then = sayso.house, clock.now
    clock.move(days=4)
    with house.database.writing() as session:
        words = [part("She came by.", Claim.FACT, cast.sam, cast.amina)]
        store.make_note(session, cast.sam, words, happened_at=then, now=clock.now, rng=house.rng)
    amina.open()
    assert "It is about 14 Sept. It was written on 18 Sept." in amina.record()


def test_the_law_s_note_is_the_same_for_everyone(amina, rosa, notes) -> None:
    def note(page: str) -> str:
        return page[page.index("Sometimes the law") - 60 : page.index("in 90 days or less.") + 80]

    assert note(amina.record()) == note(rosa.record())


def test_every_kind_that_can_be_about_a_person_has_its_words() -> None:
    told = ("person.added", "person.described", "relation.made", "relation.ended", "invitation.made")
    told += tuple(f"consent.{each}" for each in ("requested", "given", "refused", "deferred", "withdrawn"))
    told += ("answers.submitted", "answers.imported", "record.made", "record.corrected", "view.made")
    told += tuple(f"goal.{each}" for each in ("set", "rated", "closed", "resumed", "grouped"))
    told += ("challenge.raised", "challenge.acknowledged", "challenge.decided", "challenge.withdrawn")
    told += ("glass.broken",)
    told += ("statement.added", "key.chosen", "key.recovered")
    assert not [kind for kind in told if not is_told(kind)]


def test_no_kind_that_the_code_records_is_left_without_words() -> None:
    """Read from the code itself: whoever records a new kind must give it words, or say here that it is nobody's."""
    recorded = {
        kind for path in checkout.code() for kind in re.findall(r'NewEntry\(\s*f?"([a-z]+\.[a-z]+)"', path.read_text())
    }
    assert len(recorded) > 12
    untold = {kind for kind in recorded if not is_told(kind)} - NOBODYS
    assert not {kind for kind in untold if not kind.startswith(ABOUT_RELEASES)}


def test_a_long_record_opens_with_the_newest(amina, sayso: Sayso, cast: Cast) -> None:
    with sayso.house.database.writing() as session:
        for n in range(25):
            words = [part(f"Note {n:02}.", Claim.FACT, cast.sam, cast.amina)]
            store.make_note(session, cast.sam, words, happened_at=None, now=sayso.house.clock(), rng=sayso.house.rng)
    page = amina.record("?show=notes")
    assert "Note 24." in page
    assert "Note 04." not in page
    assert "You see 1 to 20 of 25." in page
    older = re.search(r'href="([^"]+after=[^"]+)"', page)
    assert "Note 00." in amina.get(unescape(older[1])).text
