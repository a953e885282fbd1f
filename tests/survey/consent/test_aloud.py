"""A choice made on paper or aloud, written down by a worker: with its evidence, and never more than was said."""

import pytest

from people import Cast
from survey.app import Sayso
from survey.consent.decision import State
from survey.consent.notice import Face
from survey.consent.purpose import Purpose
from survey.consent.store import notice_for
from survey.ledger.entry import Claim
from survey.ledger.store import entries_about
from survey.people.role import Role
from tests.staff import Desk, desk_of
from tests.survey.consent.asking import child_says, how_it_stands
from tests.survey.consent.walking import Page, Phone

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
YES = {
    "choice": "yes",
    "medium": "spoken",
    "words": "Yeah go on then",
    "understanding": "She told me back that the numbers go to the council and her name does not.",
    "present": "her mum, an interpreter",
}


@pytest.fixture
def sam(sayso: Sayso, cast: Cast) -> Desk:
    return desk_of(sayso, cast.sam, Role.PRACTITIONER)


def say(desk: Desk, person: str, purpose: str = "count_me", **typed: str) -> Page:
    address = f"/desk/consent/{person}/{purpose}"
    notice = Page(desk.get(address)).field("notice")
    return Page(desk.post(address, **{"notice": notice, **typed}))


def entry_of(sayso: Sayso, person: str):
    with sayso.house.database.reading() as session:
        return entries_about(session, person, ["consent.given", "consent.refused", "consent.withdrawn"])[0]


def test_it_works_and_all_of_it_is_kept(sam: Desk, sayso: Sayso, cast: Cast) -> None:
    page = Page(sam.get(f"/desk/consent/{cast.amina}/count_me"))
    for part in (
        "Can we add your answers and goals",
        "Why",
        "If you say No",
        "If you change to No",
        "What we can’t undo",
    ):
        assert part in page.says
    assert say(sam, cast.amina, **YES).status == 303
    entry = entry_of(sayso, cast.amina)
    assert (entry.kind, entry.actor, entry.on_behalf_of) == ("consent.given", cast.sam, cast.amina)
    decision, words, note = entry.segments
    assert decision.content["present"] == ["her mum", "an interpreter"]
    assert (decision.content["notice"]["medium"], decision.content["notice"]["face"]) == ("spoken", "aloud")
    assert (words.claim, words.author, words.content["words"]) == (Claim.THEIR_WORDS, cast.amina, "Yeah go on then")
    assert (note.claim, note.author) == (Claim.OBSERVATION, cast.sam)
    assert note.content == {"note": "understanding", "words": YES["understanding"]}
    assert note.subjects == (cast.amina,)
    assert how_it_stands(sayso.house, cast.amina, Purpose.COUNT_ME).stands
    with sayso.house.database.reading() as session:
        changed = entries_about(session, cast.amina, ["person.described"])
    assert changed == [], "an understanding note is no mark on the person"


def test_the_note_belongs_to_this_decision_alone(sam: Desk, sayso: Sayso, cast: Cast) -> None:
    say(sam, cast.amina, **YES)
    refused = say(sam, cast.amina, "research", **YES | {"understanding": ""})
    assert refused.status == 422
    assert "Write down how you could tell that they knew what it means." in refused.says
    assert "Yeah go on then" in refused.markup, "nothing typed is lost"


@pytest.mark.parametrize(
    ("missing", "says"),
    [
        ({"choice": ""}, "Pick what they said."),
        ({"choice": "maybe"}, "Pick what they said."),
        ({"medium": "screen"}, "Pick how you asked."),
        ({"words": "  "}, "Write down how they said Yes"),
        ({"understanding": "\n"}, "Write down how you could tell"),
        ({"words": "x" * 2001}, "too long by 1 letters"),
    ],
)
def test_a_yes_without_its_evidence_is_no_yes(
    sam: Desk, sayso: Sayso, cast: Cast, missing: dict[str, str], says: str
) -> None:
    page = say(sam, cast.amina, **YES | missing)
    assert page.status == 422
    assert says in page.says
    assert Phone(sayso, cast.amina).states() == {}


