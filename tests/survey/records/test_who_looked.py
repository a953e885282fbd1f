"""Who looked, for whom it was about: the unusual first, the usual together by month, one tap to say it is odd."""

import re
from datetime import UTC, datetime

import pytest
from looks import look_at

from people import Cast
from survey.app import Sayso
from survey.ledger.entry import Claim, NewEntry, NewSegment
from survey.ledger.store import entries_about, record, size
from survey.records.challenge import Kind
from survey.records.store import challenges_by
from survey.request_log import UNLOGGED
from tests.survey.consent.walking import words_of
from tests.survey.records.conftest import Notes, Visitor

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


def said(visitor: Visitor, *where: object) -> str:
    page = visitor.get(visitor.at(*where))
    assert page.status_code == 200
    return words_of(page.text)


@pytest.fixture
def looked(sayso: Sayso, cast: Cast, notes: Notes, clock) -> dict[str, int]:
    """Sam four times in August and once in September; Jo, who does not work with her, in September at night."""

    def look(who: str, day: datetime, **told: object) -> int:
        clock.now = day
        given = {"what": "notes", "why": "Getting ready to meet you."} | told
        return look_at(sayso.house, getattr(cast, who), cast.amina, [notes.groups], **given)

    now = clock.now
    for day in (3, 10, 17):
        look("sam", datetime(2026, 8, day, 10, tzinfo=UTC))
    seqs = {"goals": look("sam", datetime(2026, 8, 24, 10, tzinfo=UTC), what="goals", why="To talk.")}
    seqs["odd"] = look("jo", datetime(2026, 9, 12, 22, 30, tzinfo=UTC), why="Checking a referral.")
    seqs["usual"] = look("sam", datetime(2026, 9, 14, 10, tzinfo=UTC))
    clock.now = now
    return seqs


def test_it_works(looked, amina: Visitor) -> None:
    page = said(amina, "looks")
    assert page.index("September 2026") < page.index("Jo Reid, a worker at Northshore Council") < page.index("Sam")
    assert "12 Sept at 23:30" in page
    assert "“Checking a referral.”" in page
    assert "Jo Reid is not in your team. It was not in work hours." in page
    once = "Sam Okafor, your worker, looked at notes about you 3 times, your goals once in August 2026."
    assert once in page
    assert "Why: “To talk. Getting ready to meet you.”" in page
    assert page.index(once) < page.index("17 Aug at 11:00: notes about you.")


def test_the_first_screen_says_how_many_and_shows_the_unusual_first(looked, amina: Visitor) -> None:
    page = said(amina)
    assert "In September 2026, 2 people opened what is here. 1 look was unusual." in page
    assert page.index("Jo Reid, from Northshore Council, looked") < page.index("finds it hard to be in groups")
    assert page.count("Jo Reid, from Northshore Council, looked") == 1, "once, not again on the card"


def test_a_month_without_anything_unusual_says_so(looked, amina: Visitor) -> None:
    page = said(amina, "months")
    assert "In August 2026, 1 person opened what is here. No look was unusual." in page
    assert page.index("September 2026") < page.index("August 2026")
    assert "We can’t send it to you yet." in page
    assert "September" not in said(amina, "looks?month=2026-08")
    assert amina.get(amina.at("looks?month=2026-07")).status_code == 404
    assert amina.get(amina.at("looks?month=nonsense")).status_code == 404


def test_one_tap_says_it_is_odd_and_words_can_come_after(looked, amina: Visitor, sayso: Sayso, cast: Cast) -> None:
    for seq in (looked["odd"], looked["usual"], looked["goals"]):
        assert f"/{seq}/challenge" in amina.get(amina.at("looks")).text
        sent = amina.post(amina.at(seq, "challenge"), kind="seen")
        assert sent.status_code == 303
    state = sent.headers["Location"]
    assert "Say it your way (if you want)" in words_of(amina.get(state).text)
    amina.post(amina.at(looked["goals"], "challenge"), kind="seen", words="I did not ask Sam to.")
    with sayso.house.database.reading() as session:
        raised = challenges_by(session, cast.amina)
    assert [each.kind for each in raised] == [Kind.SEEN] * 3, "words after are no second challenge"
    assert "I did not ask Sam to." in words_of(amina.get(state).text)
    page = said(amina, "looks")
    assert page.count("You said this is not right") == 3
    page = said(amina)
    odd = page.index("Jo Reid, from Northshore Council, looked")
    assert odd > page.index("finds it hard to be in groups"), "said so: no longer at the head, still on the card"


def test_a_form_of_another_site_says_nothing(looked, amina: Visitor) -> None:
    sent = amina.client.post(amina.at(looked["odd"], "challenge"), data={"kind": "seen"})
    assert sent.status_code == 403


def test_looks_of_before_are_told_as_they_were(amina: Visitor, notes: Notes, sayso: Sayso, cast: Cast) -> None:
    """Entries from before parts were named hold whole entries, and no word on what was expected."""
    with sayso.house.database.writing() as session:
        for viewer in (cast.sam, cast.jo):
            content = {"what": "notes", "entries": [notes.groups], "why": "As your worker."}
            part = NewSegment(Claim.FACT, viewer, (cast.amina,), content)
            record(session, NewEntry("view.made", viewer, (part,)), now=sayso.house.clock(), rng=sayso.house.rng)
    page = said(amina, "looks")
    assert "Sam Okafor, your worker, looked at notes about you once in September 2026." in page
    assert "Jo Reid, from Northshore Council" in page
    assert "Jo Reid is not in your team." in page
    assert "Who looked: 1 person" in said(amina)


def test_what_she_does_herself_is_for_nobody_to_see(looked, amina: Visitor, rosa: Visitor, sayso: Sayso) -> None:
    """Her own reading, drafts and checks of a receipt leave no entry; nor does asking who looked, or in which month."""
    with sayso.house.database.reading() as session:
        before = size(session)
    for where in ("looks", "months", "looks?month=2026-08", "missing", f"{looked['odd']}/challenge", "?more=1"):
        assert amina.get(amina.at(where) if where[0] != "?" else amina.at() + where).status_code == 200
    code = re.search(r"receipt", amina.record())
    assert code, "her receipts are on her cards"
    for address in (f"{looked['odd']}/receipt", f"{looked['odd']}/receipt/code.txt"):
        assert amina.get(amina.at(address)).status_code == 200
    assert amina.post("/en/check", code="abcde-fghjk-mnpqr-stvwx-yz0123").status_code in (200, 422)
    assert amina.post("/en/responses/{token}/1", words="half a thought").status_code < 500
    with sayso.house.database.reading() as session:
        assert size(session) == before
        looks = entries_about(session, amina.person_id, ["view.made"])
    assert amina.person_id not in {look.actor for look in looks}


def test_reading_ones_own_record_leaves_no_line_in_the_log(sayso: Sayso) -> None:
    rules = [rule for rule in sayso.people.url_map.iter_rules() if rule.rule.startswith("/<lang>/records/open/")]
    reading = {rule.endpoint for rule in rules if "GET" in rule.methods}
    assert len(reading) > 8
    assert not [each for each in reading if not hasattr(sayso.people.view_functions[each], UNLOGGED)]
