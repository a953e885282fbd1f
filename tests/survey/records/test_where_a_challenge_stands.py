"""The page of a challenge: each step with its day, what we wait for, what was decided, and the ways on from there."""

import re
from datetime import UTC, datetime

import pytest
from staff import desk_of

from people import Cast
from survey.app import Sayso
from survey.ledger.entry import Claim, Recorded, RecordedSegment
from survey.people.invitation import form_key
from survey.people.role import Role
from survey.records import store
from survey.records.account.telling import Voice
from survey.records.challenge import Challenge, Kind, Outcome
from survey.records.clock import PausedFor
from survey.records.contesting.progress.steps import Telling, steps_of
from survey.records.correction import Answer
from survey.records.lifecycle import Step, Stepped, To
from tests.survey.records.conftest import Notes, Visitor

on_sqlite = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
NOON = datetime(2026, 9, 14, 12, tzinfo=UTC)
WHAT = {Step.PAUSED: PausedFor.CLARIFY, Step.DECIDED: Outcome.PARTLY, Step.ESCALATED: To.INDEPENDENT}


def say(words: str, **values: object) -> str:
    return words % values if values else words


VOICE = Voice(say, lambda one, many, n: one, lambda at: f"{at:%d %b}", lambda day: f"{day:%d %b}", lambda day: "")


def told(*steps: Step) -> list[str]:
    """The lines of a challenge that took these steps, a day apart."""
    taken = tuple(
        Stepped(
            each,
            n,
            "me" if each in (Step.RESUMED, Step.ESCALATED) else "lena",
            NOON.replace(day=15 + n),
            WHAT.get(each),
        )
        for n, each in enumerate(steps)
    )
    challenge = Challenge(9, 1, "me", Kind.WRONG_FACT, NOON, taken)
    asked = RecordedSegment(0, Claim.FACT, "lena", ("me",), {"words": "Was it in May?"})
    entries = {n: Recorded(n, "", "lena", NOON, None, None, None, {}, (asked,)) for n in range(len(steps))}
    lines = steps_of(challenge, "You told us.", Telling(lambda who: "Lena", entries, VOICE), NOON)
    return [
        f"{'' if each.is_done else 'Next: '}{each.words} {each.when}{' ' + each.said if each.said else ''}"
        for each in lines
    ]


def test_the_steps_are_said_in_order_with_their_days() -> None:
    assert told() == [
        "You told us. 14 Sep",
        "Next: Someone tells you that they have it. By 21 Sep",
        "Next: Someone looks at it. ",
        "Next: You hear what we say. By 05 Oct",
    ]
    assert told(Step.ACKNOWLEDGED, Step.REVIEWING, Step.PAUSED)[1:] == [
        "Lena has it. 15 Sep",
        "Lena looks at it. 16 Sep",
        "Lena asked you this. 17 Sep Was it in May?",
        "Next: You write back. ",
        "Next: You hear what we say. By 05 Oct",
    ]
    assert told(Step.DECIDED, Step.ESCALATED)[-1] == "Next: You hear from someone new. By 14 Oct"
    assert told(Step.DECIDED)[-1].startswith("Next: All who had it are told. By ")
    assert told(Step.WITHDRAWN)[-1] == "You took it back. 15 Sep"


@pytest.mark.parametrize("step", Step)
def test_every_step_has_words(step: Step) -> None:
    assert told(step)[1].partition(" 15 Sep")[0]


@on_sqlite
def test_it_works(amina: Visitor, notes: Notes, sayso: Sayso, cast: Cast, clock) -> None:
    seq = amina.challenge(notes.groups, words="I like small groups.")
    address = amina.at("challenges", seq)
    page = amina.get(address).text
    for words in (
        "You will hear by Mon 5 Oct. That is our day. The last day by law is Wed 14 Oct.",
        "Someone tells you that they have it. <span",
        "By law this is a complaint too.",
        "0303 123 1113",
        "You can go to the ICO at any time.",
    ):
        assert words in " ".join(page.split()), words
    house = sayso.house
    at = {"now": clock.move(days=1), "rng": house.rng}
    with house.database.writing() as session:
        store.take_up(session, seq, cast.lena, **at)
        store.pause(session, seq, cast.lena, PausedFor.CLARIFY, "Was it in May or in June?", **at)
    amina.open()
    page = amina.get(amina.at("challenges", seq)).text
    assert "We need one thing from you" in page
    assert page.count("Was it in May or in June?") == 2  # in the form, and in the list
    assert "Lena Marsh asked you this." in page
    assert "We need one thing from you." in amina.record()  # on the card too
    empty = amina.post(amina.at("challenges", seq, "answer"), words=" ")
    assert (empty.status_code, "You can say that you don’t know." in empty.text) == (422, True)
    assert amina.post(amina.at("challenges", seq, "answer"), words="I don’t know.").status_code == 303
    page = amina.get(amina.at("challenges", seq)).text
    assert "You wrote back." in page
    assert "I don’t know." in page
    assert "We need one thing from you" not in page