def test_a_no_needs_no_words_and_stops_a_yes_at_once(sam: Desk, sayso: Sayso, cast: Cast) -> None:
    child_says(sayso.house, cast.amina, State.GIVEN, Purpose.COUNT_ME)
    assert say(sam, cast.amina, choice="no", medium="spoken").status == 303
    assert how_it_stands(sayso.house, cast.amina, Purpose.COUNT_ME).state is State.WITHDRAWN


def test_it_gives_that_one_choice_and_nothing_more(sam: Desk, sayso: Sayso, cast: Cast) -> None:
    say(sam, cast.amina, **YES)
    assert Phone(sayso, cast.amina).states() == {Purpose.COUNT_ME: State.GIVEN}


def test_the_desk_shows_nobody_how_a_choice_stands(sam: Desk, sayso: Sayso, cast: Cast) -> None:
    def shown() -> list[str]:
        return [Page(sam.get(f"/desk/consent/{cast.amina}{more}")).says for more in ("", "/count_me", "/worker_sees")]

    before = shown()
    for state in (State.GIVEN, State.WITHDRAWN, State.DEFERRED):
        mine = child_says(sayso.house, cast.amina, state, Purpose.COUNT_ME)
        assert shown() == before
        with sayso.house.database.reading() as session:
            read_out = notice_for(session, cast.amina, Purpose.COUNT_ME, standing=mine, aloud=True)
        assert read_out.face is Face.ALOUD


def test_words_that_are_not_on_the_card_are_not_what_was_read_out(sam: Desk, sayso: Sayso, cast: Cast) -> None:
    page = say(sam, cast.amina, **YES | {"notice": "0" * 64})
    assert page.status == 409
    assert "Read the new words out" in page.says
    assert "Yeah go on then" in page.markup


def test_only_for_those_on_the_caseload(sayso: Sayso, cast: Cast) -> None:
    priya, lena = desk_of(sayso, cast.priya, Role.PRACTITIONER), desk_of(sayso, cast.lena, Role.MANAGER)
    for more in ("", "/count_me"):
        assert priya.get(f"/desk/consent/{cast.amina}{more}").status_code == 404
        assert lena.get(f"/desk/consent/{cast.amina}{more}").status_code == 403
    token = {"csrf_token": priya.token("/desk/accounts/change")}
    assert priya.client.post(f"/desk/consent/{cast.amina}/count_me", data=YES | token).status_code == 404


def test_they_read_all_of_it_and_can_say_it_is_not_what_they_chose(sam: Desk, sayso: Sayso, cast: Cast) -> None:
    from tests.survey.records.conftest import SECRET_WORDS, Visitor

    say(sam, cast.amina, **YES)
    entry = entry_of(sayso, cast.amina)
    amina = Visitor(sayso, cast.amina, Phone(sayso, cast.amina).token).open(SECRET_WORDS)
    record = Page(amina.get("/en/records/open/{key}?show=choices")).says
    for words in ("You said Yes.", "Out loud", "her mum, an interpreter", "Yeah go on then", YES["understanding"]):
        assert words in record
    assert "Put in by Sam Okafor" in record
    assert f"Its number {entry.seq}" in record
    state = amina.challenge(entry.seq, "consent")
    assert how_it_stands(sayso.house, cast.amina, Purpose.COUNT_ME).state is State.UNKNOWN
    assert "It counts as No now." in Page(amina.get(amina.at("challenges", state))).says
    phone = Phone(sayso, cast.amina)
    assert "You told us this is not what you picked." in phone.open("count_me").says
    phone.press("Yes")
    assert how_it_stands(sayso.house, cast.amina, Purpose.COUNT_ME).stands
