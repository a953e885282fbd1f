"""What a relative may see: it follows from what is recorded, and the young person's own say wins. No database."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from survey.people.may_see import FAMILY_NEVER, Part
from survey.people.relation import FAMILY, Relation
from survey.people.relations import view
from survey.people.relations.tie import (
    GRANTABLE,
    PROOF,
    By,
    DaysWrong,
    Evidence,
    NothingStopped,
    NotProven,
    Restriction,
    SayMore,
    Shown,
    Stops,
    TheirsToDecide,
    decided_until,
)
from survey.people.relations.view import Grant, Tie, scope

DAY = date(2026, 9, 14)
PROVEN = Evidence(True, Shown.BIRTH_CERTIFICATE)
ALL = frozenset(part.value for part in Part)

kinds, days = st.sampled_from(FAMILY), st.dates(date(2020, 1, 1), date(2035, 12, 31))
maybe = st.none() | days
evidences = st.builds(Evidence, st.booleans(), st.sampled_from(Shown), maybe, maybe)
grants = st.builds(Grant, st.frozensets(st.sampled_from(sorted(ALL))), st.sampled_from(By), maybe)
ties = st.lists(st.builds(Tie, kinds, evidences, grants), max_size=3)
births = st.none() | st.builds("{:04}-{:02}".format, st.integers(2005, 2022), st.integers(1, 12))


FEW = settings(max_examples=40)


@FEW
@given(ties, births, days)
def test_an_order_shuts_everything_whatever_else_is_recorded(held, born, day) -> None:
    assert scope(held, is_stopped=True, born=born, day=day) == frozenset()


@FEW
@given(ties, st.booleans(), births, days)
def test_never_more_than_was_said_and_never_what_no_grant_gives(held, stopped, born, day) -> None:
    open_now = scope(held, is_stopped=stopped, born=born, day=day)
    assert not open_now & FAMILY_NEVER
    assert {part.value for part in open_now} <= {each for tie in held for each in tie.grant.sees}


@FEW
@given(ties, births, days)
def test_what_is_decided_for_them_needs_proof_and_ends(held, born, day) -> None:
    for tie in held:
        mine = scope([tie], is_stopped=False, born=born, day=day)
        if mine and tie.grant.by is By.BEST_INTERESTS:
            assert tie.kind in (Relation.PARENT, Relation.CARER)
            assert tie.evidence.responsibility
            assert tie.evidence.shown in PROOF
            assert tie.grant.until is not None
            assert day <= tie.grant.until


def test_the_control_a_view_that_forgets_the_proof_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    tie = Tie(Relation.PARENT, Evidence(), Grant(frozenset({"notes"}), By.BEST_INTERESTS, DAY))
    assert scope([tie], is_stopped=False, born="2015-01", day=DAY) == frozenset()
    monkeypatch.setattr(view, "has_own_right", lambda *_: True)
    assert scope([tie], is_stopped=False, born="2015-01", day=DAY) == {Part.NOTES}


@FEW
@given(kinds, days)
def test_at_eighteen_a_parent_and_a_carer_see_nothing(kind, day) -> None:
    tie = Tie(kind, PROVEN, Grant(ALL))
    before = scope([tie], is_stopped=False, born="2011-03", day=day)
    ended = day >= date(2029, 3, 1) and kind in (Relation.PARENT, Relation.CARER)
    assert before == (frozenset() if ended else frozenset(GRANTABLE))


@FEW
@given(maybe, maybe, days)
def test_it_holds_from_the_first_day_to_the_last(since, until, day) -> None:
    tie = Tie(Relation.ADVOCATE, Evidence(False, Shown.NONE, since, until), Grant(frozenset({"notes"})))
    holds = (since is None or since <= day) and (until is None or day <= until)
    assert bool(scope([tie], is_stopped=False, born="2011-03", day=day)) == holds


@FEW
@given(st.integers(2009, 2022), st.integers(1, 12), days, st.sampled_from(["england", "scotland"]))
def test_a_decision_for_them_ends_before_they_are_taken_to_understand(year, month, day, nation) -> None:
    born = f"{year:04}-{month:02}"
    if day >= date(year + 16, month, 1):
        with pytest.raises(TheirsToDecide):
            decided_until(born, nation, day)
        return
    until = decided_until(born, nation, day)
    assert day <= until <= day + timedelta(days=365)
    assert until < date(year + 16, month, 1)
    if nation == "scotland" and day < date(year + 12, month, 1):
        assert until < date(year + 12, month, 1)


def test_whose_age_is_not_known_is_decided_for_by_nobody() -> None:
    with pytest.raises(TheirsToDecide):
        decided_until(None, "england", DAY)


@pytest.mark.parametrize("shown", [Shown.SAID, Shown.NONE])
def test_responsibility_has_to_be_shown(shown: Shown) -> None:
    with pytest.raises(NotProven):
        Evidence(True, shown).require_whole(Relation.PARENT)
    with pytest.raises(NotProven):
        PROVEN.require_whole(Relation.SIBLING)
    with pytest.raises(DaysWrong):
        Evidence(False, shown, DAY, DAY - timedelta(days=1)).require_whole(Relation.PARENT)


def test_an_order_says_what_it_stops_and_which_it_is() -> None:
    words, stops = "Seen at the family court.", frozenset({Stops.HOME})
    Restriction(stops, DAY, DAY, None, words).require_whole()
    for wrong, why in (
        (Restriction(frozenset(), DAY, DAY, None, words), NothingStopped),
        (Restriction(stops, DAY, DAY, DAY - timedelta(days=1), words), DaysWrong),
        (Restriction(stops, DAY, DAY, None, "   "), SayMore),
    ):
        with pytest.raises(why):
            wrong.require_whole()