@on_sqlite
def test_an_answer_shows_the_ways_on(amina: Visitor, notes: Notes, sayso: Sayso, cast: Cast, clock) -> None:
    seq, house = amina.challenge(notes.groups), sayso.house
    answer = Answer(Outcome.NOT_CHANGED, "I asked Sam. It is how he saw it that day.")
    with house.database.writing() as session:
        store.decide(session, seq, cast.lena, answer, now=clock.move(days=1), rng=house.rng)
    amina.open()
    page = amina.get(amina.at("challenges", seq)).text
    assert "I asked Sam. It is how he saw it that day." in page
    assert "Ask someone else to look" in page
    further = amina.at("challenges", seq, "further")
    long = amina.post(further, to="independent", words="x" * 5001)
    assert (long.status_code, "too long by 1 letters" in long.text) == (422, True)
    assert amina.post(further, to="the pope").status_code == 409
    assert amina.post(further, to="independent", words="Ask Priya too.").status_code == 303
    page = amina.get(amina.at("challenges", seq)).text
    assert "You asked for someone else to look." in page
    assert "Ask Priya too." in page
    assert "Someone new looks at it." in amina.record()
    assert amina.post(further, to="independent").status_code == 409  # one independent review
    assert amina.post(further, to="ico").status_code == 409  # not while that is not late


@on_sqlite
def test_late_is_our_fault_and_opens_the_way_on(amina: Visitor, notes: Notes, clock) -> None:
    seq = amina.challenge(notes.groups)
    clock.move(days=23)
    amina.open()
    page = amina.get(amina.at("challenges", seq)).text
    assert "We are late. That is our fault. We still don’t use it." in page
    assert "Ask someone else to look" in page


@on_sqlite
def test_they_can_say_which_part(amina: Visitor, notes: Notes, sayso: Sayso, cast: Cast) -> None:
    page = amina.get(amina.at(notes.session, "challenge")).text
    assert "Which part?" in page
    assert "She helped two new people join in." in page
    sent = amina.client.post(
        amina.at(notes.session, "challenge"),
        data={"form_key": hidden(amina), "kind": "wrong_fact", "parts": ["1", "7", "x"]},
    )
    assert "This part: “I stayed to half time.”" in amina.get(sent.location).text
    assert "Which part?" not in amina.get(amina.at(notes.groups, "challenge")).text  # there is only one


def hidden(visitor: Visitor) -> str:
    return form_key(visitor.token, visitor.sayso.house.settings.secret_key)


@on_sqlite
def test_asking_to_delete_says_what_comes(amina: Visitor, notes: Notes, sayso: Sayso, cast: Cast) -> None:
    seq = amina.challenge(notes.groups, "erase")
    assert "two people have to agree" in amina.get(amina.at("challenges", seq)).text
    asked = desk_of(sayso, cast.dee, Role.DATA_LEAD).get("/desk/retention/")
    assert "Amina" in asked.text  # it leads into the proposal of an erasure


@on_sqlite
def test_from_card_to_sent_in_three_taps(amina: Visitor, notes: Notes) -> None:
    """Tap the card's button, a kind, Send: nothing else is asked for, and no page is in between."""
    record = amina.record()
    card = record[record.index(f'id="entry-{notes.groups}"') :]
    (first,) = re.findall(r'href="([^"]*/challenge)"', card[: card.index("</article>")])
    page = amina.get(first).text
    form = page[
        page.index('<form id="typed" method="post" class="so-stack">') : page.index(
            "</form>", page.index('name="kind"')
        )
    ]
    assert form.count('type="radio" value="') == 9 + 2  # the kinds; and, folded away, who helped
    assert "required" not in form
    assert page.index('value="unfair_opinion"') < page.index('value="wrong_fact"')  # it is an opinion
    sent = amina.post(first, kind="unfair_opinion", words="", helper="")
    taps = ["That’s not right", "It’s not how I see it", "Send"]
    assert (len(taps), sent.status_code) == (3, 303)
