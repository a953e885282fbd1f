"""The rules themselves: who may answer, what stays out, and whose a corrected part is."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from survey.errors import AlreadyDone
from survey.ledger.entry import Claim, Recorded, RecordedSegment
from survey.records.challenge import (
    Authors,
    Because,
    Challenge,
    Incomplete,
    Kind,
    Outcome,
    held_because,
    require_open,
)
from survey.records.correction import Answer, NewPart, outcomes_for
from survey.records.hands import InLine, require_other_hands
from survey.records.lifecycle import State, Step, Stepped

AT = datetime(2026, 9, 14, 12, tzinfo=UTC)


def entry(kind: str = "record.made", actor: str | None = "sam", behalf: str | None = None) -> Recorded:
    parts = (
        RecordedSegment(0, Claim.FACT, "sam", ("amina",), {"words": "Old fact."}),
        RecordedSegment(1, Claim.THEIR_WORDS, "amina", ("amina", "rosa"), {"words": "Her words."}),
    )
    return Recorded(7, kind, actor, AT, None, behalf, None, {}, parts)


@pytest.mark.parametrize("who", ["sam", "amina", "rosa", "vera", "dee"])
def test_no_one_who_had_a_part_in_it_answers(who: str) -> None:
    with pytest.raises(Authors):
        require_other_hands([entry(behalf="vera")], who, {"dee"})


def test_anyone_else_may() -> None:
    require_other_hands([entry()], "lena", {"dee"})
    require_other_hands([], "lena", set())


def test_nobody_in_the_authors_line_answers() -> None:
    with pytest.raises(InLine, match="outside that line"):
        require_other_hands([entry()], "lena", set(), {"lena"})


def test_who_wrote_an_earlier_version_answers_for_no_later_one() -> None:
    parts = (RecordedSegment(0, Claim.FACT, "lena", ("amina",), {"words": "New."}),)
    newer = Recorded(9, "record.corrected", "lena", AT, None, None, None, {"corrects": 7}, parts)
    with pytest.raises(Authors):
        require_other_hands([newer, entry()], "sam", set())


def challenge(outcome: Outcome | None = None, *, withdrawn: bool = False, by: str | None = None) -> Challenge:
    steps = [
        Stepped(Step.ACKNOWLEDGED, 10, by, AT) if by else None,
        Stepped(Step.DECIDED, 11, "lena", AT, outcome.value) if outcome else None,
        Stepped(Step.WITHDRAWN, 12, "amina", AT) if withdrawn else None,
    ]
    return Challenge(9, 7, "amina", Kind.SEEN, AT, tuple(each for each in steps if each))


@pytest.mark.parametrize(
    ("one", "state", "held"),
    [
        (challenge(), State.RAISED, Because.CHALLENGED),
        (challenge(by="lena"), State.ACKNOWLEDGED, Because.CHALLENGED),
        (challenge(Outcome.CORRECTED), State.DECIDED, Because.PUT_RIGHT),
        (challenge(Outcome.PARTLY), State.DECIDED, Because.PUT_RIGHT),
        (challenge(Outcome.CANNOT_VERIFY), State.DECIDED, Because.CANNOT_VERIFY),
        (challenge(Outcome.NOT_CHANGED), State.DECIDED, None),
        (challenge(withdrawn=True), State.WITHDRAWN, None),
    ],
)
def test_what_stays_out(one: Challenge, state: State, held: Because | None) -> None:
    assert (one.state, held_because([one])) == (state, held)


challenges = st.builds(
    lambda outcome, withdrawn: challenge(outcome, withdrawn=withdrawn and outcome is None),
    st.sampled_from([None, *Outcome]),
    st.booleans(),
)


@given(st.lists(challenges), challenges)
def test_one_more_challenge_never_frees_an_entry(before: list[Challenge], more: Challenge) -> None:
    if held_because(before):
        assert held_because([*before, more])


@given(st.lists(challenges, min_size=1))
def test_the_order_of_challenges_does_not_matter(some: list[Challenge]) -> None:
    assert held_because(some) == held_because(some[::-1])


def test_what_was_decided_or_taken_back_is_not_answered() -> None:
    for done in (challenge(Outcome.NOT_CHANGED), challenge(withdrawn=True)):
        with pytest.raises(AlreadyDone):
            require_open(done)
    require_open(challenge(by="lena"))


def corrected(parts: dict[int, NewPart], outcome: Outcome = Outcome.CORRECTED):
    return Answer(outcome, "Why.", parts).correction(entry(), "lena")


def test_whoever_changes_words_answers_for_them_and_a_mark_alone_changes_no_author() -> None:
    new = corrected({0: NewPart("New fact.", Claim.FACT), 1: NewPart("Her words.", Claim.THEIR_WORDS)})
    assert new is not None
    assert [(part.author, part.content["words"]) for part in new.segments] == [
        ("lena", "New fact."),
        ("amina", "Her words."),
    ]
    marked = corrected({0: NewPart("Old fact.", Claim.OPINION)})
    assert marked is not None
    assert (marked.segments[0].author, marked.segments[0].claim) == ("sam", Claim.OPINION)
    assert [part.subjects for part in marked.segments] == [("amina",), ("amina", "rosa")]


def test_a_correction_says_what_it_corrects_and_why_and_changes_something() -> None:
    new = corrected({0: NewPart("", Claim.FACT)})
    assert new is not None
    assert (new.kind, new.links, new.reason) == ("record.corrected", {"corrects": 7}, None)
    with pytest.raises(Incomplete, match="Change what it says"):
        corrected({0: NewPart("Old fact.", Claim.FACT)})
    with pytest.raises(Incomplete, match="Say why"):
        Answer(Outcome.NOT_CHANGED, "  ").correction(entry(), "lena")


@pytest.mark.parametrize("outcome", [Outcome.NOT_CHANGED, Outcome.CANNOT_VERIFY])
def test_other_answers_write_nothing_new(outcome: Outcome) -> None:
    assert corrected({0: NewPart("New.", Claim.FACT)}, outcome) is None


def test_what_is_no_note_is_not_rewritten() -> None:
    look = entry("view.made")
    assert Outcome.PARTLY not in outcomes_for(look)
    assert Answer(Outcome.CORRECTED, "Why.").correction(look, "lena") is None
    with pytest.raises(Incomplete):
        Answer(Outcome.PARTLY, "Why.").correction(look, "lena")
