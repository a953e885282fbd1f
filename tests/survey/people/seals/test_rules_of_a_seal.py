"""Invariant 18: a seal has a day to come back to, in words and by a law; from the child only by name."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from survey.errors import AlreadyDone, DomainError
from survey.ledger.entry import Claim, Recorded, RecordedSegment
from survey.people.seals.seal import (
    LONGEST,
    SHORTEST_REASON,
    Authority,
    ChildUnnamed,
    Mode,
    NotThisLaw,
    NotTwice,
    Seal,
    Standing,
    Untested,
    gives_away,
    looks_to_take_away,
    offered,
    require_second,
)
from survey.withholding.queue import Waits, in_order, may_close_a_round, why_it_waits

DAY = date(2026, 9, 14)
NOON = datetime(2026, 9, 14, 12, tzinfo=UTC)
TEST = "She would be hurt at home if it were known."
people = st.sampled_from(["amina", "rosa", "dan"])
words = st.one_of(st.just(""), st.just("   "), st.text(max_size=40), st.just(TEST))


def made(person: str = "amina", viewer: str = "rosa", **other: object) -> Seal:
    law = {"mode": Mode.SILENT, "authority": Authority.SOCIAL_WORK, "test": TEST}
    return Seal.of(person, viewer, **law | other)  # type: ignore[arg-type]


@given(
    people,
    people,
    st.sampled_from(Mode),
    st.sampled_from(Authority),
    words,
    words,
    st.integers(-5, 200),
    st.booleans(),
)
def test_a_seal_that_leaves_any_of_it_out_cannot_be_made(person, viewer, mode, law, test, child, days, scotland):
    try:
        given = {"mode": mode, "authority": law, "test": test, "child_test": child, "days": days, "scotland": scotland}
        seal = Seal.of(person, viewer, **given)
    except DomainError:
        assert (
            len(test.strip()) < SHORTEST_REASON
            or not 1 <= days <= LONGEST
            or law not in offered(scotland=scotland, from_child=person == viewer)
            or (person == viewer and len(child.strip()) < SHORTEST_REASON)
        )
        return
    facts = seal.facts(DAY, organisation="harbour", about_viewer=False)
    assert DAY < date.fromisoformat(facts["review_on"]) <= DAY + timedelta(days=90)
    assert len(facts["words"]) >= SHORTEST_REASON
    assert bool(facts["child_test"]) == (person == viewer)
    assert facts["viewer"], "from one person, never from everyone"


def test_from_the_child_only_with_a_test_of_its_own_and_by_no_law_that_protects_the_child():
    with pytest.raises(ChildUnnamed):
        made("amina", "amina")
    assert made("amina", "amina", child_test="Reading it alone could put her life at risk.").child_test
    for law in (Authority.WISHES, Authority.CHILD_ABUSE):
        with pytest.raises(NotThisLaw):
            made("amina", "amina", child_test="Reading it alone could put her life at risk.", authority=law)
    with pytest.raises(Untested):
        made(test="Not good.")


def test_nobody_here_can_name_immigration_and_in_scotland_not_child_abuse_data():
    assert not [each for each in Authority if "migra" in each.value]
    assert Authority.CHILD_ABUSE in offered(scotland=False, from_child=False)
    assert Authority.CHILD_ABUSE not in offered(scotland=True, from_child=False)


# Two people, and the day to look again

SIGNED = Standing(
    seq=9,
    entry_seq=8,
    person_id="amina",
    viewer_id="rosa",
    organisation_id="harbour",
    mode=Mode.SILENT,
    authority=Authority.SOCIAL_WORK,
    about_viewer=False,
    since=NOON,
    review_on=DAY + timedelta(days=90),
    test_seq=9,
    first_by="sam",
    second_by="lena",
    signed_at=NOON,
)
staff = st.sampled_from(["sam", "lena", "dee"])


@given(staff, staff, st.none() | staff)
def test_two_different_people_sign_at_first_and_when_it_is_renewed(first, signer, renewer):
    seal = replace(SIGNED, first_by=first, second_by=None if renewer is None else "x", renewal_by=renewer)
    if signer == (renewer or first):
        with pytest.raises(NotTwice):
            require_second(seal, signer)
    else:
        require_second(seal, signer)
    with pytest.raises(AlreadyDone):
        require_second(replace(seal, ended_seq=20), signer)


def in_a_week(seal: Standing) -> date:
    return seal.since.date() + timedelta(days=7)


@given(st.integers(0, 400), st.booleans(), st.booleans(), st.booleans(), st.booleans())
def test_a_lapse_puts_it_in_front_and_opens_nothing(days, signed, asked, renewing, ended):
    today = DAY + timedelta(days=days)
    seal = replace(
        SIGNED,
        second_by="lena" if signed else None,
        asked_seq=30 if asked else None,
        renewal_by="dee" if renewing else None,
        ended_seq=40 if ended else None,
    )
    other = replace(SIGNED, seq=10, review_on=today + timedelta(days=1))
    waiting = in_order([other, seal], today, in_a_week)
    if ended:
        assert [each.seal.seq for each in waiting] == [10]
        return
    assert seal.stands
    why = why_it_waits(seal, today, in_a_week)
    assert (why is Waits.LAPSED) == (today >= seal.review_on)
    if why in (Waits.LAPSED, Waits.UNSIGNED, Waits.ASKED):
        assert waiting[0].seal == seal
        assert not may_close_a_round(waiting), "no round is done while one waits: everyone sees the old day"
    if not signed and days > 7:
        assert why in (Waits.LAPSED, Waits.UNSIGNED)
    if asked and why is not Waits.LAPSED and signed:
        assert why is Waits.ASKED


# What someone knows


def entry(seq: int, kind: str, content: dict[str, object], **links: int) -> Recorded:
    part = RecordedSegment(0, Claim.FACT, None, ("rosa",), content)
    return Recorded(seq, kind, "sam", NOON, None, None, None, links, (part,))


def test_silence_is_refused_where_they_were_told_or_have_answered():
    only, both = entry(20, "view.made", {"parts": [[8, 0]]}), entry(21, "view.made", {"parts": [[8, 0], [3, 0]]})
    assert looks_to_take_away([only, both], {8}) == [20]
    assert not gives_away([only], {8}, {8})
    assert gives_away([only, both], {8}, {8})
    assert not gives_away([both], {8}, {8, 3})
    assert gives_away([entry(22, "challenge.raised", {}, challenges=8)], {8}, {8})
    assert gives_away([entry(23, "statement.added", {}, beside=8)], {8}, {8})
    assert gives_away([entry(24, "erasure.proposed", {"parts": [[8, 0]]})], {8}, {8})
    assert not gives_away([entry(8, "record.made", {})], {8}, {8})
