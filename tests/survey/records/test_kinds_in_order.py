"""The nine kinds: those that fit an entry come first, and every one of them is always there."""

import pytest

from survey.ledger.entry import Claim
from survey.people.may_see import PART_OF_KIND
from survey.records.challenge import Kind
from survey.records.contesting.kinds import LIKELY, in_order


@pytest.mark.parametrize("name", sorted({*PART_OF_KIND, *LIKELY, "something.new"}))
@pytest.mark.parametrize("claims", [{Claim.OPINION}, {Claim.FACT, Claim.OPINION}, set()])
def test_all_nine_are_there_each_once(name: str, claims: set[Claim]) -> None:
    assert sorted(in_order(f"{name}.made", claims)) == sorted(Kind)


@pytest.mark.parametrize(
    ("kind", "claims", "first"),
    [
        ("view.made", {Claim.FACT}, Kind.SEEN),
        ("share.sent", {Claim.FACT}, Kind.SHARED),
        ("consent.given", {Claim.THEIR_WORDS}, Kind.CONSENT),
        ("record.made", {Claim.OPINION}, Kind.UNFAIR_OPINION),
        ("record.corrected", {Claim.FACT, Claim.OPINION}, Kind.WRONG_FACT),
    ],
)
def test_the_likeliest_comes_first(kind: str, claims: set[Claim], first: Kind) -> None:
    assert in_order(kind, claims)[0] is first
